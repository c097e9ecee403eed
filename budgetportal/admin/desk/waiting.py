"""What waits for a person: her departments' drafts, what to review, what to publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils.timezone import localdate

from budgetportal.models import Edition, Status, Step

#: 批复后二十日内公开 (预算法第十四条)
DAYS = 20
GROUPS = (
    (Status.DRAFT, "正在填报"),
    (Status.SUBMITTED, "等待审核"),
    (Status.APPROVED, "等待发布"),
    (Status.PUBLISHED, "已经发布"),
    (Status.WITHDRAWN, "已经撤回"),
)

#: the right that the next act needs
NEXT = {
    Status.DRAFT: "submit_edition",
    Status.SUBMITTED: "approve_edition",
    Status.APPROVED: "publish_edition",
}


#: an unpublished edition with so few days left is shown to who publishes, wherever it stands
SOON = 5


@dataclass(frozen=True)
class Waiting:
    """One heading of the index with its editions, the most urgent first."""

    title: str
    editions: list[Edition]

    def rows(self) -> list[tuple[Edition, Deadline | None, Step | None]]:
        """Each edition with its deadline, and the last act on it."""
        rows = [(each, deadline(each), _last(each)) for each in self.editions]
        return sorted(rows, key=lambda row: row[1].left if row[1] else DAYS * 100)


def _last(edition: Edition) -> Step | None:
    """The newest act; the steps are prefetched."""
    return next(iter(edition.steps.all()), None)


def waiting(person: Any) -> list[Waiting]:
    """The editions a person may see by where they stand, hers first (two queries)."""
    newest = Step.objects.select_related("person").order_by("-at", "-id")
    seen = list(
        Edition.objects.visible_to(person)
        .order_by("-year", "department__code")
        .prefetch_related(Prefetch("steps", newest))
    )
    groups = [
        Waiting(title, [edition for edition in seen if edition.status == status])
        for status, title in GROUPS
    ]
    found = sorted(
        (group for group in groups if group.editions), key=lambda group: not hers(person, group)
    )
    due = [edition for edition in seen if _due(edition)]
    publishes = person.has_perm("budgetportal.publish_edition")
    return [*([Waiting("临近或超过公开期限", due)] if due and publishes else []), *found]


def _due(edition: Edition) -> bool:
    left = days_left(edition)
    return left is not None and left <= SOON and edition.status != Status.WITHDRAWN


def hers(person: Any, group: Waiting) -> bool:
    """Whether the next act on these editions is one of this person's."""
    act = NEXT.get(Status(group.editions[0].status))
    return act is not None and person.has_perm(f"budgetportal.{act}")


def days_left(edition: Edition) -> int | None:
    """Days until the statutory day of publication; negative when it has passed."""
    if edition.approved_on is None or edition.status == Status.PUBLISHED:
        return None
    return (edition.approved_on + timedelta(days=DAYS) - localdate()).days


@dataclass(frozen=True)
class Deadline:
    """The twenty days: which of them have passed, and what is left (negative: late)."""

    left: int

    @property
    def late(self) -> int:
        return max(0, -self.left)

    @property
    def ticks(self) -> list[bool]:
        """One a day, in order; true where it has passed."""
        passed = DAYS - max(0, min(self.left, DAYS))
        return [day < passed for day in range(DAYS)]


def deadline(edition: Edition) -> Deadline | None:
    """The statutory deadline, while the edition is not public and its approval is dated."""
    left = days_left(edition)
    return None if left is None else Deadline(left)
