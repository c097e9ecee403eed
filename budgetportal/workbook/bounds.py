"""How much a file may hold, read from the archive before any of it is parsed.

A workbook of 300 kB can hold eight million cells or one merged area of seventeen thousand million;
openpyxl would build each of them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

LARGEST_FILE = 20 * 2**20  # bytes
LARGEST_UNPACKED = 100 * 2**20
#: of strings and styles
LARGEST_PART = 8 * 2**20
#: of the list of sheets, and of what binds the parts together
LARGEST_INDEX = 2**20
MOST_PARTS = 2_000
MOST_CELLS = 300_000
#: of all sheets: a cell with its text is six
MOST_TAGS = 7 * MOST_CELLS
MOST_MERGED = 100_000

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
INDEX = re.compile(r"(^|/)workbook\.xml$|\.rels$|^\[Content_Types\]", re.IGNORECASE)
CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
MERGING = re.compile(rb"<(?:[^\s<>/:]+:)?mergeCell\s[^>]*>")
#: written plainly, so that no character reference hides a number
AREA = re.compile(rb"\sref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")

DAMAGED = "工作簿已损坏，无法打开，请重新保存后再导入"


def excess(data: bytes) -> str:
    """Why the bytes are no ``.xlsx`` of bearable size, as a sentence; empty where they are."""
    if not data:
        return "文件是空的，请选择填好的 .xlsx 工作簿"
    if len(data) > LARGEST_FILE:
        return f"文件超过{LARGEST_FILE // 2**20}MB，请删去无关的工作表或图片"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _of_parts(archive.infolist()) or _of_sheets(archive)
    except zipfile.BadZipFile:
        return "不是 .xlsx 工作簿，请用 Excel 或 WPS 另存为 .xlsx 后再导入"
    except (ValueError, NotImplementedError, RuntimeError, OSError, zlib.error, EOFError):
        return DAMAGED  # encrypted, compressed in an unknown way, cut short


def _of_parts(parts: list[zipfile.ZipInfo]) -> str:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return "文件解压后过大，请删去无关内容"
    if any(part.filename.endswith("vbaProject.bin") for part in parts):
        return "工作簿带有宏，请另存为不含宏的 .xlsx 后再导入"
    if any(part.file_size > _largest(part.filename) for part in parts):
        return "文件解压后过大，请删去无关内容"
    return ""


def _largest(name: str) -> int:
    if INDEX.search(name):
        return LARGEST_INDEX
    return LARGEST_UNPACKED if SHEET.fullmatch(name) or "/media/" in name else LARGEST_PART


def _of_sheets(archive: zipfile.ZipFile) -> str:
    cells = merged = tags = 0
    for part in archive.infolist():
        if not SHEET.fullmatch(part.filename):
            continue
        content = archive.read(part)
        if b"\x00" in content:  # UTF-16, which no program writes here, would hide its cells
            return DAMAGED
        tags += content.count(b"<")
        cells += sum(1 for _ in CELL.finditer(content))
        merged += sum(map(_area, MERGING.findall(content)))
        if cells > MOST_CELLS or tags > MOST_TAGS:
            return f"超过{MOST_CELLS}个格子，请删去多余的行和列"
        if merged > MOST_MERGED:
            return "合并的单元格范围过大，请取消合并后再导入"
    return ""


def _area(tag: bytes) -> int:
    """How many cells are merged; more than may be where that cannot be read."""
    found = AREA.search(tag)
    if found is None:
        return MOST_MERGED + 1
    left, top, right, bottom = found.groups()
    return (_number(right) - _number(left) + 1) * (int(bottom) - int(top) + 1)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
