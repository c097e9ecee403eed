"""查验: drop a PDF, and read whether it is ours and unaltered."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from budgetportal.publishing.verifying import judge

LARGEST = 20 * 2**20


class PdfForm(forms.Form):
    """One file."""

    file = forms.FileField(label="部门预算PDF")

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("文件超过20 MB，不是本系统公开的PDF")
        return file


@csrf_exempt  # nothing is stored and nobody is signed in; public pages set no cookie
def verify(request: HttpRequest) -> HttpResponse:
    """The verdict on an uploaded file; nothing is stored."""
    form = PdfForm(request.POST, request.FILES) if request.method == "POST" else PdfForm()
    known = None
    if form.is_valid():
        known = judge(form.cleaned_data["file"].read(), reset=False)
    return render(request, "portal/verify.html", {"form": form, "known": known})
