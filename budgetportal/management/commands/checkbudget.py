"""``checkbudget DEPT YEAR [--json]``: the findings of an edition's rules."""

import json
from argparse import ArgumentParser
from typing import Any

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.jsonform.write import checks_json
from budgetportal.ledger.rules import Checks, Finding
from budgetportal.management.base import PortalCommand
from budgetportal.models import Edition

WORDS = {"block": "阻断", "warn": "提示"}


class Command(PortalCommand):
    """Exit 0 when nothing blocks, 1 when something does, 2 without such an edition."""

    help = "检查一个部门某一年度的预算，列出勾稽与公开检查的结果"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dept", help="部门代码")
        parser.add_argument("year", type=int, help="预算年度")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.filter(
            department__code=options["dept"], year=options["year"]
        ).first()
        if edition is None:
            self.stderr.write(f"没有部门 {options['dept']} 的 {options['year']} 年度预算。")
            raise SystemExit(2)
        checks = assemble(edition).checks
        if options["json"]:
            self.stdout.write(json.dumps(checks_json(checks), ensure_ascii=False, indent=1))
        else:
            self._print(checks)
        if any(finding.blocks for finding in checks.findings):
            raise SystemExit(1)

    def _print(self, checks: Checks) -> None:
        for finding in checks.findings:
            self.stdout.write(line(finding))
        self.stdout.write(f"共运行规则{checks.rules}条，通过{checks.passed}条。")


def line(finding: Finding) -> str:
    """One finding as one line."""
    answer = f" [已答复：{finding.answer}]" if finding.answer else ""
    severity = WORDS[finding.severity.value]
    return f"{finding.rule} {severity} {finding.where}：{finding.message}{finding.mend}{answer}"
