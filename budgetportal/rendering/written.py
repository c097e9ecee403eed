"""The file that WeasyPrint fills: pages found at once, the bytes of every object made once."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import BinaryIO

import pydyf

#: one per cent larger than the highest level, in a third of its time
LEVEL = 6
HEADER = b"%%PDF-%s\n%%\xf0\x9f\x96\xa4\n"
#: bytes of a place: its kind, its offset or the stream that holds it, its rank in that stream
WIDTHS = (1, 4, 4)
#: the place of object 0, which is never used
FREE = (0, 0, 65535)
Place = tuple[int, int, int]


class Written(pydyf.PDF):
    """pydyf collects all references anew for each tagged box, and serialises every object twice."""

    _references: tuple[bytes, ...] = ()

    @property
    def page_references(self) -> tuple[bytes, ...]:
        """The reference of each page, collected when a page was added."""
        if len(self._references) != self.pages["Count"]:
            self._references = tuple(b"%d 0 R" % number for number in self.pages["Kids"][::3])
        return self._references

    def write(
        self, output: BinaryIO, version: str, identifier: bytes, compress: bool = True
    ) -> None:
        """Streams one by one, all other objects packed in a last one, then where each stands."""
        self.add_object(self.info)
        streams = [each for each in self.objects if isinstance(each, pydyf.Stream)]
        others = [each for each in self.objects[1:] if not isinstance(each, pydyf.Stream)]
        packed = _packed(others)
        self.add_object(packed)
        places = {0: FREE} | {each.number: (2, packed.number, i) for i, each in enumerate(others)}
        body = bytearray(HEADER % (version or "1.7").encode())
        for each in (*streams, packed):
            places[each.number] = (1, len(body), 0)
            body += _indirect(each)
        body += self._end(places, len(body), (identifier, sha256(body).digest()[:16]))
        output.write(body)

    def _end(self, places: dict[int, Place], start: int, identifiers: Sequence[bytes]) -> bytes:
        places[len(places)] = (1, start, 0)
        table = b"".join(
            part.to_bytes(width, "big")
            for _, place in sorted(places.items())
            for part, width in zip(place, WIDTHS, strict=True)
        )
        described = {
            "Type": "/XRef",
            "W": pydyf.Array(WIDTHS),
            "Size": len(places),
            "Root": self.catalog.reference,
            "Info": self.info.reference,
            "ID": pydyf.Array(f"<{each.hex()}>" for each in identifiers),
        }
        stream = pydyf.Stream([table], described, compress=True)
        stream.number = len(places) - 1
        return _indirect(stream) + b"startxref\n%d\n%%%%EOF\n" % start


@contextmanager
def written() -> Iterator[None]:
    """WeasyPrint makes its file by the name ``pydyf.PDF``; one render at a time."""
    theirs = pydyf.PDF
    pydyf.PDF = Written
    try:
        yield
    finally:
        pydyf.PDF = theirs


def _packed(objects: Sequence[pydyf.Object]) -> pydyf.Stream:
    parts = [each.data for each in objects]
    heads, position = [], 0
    for each, part in zip(objects, parts, strict=True):
        heads.append(b"%d %d" % (each.number, position))
        position += len(part) + 1
    head = b" ".join(heads)
    described = {"Type": "/ObjStm", "N": len(parts), "First": len(head) + 1}
    return pydyf.Stream([head, *parts], described, compress=True)


def _indirect(stream: pydyf.Stream) -> bytes:
    """The object as it stands in the file, compressed at our level."""
    if stream.compress:
        stream.compress = False
        raw = b"\n".join(map(pydyf._to_bytes, stream.stream))
        stream.stream = [zlib.compress(raw, LEVEL)]
        stream.extra["Filter"] = "/FlateDecode"
    whole: bytes = stream.indirect
    return whole + b"\n"
