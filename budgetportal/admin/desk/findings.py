"""检查结果: what is wrong, where, and how to mend it; warnings take a written answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from budgetportal.disclosure.rules import RULES
from budgetportal.ledger.rules import Finding
from budgetportal.models import Status, WarningAnswer

from .frame import Desk
from .log import Difference, log
from .places import Places
from .words import with_plain_lines

TITLES = {rule.id: rule for rule in RULES}


@dataclass(frozen=True)
class Row:
    """One finding as its page shows it; ``former`` answered what has changed since."""

    finding: Finding
    title: str
    address: str
    answers: bool
    former: str


@dataclass
class Group:
    """The findings of one part of the work."""

    title: str
    rows: list[Row] = field(default_factory=list)


def findings(desk: Desk) -> HttpResponse:
    """Findings by part; POST keeps the answer to one warning."""
    if desk.request.method == "POST":
        if not may_answer(desk, desk.request.POST.get("rule", "")):
            raise PermissionDenied("这份预算现在不能修改。")
        _answer(desk)
        return redirect(desk.address("findings"))
    checks = desk.assembled().checks
    groups = _groups(desk, checks.findings)
    return desk.page("findings", "findings", checks=checks, groups=groups)


def may_answer(desk: Desk, rule: str) -> bool:
    """Clerks answer while they enter; what concerns publication is answered by who publishes."""
    publishes = desk.request.user.has_perm("budgetportal.publish_edition")
    waits = desk.edition.status == Status.APPROVED
    return desk.may_enter or (rule.startswith("D") and waits and publishes)


def _groups(desk: Desk, found: Iterable[Finding]) -> list[Group]:
    """Parts with something to mend first, and in each what must be mended first."""
    places, groups = Places(desk), dict[str, Group]()
    kept = WarningAnswer.objects.filter(edition=desk.edition)
    former = {(row.rule, row.where): row.text for row in kept}
    for each in sorted(found, key=lambda f: not f.blocks):
        part = places.part(each)
        row = Row(
            each,
            TITLES[each.rule].title,
            places.address(each),
            may_answer(desk, each.rule),
            "" if each.answer else former.get((each.rule, each.where), ""),
        )
        groups.setdefault(part, Group(part)).rows.append(row)
    return list(groups.values())


def _answer(desk: Desk) -> None:
    posted = with_plain_lines(desk.request.POST.dict())
    rule, where, text = (posted.get(name, "").strip() for name in ("rule", "where", "text"))
    kept = WarningAnswer.objects.filter(edition=desk.edition, rule=rule, where=where)
    before = "".join(kept.values_list("text", flat=True))
    finding = _warning(desk, rule, where)
    if text and finding is None:
        messages.warning(desk.request, "这条提示已经不存在，答复没有保存；请按现在的结果办理。")
        return
    change = Difference(f"{rule} {where}", "答复", before, text)
    log(desk.edition, desk.request.user, "提示答复", [change])
    if not text or finding is None:
        kept.delete()
        messages.info(desk.request, "已撤回答复。")
        return
    values = {"text": text, "cause": finding.cause, "changed_by": desk.request.user}
    WarningAnswer.objects.update_or_create(
        edition=desk.edition, rule=rule, where=where, defaults=values
    )
    messages.success(desk.request, "答复已保存，会随公开版本一起保留。")


def _warning(desk: Desk, rule: str, where: str) -> Finding | None:
    """The warning that is answered, as it stands now."""
    found = desk.assembled().checks.findings
    matching = (f for f in found if (f.rule, f.where) == (rule, where) and not f.blocks)
    return next(matching, None)
