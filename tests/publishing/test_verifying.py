"""A published PDF proves itself; whatever was altered is named."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from budgetportal.models import Edition
from budgetportal.publishing import workflow
from budgetportal.publishing.verifying import judge
from tests.editions import edition

pytestmark = pytest.mark.django_db
NOT_RESET = "文件的字节与由其数据重新排版的结果不一致。"
HASH = "所附数据的SHA-256与证书页印出的不一致，数据被改动过。"


@pytest.fixture
def published(codes: None, people: dict[str, User], media: Path) -> bytes:
    made = edition()
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    publication = workflow.publish(made, people["发布"])
    content: bytes = publication.artefacts.get(name="disclosure.pdf").file.read()
    return content


def altered(pdf: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The PDF with its embedded data changed."""
    data = json.loads(_data(pdf))
    change(data)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        written = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
        opened.attachments["data.json"] = pikepdf.AttachedFileSpec(
            opened, written, filename="data.json"
        )
        buffer = io.BytesIO()
        opened.save(buffer)
        return buffer.getvalue()


def test_the_published_file_is_sound_and_newest(published: bytes) -> None:
    known = judge(published)
    assert (known.verdict.faults, known.is_newest, known.registered) == ((), True, True)


def test_one_byte_more_is_seen(published: bytes) -> None:
    assert judge(published + b"\n").verdict.faults == (NOT_RESET,)


def test_an_altered_figure_is_named(published: bytes) -> None:
    def forge(data: dict[str, Any]) -> None:
        data["tables"][2]["rows"][0]["cells"][2]["text"] = "9.00"

    faults = judge(altered(published, forge)).verdict.faults
    assert faults[:2] == (HASH, "预算公开表3 合计 合计：公开为“9.00”，由明细计算应为“1.00”。")


def test_an_altered_line_shows_in_the_tables(published: bytes) -> None:
    def forge(data: dict[str, Any]) -> None:
        data["lines"][0]["yuan"] = "20000.00"

    faults = judge(altered(published, forge)).verdict.faults
    assert faults[0] == HASH
    assert "预算公开表1 收入总计 2023年：公开为“1.00”，由明细计算应为“2.00”。" in faults


def test_an_altered_answer_is_named(published: bytes) -> None:
    def forge(data: dict[str, Any]) -> None:
        finding = {"rule": "T04", "severity": "warn", "where": "车", "message": "。"}
        empty = dict.fromkeys(("expected", "actual", "difference", "mend"), "")
        data["checks"]["findings"] = [{**finding, **empty, "answer": "另写的答复。"}]

    faults = judge(altered(published, forge)).verdict.faults
    assert faults[:2] == (HASH, "规则T04（车）的部门答复与印出的不一致。")


def test_what_is_not_ours_is_not_judged() -> None:
    blank = io.BytesIO()
    with pikepdf.new() as made:
        made.save(blank)
    found = [judge(content).verdict.document for content in (b"", b"%PDF-1.7", blank.getvalue())]
    assert found == [None, None, None]


def test_a_corrected_revision_says_that_it_is_not_the_newest(
    published: bytes, people: dict[str, User], client: Client
) -> None:
    made = Edition.objects.get()
    workflow.reopen(made, people["发布"], "改正职责")
    Edition.objects.update(duties="统筹科技和金融工作。")
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    workflow.publish(made, people["发布"])
    known = judge(published)
    assert (known.verdict.faults, known.newest, known.is_newest) == ((), 2, False)
    page = client.get("/2023/801/changes/")
    assert [[(d.where, d.old, d.new) for d in found] for _, found in page.context["steps"]] == [
        [("本部门职责", "统筹科技工作。", "统筹科技和金融工作。")]
    ]
    assert "本版已被更正" in client.get("/2023/801/r1/").content.decode()
    assert "本版已被更正" not in client.get("/2023/801/r2/").content.decode()


def test_a_reader_drops_a_file(published: bytes, client: Client) -> None:
    page = client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", published)})
    assert "内容完整，未被改动" in page.content.decode()
    assert "这是最新版本" in page.content.decode()
    page = client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", b"text")})
    assert "不是本系统公开的部门预算PDF" in page.content.decode()


def test_the_certificate_stands_on_the_last_page(published: bytes) -> None:
    data = json.loads(_data(published))
    assert data["checks"]["rules"] == 28


def _data(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.attachments["data.json"].get_file().read_bytes()
