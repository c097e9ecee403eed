"""Four publications made once for all tests of this folder; nothing here writes.

801 was corrected (revisions 1 and 2), 802 withdrawn, 803 shows its handlers. Every form carries a
handler and a telephone number.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import override_settings

from budgetportal.disclosure.catalogue import load
from budgetportal.management.commands.demo import load_glossary
from budgetportal.models import (
    Edition,
    ExpenditureLine,
    PerformanceForm,
    PerformanceIndicator,
    Publication,
)
from budgetportal.publishing import samples, workflow
from tests.conftest import CODES
from tests.editions import edition

HANDLER, SHOWN_HANDLER = "经办人乙", "经办人丙"
TELEPHONE = "0351-7654321"
REASON = "漏列一笔资金"
WITHDRAWN = "口径有误"


@pytest.fixture(scope="package")
def archive(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Published in a transaction that is rolled back when the folder ends."""
    media: Path = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        load_glossary()
        load(CODES, 2023)
        _publish_all(samples.make_accounts())
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def published(archive: Path, db: None, settings: Any) -> dict[tuple[str, int], Publication]:
    """Every publication by (department code, revision)."""
    settings.MEDIA_ROOT = archive
    found = Publication.objects.select_related("department")
    return {(each.department.code, each.revision): each for each in found}


def _publish_all(people: dict[str, User]) -> None:
    corrected = edition("801")
    withdrawn = edition("802")
    shown = edition("803")
    PerformanceForm.objects.update(handler=HANDLER, telephone=TELEPHONE)
    PerformanceForm.objects.filter(project__edition=shown).update(handler=SHOWN_HANDLER)
    Edition.objects.filter(pk=shown.pk).update(shows_handler=True)
    for made in (corrected, withdrawn, shown):
        through(made, people)
    workflow.withdraw(withdrawn, people["发布"], WITHDRAWN)
    workflow.reopen(corrected, people["发布"], REASON)
    ExpenditureLine.objects.filter(edition=corrected).update(amount=Decimal("20000"))
    PerformanceForm.objects.filter(project__edition=corrected).update(period_county=20000)
    PerformanceIndicator.objects.filter(form__project__edition=corrected, level2="成本指标").update(
        value="20000.00元"
    )
    through(corrected, people)


def through(made: Edition, people: dict[str, User]) -> None:
    """Submitted, approved, published."""
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    workflow.publish(made, people["发布"])
