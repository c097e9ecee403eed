"""Everything of a year in one file: made in the background, never older than what is published."""

import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from budgetportal.models import Artefact, Department, Job, Publication, YearArchive
from budgetportal.publishing import gathering, packing, tasks, workers, workflow
from budgetportal.publishing.released import whole_years
from tests.operations.standing import Commits, approved, publish, work_off
from tests.operations.test_doctor import doctor

pytestmark = pytest.mark.django_db
People = dict[str, User]
ADDRESS = "/2023/all.zip"


def frozen(code: str, text: str, person: User) -> Publication:
    """A publication of one file."""
    department, _ = Department.objects.get_or_create(code=code, defaults={"name": "测试局"})
    revision = department.publications.count() + 1
    made = Publication.objects.create(
        department=department,
        department_name="测试局",
        year=2023,
        revision=revision,
        published_at=timezone.now(),
        published_by=person,
        reason="更正" if revision > 1 else "",
    )
    file = default_storage.save(f"publications/{code}-{revision}", ContentFile(text.encode()))
    digest = hashlib.sha256(text.encode()).hexdigest()
    Artefact.objects.create(
        publication=made, name="data.json", file=file, sha256=digest, size=len(text.encode())
    )
    return made


def read(client: Client) -> tuple[dict[str, bytes], bytes, str]:
    """What a reader gets: the files, all bytes, the validator."""
    answer = client.get(ADDRESS)
    content = answer.getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}, content, answer["ETag"]


def later() -> None:
    """The workers look again after a while."""
    Job.objects.filter(state="waiting").update(changed_at=Now() - timedelta(minutes=1))
    workers.reap()


def test_publications_leave_one_job_which_outlives_its_worker(
    codes: None,
    people: People,
    media: Path,
    client: Client,
    queue: None,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    made = approved()
    publish(made, people["发布"], django_capture_on_commit_callbacks)
    frozen("802", "{}", people["发布"])
    gathering.outdate(2023)
    job = Job.objects.get(kind=Job.Kind.ARCHIVE, year=2023)
    assert (job.state, job.person, DBTaskResult.objects.count()) == ("waiting", people["发布"], 0)
    files, content, tag = read(client)
    assert (len(files), files["802/data.json"]) == (len(packing.files(2023)), b"{}")
    later()
    DBTaskResult.objects.get().claim("dead")
    (media / "archives/2023").mkdir(parents=True)
    (media / f"archives/2023/{tag[1:-1]}.zip").write_bytes(content[:1000])  # as far as it came
    workers.reap()
    with django_capture_on_commit_callbacks(execute=True):
        work_off()
    job.refresh_from_db()
    assert (job.state, job.done, job.message) == (
        "done",
        len(files),
        f"2023年度全部文件已打包（{len(content):,}字节）。",
    )
    assert whole_years.place(2023).read_bytes() == content
    assert (YearArchive.objects.get().size, read(client)) == (len(content), (files, content, tag))
    workflow.withdraw(made, people["发布"], "口径有误")
    assert not whole_years.place(2023).exists()
    assert read(client)[0] == {"802/data.json": b"{}"}
    assert Job.objects.filter(kind=Job.Kind.ARCHIVE, state="waiting").count() == 1


def test_what_was_packed_before_a_correction_is_never_put_up(
    people: People, media: Path, client: Client, queue: None
) -> None:
    frozen("801", "1", people["发布"])
    tag = packing.tag(packing.files(2023))
    name = default_storage.save(f"archives/2023/{tag}.zip", ContentFile(b"packed slowly"))
    frozen("801", "2", people["发布"])
    assert gathering._switch(2023, tag, name, packing.Measured(iter([b"packed slowly"]))) is None
    assert read(client)[0] == {"801/data.json": b"2"}
    assert Job.objects.get().state == "waiting"
    assert not whole_years.place(2023).exists()


def test_the_same_file_is_made_once_and_older_ones_go(
    people: People, media: Path, client: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    for text in "123":
        frozen("801", text, people["发布"])
        with transaction.atomic():
            gathering.outdate(2023)
        with django_capture_on_commit_callbacks(execute=True):
            made = gathering.gather(2023)
        assert made is not None
        assert gathering.gather(2023) == made
    assert made.file.name in {f"archives/2023/{path.name}" for path in media.glob("archives/*/*")}
    assert len(list(media.glob("archives/*/*"))) == 2  # somebody may just be opening the last
    assert read(client)[0] == {"801/data.json": b"3"}


def test_a_damaged_file_is_packed_by_nobody_and_said(people: People, media: Path) -> None:
    made = frozen("801", "whole", people["发布"]).artefacts.get()
    job = Job.objects.create(kind=Job.Kind.ARCHIVE, year=2023, person=people["发布"])
    path = Path(made.file.path)
    path.chmod(0o644)
    path.write_text("spoilt")
    assert tasks.work.call(job.pk) == "failed"
    job.refresh_from_db()
    said = f"公开文件 {made.file.name} 缺失或被改动，没有打包；请运行 doctor。"
    assert (job.message, list(YearArchive.objects.exclude(file=""))) == (said, [])


def test_the_doctor_finds_an_altered_archive_and_makes_it_again(
    people: People, media: Path, client: Client
) -> None:
    frozen("801", "{}", people["发布"])
    assert gathering.mend() == [2023]
    assert gathering.mend() == []
    content = whole_years.place(2023).read_bytes()
    path = Path(YearArchive.objects.get().file.path)
    path.chmod(0o644)
    path.write_bytes(content[:-1])
    fault = "2023年度全部文件与打包时的不一致（运行 doctor --mend 重新打包）。"
    assert fault in doctor()[1]
    assert read(client)[1] == content  # packed while it is read
    assert fault not in doctor("--mend")[1]
    assert whole_years.place(2023).read_bytes() == content
