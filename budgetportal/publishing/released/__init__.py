"""Published pages and files as a tree of plain files that the server in front finds itself.

``MEDIA_ROOT/published/{year}/{department}`` is a link to a tree whose paths are the public
addresses: one rename switches the page, the downloads and every older revision together.
"""

from .switch import mend, prepare, put_up, take_down

__all__ = ["mend", "prepare", "put_up", "take_down"]
