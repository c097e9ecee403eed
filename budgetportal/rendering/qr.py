"""A QR code of one of our own addresses, as SVG."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(address: str) -> SafeString:
    """Drawn without a size; the stylesheet gives it one."""
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass="")
    return mark_safe(svg)  # drawn by the library from our own address
