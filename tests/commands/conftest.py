"""A workbook on disk, a draft and a publication of department 801."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from budgetportal.models import Edition
from budgetportal.publishing import workflow
from tests.editions import NOW
from tests.editions import edition as made_edition
from tests.workbook.books import packed, small


@pytest.fixture
def workbook(codes: None, tmp_path: Path) -> Path:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(packed(small()))
    return path


@pytest.fixture
def draft(codes: None, people: dict[str, User]) -> Edition:
    return made_edition()


@pytest.fixture
def published(draft: Edition, people: dict[str, User], media: Path) -> Edition:
    publish(draft, people)
    return draft


def publish(edition: Edition, people: dict[str, User]) -> None:
    """Through the workflow, as the next revision."""
    workflow.submit(edition, people["录入"])
    workflow.approve(edition, people["审核"])
    workflow.publish(edition, people["发布"], NOW)
