"""Documents made in memory, for tests of what reads them."""

from decimal import Decimal

from budgetportal.disclosure.document import Document, Term, Texts
from budgetportal.disclosure.forms import FUNDING, FormIndicator, PerformanceForm
from budgetportal.disclosure.layouts import SHANXI_2023
from budgetportal.ledger.book import Book
from budgetportal.ledger.rules import Checks
from budgetportal.ledger.terms import Horizon
from budgetportal.notes.source import Source


def form(project: str = "项目甲", yuan: str = "10000", **fields: str) -> PerformanceForm:
    """A performance form of one indicator in both horizons; county money only."""
    money = {**dict.fromkeys(FUNDING, Decimal(0)), FUNDING[2]: Decimal(yuan)}
    return PerformanceForm(
        project=project,
        unit="615001",
        fields={"项目名称": project, "项目概况": "支持研发平台建设。", **fields},
        funding={Horizon.PERIOD: money, Horizon.YEAR: money},
        indicators=tuple(
            FormIndicator(horizon, "产出指标", "数量指标", "支持平台数", "≥3个")
            for horizon in Horizon
        ),
    )


def document(
    book: Book,
    *forms: PerformanceForm,
    texts: Texts | None = None,
    glossary: tuple[Term, ...] = (Term("基本支出", "保障机构正常运转的支出。"),),
    checks: Checks | None = None,
    **rest: object,
) -> Document:
    """The whole document of a book, as a draft unless ``revision`` says otherwise."""
    written = texts or Texts("统筹科技工作。", "设四个科室。", {"车辆情况": "无"})
    source = Source(book, written.answers, tuple(each.project for each in forms))
    return Document(
        book=book,
        texts=written,
        sheets=SHANXI_2023.sheets(book),
        notes=SHANXI_2023.explanations(source),
        forms=forms,
        glossary=glossary,
        checks=checks or Checks(),
        **rest,  # type: ignore[arg-type]
    )
