"""Headers that bind the browser: no inline script or style, no stranger's content, no frames.

One policy for every page, the back office included. The server in front (nginx) sends the same
policy with the files that it serves itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PAGE: Final = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
#: files that no browser should run anything from
FILE: Final = {"default-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'"}
#: the browser's own PDF viewer needs its styles and its plugin
PDF: Final = {"script-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'"}
POLICIES: Final = {"text/html": PAGE, "application/pdf": PDF}
#: what a page of ours never asks of a device
NEVER: Final = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS: Final = ", ".join(f"{name}=()" for name in NEVER)


@cache
def policy(media_type: str, *, framed: bool = False, https: bool = False) -> str:
    """The Content-Security-Policy of an answer of this type; ``framed`` by our own pages only."""
    rules = dict(POLICIES.get(media_type, FILE))
    if framed:
        rules["frame-ancestors"] = "'self'"
    found = [f"{name} {sources}" for name, sources in rules.items()]
    return "; ".join([*found, "upgrade-insecure-requests"] if https else found)


class HeadersMiddleware:
    """Adds the policy; stands outermost, so that errors and static files carry it too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.https = settings.SITE_URL.startswith("https://")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        framed = response.headers.get("X-Frame-Options") == "SAMEORIGIN"
        headers = {
            "Content-Security-Policy": policy(media_type, framed=framed, https=self.https),
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
