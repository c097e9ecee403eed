"""publishbudget: a year at once, resumable, one process a document."""

import re
from pathlib import Path

import pytest

from tests.machines import Machine, copy

pytestmark = pytest.mark.xdist_group("machine")
SPOIL = "from budgetportal.models import Edition; Edition.objects.filter({where}).update({value})"
PUBLISHED = (
    "from budgetportal.models import Publication as P;"
    "print(*P.objects.order_by('department__code').values_list('department__code', flat=True))"
)
#: what /metrics says of renderings, over all processes
COUNTED = (
    "from budgetportal.web.metrics import Portal;"
    "count, seconds = next(m for m in Portal().collect() if 'render' in m.name).samples;"
    "print(float(count.value), seconds.value > 0)"
)


def stored(machine: Machine) -> dict[str, tuple[int, int]]:
    """Every file of the storage: which one it is, and when it was written."""
    files = (path for path in (machine.folder / "media").rglob("*") if path.is_file())
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def test_a_year_is_published_and_a_second_run_renders_nothing(
    seeded: Machine, tmp_path: Path
) -> None:
    machine = copy(seeded, tmp_path / "machine")
    machine.says(SPOIL.format(where="department__code='803'", value="duties=''"))
    publish = ("publishbudget", "--year", "2023", "--user", "publisher", "--workers", "2")
    first = machine.command(*publish)
    assert (first.returncode, first.stdout) == (1, "已发布2个，未发布1个。\n"), first.stderr
    counted = re.findall(r"\[(\d)/3\] 测试局2023年度 (?:未|已)发布", first.stderr)
    assert counted == ["1", "2", "3"]
    assert "未发布：还有1处检查结果没有处理" in first.stderr
    assert machine.says(PUBLISHED) == "801 802"
    assert machine.says(COUNTED) == "2.0 True"
    assert (machine.folder / "media/published/2023/802/index.html").is_file()
    machine.says(SPOIL.format(where="department__code='803'", value="duties='统筹。'"))
    kept = "此前已发布的{}个没有变动，未重新生成。\n"
    before = stored(machine)
    assert machine.command(*publish).stdout == "已发布1个，未发布0个。" + kept.format(2)
    after = stored(machine)
    archive = str(machine.folder / "media/published/.years/2023.zip")  # of three now
    assert after.pop(archive) != before.pop(archive)
    assert {path: after[path] for path in before} == before
    last = machine.command(*publish)
    assert (last.stdout, last.stderr) == ("已发布0个，未发布0个。" + kept.format(3), "")
    assert {path: place for path, place in stored(machine).items() if path != archive} == after
    assert machine.command("doctor").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--user", "clerk"), "用户 clerk 没有发布权限。"),
        (("--user", "nobody"), "没有用户 nobody。"),
        (("--user", "publisher", "--workers", "0"), "--workers 至少是1。"),
    ],
)
def test_wrong_use_is_told(seeded: Machine, arguments: tuple[str, ...], words: str) -> None:
    told = seeded.command("publishbudget", "--year", "2023", *arguments)
    assert (told.returncode, told.stderr.strip()) == (2, words)
