"""The cast at the desk: each person signed in, and one edition to work on."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budgetportal.models import Edition
from tests.editions import edition as made_edition


@pytest.fixture
def edition(codes: None, people: dict[str, User]) -> Edition:
    """A draft of the clerk's department."""
    return made_edition()


@pytest.fixture
def others(codes: None, people: dict[str, User]) -> Edition:
    """A draft of a department that the clerk does not belong to."""
    made = made_edition("802")
    made.department.members.clear()
    return made


@pytest.fixture
def signed_in(people: dict[str, User]) -> Callable[[str], Client]:
    """A browser of the person of this group."""

    def sign_in(group: str) -> Client:
        client = Client()
        client.force_login(people[group])
        return client

    return sign_in


@pytest.fixture
def clerk(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("录入")
