"""``backupportal PATH``: the database and every frozen file into one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from budgetportal.management.base import PortalCommand
from budgetportal.publishing.backup import backup


class Command(PortalCommand):
    """Takes one moment's state while others go on working."""

    help = "把数据库和全部公开文件备份到一个文件"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="备份文件（.tar）")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = backup(options["path"])
        except OSError as error:
            self.stderr.write(f"不能备份：{error.strerror}（{error.filename}）。")
            raise SystemExit(1) from error
        self.stderr.write(f"已备份到 {options['path']}：数据库和{count}个文件。")
