"""备用码: kept as a digest under the server's key, so that who reads the database has no code.

A code holds 40 bits, too few for a plain digest: each of them could be tried. Under SECRET_KEY,
which the database does not hold, there is nothing to try them against.
"""

from __future__ import annotations

from base64 import b32encode
from typing import Any

from django.utils.crypto import salted_hmac

PURPOSE = "budgetportal.admin.gate.spare"
#: what django-otp has room for; 80 bits
LENGTH = 16


def kept(person: Any, code: str) -> str:
    """What stands in the database for this person's code."""
    digest = salted_hmac(PURPOSE, f"{person.pk}:{code}", algorithm="sha256").digest()
    return b32encode(digest).decode()[:LENGTH].lower()
