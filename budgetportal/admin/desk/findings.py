"""检查结果: what is wrong, where, and how to mend it; warnings take a written answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from budgetportal.disclosure.rules import RULES
from budgetportal.ledger.rules import Finding
from budgetportal.ledger.terms import Indicator
from budgetportal.models import Project, Status, WarningAnswer

from .entry import ROWS_PER_PAGE
from .frame import Desk
from .log import Difference, log
from .texts import TextsForm
from .words import with_plain_lines

#: the first half of a finding's link → the page that mends it
PAGES = {
    "lines": "lines",
    "receipts": "receipts",
    "carry-forward": "carry-forward",
    "control": "control",
    "prior": "prior-year",
    "reason": "reasons",
    "text": "texts",
    "unit": "units",
    "procurement": "procurement",
}
TITLES = {rule.id: rule for rule in RULES}
PARTS = {"L": "收支明细", "T": "文字说明", "P": "绩效目标", "D": "公开办理"}


@dataclass
class Group:
    """The findings of one part of the work."""

    title: str
    rows: list[tuple[Finding, str, str, bool]] = field(default_factory=list)


def findings(desk: Desk) -> HttpResponse:
    """Findings by part; POST keeps the answer to one warning."""
    if desk.request.method == "POST":
        if not may_answer(desk, desk.request.POST.get("rule", "")):
            raise PermissionDenied("这份预算现在不能修改。")
        _answer(desk)
        return redirect(desk.address("findings"))
    checks = desk.assembled().checks
    return desk.page("findings", "findings", checks=checks, groups=_groups(desk, checks.findings))


def may_answer(desk: Desk, rule: str) -> bool:
    """Clerks answer while they enter; what concerns publication is answered by who publishes."""
    publishes = desk.request.user.has_perm("budgetportal.publish_edition")
    waits = desk.edition.status == Status.APPROVED
    return desk.may_enter or (rule.startswith("D") and waits and publishes)


def _groups(desk: Desk, found: tuple[Finding, ...]) -> list[Group]:
    projects = dict(Project.objects.filter(edition=desk.edition).values_list("name", "pk"))
    groups = {letter: Group(title) for letter, title in PARTS.items()}
    for each in sorted(found, key=lambda f: not f.blocks):
        address = _address(desk, each, projects)
        row = (each, TITLES[each.rule].title, address, may_answer(desk, each.rule))
        groups[each.rule[0]].rows.append(row)
    return [group for group in groups.values() if group.rows]


def _address(desk: Desk, finding: Finding, projects: dict[str, int]) -> str:
    kind, key = finding.link
    if kind in ("project", "form") and key in projects:
        return desk.address("project", projects[key])
    return f"{desk.address(PAGES[kind])}{_field(kind, key)}" if kind in PAGES else ""


def _field(kind: str, key: str) -> str:
    """Where on the page the field stands."""
    if kind == "lines" and key.isdecimal() and len(key) < len("2011301"):
        page, row = divmod(int(key) - 1, ROWS_PER_PAGE)
        return f"?page={page + 1}#id_lines-{row}-amount"
    if kind == "text":
        labels = {str(field.label): name for name, field in TextsForm.base_fields.items()}
        return f"#id_{labels[key]}" if key in labels else ""
    if kind == "reason":
        return f"#reason-{Indicator(key).name}"
    return ""


def _answer(desk: Desk) -> None:
    posted = with_plain_lines(desk.request.POST.dict())
    rule, where, text = (posted.get(name, "").strip() for name in ("rule", "where", "text"))
    kept = WarningAnswer.objects.filter(edition=desk.edition, rule=rule, where=where)
    before = "".join(kept.values_list("text", flat=True))
    log(
        desk.edition,
        desk.request.user,
        "提示答复",
        [Difference(f"{rule} {where}", "答复", before, text)],
    )
    if not text:
        kept.delete()
        messages.info(desk.request, "已撤回答复。")
        return
    values = {"text": text, "changed_by": desk.request.user}
    WarningAnswer.objects.update_or_create(
        edition=desk.edition, rule=rule, where=where, defaults=values
    )
    messages.success(desk.request, "答复已保存，会随公开版本一起保留。")
