"""Random ledgers with every fund, vintage, unit kind, receipt and year-end carry-forward."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from budgetportal.ledger.book import Book, CarryForward, Line, Project, Receipt, Unit
from budgetportal.ledger.terms import CostClass, Fund, Level, Nature, UnitKind, Vintage
from tests.catalogue import CATALOGUE

UNITS = tuple(
    Unit(f"69000{number}", f"单位{kind.value}", kind) for number, kind in enumerate(UnitKind, 1)
)
PROJECTS = tuple(Project(f"项目{n}", UNITS[n % 3].code) for n in range(6))
FUNCTIONS = ("227", "2011301", "2011302", "2060404", "2060499", "2070109", "2120801", "2230105")
ECONOMICS = ("30101", "30201", "30212", "30217", "30231", "31013", "30302")
#: includes amounts that round to zero, and halves of 0.01 万元
AMOUNTS = st.one_of(
    st.integers(-(10**11), 10**13), st.sampled_from([1, -1, 4999, 5000, -5000, 15000])
).filter(bool)
yuan = AMOUNTS.map(lambda fen: Decimal(fen) / 100)
funds = st.sampled_from(Fund)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    nature = draw(st.sampled_from(Nature))
    project = draw(st.sampled_from(PROJECTS))
    economic = draw(st.sampled_from(ECONOMICS))
    basic = nature is Nature.BASIC
    return Line(
        unit=draw(st.sampled_from(UNITS)).code if basic else project.unit,
        nature=nature,
        function=draw(st.sampled_from(FUNCTIONS)),
        fund=draw(funds),
        vintage=draw(st.sampled_from(Vintage)),
        yuan=draw(yuan),
        level=draw(st.sampled_from(Level)),
        economic=economic if basic or draw(st.booleans()) else None,
        government_economic=draw(st.sampled_from(("50201", "50502"))) if basic else None,
        cost_class=draw(st.sampled_from(CostClass)) if basic else None,
        project=None if basic else project.name,
    )


receipts = st.builds(
    Receipt,
    st.sampled_from([unit.code for unit in UNITS]),
    st.sampled_from(("10301", "1030102", "103014801", "103060103", "1030602")),
    st.sampled_from((Fund.GOVERNMENT, Fund.CAPITAL)),
    yuan,
)
unspent = st.builds(
    CarryForward,
    st.sampled_from([unit.code for unit in UNITS]),
    st.sampled_from(FUNCTIONS),
    funds,
    yuan,
)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Line, ...]:
    """Up to thirty lines, and some again from below zero, so that sums come to exactly nothing."""
    drawn = draw(st.lists(lines(), max_size=30))
    cancelled = draw(st.lists(st.sampled_from(drawn), max_size=10)) if drawn else []
    others = [
        replace(line, yuan=-line.yuan, function=draw(st.sampled_from(FUNCTIONS)))
        for line in cancelled
    ]
    return (*drawn, *others)


def books() -> st.SearchStrategy[Book]:
    """Books of all this."""
    return st.builds(
        Book,
        department_code=st.just("690"),
        department_name=st.just("示例局"),
        year=st.just(2023),
        catalogue=st.just(CATALOGUE),
        units=st.just(UNITS),
        projects=st.just(PROJECTS),
        lines=ledgers(),
        receipts=st.lists(receipts, max_size=4).map(tuple),
        carry_forward=st.lists(unspent, max_size=4).map(tuple),
    )
