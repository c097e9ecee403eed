"""Large workbooks: looked at by a worker, confirmed by the clerk, stored once or not at all."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from budgetportal.admin.desk.preview import UNREADY
from budgetportal.admin.desk.upload import UNWRITTEN
from budgetportal.models import Edition, ExpenditureLine, Job, Step, Worker
from budgetportal.publishing import imports, leftovers, workers
from budgetportal.workbook.importing import import_workbook
from budgetportal.workbook.writer import write
from tests.editions import edition
from tests.operations.standing import work_off
from tests.workbook.books import packed, small, with_cell

pytestmark = pytest.mark.django_db
People = dict[str, User]
PAGE = "/admin/desk/import/"
DONE, ASKED, FAILED = Job.State.DONE, Job.State.ASKED, Job.State.FAILED


@pytest.fixture
def large(settings: Any, codes: None, media: Any, queue: None) -> None:
    """Every workbook is a large one."""
    settings.LARGE_WORKBOOK = 0


@pytest.fixture
def clerk(client: Client, people: People) -> Client:
    client.force_login(people["录入"])
    return client


@pytest.fixture
def draft(people: People) -> Edition:
    return edition()


def upload(client: Client, data: bytes, button: str = "look") -> str:
    """The address that the upload leads to."""
    answer = client.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", data), button: "1"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def changed(made: Edition, amount: int = 12345) -> bytes:
    """Its workbook with other amounts; the edition is as it was."""
    before = list(ExpenditureLine.objects.filter(edition=made).values_list("pk", "amount"))
    ExpenditureLine.objects.filter(edition=made).update(amount=amount)
    data = write(made)
    for pk, was in before:
        ExpenditureLine.objects.filter(pk=pk).update(amount=was)
    return data


def amounts() -> list[int]:
    return [int(each) for each in ExpenditureLine.objects.values_list("amount", flat=True)]


def stored(media: Path) -> list[str]:
    return [path.name for path in (media / "jobs").glob("*")]


def tables(page: Any) -> list[str]:
    return re.findall(
        r"<table.*?</table>|<ul class=\"summary\">.*?</ul>", page.content.decode(), re.S
    )


def test_it_is_looked_at_shown_confirmed_and_stored_once(
    large: None, clerk: Client, draft: Edition, media: Path, settings: Any
) -> None:
    data = changed(draft)
    place = upload(clerk, data)
    assert (clerk.get(place)["Refresh"], len(stored(media))) == ("2", 1)
    assert place in clerk.get(PAGE).content.decode()
    work_off()
    shown = clerk.get(place)
    settings.LARGE_WORKBOOK = 2**20
    in_the_request = clerk.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", data), "look": "1"})
    assert tables(shown) == tables(in_the_request) != []
    assert (shown.has_header("Refresh"), amounts()) == (False, [10000])
    for _ in range(2):
        assert clerk.post(place, {"confirm": "1"})["Location"] == place
    assert DBTaskResult.objects.count() == 2  # the look and one import
    work_off()
    assert (amounts(), Step.objects.count(), stored(media)) == ([12345], 1, [])
    assert f"/admin/desk/{draft.pk}/" in clerk.get(place).content.decode()
    clerk.post(place, {"confirm": "1"})
    assert DBTaskResult.objects.count() == 2


def test_errors_are_shown_cell_by_cell_and_marked_in_the_file(
    large: None, clerk: Client, media: Path
) -> None:
    data = with_cell("支出明细", 2, 1, "999")
    expected = [(e.sheet, e.cell, e.message) for e in import_workbook(data, None).errors]
    place = upload(clerk, data, "now")
    work_off()
    page = clerk.get(place)
    errors = page.context["outcome"]["errors"]
    found = [(each["sheet"], each["cell"], each["message"]) for each in errors]
    assert found == expected != []
    assert expected[0][2] in page.content.decode()
    marked = clerk.post(place, {"marked": "1"})
    assert marked.content.startswith(b"PK")
    assert (Edition.objects.count(), Job.objects.get().state) == (0, FAILED)


def test_no_workbook_is_refused_by_the_same_words(large: None, clerk: Client, media: Path) -> None:
    place = upload(clerk, b"no workbook")
    work_off()
    said = str(import_workbook(b"no workbook", None).errors[0].message)
    assert said in clerk.get(place).content.decode()
    assert clerk.post(place, {"marked": "1"}).status_code == 400


def test_what_is_imported_at_once_needs_no_second_word(
    large: None, clerk: Client, people: People, media: Path
) -> None:
    upload(clerk, packed(small()), "now")
    work_off()
    made = Edition.objects.get()
    assert (str(made.department.code), Job.objects.get().edition) == ("811", made)
    assert (Job.objects.get().state, stored(media)) == (DONE, [])


def test_a_ledger_that_was_changed_meanwhile_is_shown_again(
    large: None, clerk: Client, draft: Edition
) -> None:
    place = upload(clerk, changed(draft))
    work_off()
    ExpenditureLine.objects.update(amount=777)
    clerk.post(place, {"confirm": "1"})
    work_off()
    page = clerk.get(place).content.decode()
    assert (amounts(), Job.objects.get().state, imports.STALE in page) == ([777], ASKED, True)
    assert "<del>777.00</del>" in page
    clerk.post(place, {"confirm": "1"})
    work_off()
    assert (amounts(), Job.objects.get().state) == ([12345], DONE)


def test_a_killed_workers_import_is_taken_up_by_another(
    large: None, clerk: Client, people: People, draft: Edition
) -> None:
    place = upload(clerk, changed(draft))
    for button in ("look", "confirm"):
        if button == "confirm":
            clerk.post(place, {"confirm": "1"})
        workers.beat(f"dead at the {button}")
        DBTaskResult.objects.filter(status="READY").get().claim(f"dead at the {button}")
        Job.objects.update(state=Job.State.RUNNING)
        Worker.objects.update(seen_at=Now() - timedelta(minutes=1))
        assert workers.reap() == 1
        work_off()
    assert (amounts(), Job.objects.get().state, Step.objects.count()) == ([12345], DONE, 1)


def test_a_worker_that_was_thought_dead_imports_nothing_again(
    large: None, clerk: Client, draft: Edition
) -> None:
    place = upload(clerk, changed(draft))
    work_off()
    clerk.post(place, {"confirm": "1"})
    slow = Job.objects.get()
    data = slow.upload.read()
    work_off()
    slow.upload.save("again.xlsx", ContentFile(data), save=False)
    assert imports.run(slow)[0] == DONE
    assert (amounts(), Step.objects.count()) == ([12345], 1)


def test_nobody_else_sees_or_confirms_it(
    large: None, clerk: Client, people: People, draft: Edition
) -> None:
    place = upload(clerk, changed(draft))
    work_off()
    other = User.objects.create(username="other", is_staff=True)
    other.groups.set(people["录入"].groups.all())
    draft.department.members.add(other)
    refused = {"超级用户": 404, "管理": 403, "审核": 403}
    for person, status in ((other, 404), *((people[name], refused[name]) for name in refused)):
        browser = Client()
        browser.force_login(person)
        assert browser.get(place).status_code == status
        assert browser.post(place, {"confirm": "1"}).status_code == status
    draft.department.members.remove(people["录入"])
    assert clerk.post(place, {"confirm": "1"}).status_code == 404
    assert (Job.objects.get().state, amounts()) == (ASKED, [10000])


def test_who_has_lost_the_right_meanwhile_imports_nothing(
    large: None, clerk: Client, people: People, draft: Edition
) -> None:
    place = upload(clerk, changed(draft))
    work_off()
    clerk.post(place, {"confirm": "1"})
    people["录入"].groups.clear()
    work_off()
    job = Job.objects.get()
    assert (job.state, amounts()) == (FAILED, [10000])
    assert job.message == "您没有录入的权限，没有导入；请联系管理员。"


def test_two_confirmed_imports_of_one_edition_wait_for_each_other(
    large: None, clerk: Client, draft: Edition
) -> None:
    places = [upload(clerk, changed(draft, amount)) for amount in (11, 22)]
    work_off()
    for place in places:
        clerk.post(place, {"confirm": "1"})
    page = clerk.get(places[1]).content.decode()
    assert "这份预算正在导入另一个工作簿，请等它办完，再确认这一个。" in page
    work_off()
    clerk.post(places[1], {"confirm": "1"})
    work_off()
    assert (amounts(), imports.STALE in clerk.get(places[1]).content.decode()) == ([11], True)


def test_given_up_forgotten_and_lost_uploads_are_deleted(
    large: None, clerk: Client, draft: Edition, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up, forgotten = (upload(clerk, changed(draft)) for _ in range(2))
    work_off()
    assert clerk.post(given_up, {"reject": "1"})["Location"] == PAGE
    assert len(stored(media)) == 1
    (media / "jobs/lost.xlsx").write_bytes(b"of a request that was killed")
    leftovers.sweep()
    assert len(stored(media)) == 2  # too young
    Job.objects.update(changed_at=timezone.now() - timedelta(days=2))
    monkeypatch.setattr(leftovers, "KEEP", timedelta(0))
    leftovers.sweep()
    assert (stored(media), amounts()) == ([], [10000])
    assert leftovers.OLD in clerk.get(forgotten).content.decode()
    clerk.post(forgotten, {"confirm": "1"})
    assert set(Job.objects.values_list("state", flat=True)) == {FAILED}


def test_nobody_fills_the_storage(
    large: None, clerk: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST", 1)
    upload(clerk, b"one")
    page = clerk.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", b"two"), "look": "1"})
    assert "您已有1个工作簿没有办完" in page.content.decode()
    assert len(stored(media)) == 1


def test_a_storage_that_takes_no_file_is_told_and_the_upload_is_repeated(
    large: None, clerk: Client, draft: Edition, media: Path
) -> None:
    data = changed(draft)
    media.mkdir()
    (media / "jobs").write_bytes(b"no folder")
    page = clerk.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", data), "now": "1"})
    assert (UNWRITTEN in page.content.decode(), Job.objects.count()) == (True, 0)
    (media / "jobs").unlink()
    upload(clerk, data, "now")
    work_off()
    assert (amounts(), Job.objects.get().state) == ([12345], DONE)


@pytest.mark.parametrize("part", [0, 2])
def test_an_upload_that_vanished_or_was_torn_is_told_and_uploaded_again(
    large: None, clerk: Client, draft: Edition, media: Path, part: int
) -> None:
    data = changed(draft)
    place = upload(clerk, data)
    work_off()
    (kept,) = (media / "jobs").glob("*")
    kept.unlink()
    said = imports.LOST
    if part:
        kept.write_bytes(data[: len(data) // part])
        said = str(import_workbook(kept.read_bytes(), None).errors[0].message)
    clerk.post(place, {"confirm": "1"})
    work_off()
    page = clerk.get(place).content.decode()
    assert (said in page, amounts(), Job.objects.get().state) == (True, [10000], FAILED)
    if part:
        kept.unlink()
        assert imports.LOST in clerk.post(place, {"marked": "1"}, follow=True).content.decode()
    upload(clerk, data, "now")
    work_off()
    assert amounts() == [12345]


def test_without_workers_it_is_done_within_the_request(
    codes: None, clerk: Client, draft: Edition, settings: Any
) -> None:
    settings.LARGE_WORKBOOK = 0
    place = upload(clerk, changed(draft), "now")
    assert (place, amounts(), Job.objects.count()) == (f"/admin/desk/{draft.pk}/", [12345], 0)


def test_a_preview_is_rendered_by_a_worker_and_never_stale(
    large: None, client: Client, people: People, draft: Edition, media: Path
) -> None:
    client.force_login(people["审核"])
    desk = f"/admin/desk/{draft.pk}/preview/"
    assert 'form="typeset"' in client.get(desk).content.decode()
    place = client.post(desk)["Location"]
    assert client.post(desk)["Location"] == place  # asked twice, it is one
    work_off()
    assert f"{desk}disclosure.pdf" in client.get(place).content.decode()
    (kept,) = (media / "jobs").glob("*")
    assert client.get(f"{desk}disclosure.pdf").content == kept.read_bytes()
    Edition.objects.update(duties="统筹别的工作。")
    answer = client.get(f"{desk}disclosure.pdf")
    assert (answer["Location"], UNREADY in client.get(desk).content.decode()) == (desk, True)
