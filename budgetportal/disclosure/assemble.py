"""edition → Document: gather the ledger, compute tables and notes, run the rules."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from budgetportal.ledger.rules import Checks
from budgetportal.models import (
    Department,
    Edition,
    GlossaryTerm,
    Publication,
    Status,
    Step,
    WarningAnswer,
)
from budgetportal.notes.source import Source

from .document import Document, Term, Texts
from .gather import gather
from .layouts import LAYOUTS
from .performance import performance_forms
from .rules import Stage, check

#: which rules run while an edition stands where it stands
STAGES = {
    Status.DRAFT: Stage.ENTRY,
    Status.SUBMITTED: Stage.ENTRY,
    Status.APPROVED: Stage.PUBLICATION,
    Status.PUBLISHED: Stage.PUBLICATION,
    Status.WITHDRAWN: Stage.PUBLICATION,
}


def assemble(
    edition: Edition,
    *,
    stage: Stage | None = None,
    revision: int | None = None,
    published_at: datetime | None = None,
) -> Document:
    """The document of an edition, with the findings of the rules of its stage.

    A draft has neither revision nor time; what waits for publication is judged by today's date.
    """
    stage = stage or STAGES[Status(edition.status)]
    document = replace(_document(edition), revision=revision, published_at=published_at)
    number, moment = _as_it_stands(edition, stage)
    judged = replace(document, revision=revision or number, published_at=published_at or moment)
    return replace(document, checks=check(judged, answers(edition), stage))


def _as_it_stands(edition: Edition, stage: Stage) -> tuple[int | None, datetime | None]:
    """The revision and the time that D01 and D03 judge: those of what is published, else the next.

    What is published is judged as it was published; from approval on a correction says why.
    """
    if stage is Stage.ENTRY:
        return None, None
    published = Publication.objects.filter(department=edition.department_id, year=edition.year)
    newest = published.order_by("-revision").first()
    if newest and edition.status in (Status.PUBLISHED, Status.WITHDRAWN):
        return newest.revision, newest.published_at
    waiting = timezone.now() if stage is Stage.PUBLICATION else None
    return (newest.revision if newest else 0) + 1, waiting


def _document(edition: Edition) -> Document:
    book = gather(edition)
    forms = performance_forms(edition, book)
    texts = _texts(edition)
    layout = LAYOUTS[edition.form]
    source = Source(book, texts.answers, tuple(form.project for form in forms))
    return Document(
        book=book,
        texts=texts,
        sheets=layout.sheets(book),
        notes=layout.explanations(source),
        forms=forms,
        glossary=tuple(Term(g.term, g.definition) for g in GlossaryTerm.objects.all()),
        checks=Checks(),
        form=edition.form,
        region=settings.REGION_NAME,
        approved_on=edition.approved_on,
        is_sample=edition.department.is_sample,
        correction=edition.correction,
        secrecy_reviewed=_secrecy_reviewed(edition),
        other_departments=_other_departments(edition),
    )


def _secrecy_reviewed(edition: Edition) -> bool:
    """Whether a named person signed who is not the one who submitted."""
    submitted = edition.steps.filter(act=Step.Act.SUBMIT).select_related("person").last()
    signed = _folded(edition.secrecy_reviewer)
    return bool(signed) and (submitted is None or signed not in _names(submitted.person))


def _names(person: User) -> set[str]:
    """How a person may sign: login name, full name, and family name first."""
    chinese = f"{person.last_name}{person.first_name}"
    return {_folded(name) for name in (person.username, person.get_full_name(), chinese)}


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def _other_departments(edition: Edition) -> tuple[str, ...]:
    """Names that are not part of this department's own name."""
    names = Department.objects.exclude(pk=edition.department_id).values_list("name", flat=True)
    return tuple(name for name in names if name not in edition.department_name)


def _texts(edition: Edition) -> Texts:
    count = edition.vehicle_count
    return Texts(
        duties=edition.duties,
        setup=edition.setup,
        answers={
            "车辆情况": edition.vehicles,
            "房屋情况": edition.buildings,
            "其他国有资产": edition.other_assets,
            "保留车辆数": "" if count is None else str(count),
            "政府采购情况": edition.procurement_text,
            "政府购买服务指导性目录": edition.service_directory,
            "其他说明": edition.other_notes,
            "绩效申报表标题": edition.form_title,
        },
    )


def answers(edition: Edition) -> dict[tuple[str, str, str], str]:
    """The written answers by rule, place and cause."""
    rows = WarningAnswer.objects.filter(edition=edition)
    return {(row.rule, row.where, row.cause): row.text for row in rows}
