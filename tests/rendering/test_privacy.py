"""联系电话 is never published, 经办人 only by the department's choice: in no file of any format."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.document import Document
from budgetportal.models import PerformanceForm
from budgetportal.publishing.artefacts import render
from budgetportal.rendering.html import disclosure_page
from tests.documents import form
from tests.editions import edition

PHONE, HANDLER = "13912345678", "经办人乙"


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every file of a publication as text, archives opened, and the page."""
    yield "page", disclosure_page(document)
    for name, content in render(document).items():
        yield from _read(name, content)


def _read(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for each in archive.namelist():
                yield from _read(f"{name}/{each}", archive.read(each))
    elif content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        yield name, "".join("".join(page.extract_text().split()) for page in reader.pages)
        for each, files in reader.attachments.items():
            yield from _read(f"{name}/{each}", files[0])
    else:
        yield name, content.decode("utf-8", "replace")


def test_the_model_cannot_hold_a_telephone() -> None:
    assert "联系电话" not in form(联系电话=PHONE).fields


@pytest.mark.django_db
@pytest.mark.parametrize("shown", [False, True])
def test_no_format_contains_the_telephone_or_an_unpublished_handler(
    codes: None, shown: bool
) -> None:
    made = edition()
    made.shows_handler = shown
    made.save()
    PerformanceForm.objects.update(telephone=PHONE, handler=HANDLER)
    found = dict(texts(assemble(made)))
    assert [name for name, text in found.items() if PHONE in text] == []
    names = [name for name, text in found.items() if HANDLER in text]
    assert bool(names) is shown
