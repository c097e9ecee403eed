"""``publishbudget --year YEAR --user NAME [--workers N]``: every approved edition of the year."""

import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User

from budgetportal.management.base import PortalCommand
from budgetportal.models import Job
from budgetportal.publishing import gathering
from budgetportal.publishing.deferred import is_deferred
from budgetportal.publishing.whole_year import publish_all, settled, waiting


class Command(PortalCommand):
    """Resumable: what is published already is skipped."""

    help = "以某人的名义发布一个年度全部已审核的部门预算；中断后再运行即继续"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="预算年度")
        parser.add_argument("--user", required=True, help="以谁的名义发布（须有发布权限）")
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, help="同时几个进程，默认每核一个"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = self._person(options["user"])
        if options["workers"] < 1:
            self._stop("--workers 至少是1。")
        editions, before = waiting(options["year"]), settled(options["year"])
        failed = 0
        for number, result in enumerate(publish_all(editions, person, options["workers"]), 1):
            failed += bool(result.message)
            said = f"未发布：{result.message}" if result.message else "已发布"
            place = f"[{number}/{len(editions)}] {result.edition}"
            used = f"{result.seconds:.1f}秒，{result.megabytes:.0f} MB内存"
            self.stderr.write(f"{place} {said}（{used}）")
        kept = f"此前已发布的{before}个没有变动，未重新生成。" if before else ""
        self.stdout.write(f"已发布{len(editions) - failed}个，未发布{failed}个。{kept}")
        if not is_deferred() and options["year"] in gathering.stale():  # else the workers do it
            self.stderr.write(gathering.run(Job(kind=Job.Kind.ARCHIVE, year=options["year"]))[1])
        if failed:
            raise SystemExit(1)

    def _person(self, name: str) -> User:
        person = User.objects.filter(username=name, is_active=True).first()
        if person is None:
            self._stop(f"没有用户 {name}。")
        elif not person.has_perm("budgetportal.publish_edition"):
            self._stop(f"用户 {name} 没有发布权限。")
        assert person is not None
        return person

    def _stop(self, message: str) -> None:
        self.stderr.write(message)
        raise SystemExit(2)
