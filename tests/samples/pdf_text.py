"""What a reader's tools find in a PDF (poppler)."""

import re
import subprocess
from pathlib import Path

#: the numbers of a pie's slices, which are drawn last; the running head, then page number and
#: sample mark in the order of a left or a right page
MARGIN = re.compile(r"(\n\d+)*\n[^\n]*(\n— \d+ —|\n示例数据，非正式公开文件){2}\s*\f")


def text(pdf: Path, page: int | None = None) -> str:
    """All text, or one page's, without white space: a cell may wrap anywhere."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    return "".join(_run("pdftotext", "-raw", *pages, str(pdf), "-").split())


def running_text(pdf: Path) -> str:
    """All text without the margins of the pages: a paragraph may run over a page's end."""
    return "".join(MARGIN.sub("\n", raw(pdf)).split())


def raw(pdf: Path) -> str:
    """The text as it stands."""
    return _run("pdftotext", "-raw", str(pdf), "-")


def page_count(pdf: Path) -> int:
    """Number of pages."""
    found = re.search(r"^Pages:\s+(\d+)", _run("pdfinfo", str(pdf)), re.MULTILINE)
    assert found is not None
    return int(found[1])


def fonts(pdf: Path) -> list[tuple[str, str]]:
    """(name, embedded) of every font."""
    rows = _run("pdffonts", str(pdf)).splitlines()[2:]
    return [(row.split()[0], row.split()[-5]) for row in rows]


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
