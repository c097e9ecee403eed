"""The body cells of the thirteen tables as each format writes them."""

import csv
import io
from html.parser import HTMLParser
from typing import Any

from openpyxl import load_workbook

Body = list[list[str]]


def of_json(data: dict[str, Any]) -> list[Body]:
    return [
        [[cell["text"] for cell in row["cells"]] for row in table["rows"]]
        for table in data["tables"]
    ]


def of_csv(content: bytes) -> Body:
    """Without the heading."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def as_csv(table: dict[str, Any]) -> Body:
    """What CSV must say: numbers without separators, an apostrophe before a formula."""
    return [[_as_csv(cell) for cell in row["cells"]] for row in table["rows"]]


def _as_csv(cell: dict[str, Any]) -> str:
    text: str = cell["text"]
    if "yuan" in cell:
        return text.replace(",", "")
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def of_xlsx(content: bytes, tables: list[dict[str, Any]]) -> list[Body]:
    """The rows above the table's note, or the last ones where there is none."""
    book = load_workbook(io.BytesIO(content))
    assert [c for page in book for row in page for c in row if c.data_type == "f"] == []
    found = []
    for table, page in zip(tables, book.worksheets, strict=True):
        last = page.max_row - bool(table["note"])
        first = last - len(table["rows"]) + 1
        cells = page.iter_rows(first, last, 1, len(table["columns"]))
        found.append([[_text(cell.value) for cell in row] for row in cells])
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:,.2f}"


class Page(HTMLParser):
    """Reads the body cells of every table of class sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Body] = []
        self.inside = self.body = self.cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" and "sheet" in (dict(attrs).get("class") or "").split():
            self.inside = True
            self.sheets.append([])
        elif self.inside and tag == "tbody":
            self.body = True
        elif self.body and tag == "tr":
            self.sheets[-1].append([])
        elif self.body and tag in ("td", "th"):
            self.cell = True
            self.sheets[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.cell = False
        elif tag == "tbody":
            self.body = False
        elif tag == "table":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.cell:
            self.sheets[-1][-1][-1] += data


def of_html(page: str) -> list[Body]:
    reader = Page()
    reader.feed(page)
    return reader.sheets
