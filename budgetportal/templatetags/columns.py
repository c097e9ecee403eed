"""Columns through the years as SVG, in one go: a template would look every number up by itself."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from budgetportal.rendering.pictures.columns import Columns

CHART = """
<figure><figcaption>{title}（{unit}）</figcaption>
<svg class="columns" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\
<title>{title}：{description}</title>
{columns}<line x1="0" x2="{width}" y1="{zero}" y2="{zero}"/></svg></figure>"""
COLUMN = """<rect x="{0.x}" y="{0.y}" width="34" height="{0.height}"/>\
<text x="{0.middle}" y="{0.figure_y}">{0.figure}</text>\
<text class="year" x="{0.middle}" y="{1}">{0.label}</text>
"""


register = template.Library()


@register.filter
def drawn(charts: Iterable[Columns]) -> SafeString:
    """One indicator beside the other."""
    each = "".join(map(_chart, charts))
    return mark_safe(f'<div class="column-charts">{each}\n</div>')


def _chart(shown: Columns) -> str:
    """Numbers and years need no escaping; its words are escaped."""
    return CHART.format(
        title=escape(shown.title),
        unit=shown.unit,
        description=escape(shown.description),
        width=shown.width,
        height=shown.height,
        zero=shown.zero,
        columns="".join(COLUMN.format(column, shown.foot) for column in shown.columns),
    )
