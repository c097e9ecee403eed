"""``doctor [--mend]``: compares database, files and hashes; exit 1 where something is wrong."""

from argparse import ArgumentParser
from typing import Any

from budgetportal.management.base import PortalCommand
from budgetportal.publishing import gathering, released
from budgetportal.publishing.doctor import examine
from budgetportal.publishing.released import switch


class Command(PortalCommand):
    """Says what is wrong; ``--mend`` puts up what can be made again from what is frozen."""

    help = "核对数据库、文件和校验值，说明哪里不对；--mend 重新生成网页文件"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="先重新生成不一致的网页文件")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["mend"]:
            self._mend()
        faults = list(examine())
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            self.stderr.write(f"共{len(faults)}处不一致。")
            raise SystemExit(1)
        self.stderr.write("数据库、文件和校验值一致。")

    def _mend(self) -> None:
        tried = released.mend()
        still = set(switch.stale()) if tried else set()
        for year, code in tried:
            place = f"{year}年度 {code} 的网页文件"
            if (year, code) in still:
                self.stderr.write(f"不能重新生成 {place}：先按下面所列恢复公开文件，再运行一次。")
            else:
                self.stderr.write(f"已重新生成 {place}。")
        for year in gathering.mend():
            self.stderr.write(f"已重新打包{year}年度全部文件。")
