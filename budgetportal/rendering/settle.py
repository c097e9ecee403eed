"""The bytes of a finished PDF's objects, made once: pydyf asks for them to write and to hash."""

from __future__ import annotations

import zlib

import pydyf

#: one per cent larger than the highest level, in a third of its time
LEVEL = 6
HEAD, TAIL = b"stream\n", b"\nendstream"


class Settled(pydyf.Object):
    """An object whose bytes do not change any more."""

    def __init__(self, original: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = (
            original.number,
            original.generation,
            original.free,
        )
        self._compressible = original.compressible
        self._data = original.data

    @property
    def data(self) -> bytes:
        return self._data

    @property
    def compressible(self) -> bool:
        return self._compressible


def settle(pdf: pydyf.PDF) -> None:
    """Compress every stream and keep the bytes of every object; nothing may change afterwards."""
    for place, each in enumerate(pdf.objects):
        if each.free == "f":
            continue
        if isinstance(each, pydyf.Stream) and each.compress:
            _compress(each)
        pdf.objects[place] = Settled(each)


def _compress(stream: pydyf.Stream) -> None:
    stream.compress = False
    whole = stream.data
    raw = whole[whole.index(HEAD) + len(HEAD) : -len(TAIL)]
    stream.stream = [zlib.compress(raw, LEVEL)]
    stream.extra["Filter"] = "/FlateDecode"
