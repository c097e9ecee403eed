"""What is published cannot be changed or deleted: the database refuses, whoever asks."""

import pytest
from django.db import IntegrityError, connection, models, transaction

from budgetportal.models import Artefact, Publication, PublishedLine, PublishedText, Withdrawal
from budgetportal.models.append_only import published_models

from .conftest import REASON

pytestmark = pytest.mark.xdist_group("opendata")
Published = dict[tuple[str, int], Publication]


def test_everything_that_belongs_to_a_publication_is_guarded() -> None:
    guarded = set(published_models())
    assert guarded >= {Publication, Artefact, PublishedLine, PublishedText, Withdrawal}


@pytest.mark.parametrize("model", published_models(), ids=lambda model: model.__name__)
def test_no_row_is_changed_or_deleted(published: Published, model: type[models.Model]) -> None:
    rows, field = model._base_manager.all(), model._meta.fields[1].name
    before = list(rows.order_by("pk").values())
    assert before
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(**{field: models.F(field)})
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows._raw_delete(rows.db)
    if connection.vendor == "postgresql":
        empty = f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {model._meta.db_table} CASCADE"
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            connection.cursor().execute(empty)
    assert list(rows.order_by("pk").values()) == before


@pytest.mark.parametrize("revision", [1, 2, 4])
def test_revisions_follow_one_another(published: Published, revision: int) -> None:
    last = published["801", 2]
    last.pk, last.revision = None, revision
    with pytest.raises(IntegrityError), transaction.atomic():
        last.save(force_insert=True)


def test_a_correction_without_a_reason_cannot_be_stored(published: Published) -> None:
    last = published["801", 2]
    last.pk, last.revision, last.reason = None, 3, ""
    with pytest.raises(IntegrityError), transaction.atomic():
        last.save(force_insert=True)


def test_a_correction_knows_its_reason_its_approver_and_its_date(published: Published) -> None:
    first, second = published["801", 1], published["801", 2]
    assert (first.reason, second.reason) == ("", REASON)
    assert (second.approved_by.username, second.published_by.username) == (
        "reviewer",
        "publisher",
    )
    assert second.published_at > first.published_at
