"""What a search found as HTML, in one go: a template would look each of its thousand values up.

Names, codes and excerpts are escaped here or were (``SafeString``); the rest are numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import places
from .hits import Found, Group
from .sections import Kind

CHOSEN = ' aria-current="true"'


def departments(found: Iterable[Found]) -> SafeString:
    """Each with its newest year."""
    rows = (
        f'<li><a href="{escape(places.department(each.code))}">{escape(each.name)}</a>'
        f'<span><a href="{escape(places.disclosure(each.year, each.code))}">'
        f"{each.year}年度</a></span></li>"
        for each in found
    )
    return mark_safe("".join(rows))


def hits(groups: Iterable[Group], asked: QueryDict) -> SafeString:
    """The publications of a page, each with its first hits."""
    more = _pattern(asked, "dept", "year")
    return mark_safe("\n".join(_group(each, more) for each in groups))


def _group(group: Group, more: str) -> str:
    each = group.publication
    place = escape(places.disclosure(each.year, each.code))
    shown = "".join(
        f'<dt><a href="{place}#{escape(hit.anchor)}">{hit.title}</a></dt><dd>{hit.excerpt}</dd>'
        for hit in group.hits
    )
    rest = more.format(dept=quote(each.code), year=each.year)
    link = f'<p class="more"><a href="{rest}">这份文件里共{group.count}处</a></p>'
    return (
        f'<li><h3><a href="{place}">{escape(each.name)}{each.year}年度</a>'
        f"<small>{group.count}处</small></h3>\n<dl>{shown}</dl>\n"
        f"{link if group.count > len(group.hits) else ''}</li>"
    )


def years(found: Iterable[tuple[int, int]], asked: QueryDict) -> SafeString:
    """(year, publications)."""
    return _facet(
        "year", [(str(year), f"{year}年度", f"{count}份") for year, count in found], asked
    )


def kinds(found: Iterable[tuple[Kind, int]], asked: QueryDict) -> SafeString:
    """(kind, hits)."""
    return _facet("kind", [(kind.key, kind.label, f"{hits}处") for kind, hits in found], asked)


def owners(found: Iterable[tuple[str, str, int]], asked: QueryDict) -> SafeString:
    """(code, name, hits)."""
    return _facet("dept", [(code, name, f"{hits}处") for code, name, hits in found], asked)


def _facet(name: str, values: Sequence[tuple[str, str, str]], asked: QueryDict) -> SafeString:
    """Each value narrows the search, and is marked where it does."""
    pattern, chosen = _pattern(asked, name), asked.get(name)
    rows = (
        f'<li><a href="{pattern.format(**{name: quote(value)})}"'
        f"{CHOSEN if value == chosen else ''}>{escape(label)}</a>"
        f"<span>{count}</span></li>"
        for value, label, count in values
    )
    return mark_safe("".join(rows))


def _pattern(asked: QueryDict, *names: str) -> str:
    """The address of this search on its first page, with places for other values of ``names``.

    Nothing that was asked has braces here: an address writes them as %7B and %7D.
    """
    query = asked.copy()
    query.pop("page", None)
    for name in names:
        query[name] = ""
    parts = [
        f"{key}={{{key}}}" if key in names else urlencode({key: value})
        for key, values in query.lists()
        for value in values
    ]
    return escape("?" + "&".join(parts))
