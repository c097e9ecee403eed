"""A published PDF proves itself; whatever was altered is named."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from budgetportal.models import Edition
from budgetportal.publishing import workflow
from budgetportal.publishing.verifying import OTHER_BYTES, judge
from budgetportal.rendering import opening
from budgetportal.rendering.damage import damaged, parts
from budgetportal.rendering.verification import (
    HASH,
    NO_TABLES,
    NOT_RESET,
    OTHER_TYPESETTING,
    UNREADABLE,
    Verdict,
    verify,
)
from tests.editions import NOW, edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(codes: None, people: dict[str, User], media: Path) -> bytes:
    made = edition()
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    publication = workflow.publish(made, people["发布"], NOW)
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


@pytest.mark.pure
def test_any_other_byte_is_seen(published: bytes) -> None:
    longer = f"文件长{len(published) + 1}字节，应为{len(published)}字节。"
    assert judge(published + b"\n").verdict.faults == (OTHER_BYTES, longer)
    places = [len(published) * part // 11 for part in range(1, 11)]
    verdicts = [judge(_flipped(published, place)).verdict for place in places]
    assert {each.sound for each in verdicts} == {False}
    assert {OTHER_BYTES in each.faults for each in verdicts if each.document} == {True}


@pytest.mark.pure
def test_a_byte_is_named_by_what_it_belongs_to(published: bytes) -> None:
    """At the beginning, in the middle and at the end of each kind of stream."""
    found = list(parts(published))
    for kind, name in (
        (b"fjson", "附件data.json"),
        (b"sheetml", "附件tables.xlsx"),
        (b"/Metadata", "文件信息（XMP）"),
        (b"/ObjStm", "页面结构、标签和文件信息"),
        (b"/XRef", "文件的索引"),
        (b"/Length1", "字体、色彩等对象"),
    ):
        part = next(each for each in found if kind in each.dictionary)
        for place in (part.start, (part.start + part.end) // 2, part.end - 1):
            said = f"{name}（第{part.number}号对象）不能完整读出，被改动过或者损坏了。"
            assert damaged(_flipped(published, place)).faults == (said,)


@pytest.mark.pure
def test_a_byte_of_a_page_is_named_by_its_page(published: bytes) -> None:
    with pikepdf.open(io.BytesIO(published)) as opened:
        numbers = [page.obj.Contents.objgen[0] for page in opened.pages]
    found = {each.number: each for each in parts(published)}
    for page in (1, 12):
        number = numbers[page - 1]
        place = found[number].start + 20
        faults = judge(_flipped(published, place)).verdict.faults
        assert faults == (
            f"PDF第{page}页的内容（第{number}号对象）不能完整读出，被改动过或者损坏了。",
            OTHER_BYTES,
            f"第一处不同在第{place + 1}个字节：PDF第{page}页的内容（第{number}号对象）。",
        )


def test_a_byte_outside_every_stream_is_told_by_its_place(published: bytes) -> None:
    place = published.index(b"/Metadata/Subtype") + 3
    faults = judge(_flipped(published, place)).verdict.faults
    assert faults == (OTHER_BYTES, f"第一处不同在第{place + 1}个字节：文件的结构。")


def test_the_file_is_proof_enough_where_nothing_is_on_record(
    published: bytes, settings: Any
) -> None:
    settings.SITE_URL = "https://elsewhere.example"
    assert verify(published).faults == ()
    longer = f"文件长{len(published) + 1}字节，应为{len(published)}字节。"
    assert verify(published + b"\n").faults == (NOT_RESET, longer)


@pytest.mark.pure
def test_another_typesetting_is_said_and_not_held_against_the_file(published: bytes) -> None:
    with pikepdf.open(io.BytesIO(published)) as opened:
        opened.docinfo["/Creator"] = "budgetportal 000000000000"
        buffer = io.BytesIO()
        opened.save(buffer)
    verdict = verify(buffer.getvalue())
    assert (verdict.sound, verdict.caveat) == (True, OTHER_TYPESETTING)


@pytest.mark.pure
def test_widths_of_another_typesetting_are_no_alteration(published: bytes) -> None:
    def other(change: Callable[[bytes], bytes]) -> bytes:
        with pikepdf.open(io.BytesIO(published)) as opened:
            tables = opened.attachments["tables.xlsx"].get_file().read_bytes()
            opened.attachments["tables.xlsx"] = pikepdf.AttachedFileSpec(
                opened, rewritten(tables, change), filename="tables.xlsx"
            )
            opened.docinfo["/Creator"] = "budgetportal 000000000000"
            buffer = io.BytesIO()
            opened.save(buffer)
            return buffer.getvalue()

    wider = other(lambda part: part.replace(b' width="', b' width="1'))
    assert (verify(wider).faults, verify(wider).caveat) == ((), OTHER_TYPESETTING)
    richer = other(lambda part: part.replace(b"<v>1</v>", b"<v>9</v>"))
    assert verify(richer).faults == (NO_TABLES,)


def rewritten(workbook: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with every part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)))
    return buffer.getvalue()


def test_bytes_on_record_need_no_other_proof(
    published: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later program may write a workbook otherwise and know more rules: what stands, stands."""
    monkeypatch.setattr("budgetportal.rendering.verification.xlsx.workbook", lambda _: b"")
    assert verify(published).faults == (NO_TABLES,)
    assert judge(published).verdict.faults == ()


