"""The one line of a frozen page that a later revision adds: that it has been corrected."""

from django.template.loader import render_to_string

#: where the line goes; the frozen page has it once
MARK = "<!--notice-->"


def corrected(page: bytes, base: str, newest: int) -> bytes:
    """A frozen page with the line that leads to the newest revision; all else is as frozen."""
    line = render_to_string("portal/_corrected.html", {"base": base, "newest": newest})
    return page.replace(MARK.encode(), line.strip().encode(), 1)
