"""draft → submitted → approved → published: each step by whom, and never halfway."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import FileSystemStorage

from budgetportal.models import Artefact, Edition, ExpenditureLine, Publication, Status, Step
from budgetportal.publishing import workflow
from tests.cast import SUPER
from tests.editions import edition

pytestmark = pytest.mark.django_db
People = dict[str, User]
ACTS = {
    "submit": lambda made, person: workflow.submit(made, person),
    "send_back": lambda made, person: workflow.send_back(made, person, "请补充原因"),
    "approve": lambda made, person: workflow.approve(made, person),
    "publish": lambda made, person: workflow.publish(made, person),
}
#: act → the status it needs, who may, the status it leaves
RULES = {
    "submit": (Status.DRAFT, "录入", Status.SUBMITTED),
    "send_back": (Status.SUBMITTED, "审核", Status.DRAFT),
    "approve": (Status.SUBMITTED, "审核", Status.APPROVED),
    "publish": (Status.APPROVED, "发布", Status.PUBLISHED),
}


def standing(status: Status) -> Edition:
    made = edition()
    Edition.objects.filter(pk=made.pk).update(status=status)
    return Edition.objects.get(pk=made.pk)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("group", ["录入", "审核", "发布"])
def test_each_act_belongs_to_one_group(
    act: str, group: str, codes: None, people: People, media: Path
) -> None:
    needed, allowed, left = RULES[act]
    made = standing(needed)
    if group == allowed:
        ACTS[act](made, people[group])
        assert Edition.objects.get(pk=made.pk).status == left
        assert [(s.person, s.act) for s in made.steps.all()] == [
            (people[group], {"send_back": "return"}.get(act, act))
        ]
    else:
        with pytest.raises(workflow.Refused, match="没有办理这一步的权限"):
            ACTS[act](made, people[group])
        assert Edition.objects.get(pk=made.pk).status == needed


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("status", Status)
def test_no_act_skips_a_step(
    act: str, status: Status, codes: None, people: People, media: Path
) -> None:
    needed = RULES[act][0]
    made = standing(status)
    if status == needed:
        return
    with pytest.raises(workflow.Refused, match="只有“"):
        ACTS[act](made, people[SUPER])
    assert Step.objects.count() == 0


def test_nobody_approves_what_she_submitted(codes: None, people: People) -> None:
    made = edition()
    workflow.submit(made, people[SUPER])
    with pytest.raises(workflow.Refused, match="不能是同一人"):
        workflow.approve(made, people[SUPER])
    workflow.approve(made, people["审核"])


def test_a_blocking_finding_stops_submission(codes: None, people: People) -> None:
    made = edition()
    ExpenditureLine.objects.update(amount=-1)
    with pytest.raises(workflow.Refused) as refused:
        workflow.submit(made, people["录入"])
    assert {finding.rule for finding in refused.value.findings} >= {"L08"}


def test_publication_freezes_every_file_with_its_hash(
    codes: None, people: People, media: Path
) -> None:
    publication = workflow.publish(standing(Status.APPROVED), people["发布"])
    names = list(publication.artefacts.values_list("name", flat=True))
    assert names == sorted(
        ["data.json", "datapackage.json", "datapackage.zip", "disclosure.pdf", "tables.xlsx"]
        + ["index.html", "citizens.pdf", "citizens/index.html"]
        + ["tables/lines.csv", "codes/economic.csv", "codes/functions.csv"]
        + ["codes/government_economic.csv", "codes/units.csv"]
        + [f"tables/{number:02}.csv" for number in range(1, 14)]
    )
    for artefact in publication.artefacts.all():
        content = artefact.file.read()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (
            artefact.sha256,
            artefact.size,
        )


def test_a_clock_that_went_backwards_dates_no_correction_before_what_it_corrects(
    codes: None, people: People, media: Path
) -> None:
    made = standing(Status.APPROVED)
    first = workflow.publish(made, people["发布"])
    workflow.reopen(Edition.objects.get(), people["发布"], "更正示例金额")
    Edition.objects.update(status=Status.APPROVED)
    an_hour_ago = first.published_at - timedelta(hours=1)
    with pytest.raises(workflow.Refused, match="服务器的时钟早于第1版的发布时间"):
        workflow.publish(Edition.objects.get(), people["发布"], an_hour_ago)
    assert list(Publication.objects.all()) == [first]
    assert workflow.publish(Edition.objects.get(), people["发布"]).revision == 2


def test_a_publication_that_fails_leaves_nothing_behind(
    codes: None, people: People, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = standing(Status.APPROVED)

    def torn(*args: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(FileSystemStorage, "save", torn)
    with pytest.raises(OSError, match="disk full"):
        workflow.publish(made, people["发布"])
    assert (Publication.objects.count(), Artefact.objects.count(), Step.objects.count()) == (
        0,
        0,
        0,
    )
    assert Edition.objects.get(pk=made.pk).status == Status.APPROVED
