"""The life of a session: half an hour without a click, twelve hours in all.

Where the clock is set back, a session that would begin in the future begins now.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.utils import timezone

STARTED, SEEN = "started", "seen"
#: seconds between two notes of being seen: not every click writes to the database
GRAIN = 60


def begin(session: SessionBase) -> None:
    """At sign-in."""
    session[STARTED] = session[SEEN] = int(time.time())


def is_alive(session: SessionBase) -> bool:
    """Whether the session still holds; one that does not is ended here."""
    now = int(time.time())
    started, seen = session.get(STARTED, 0), session.get(SEEN, 0)
    if now - started > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
        session.flush()
        return False
    if started > now:
        session[STARTED] = now
    if abs(now - seen) >= GRAIN:
        session[SEEN] = now
    return True


def end_all(person: User) -> int:
    """Sign the person out everywhere; how many sessions ended."""
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now())
        if session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    return Session.objects.filter(pk__in=theirs).delete()[0]
