"""Tables 6, 11, 12 and 13, written out."""

from dataclasses import replace

from budgetportal.ledger.book import Book, Line
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.terms import CostClass, Fund, UnitKind, Vintage

from .oracle_sums import GRANTS, ZERO, Rows, any_line, by_fund, is_basic, is_current, wan

ORGANS = (UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE)


def basic_by_subject(book: Book) -> Rows:
    lines = [x for x in book.lines if is_current(x) and is_basic(x) and x.fund is Fund.GENERAL]

    def sums(chosen: list[Line]) -> list[str]:
        whole, staff = (
            sum((x.yuan for x in chosen if every or x.cost_class is CostClass.STAFF), ZERO)
            for every in (True, False)
        )
        return [wan(whole), wan(staff), wan(whole - staff)]

    rows = [["合计", "", *sums(lines)]] if lines else []
    for class_ in sorted({str(x.economic)[:3] for x in lines}):
        inside = [x for x in lines if str(x.economic)[:3] == class_]
        below = []
        for pair in sorted({(str(x.economic), str(x.government_economic)) for x in inside}):
            of_pair = [x for x in inside if (x.economic, x.government_economic) == pair]
            below.append([*names(book, *pair), *sums(of_pair)])
        below = [row for row in below if any(row[2:])]
        rows += [[names(book, class_, "")[0], "", *sums(inside)], *below] if below else []
    return rows


def names(book: Book, economic: str, government: str) -> tuple[str, str]:
    name = book.catalogue.name
    return name(Kind.ECONOMIC, economic), name(Kind.GOVERNMENT_ECONOMIC, government)


def operating_cost(book: Book) -> Rows:
    kinds = {unit.code: unit.kind for unit in book.units}

    def counts(line: Line) -> bool:
        running = is_basic(line) and line.cost_class is CostClass.RUNNING
        return running and is_current(line) and line.fund in GRANTS and kinds[line.unit] in ORGANS

    if not any(map(counts, book.lines)):
        return []
    rows = [
        [u.name, *by_fund(book, lambda x, c=u.code: counts(x) and x.unit == c)] for u in book.units
    ]
    return [["部门合计", *by_fund(book, counts)], *(row for row in rows if any(row[1:]))]


def projects(book: Book, vintage: Vintage, funds: tuple[Fund, ...]) -> Rows:
    lines = [x for x in book.lines if not is_basic(x) and x.vintage is vintage]
    funds = tuple(fund for fund in Fund if fund in funds or any(x.fund is fund for x in lines))

    def sums(chosen: list[Line]) -> list[str]:
        return by_fund(replace(book, lines=tuple(chosen)), any_line, funds)

    rows = [[book.department_name, *sums(lines)]] if lines else []
    for unit in book.units:
        of_unit = [x for x in lines if x.unit == unit.code]
        below = [
            [p.name, *sums([x for x in of_unit if x.project == p.name])] for p in book.projects
        ]
        below = [row for row in below if any(row[1:])]
        rows += [[unit.name, *sums(of_unit)], *below] if below else []
    return rows
