"""A QR code of one of our own addresses, as SVG."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(address: str, title: str) -> SafeString:
    """Drawn without a size, the stylesheet gives it one; ``title`` is read to who cannot see it."""
    svg = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        svg, kind="svg", xmldecl=False, border=2, omitsize=True, svgclass="qr", title=title
    )
    return mark_safe(svg.getvalue().decode())  # drawn by the library from our own address
