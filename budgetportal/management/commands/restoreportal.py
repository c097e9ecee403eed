"""``restoreportal PATH``: an archive of ``backupportal`` into an empty machine."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from budgetportal.management.base import PortalCommand
from budgetportal.publishing.backup import NotRestored, restore
from budgetportal.publishing.doctor import examine


class Command(PortalCommand):
    """All or nothing; compares every hash afterwards."""

    help = "把备份恢复到空的数据库和存储（先运行 migrate）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="backupportal 写的备份文件")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = restore(options["path"])
        except NotRestored as reason:
            self.stderr.write(str(reason))
            raise SystemExit(1) from reason
        faults = list(examine())
        for fault in faults:
            self.stdout.write(fault)
        self.stderr.write(f"已恢复数据库和{count}个文件，{len(faults)}处不一致。")
        if faults:
            raise SystemExit(1)
