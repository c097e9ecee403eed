"""An invented form of three tables: other labels, units, decimals, columns and sentences."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from budgetportal.disclosure.layouts import Layout
from budgetportal.ledger import scopes
from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.money import IN_YUAN, Scale
from budgetportal.ledger.select import every
from budgetportal.notes.note import Note
from budgetportal.notes.source import Source
from budgetportal.statements.axes import CodeTree, Fixed, Head
from budgetportal.statements.sheet import Role, Sheet
from budgetportal.statements.spec import Balance, Group, Half, Money, Style, Table, Text

STYLE = Style(
    title="{year}年度",
    label="公开{number:02d}表",
    empty="说明：没有此项收支。",
    scale=Scale("千元", Decimal(1000), 1),
)
table, balance = partial(Table, style=STYLE), partial(Balance, style=STYLE)
TOTAL = Head("total", ("总计",), every, Role.TOTAL, foot=True)

BALANCE = balance(
    number=1,
    title="收支平衡表",
    left=Half((Text("收入"), Money("决算数")), Fixed((TOTAL,)), scopes.income),
    right=Half((Text("支出"), Money("预算数")), Fixed((TOTAL,)), scopes.spending),
)
FUNDS = table(
    number=2,
    title="政府性基金表",
    scope=scopes.spending & scopes.government,
    columns=(Text("科目"), Text("名称"), Group("金额", (Money("{year}年"),))),
    rows=CodeTree("function", Kind.FUNCTION),
)


def by_level(book: Book) -> Sheet:
    """A plain function is a table too; this one is printed in whole 元."""
    style = replace(STYLE, scale=replace(IN_YUAN, decimals=0))
    rows = tuple(
        Head(kind, (kind,), scopes.on("nature", kind)) for kind in ("基本支出", "项目支出")
    )
    columns = (Text("性质"), Money("金额"))
    return Table(3, "支出性质表", columns, Fixed(rows), style, scopes.spending)(book)


def summary(source: Source) -> Note:
    return Note(1, "总体情况", (f"支出{source.total(scopes.spending):,f}元。",))


OTHER = Layout("other", "三表格式", (BALANCE, FUNDS, by_level), (summary,), performance_note=1)
