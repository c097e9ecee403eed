"""Who asks: the address behind the servers that we trust."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost trusted server saw; a header nobody vouches for is ignored."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count = settings.PROXY_COUNT
    if not count or len(hops) < count:
        return direct
    try:
        return str(ip_address(hops[-count].strip()))
    except ValueError:
        return direct
