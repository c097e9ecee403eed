"""How far an edition is: its parts, the five steps, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from budgetportal.ledger.rules import Finding
from budgetportal.models import ChangeReason, Edition, PerformanceForm, Status

from ..grid.parts import PARTS
from .links import page_of

#: 录入 and 检查 are the clerk's; the rest are acts of the workflow
STAGES = ("录入", "检查", "提交", "审核", "发布")
TEXTS = ("duties", "setup", "vehicles", "buildings", "other_assets", "procurement_text")


@dataclass(frozen=True)
class Done:
    """One page of the desk: how far it is in words, and whether it is done, open or optional."""

    key: str
    title: str
    state: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Next:
    """The next step: a page of the desk, or ``act`` of the workflow."""

    title: str
    page: str = ""
    act: str = ""
    why: str = ""


@dataclass(frozen=True)
class Progress:
    """Counts of an edition (one query) and the findings about it."""

    edition: Edition
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, edition: Edition, findings: tuple[Finding, ...]) -> Progress:
        return cls(edition, _counts(edition), findings)

    @property
    def blocking(self) -> int:
        return sum(1 for finding in self.findings if finding.blocks)

    @property
    def unanswered(self) -> int:
        return sum(1 for finding in self.findings if not finding.blocks and not finding.answer)

    @property
    def missing_texts(self) -> int:
        return sum(1 for name in TEXTS if not getattr(self.edition, name).strip())

    def parts(self, pages: tuple[tuple[str, str], ...]) -> list[Done]:
        """Every page with its state."""
        wrong = Counter(page_of(finding) for finding in self.findings if finding.blocks)
        return [self._part(key, title, wrong[key]) for key, title in pages]

    def _part(self, key: str, title: str, wrong: int) -> Done:
        if key == "findings":
            open_ = [f"{self.blocking}处要改"] * bool(self.blocking)
            open_ += [f"{self.unanswered}处待答"] * bool(self.unanswered)
            return Done(key, title, "，".join(open_) or "通过", "open" if open_ else "done")
        if key not in self.counts and key != "texts":
            return Done(key, title)
        if wrong:
            return Done(key, title, f"{wrong}处要改", "open")
        if key == "texts":
            missing = self.missing_texts
            return Done(key, title, f"{missing}处未填" if missing else "已填", _mark(not missing))
        count = self.counts[key]
        if key == "performance":
            whole = self.counts["projects"]
            return Done(key, title, f"{count}/{whole}", _mark(0 < whole == count))
        return Done(key, title, f"{count}行" if count else "无", _mark(count > 0))

    def stages(self) -> list[tuple[str, str]]:
        """(title, done, now or to come) of each step."""
        now = self._now()
        states = ("done" if n < now else "now" if n == now else "later" for n in range(len(STAGES)))
        return list(zip(STAGES, states, strict=True))

    def _now(self) -> int:
        later = {Status.SUBMITTED: 3, Status.APPROVED: 4}
        if self.edition.status != Status.DRAFT:
            return later.get(Status(self.edition.status), len(STAGES))
        if not self.counts["lines"] or self._unfilled():
            return 0
        return 1 if self.blocking or self.unanswered else 2

    def next(self) -> Next:
        """What the clerk of a draft does next."""
        found = self._unfilled()
        if found:
            return found
        if self.blocking:
            return Next("处理检查结果", "findings", why=f"还有{self.blocking}处必须改正")
        if self.unanswered:
            return Next("答复提示", "findings", why=f"还有{self.unanswered}处提示要写明原因")
        return Next("提交审核", act="submit", why="检查全部通过，可以提交")

    def _unfilled(self) -> Next | None:
        missing, forms = self.missing_texts, self.counts["projects"] - self.counts["performance"]
        steps = (
            (not self.counts["units"], Next("登记单位", "units", why="从单位开始")),
            (not self.counts["lines"], Next("登记支出明细", "lines", why="还没有支出明细")),
            (forms > 0, Next("填写绩效目标", "performance", why=f"还有{forms}个项目没有申报表")),
            (missing > 0, Next("填写文字说明", "texts", why=f"还有{missing}处没有填")),
        )
        return next((step for wanted, step in steps if wanted), None)


def _mark(done: bool) -> str:
    return "done" if done else ""


def _counts(edition: Edition) -> dict[str, int]:
    """Rows of every part (one query)."""
    wanted: dict[str, Any] = {
        key.replace("-", "_"): _count(part.model._default_manager.all(), "edition")
        for key, part in PARTS.items()
    }
    wanted["reasons"] = _count(ChangeReason.objects.all(), "edition")
    wanted["performance"] = _count(PerformanceForm.objects.all(), "project__edition")
    found: Any = Edition.objects.filter(pk=edition.pk).values(**wanted).get()
    return {key.replace("_", "-"): count or 0 for key, count in found.items()}


def _count(rows: QuerySet[Any], to: str) -> Subquery:
    found = rows.filter(**{to: OuterRef("pk")}).order_by().values(to).annotate(n=Count("pk"))
    return Subquery(found.values("n"))