def test_identities_are_held_to_the_printed_figures(published: bytes) -> None:
    def forge(data: dict[str, Any]) -> None:
        for cell in data["tables"][11]["rows"][0]["cells"]:
            if "yuan" in cell:
                cell["yuan"] = "20000.00"

    faults = judge(altered(published, forge)).verdict.faults
    assert "预算公开表12与预算公开表13之和不等于预算公开表3的项目支出。" in faults


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


def attached(content: bytes, name: str = "data.json", **save: Any) -> bytes:
    """A PDF of no pages with one file."""
    buffer = io.BytesIO()
    with pikepdf.new() as made:
        made.attachments[name] = pikepdf.AttachedFileSpec(made, content, filename=name)
        made.save(buffer, **save)
    return buffer.getvalue()


NOTHING = b"{}"
HOSTILE = {
    "empty": b"",
    "text": b"budget",
    "head": b"%PDF-1.7",
    "no page": attached(NOTHING),
    "no data": attached(NOTHING, "other.json"),
    "nested": attached(b"[" * 100_000),
    "number": attached(b'{"year": 1e999999999}'),
    "bomb": attached(bytes(30 * 2**20)),
    "locked": attached(
        NOTHING, encryption=pikepdf.Encryption(owner="a", user="b", R=6, metadata=False)
    ),
    "large": b"%PDF-" + bytes(opening.LARGEST),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_not_ours_is_not_judged(content: bytes) -> None:
    assert judge(content).verdict == Verdict()


@pytest.mark.parametrize("kept", [0.2, 0.9, 0.999])
def test_a_truncated_file_is_never_called_sound(published: bytes, kept: float) -> None:
    assert not judge(published[: int(len(published) * kept)]).verdict.sound


@pytest.mark.parametrize("content", [b"text", b"%PDF-1.7"])
def test_the_command_says_one_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    with pytest.raises(SystemExit, match="2"):
        call_command("verifybudget", str(file))
    assert capsys.readouterr().out == "这不是本系统公开的部门预算PDF。\n"


def test_the_command_tells_sound_from_altered(
    published: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(published)
    call_command("verifybudget", str(file))
    file.write_bytes(published + b"\n")
    with pytest.raises(SystemExit, match="1"):
        call_command("verifybudget", str(file))
    head = "测试局2023年度 第1版（最新版本）\n"
    longer = f"文件长{len(published) + 1}字节，应为{len(published)}字节。"
    assert capsys.readouterr().out == (
        f"{head}内容完整，未被改动。\n{head}{OTHER_BYTES}\n{longer}\n"
    )
    part = next(each for each in parts(published) if b"fjson" in each.dictionary)
    file.write_bytes(_flipped(published, part.start + 9))
    with pytest.raises(SystemExit, match="1"):
        call_command("verifybudget", str(file))
    said = f"附件data.json（第{part.number}号对象）不能完整读出，被改动过或者损坏了。"
    assert capsys.readouterr().out == f"{UNREADABLE}\n{said}\n"


def test_a_corrected_revision_says_that_it_is_not_the_newest(
    published: bytes, people: dict[str, User], client: Client
) -> None:
    made = Edition.objects.get()
    workflow.reopen(made, people["发布"], "改正职责")
    Edition.objects.update(duties="统筹科技和金融工作。")
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    workflow.publish(made, people["发布"], NOW)
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
    part = next(each for each in parts(published) if b"fjson" in each.dictionary)
    forged = SimpleUploadedFile("a.pdf", _flipped(published, part.end - 1))
    page = client.post("/verify/", {"file": forged})
    assert f"附件data.json（第{part.number}号对象）不能完整读出" in page.content.decode()
    assert "不是本系统公开的部门预算PDF" not in page.content.decode()


def test_the_certificate_stands_on_the_last_page_and_leads_to_the_revision(
    published: bytes,
) -> None:
    data = json.loads(_data(published))
    assert data["checks"]["rules"] == 28
    with pikepdf.open(io.BytesIO(published)) as opened:
        links = [str(each.A.URI) for page in opened.pages for each in _addressed(page)]
        assert links == [str(each.A.URI) for each in _addressed(opened.pages[-1])]
    assert links == [f"{settings.SITE_URL}/2023/801/r1/"]


def _addressed(page: pikepdf.Page) -> list[Any]:
    """Links of a page that lead out of the file."""
    return [each for each in page.get("/Annots", []) if "/A" in each and "/URI" in each.A]


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _data(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.attachments["data.json"].get_file().read_bytes()
