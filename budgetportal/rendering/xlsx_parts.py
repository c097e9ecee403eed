"""What a stranger's workbook says, apart from how wide its columns are."""

import io
import re
import zipfile
import zlib

#: widths follow the typesetting, and no figure depends on them
WIDTHS = re.compile(rb"<cols>.*?</cols>", re.DOTALL)
#: bytes that are unpacked at most
LARGEST = 2**26


def without_widths(content: bytes) -> dict[str, bytes]:
    """Every part of a workbook; none where it is no workbook or too large for one of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            if sum(each.file_size for each in opened.infolist()) > LARGEST:
                return {}
            return {name: WIDTHS.sub(b"", opened.read(name)) for name in opened.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return {}
