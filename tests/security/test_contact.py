"""/.well-known/security.txt (RFC 9116)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone


@pytest.mark.django_db
def test_whom_to_tell(client: Client, settings: object) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.cn"  # type: ignore[attr-defined]
    settings.SITE_URL = "https://budget.example.cn"  # type: ignore[attr-defined]
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires = datetime.fromisoformat(fields.pop("Expires"))
    assert timedelta(days=100) < expires - timezone.now() < timedelta(days=365)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields == {
        "Contact": "mailto:security@example.cn",
        "Preferred-Languages": "zh, en",
        "Canonical": "https://budget.example.cn/.well-known/security.txt",
    }
