"""Every kind of page that the public may be shown, refusals and verdicts too, by a name."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.shortcuts import render
from django.test import Client, RequestFactory

from budgetportal.web import errors

#: address → status
ADDRESSES = {
    "/": 200,
    "/2023/": 200,
    "/2023/?q=没有": 200,
    "/2023/801/": 200,
    "/2023/801/r1/": 200,
    "/2023/801/changes/": 200,
    "/2023/803/changes/": 200,
    "/2023/801/citizens/": 200,
    "/2023/801/figure/3/1/3/": 200,
    "/departments/801/": 200,
    "/search": 200,
    "/search?q=平台": 200,
    "/search?q=测试局": 200,
    "/search?q=没有这个词": 200,
    "/compare": 200,
    "/compare?a=2023/801&b=2023/803&table=3": 200,
    "/compare?a=2023/测试&b=2023/801": 200,
    "/verify/": 200,
    "/rules/": 200,
    "/api/v1/": 200,
    "/search?q=%00": 400,
    "/2023/999/": 404,
    "/2023/802/": 410,
}
REQUEST = RequestFactory().get("/")


def _verified(change: Callable[[bytes], bytes]) -> Callable[[Client, bytes], Any]:
    def ask(client: Client, pdf: bytes) -> Any:
        return client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", change(pdf))})

    return ask


def _away(client: Client, pdf: bytes) -> Any:
    try:
        raise OperationalError
    except OperationalError:
        return errors.broken(REQUEST)


#: what no address alone leads to: name → (status, how one comes to see it, with a published PDF)
OTHERS: dict[str, tuple[int, Callable[[Client, bytes], Any]]] = {
    "verify: sound": (200, _verified(lambda pdf: pdf)),
    "verify: altered": (200, _verified(lambda pdf: pdf + b"\n")),
    "verify: foreign": (200, _verified(lambda pdf: b"text")),
    "verify: no file": (200, lambda client, pdf: client.post("/verify/")),
    "too large": (413, lambda client, pdf: errors.too_large(REQUEST)),
    "broken": (500, lambda client, pdf: errors.broken(REQUEST)),
    "database away": (503, _away),
    "file damaged": (503, lambda client, pdf: render(REQUEST, "portal/503.html", status=503)),
}
KINDS = (*ADDRESSES, *OTHERS)


def shown(name: str, client: Client, pdf: bytes) -> str:
    """The page of this name, which comes with the status it must have."""
    status, ask = OTHERS.get(name) or (ADDRESSES[name], lambda client, _: client.get(name))
    answer = ask(client, pdf)
    assert answer.status_code == status, name
    text: str = answer.getvalue().decode()
    return text
