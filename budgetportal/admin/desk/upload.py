"""Import of a workbook: first a look at every row that would change, then the import itself."""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from budgetportal.models import Job
from budgetportal.publishing import imports, tasks
from budgetportal.publishing.workflow import Refused
from budgetportal.workbook.bounds import LARGEST_FILE
from budgetportal.workbook.errors import CellError
from budgetportal.workbook.importing import import_workbook
from budgetportal.workbook.marked import marked

from .opening import page, require_clerk

log = logging.getLogger("budgetportal.jobs")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "导入工作簿"
#: the file that was looked at waits in the session; a larger one is chosen again
KEPT = "workbook"
LARGEST_KEPT = 2 * 2**20
UNWRITTEN = (
    "存储暂时不能写入，这个文件没有收下，什么也没有导入；请稍后再上传，仍然不行请联系管理员。"
)


class UploadForm(forms.Form):
    """A workbook."""

    file = forms.FileField(label="工作簿（.xlsx）")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            size = LARGEST_FILE // 2**20
            raise forms.ValidationError(f"文件超过{size} MB，请确认是不是填报工作簿")
        return file


def upload(request: HttpRequest) -> HttpResponse:
    """Every error by sheet and cell; or what would change; or everything stored."""
    require_clerk(request)
    if request.method != "POST":
        request.session.pop(KEPT, None)
        return page(request, "import", form=UploadForm(), title=TITLE, waiting=_waiting(request))
    again = "confirm" in request.POST or "marked" in request.POST
    kept = request.session.get(KEPT, "") if again and not request.FILES else ""
    form = UploadForm(request.POST, request.FILES)
    if not kept and not form.is_valid():
        return page(request, "import", form=form, title=TITLE)
    if (
        not kept
        and tasks.is_deferred()
        and form.cleaned_data["file"].size > settings.LARGE_WORKBOOK
    ):
        return _later(request, form)
    data = b64decode(kept) if kept else form.cleaned_data["file"].read()
    return _answer(request, UploadForm() if kept else form, data)


def _later(request: HttpRequest, form: UploadForm) -> HttpResponse:
    """A large one is a worker's: not a byte of it is read within the request."""
    person: Any = request.user
    try:
        imports.few_enough(person)
        job = tasks.import_later(form.cleaned_data["file"], person, confirmed="now" in request.POST)
    except Refused as refused:
        return _refused(request, form, str(refused))
    except OSError as error:
        log.error("an upload was not stored: %s", error.strerror or error)
        return _refused(request, form, UNWRITTEN)
    return redirect("admin:desk-uploaded", job.pk)


def _refused(request: HttpRequest, form: UploadForm, why: str) -> HttpResponse:
    form.add_error("file", why)
    return page(request, "import", form=form, title=TITLE, waiting=_waiting(request))


def _waiting(request: HttpRequest) -> Iterable[Job]:
    """The person's own that are not done, the newest first."""
    person: Any = request.user
    return person.jobs.filter(kind=Job.Kind.IMPORT, state__in=[*Job.OPEN, Job.State.ASKED])


def _answer(request: HttpRequest, form: UploadForm, data: bytes) -> HttpResponse:
    look = bool({"look", "marked", "only_check"} & request.POST.keys())
    person: Any = request.user
    outcome = import_workbook(data, person, dry_run=look)
    if outcome.errors and "marked" in request.POST:
        return marked_file(data, outcome.errors)
    if outcome.errors or look or outcome.edition is None:
        may_keep = len(data) <= LARGEST_KEPT
        request.session[KEPT] = b64encode(data).decode() if may_keep else ""
        found = {"outcome": outcome, "kept": may_keep, "title": TITLE}
        return page(request, "import", form=form, **found)
    request.session.pop(KEPT, None)
    done = f"已导入{outcome.edition}"
    same = "" if outcome.changes else "，与原来登记的完全相同，没有变化"
    messages.success(request, f"{done}{same}。")
    return redirect("admin:desk-overview", outcome.edition.pk)


def marked_file(data: bytes, errors: Sequence[CellError]) -> HttpResponse:
    """The workbook with its wrong cells marked; what cannot be opened cannot be marked."""
    content = marked(data, errors)
    if content is None:
        return HttpResponse(str(errors[0]), status=400, content_type="text/plain")
    response = HttpResponse(content, content_type=XLSX)
    label = quote("标出错误的工作簿.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{label}"
    return response
