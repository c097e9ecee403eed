"""Workbooks made to hurt: small files that unpack, nest, repeat or reach beyond every bound."""

import io
import zipfile
from collections.abc import Callable
from random import Random

from tests.workbook.books import packed, small

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINES = "xl/worksheets/sheet4.xml"
STRINGS = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
Change = Callable[[bytes], bytes]


def changed(changes: dict[str, Change], more: dict[str, bytes] | None = None) -> bytes:
    """The small workbook with parts changed and added, compressed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed(small()))) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, changes.get(name, bytes)(source.read(name)))
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return buffer.getvalue()


def sheet(rows: bytes) -> bytes:
    """The small workbook with 支出明细 of these rows."""
    content = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN, rows)
    return changed({LINES: lambda _: content})


def strings(items: bytes, head: bytes = b"") -> bytes:
    """With a part of shared strings."""
    body = b'%s<sst xmlns="%s">%s</sst>' % (head, MAIN, items)
    bind: Change = lambda content: content.replace(b"</Types>", STRINGS)  # noqa: E731
    return changed({"[Content_Types].xml": bind}, {"xl/sharedStrings.xml": body})


def index(add: bytes) -> bytes:
    """With this behind the list of sheets."""
    return changed({"xl/workbook.xml": lambda c: c.replace(b"</sheets>", b"</sheets>" + add)})


def cell(place: bytes, inside: bytes = b"<v>1</v>") -> bytes:
    return b'<row><c r="%s">%s</c></row>' % (place, inside)


ENTITY = b"<!DOCTYPE x [<!ENTITY a %s>]>"
BOMBS: dict[str, Callable[[], bytes]] = {
    "eight million cells": lambda: sheet(
        (b"<row>" + b"<c><v>1</v></c>" * 400 + b"</row>") * 20_000
    ),
    "a last cell in every row": lambda: sheet(
        b"".join(b'<row r="%d"><c r="RZ%d"><v>1</v></c></row>' % (n, n) for n in range(1, 9_000))
    ),
    "a row beyond the last": lambda: sheet(b'<row r="999999999"><c><v>1</v></c></row>'),
    "a column beyond the last": lambda: sheet(cell(b"ZZZZZZ1")),
    "nested 200,000 deep": lambda: sheet(b"<a>" * 200_000 + b"</a>" * 200_000),
    "one text of 90 MB": lambda: sheet(
        cell(b"A1", b"<is><t>" + b"x" * (90 * 2**20) + b"</t></is>")
    ),
    "one text of a million pieces": lambda: sheet(
        cell(b"A1", b"<is>" + b"<r><t>x</t></r>" * 10**6 + b"</is>")
    ),
    "a million strings": lambda: strings(b"<si><t>x</t></si>" * 10**6),
    "entities in entities": lambda: strings(
        b"<si><t>&a;</t></si>", ENTITY % (b'"' + b"a" * 10_000 + b'"')
    ),
    "a file of the server": lambda: strings(
        b"<si><t>&a;</t></si>", ENTITY % b'SYSTEM "file:///etc/passwd"'
    ),
    "60,000 parts": lambda: changed({}, {f"xl/x{number}": b"" for number in range(60_000)}),
    "20,000 sheets": lambda: changed(
        {
            "xl/workbook.xml": lambda c: c.replace(
                b"<sheets>", b"<sheets>" + b'<sheet name="x" sheetId="9" />' * 40_000
            )
        }
    ),
    "500,000 names": lambda: index(
        b"<definedNames>" + b'<definedName name="a">1</definedName>' * 500_000 + b"</definedNames>"
    ),
    "one area of all cells": lambda: changed(
        {
            LINES: lambda c: c.replace(
                b"</sheetData>",
                b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            )
        }
    ),
    "an area written as characters": lambda: changed(
        {
            LINES: lambda c: c.replace(
                b"</sheetData>",
                b'</sheetData><mergeCells><mergeCell ref="A1:XFD104857&#54;"/></mergeCells>',
            )
        }
    ),
    "UTF-16": lambda: changed({LINES: lambda c: c.decode().encode("utf-16")}),
    "300 MB of blanks": lambda: sheet(b" " * (300 * 2**20)),
}


def bent(dice: Random) -> bytes:
    """The small workbook with a few bytes of the archive, or of one part in it, bent."""
    data = packed(small())
    if dice.random() < 0.4:
        return _bytes(data, dice)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = dice.choice(archive.namelist())
    return changed({name: lambda content: _bytes(content, dice)})


def _bytes(content: bytes, dice: Random) -> bytes:
    """Flipped, cut out, doubled, or with markup put in."""
    found = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        place = dice.randrange(len(found) + 1)
        length = dice.choice((1, 2, 8, 64, 512))
        found[place : place + dice.choice((0, 1, length))] = dice.choice(
            (
                dice.randbytes(length),
                b"",
                bytes(found[place : place + length]) * 2,
                dice.choice((b"<c", b"</c>", b"<row>", b"&amp;", b"&#0;", b"1e999", b"-", b"]]>")),
                dice.choice((b't="s"', b't="e"', b't="d"', b't="b"', b'r="A0"', b's="999"')),
            )
        )
    return bytes(found)
