"""Every address of the back office × every person of the cast, generated from the URL patterns."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from budgetportal.models import CodeSubject, Edition, Job, Project
from tests.cast import GROUPS, SUPER

pytestmark = pytest.mark.django_db
#: what stands in the place of a parameter
VALUES = {
    "kind": "data.json",
    "act": "submit",
    "key": "lines",
    "table": "3",
    "row": "1",
    "column": "3",
    "app_label": "budgetportal",
}
#: who enters, and who publishes; 管理 keeps lists and accounts
CLERKS, PUBLISHERS = {"录入", SUPER}, {"发布", SUPER}
#: pages that only clerks may open
ENTRY = ("desk-new", "desk-import", "desk-next", "desk-paste", "desk-uploaded")


def patterns(of: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in of:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


DESK = sorted(
    str(p.name)
    for p in patterns(get_resolver().url_patterns)
    if p.name and str(p.name).startswith("desk-")
)


#: pages that belong to no edition
OF_NONE = ("desk-new", "desk-import", "desk-year")


def address(name: str, edition: Edition) -> str:
    for pattern in patterns(admin.site.get_urls()):
        if pattern.name == name:
            route = str(pattern.pattern)
            break
    for part, value in VALUES.items():
        route = route.replace(f"<str:{part}>", value).replace(f"<int:{part}>", value)
    project = Project.objects.get(edition=edition).pk
    person = User.objects.get(username="publisher")
    kind = Job.Kind.PUBLISH
    if name == "desk-uploaded":
        kind, person = Job.Kind.IMPORT, User.objects.get(username="clerk")
    job, _ = Job.objects.get_or_create(kind=kind, edition=edition, person=person)
    route = route.replace("<int:job>", str(job.pk))
    route = route.replace("<int:pk>", str(edition.pk)).replace("<int:project>", str(project))
    if route.startswith("^"):
        page = "paste/" if name == "desk-paste" else ""
        route = f"{edition.pk}/lines/{page}"
    return f"/admin/desk/{route}"


def answers(signed_in: Callable[[str], Client], place: str, method: str = "get") -> dict[str, int]:
    return {group: getattr(signed_in(group), method)(place).status_code for group in GROUPS}


@pytest.mark.parametrize("name", DESK)
def test_reading_a_page_of_the_desk(
    signed_in: Callable[[str], Client], edition: Edition, client: Client, name: str
) -> None:
    place = address(name, edition)
    entitled = CLERKS if name in ENTRY else PUBLISHERS if name == "desk-year" else set(GROUPS)
    expected = {group: 200 if group in entitled else 403 for group in GROUPS}
    if name == "desk-uploaded":  # whose it is, and nobody else
        expected[SUPER] = 404
    assert answers(signed_in, place) == expected
    assert client.get(place).status_code == 302


@pytest.mark.parametrize("name", [name for name in DESK if name not in OF_NONE])
def test_a_strangers_edition_at_every_address(
    signed_in: Callable[[str], Client], others: Edition, name: str
) -> None:
    place = address(name, others)
    assert signed_in("录入").get(place).status_code == 404
    assert signed_in("录入").post(place).status_code == 404


@pytest.mark.parametrize("name", DESK)
def test_nobody_but_clerks_writes_a_draft(
    signed_in: Callable[[str], Client], edition: Edition, name: str
) -> None:
    """An act refuses in words (200), a preview leads to its file, a page takes no POST (405)."""
    instead = {"desk-act": 200, "desk-preview": 302}
    for group in ("审核", "发布", "管理"):
        refused = signed_in(group).post(address(name, edition)).status_code
        if (name, group) == ("desk-year", "发布"):
            assert refused == 302  # back to the page: nothing was chosen
        else:
            assert refused == instead.get(name, 405 if refused == 405 else 403)
    edition.refresh_from_db()
    assert edition.status == "draft"


KEEPERS = {"管理", SUPER}
LISTS = ("department", "codesubject", "economicmapping", "glossaryterm", "publication")


@pytest.mark.parametrize("model", LISTS)
def test_lists_are_read_by_all_and_kept_by_administrators(
    signed_in: Callable[[str], Client], edition: Edition, model: str
) -> None:
    place = f"/admin/budgetportal/{model}/"
    assert answers(signed_in, place) == dict.fromkeys(GROUPS, 200)
    kept = 403 if model == "publication" else 200
    expected = {group: kept if group in KEEPERS else 403 for group in GROUPS}
    assert answers(signed_in, f"{place}add/") == expected


def test_codes_are_changed_by_administrators_only(
    signed_in: Callable[[str], Client], edition: Edition
) -> None:
    subject = CodeSubject.objects.first()
    place = f"/admin/budgetportal/codesubject/{subject.pk}/delete/"
    assert answers(signed_in, place) == {
        group: 200 if group in KEEPERS else 403 for group in GROUPS
    }


@pytest.mark.parametrize("model", ["user", "group"])
def test_accounts_are_kept_by_administrators(
    signed_in: Callable[[str], Client], edition: Edition, model: str
) -> None:
    expected = {group: 200 if group in KEEPERS else 403 for group in GROUPS}
    assert answers(signed_in, f"/admin/auth/{model}/") == expected
