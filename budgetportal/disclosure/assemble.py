"""edition → Document: gather the ledger, compute tables and notes, run the rules."""

from dataclasses import replace

from django.conf import settings

from budgetportal.ledger.rules import Checks
from budgetportal.models import Edition, GlossaryTerm, WarningAnswer
from budgetportal.notes.shanxi_2023 import NOTES
from budgetportal.notes.source import Source
from budgetportal.statements.forms.shanxi_2023 import TABLES

from .document import Document, Term, Texts
from .gather import gather
from .performance import performance_forms
from .rules import check


def assemble(edition: Edition) -> Document:
    """The draft document of an edition, with the findings of its rules."""
    book = gather(edition)
    forms = performance_forms(edition, book)
    texts = _texts(edition)
    source = Source(book, texts.answers, tuple(form.project for form in forms))
    document = Document(
        book=book,
        texts=texts,
        sheets=tuple(table(book) for table in TABLES),
        notes=tuple(note(source) for note in NOTES),
        forms=forms,
        glossary=tuple(Term(g.term, g.definition) for g in GlossaryTerm.objects.all()),
        checks=Checks(),
        form=edition.form,
        region=settings.REGION_NAME,
        approved_on=edition.approved_on,
        is_sample=edition.department.is_sample,
    )
    return replace(document, checks=check(document, _answers(edition)))


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


def _answers(edition: Edition) -> dict[tuple[str, str], str]:
    rows = WarningAnswer.objects.filter(edition=edition)
    return {(row.rule, row.where): row.text for row in rows}
