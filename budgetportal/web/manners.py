"""The web's good manners for public pages: validators, 304, compression, no cookie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from .coding import accepted, encode

#: not public: the desk; served by others with headers of their own: static files
PRIVATE = ("/admin/", "/static/")
SHRINKS = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/schema+json",
    "application/atom+xml",
    "application/xml",
    "image/svg+xml",
)


class MannersMiddleware:
    """What every public answer says, unless its view has said it already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(PRIVATE):
            response.headers.setdefault("Cache-Control", "no-store, private")
            return response
        reading = request.method in ("GET", "HEAD")
        response.headers.setdefault("Cache-Control", "public, no-cache" if reading else "no-store")
        if isinstance(response, HttpResponse) and reading and response.status_code == 200:
            response = _validated(request, response)
        # open data: any page may read them; nobody is signed in here
        response["Access-Control-Allow-Origin"] = "*"
        return response


def _validated(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """With a validator of its content; empty where the reader has that content."""
    if not response.has_header("ETag"):
        response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    found = get_conditional_response(request, response["ETag"], response=response)
    if found is response:
        _compress(request, response)
    return found or response


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    shrinks = response.headers.get("Content-Type", "").startswith(SHRINKS)
    if response.has_header("Content-Encoding") or not shrinks:
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if coding := accepted(request, len(response.content)):
        response.content = encode(response.content, coding)
        response["Content-Encoding"] = coding
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
