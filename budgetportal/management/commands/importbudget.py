"""``importbudget FILE.xlsx [--dry-run] [--user NAME]``: the workbook into the working copy."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from budgetportal.management.base import PortalCommand
from budgetportal.workbook.importing import import_workbook


class Command(PortalCommand):
    """All or nothing: exit 1 lists every error as ``SHEET!CELL: message``."""

    help = "导入部门预算工作簿（.xlsx），建立或替换工作稿"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="工作簿")
        parser.add_argument("--dry-run", action="store_true", help="只说明会改动什么，不写入")
        parser.add_argument("--user", help="以谁的名义导入")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            self._stop(f"没有文件 {path}。")
        person = User.objects.filter(username=options["user"]).first()
        if options["user"] and person is None:
            self._stop(f"没有用户 {options['user']}。")
        outcome = import_workbook(path.read_bytes(), person, dry_run=options["dry_run"])
        for error in outcome.errors:
            self.stdout.write(str(error))
        if outcome.errors:
            self.stderr.write(f"共{len(outcome.errors)}处错误，没有写入任何内容。")
            raise SystemExit(1)
        for line in outcome.changes or ("没有变化。",):
            self.stdout.write(line)
        self.stderr.write("试导入完成，没有写入。" if options["dry_run"] else "导入完成。")

    def _stop(self, message: str) -> None:
        self.stderr.write(message)
        raise SystemExit(2)
