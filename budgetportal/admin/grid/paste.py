"""A block copied from Excel or WPS → new rows of a grid."""

from __future__ import annotations

import csv
import io

from django.http import QueryDict

from budgetportal.ledger.money import NotAnAmount, parse, plain

from .formset import RowFormSet
from .parts import Part
from .rows import form_class

#: the workbook's headers where they differ from the grid's
ALSO = {"单位代码": "单位", "项目名称": "项目"}


def pasted(part: Part, shown: RowFormSet, block: str, *, wan: bool) -> tuple[QueryDict, int]:
    """(the page's rows and behind them the block's, as if posted; how many were pasted).

    A first line that names columns sets their order, else they are taken as they stand.
    """
    lines = [line for line in csv.reader(io.StringIO(block), delimiter="\t") if any(line)]
    names = list(part.fields)
    if lines and (headed := _headed(part, lines[0])):
        names, lines = headed, lines[1:]
    data = _as_posted(shown)
    start = shown.initial_form_count()
    for number, cells in enumerate(lines, start):
        for name, cell in zip(names, cells, strict=False):
            if name:
                data[f"{shown.prefix}-{number}-{name}"] = _value(name, cell.strip(), wan=wan)
    data[f"{shown.prefix}-TOTAL_FORMS"] = str(start + len(lines))
    return data, len(lines)


def _headed(part: Part, cells: list[str]) -> list[str]:
    """The field of each column where the line is a heading."""
    labels = {str(f.label).split("（")[0]: n for n, f in form_class(part).base_fields.items()}
    bare = [cell.strip().strip("*").split("(")[0].split("（")[0] for cell in cells]
    found = [labels.get(name) or labels.get(ALSO.get(name, ""), "") for name in bare]
    return found if sum(map(bool, found)) > len(cells) / 2 else []


def _as_posted(shown: RowFormSet) -> QueryDict:
    data = QueryDict(mutable=True)
    for form in shown.initial_forms:
        for name in form.fields:
            if name != "DELETE":
                data[form.add_prefix(name)] = str(form.initial.get(name, ""))
    data[f"{shown.prefix}-INITIAL_FORMS"] = str(shown.initial_form_count())
    return data


def _value(name: str, cell: str, *, wan: bool) -> str:
    """Amounts are turned into 元; what is no number stays as it is, to be seen and mended."""
    if not name.endswith("amount"):
        return cell
    try:
        return plain(parse(cell, wan=wan))
    except NotAnAmount:
        return cell
