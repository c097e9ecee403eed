"""The digital signature of a PDF: whether it holds, and whether it is all that was appended."""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

#: what every signature of a PDF has
MARK = b"/ByteRange"
BROKEN = "文件的数字签名无效：签名之后文件被改动过，或者签名不是这份文件的。"
NO_LIBRARY = "文件带有数字签名；本机没有安装签名程序库，未查验签名。"
#: what a signature adds to the catalogue and to the page that bears its field
CATALOG_KEYS = {"/AcroForm", "/Perms", "/Version", "/Extensions"}
PAGE_KEYS = {"/Annots"}


@dataclass(frozen=True)
class Signature:
    """``said`` is one Chinese sentence; ``holds`` is None where nobody could look."""

    said: str
    holds: bool | None


def signature(content: bytes) -> Signature | None:
    """The signature of a file, or None. Trust in its certificate is not ours to judge."""
    if MARK not in content:
        return None
    if find_spec("pyhanko") is None:
        return Signature(NO_LIBRARY, None)
    try:
        signer = _signer(content)
    except Exception:
        # a forged signature may break the library; that is an answer, not an accident
        signer = None
    if signer is None:
        return Signature(BROKEN, False)
    return Signature(f"数字签名有效，签名证书：{signer}；证书是否可信由其签发机构核定。", True)


def _signer(content: bytes) -> str | None:
    """The name on the certificate whose one signature holds and covers every byte."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import SignatureCoverageLevel
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    (found,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    # every byte or nothing: what a later change might mean is costly to find and of no interest
    found.compute_integrity_info(skip_diff=True)
    holds = validate_sig_integrity(
        found.signer_info,
        found.signer_cert,
        expected_content_type="data",
        actual_digest=found.compute_digest(),
    )
    whole = found.coverage == SignatureCoverageLevel.ENTIRE_FILE
    name = found.signer_cert.subject.native.get("common_name", "")
    return "".join(filter(str.isprintable, str(name)))[:60] if all(holds) and whole else None


def only_signed(content: bytes, unsigned: bytes) -> bool:
    """Whether a file is these bytes and, behind them, an invisible signature and nothing else."""
    if not content.startswith(unsigned) or MARK not in content[len(unsigned) :]:
        return False
    before, after = PdfReader(io.BytesIO(unsigned)), PdfReader(io.BytesIO(content))
    old, new = _places(before), _places(after)
    return (
        {number for number in old if old[number] != new.get(number)} <= _touched(before)
        and _same(before.root_object, after.root_object, CATALOG_KEYS)
        and _same(before.pages[0], after.pages[0], PAGE_KEYS)
        and all(rectangle == [0, 0, 0, 0] for rectangle in _annotated(after))
    )


def _places(reader: PdfReader) -> dict[int, Any]:
    """Where each object stands: a byte, or a place in a stream of objects."""
    return {**reader.xref_objStm, **reader.xref.get(0, {})}


def _touched(reader: PdfReader) -> set[int]:
    """The objects that a signature writes anew: catalogue, first page, metadata twice."""
    root, page = reader.root_object, reader.pages[0]
    metadata = [root.raw_get("/Metadata"), reader.trailer.raw_get("/Info")]
    return {
        each.idnum for each in (root.indirect_reference, page.indirect_reference, *metadata) if each
    }


def _annotated(reader: PdfReader) -> list[Any]:
    """The rectangles of what lies over the first page."""
    annotations: list[Any] = list(reader.pages[0].get("/Annots", []))
    return [each.get_object()["/Rect"] for each in annotations]


def _same(old: DictionaryObject, new: DictionaryObject, but: set[str]) -> bool:
    """Whether two dictionaries are written alike, but for some keys."""
    kept = (set(old) | set(new)) - but
    return all(key in old and key in new and _bytes(old, key) == _bytes(new, key) for key in kept)


def _bytes(dictionary: DictionaryObject, key: str) -> bytes:
    buffer = io.BytesIO()
    dictionary.raw_get(key).write_to_stream(buffer)
    return buffer.getvalue()
