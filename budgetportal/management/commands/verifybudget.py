"""``verifybudget FILE.pdf``: 0 published and unaltered, 1 altered, 2 not one of ours."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from budgetportal.management.base import PortalCommand
from budgetportal.publishing.verifying import judge
from budgetportal.rendering.opening import LARGEST
from budgetportal.rendering.verification import UNREADABLE, Verdict


class Command(PortalCommand):
    """Works on the data that the file carries; the database only adds what is newest."""

    help = "查验一份公开的部门预算PDF"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="PDF文件")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            self.stderr.write(f"没有文件 {path}。")
            raise SystemExit(2)
        known = judge(_content(path))
        document = known.verdict.document
        if document is None:
            self._without_data(known.verdict)
        newest = "最新版本" if known.is_newest else f"最新为第{known.newest}版"
        state = newest if known.newest else "本机没有它的公开记录"
        name = f"{document.book.department_name}{document.book.year}年度 第{document.revision}版"
        self.stdout.write(f"{name}（{state}）")
        for fault in known.verdict.faults:
            self.stdout.write(fault)
        if not known.verdict.sound:
            raise SystemExit(1)
        for said in filter(None, (known.verdict.caveat, known.verdict.signature)):
            self.stdout.write(said)
        self.stdout.write("内容完整，未被改动。")

    def _without_data(self, verdict: Verdict) -> NoReturn:
        if not verdict.is_ours:
            self.stdout.write("这不是本系统公开的部门预算PDF。")
            raise SystemExit(2)
        self.stdout.write(UNREADABLE)
        for fault in verdict.faults:
            self.stdout.write(fault)
        raise SystemExit(1)


def _content(path: Path) -> bytes:
    """The file, or the little of it that shows that it is too large to be one of ours."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
