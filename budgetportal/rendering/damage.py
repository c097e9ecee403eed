"""Where a file of ours was altered: each of its streams ends in a checksum of its own."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

#: a stream as ``rendering.written`` writes it, and how long it is
STREAM = re.compile(rb"(\d{1,8}) 0 obj\n(<<[^\n]{0,2000}>>)\nstream\n")
LENGTH = re.compile(rb"/Length (\d{1,9})\b")
#: what no other program writes: the head of the data, and who set the file
OURS = re.compile(rb'"format": "budgetportal/\d|budgetportal [0-9a-f]{12}')
#: bytes that are unpacked at most, of one stream and of all
LARGEST, MOST = 2**25, 2**28
KINDS = {
    b"/XRef": "文件的索引",
    b"/ObjStm": "页面结构、标签和文件信息",
    b"/Metadata": "文件信息（XMP）",
    b"/EmbeddedFile": "附件",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A stream: the number of its object, its dictionary, and where its bytes stand."""

    number: int
    dictionary: bytes
    start: int
    end: int


@dataclass(frozen=True)
class Damage:
    """A sentence for each broken stream; without its structure a file is not worth opening."""

    faults: tuple[str, ...] = ()
    is_open: bool = True


def damaged(content: bytes) -> Damage:
    """What is broken in a file of ours; nothing of another's."""
    ours, broken, room = False, [], MOST
    for part in parts(content):
        text, whole = _unpacked(content[part.start : part.end], min(room, LARGEST))
        room -= len(text)
        ours = ours or OURS.search(text) is not None
        if not whole:
            broken.append(part)
    if not ours or not broken or room <= 0:
        return Damage()
    is_open = not any(_tells_what_is_what(part) for part in broken)
    names = _names(content) if is_open else {}
    said = (f"{_name(part, names)}不能完整读出，被改动过或者损坏了。" for part in broken)
    return Damage(tuple(said), is_open)


def difference(content: bytes, published: bytes) -> str:
    """The first byte that another file of the same length has otherwise, and what stands there."""
    if len(content) != len(published):
        return f"文件长{len(content)}字节，应为{len(published)}字节。"
    pairs = enumerate(zip(content, published, strict=True))
    place = next((each for each, (one, other) in pairs if one != other), None)
    if place is None:
        return ""
    found = (part for part in parts(published) if part.start <= place < part.end)
    name = next((_name(part, _names(published)) for part in found), "文件的结构")
    return f"第一处不同在第{place + 1}个字节：{name}。"


def parts(content: bytes) -> Iterator[Part]:
    """The packed streams of a file as they stand, whatever its index says."""
    for found in STREAM.finditer(content):
        length = LENGTH.search(found[2])
        if length and b"/FlateDecode" in found[2]:
            yield Part(int(found[1]), found[2], found.end(), found.end() + int(length[1]))


def _unpacked(packed: bytes, room: int) -> tuple[bytes, bool]:
    """What can be read of a stream, and whether it is whole: its checksum is right."""
    reading = zlib.decompressobj()
    text = b""
    try:
        for start in range(0, len(packed), 4096):
            text += reading.decompress(packed[start : start + 4096], max(room - len(text), 1))
            if len(text) >= room:
                return text, True
    except zlib.error:
        return text, False
    return text, reading.eof and not reading.unused_data


def _tells_what_is_what(part: Part) -> bool:
    return b"/ObjStm" in part.dictionary or b"/XRef" in part.dictionary


def _name(part: Part, names: dict[int, str]) -> str:
    kind = next((KINDS[each] for each in KINDS if each in part.dictionary), "字体、色彩等对象")
    return f"{names.get(part.number, kind)}（第{part.number}号对象）"


def _names(content: bytes) -> dict[int, str]:
    """What streams are for, by object; as far as the file can still be read."""
    try:
        reader = PdfReader(io.BytesIO(content))
        files: list[object] = reader.root_object["/Names"]["/EmbeddedFiles"]["/Names"]  # type: ignore[index]
        named = dict(_attached(files))
        for number, page in enumerate(reader.pages, 1):
            named[_number(page, "/Contents")] = f"PDF第{number}页的内容"
    except Exception:
        # what is broken may be what says what is what
        return {}
    return named


def _attached(files: list[object]) -> Iterator[tuple[int, str]]:
    for name, described in zip(files[::2], files[1::2], strict=True):
        assert isinstance(described, IndirectObject)
        yield _number(described.get_object()["/EF"], "/F"), f"附件{name}"  # type: ignore[index]


def _number(holder: DictionaryObject, key: str) -> int:
    reference = holder.raw_get(key)
    return reference.idnum if isinstance(reference, IndirectObject) else 0
