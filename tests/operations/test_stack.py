"""bin/stack: PostgreSQL, web, worker and nginx; the main job through all of them, and kill -9."""

import os
import re
import threading
import time

import pytest

from tests.operations.stack import SECONDS, Stack
from tests.operations.visitor import Visitor

pytestmark = pytest.mark.xdist_group("stack")
FIRST = """
from django.contrib.auth.models import User
from budgetportal.models import Edition, Status
from budgetportal.publishing import workflow
made = Edition.objects.get(department__code="{code}")
if made.status == Status.APPROVED:
    workflow.publish(made, User.objects.get(username="publisher"))
"""
LATER = """
from django.contrib.auth.models import User
from budgetportal.models import Edition, Status
from budgetportal.publishing import tasks, workflow
made = Edition.objects.get(department__code="{code}")
person = User.objects.get(username="publisher")
if made.status == Status.PUBLISHED:
    workflow.reopen(made, person, "更正示例金额")
    Edition.objects.filter(pk=made.pk).update(status=Status.APPROVED)
    made.refresh_from_db()
tasks.publish_later(made, person)
"""


def test_the_publisher_publishes_and_nginx_has_the_files(stack: Stack) -> None:
    ask = Visitor(stack, "publisher").ask
    number = stack.says(
        "from budgetportal.models import Edition as E;"
        "print(E.objects.get(department__code='801').pk)"
    )
    ask("GET", f"/admin/desk/{number}/do/publish/")
    status, place, page = ask("POST", f"/admin/desk/{number}/do/publish/")
    assert (status, re.fullmatch(rf"/admin/desk/{number}/job/\d+/", place) is not None) == (
        302,
        True,
    ), page
    stack.wait_for("/2023/801/r1/disclosure.pdf", 200)
    end = time.monotonic() + SECONDS
    while "第1版已发布" not in (page := ask("GET", place)[2]):
        assert time.monotonic() < end, page
        time.sleep(0.5)
    status, content, ours = stack.get("/2023/801/", Accept_Encoding="br")
    assert (status, ours["Content-Encoding"]) == (200, "br")
    assert (stack.folder / "var/media/published/2023/801/index.html.br").read_bytes() == content
    assert stack.get("/metrics")[0] == 404
    assert stack.alone("/metrics")[0] == 200


SOUND = (
    "from budgetportal.publishing.doctor import examine;"
    "print([f for f in examine() if '遗留' not in f and 'doctor --mend' not in f])"
)
#: workers take up an archive's job after a while, in which others may publish: it has passed
LONG_AGO = """
from datetime import timedelta
from django.db.models.functions import Now
from budgetportal.models import Job
Job.objects.filter(kind="archive", state="waiting").update(changed_at=Now() - timedelta(minutes=1))
"""
#: what is to be tried again in half a minute is tried now
AT_ONCE = """
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.filter(status="READY").update(run_after=Now())
"""


#: the silence after which a worker counts as dead, gone by at once for those that beat until now
SILENT = """
from django.db.models.functions import Now
from budgetportal.models import Worker
from budgetportal.publishing.workers import SILENCE
Worker.objects.filter(name__in={names}).update(seen_at=Now() - SILENCE)
"""
WORKERS = (
    "from budgetportal.models import Worker;"
    "print(list(Worker.objects.values_list('name', flat=True)))"
)


def test_a_whole_year_is_packed_by_a_worker_and_sent_by_nginx(stack: Stack) -> None:
    stack.says(FIRST.format(code="801") + LONG_AGO)
    place = stack.folder / "var/media/published/.years/2023.zip"
    end = time.monotonic() + SECONDS
    while not place.exists():
        assert time.monotonic() < end
        time.sleep(0.3)
    theirs = stack.get("/2023/all.zip", port=stack.port + 1)
    ours = stack.get("/2023/all.zip")
    assert ours[:2] == (200, place.read_bytes()) == theirs[:2]
    assert ours[2]["ETag"] != theirs[2]["ETag"]  # nginx found the file itself
    for name in ("Content-Type", "Content-Disposition", "Content-Security-Policy", "Cache-Control"):
        assert ours[2][name] == theirs[2][name], name
    part = stack.get("/2023/all.zip", Range="bytes=3-12", **{"If-Range": ours[2]["ETag"]})
    assert part[:2] == (206, ours[1][3:13])


@pytest.mark.parametrize("seconds", [float(os.environ.get("OUTAGE_SECONDS", "6"))])
def test_kill_9_of_the_database_while_a_correction_is_published(
    stack: Stack, seconds: float
) -> None:
    """Away for a while: published files stay, the rest says so, and all goes on by itself."""
    for code in ("801", "802"):
        stack.says(FIRST.format(code=code))
    stack.wait_for("/2023/802/r1/disclosure.pdf", 200)
    stack.says(LATER.format(code="802"))
    time.sleep(0.5)
    outage = threading.Thread(target=stack.away, args=("database", seconds))
    outage.start()
    time.sleep(0.3)
    status, page, headers = stack.get("/search?q=801")
    assert (status, headers["Retry-After"]) == (503, "10")
    assert "暂时无法访问" in page.decode()
    assert stack.get("/2023/801/")[0] == 200
    outage.join()
    stack.wait_for("/readyz", 200)
    assert stack.get("/search?q=801")[0] == 200
    stack.says(AT_ONCE)
    stack.wait_for("/2023/802/r2/disclosure.pdf", 200)
    assert stack.says(SOUND) == "[]"
