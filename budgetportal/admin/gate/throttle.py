"""Lock-out: too many wrong passwords for one name, from one address, or for both together.

A name that does not exist is locked like one that does, so nobody learns which names there are.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from budgetportal.models import FailedSignIn

#: so long a wrong password counts; one from further ahead is of a clock that was set back
WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
#: wrong passwords within the window that lock
PER_BOTH, PER_NAME, PER_ADDRESS = 5, 20, 50


def is_locked(username: str, address: str) -> bool:
    """One query."""
    name, place = Q(username=username[:150]), Q(address=address)
    now = timezone.now()
    recent = FailedSignIn.objects.filter(name | place, at__gt=now - WINDOW, at__lt=now + WINDOW)
    counts = recent.aggregate(
        both=Count("pk", filter=name & place),
        name=Count("pk", filter=name),
        address=Count("pk", filter=place),
    )
    limits = {"both": PER_BOTH, "name": PER_NAME, "address": PER_ADDRESS}
    return any(counts[key] >= limit for key, limit in limits.items())


def failed(username: str, address: str) -> None:
    """Count one more, and forget what no longer counts."""
    now = timezone.now()
    FailedSignIn.objects.filter(Q(at__lt=now - KEPT) | Q(at__gte=now + WINDOW)).delete()
    FailedSignIn.objects.create(username=username[:150], address=address)


def succeeded(username: str, address: str) -> None:
    """The person is in: her own slips from this address are forgotten."""
    FailedSignIn.objects.filter(username=username, address=address).delete()
