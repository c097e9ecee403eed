"""Cells and columns as HTML in one go: a template looks every figure up by itself, at ten times
the price."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from budgetportal.rendering.pictures.columns import Columns

CHART = """
<figure><figcaption>{title}（万元）</figcaption>
<svg class="columns" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\
<title>{title}：{description}</title>
{drawn}<line x1="0" x2="{width}" y1="{zero}" y2="{zero}"/></svg></figure>"""
COLUMN = """<rect x="{0.x}" y="{0.y}" width="34" height="{0.height}"/>\
<text x="{0.middle}" y="{0.figure_y}">{0.wan}</text>\
<text class="year" x="{0.middle}" y="{1}">{0.label}</text>
"""


def cells(figures: Iterable[str]) -> SafeString:
    """The figures of a row of a table."""
    return format_html_join("", '<td class="num">{}</td>', ((each,) for each in figures))


def chart(shown: Columns) -> SafeString:
    """An indicator through the years."""
    columns = "".join(COLUMN.format(each, shown.foot) for each in shown.columns)
    return format_html(
        CHART,
        title=shown.title,
        description=shown.description,
        width=shown.width,
        height=shown.height,
        zero=shown.zero,
        drawn=mark_safe(columns),  # numbers and years only
    )
