"""The database commits a publication, and the connection is lost before it says so."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_save

from budgetportal.models import Publication
from budgetportal.publishing import tasks
from tests.operations.standing import approved


@pytest.mark.django_db(transaction=True)
def test_a_publication_of_which_nobody_heard_is_done(
    codes: None, people: dict[str, User], media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, commit = [], BaseDatabaseWrapper._commit  # type: ignore[attr-defined]

    def unheard(self: BaseDatabaseWrapper) -> None:
        commit(self)
        if written:
            written.clear()
            raise OperationalError("server closed the connection unexpectedly")

    def saved(**_: Any) -> None:
        written.append("publication")

    post_save.connect(saved, sender=Publication)
    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", unheard)
    job = tasks.begin(approved(), people["发布"])
    post_save.disconnect(saved, sender=Publication)
    assert (job.state, job.message) == ("done", "已发布。")
    assert Publication.objects.count() == 1
