"""The form shanxi_2023: the thirteen statutory tables (预算公开表1–13), declared.

Titles, labels, order and columns are those of ``domain/statements.md``; ``{year}`` in a label
is the edition's year, and every title is preceded by it.
"""

from collections.abc import Callable
from functools import partial

from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.money import IN_WAN
from budgetportal.ledger.scopes import (
    abroad,
    basic,
    capital,
    car_purchase,
    car_running,
    carried,
    cars,
    current,
    current_income,
    general,
    government,
    granted,
    income,
    operating_cost,
    own,
    project,
    received,
    reception,
    running,
    special,
    spending,
    staff,
    three_public,
)
from budgetportal.statements.axes import CodeTree, EconomicSubjects, Fixed, Head, Projects, Units
from budgetportal.statements.forms.shanxi_2023_classes import (
    Classes,
    balance_feet,
    fund_rows,
    grant_feet,
)
from budgetportal.statements.sheet import Role, Sheet
from budgetportal.statements.spec import Balance, Group, Half, Money, Style, Table, Text

STYLE = Style(title="{year}年", label="预算公开表{number}", empty="注：本表无数据", scale=IN_WAN)
table, balance = partial(Table, style=STYLE), partial(Balance, style=STYLE)

CODE = Text("科目编码", 3)
SUBJECT = Text("科目名称", 7)
ITEM = Group("项目", (CODE, SUBJECT))
BY_NATURE = (
    Money("合计", adds=("基本支出", "项目支出")),
    Money("基本支出", basic),
    Money("项目支出", project),
)
GRANTED = (
    Money("一般公共预算", general),
    Money("政府性基金预算", government),
    Money("国有资本经营预算", capital),
)
GRANT_LABELS = tuple(column.label for column in GRANTED)
OTHERS = (Money("财政专户管理资金", special), Money("单位资金", own))
FUND_LABELS = GRANT_LABELS + tuple(column.label for column in OTHERS)
FUNCTIONS = CodeTree("function", Kind.FUNCTION)

INCOME_AND_EXPENDITURE = balance(
    number=1,
    title="预算收支总表",
    left=Half((Group("收入", (Text("项目", 7), Money("{year}年"))),), fund_rows(5), income),
    right=Half(
        (
            Group(
                "支出",
                (
                    Text("项目", 8),
                    Money("{year}年合计", adds=("当年预算安排", "上年结转安排")),
                    Money("当年预算安排", current_income),
                    Money("上年结转安排", carried),
                ),
            ),
        ),
        Classes(balance_feet()),
        income,
    ),
)

INCOME = table(
    number=2,
    title="预算收入总表",
    scope=income,
    landscape=True,
    columns=(
        ITEM,
        Group(
            "本年收入",
            (
                Money(
                    "合计",
                    current_income,
                    adds=("一般公共预算", "政府性基金", "国有资本经营预算", *FUND_LABELS[3:]),
                ),
                Money("一般公共预算", current_income & general),
                Money("政府性基金", current_income & government),
                Money("国有资本经营预算", current_income & capital),
                Money("财政专户管理资金", current_income & special),
                Money("单位资金", current_income & own),
            ),
        ),
        Money("上年结转", carried),
    ),
    rows=FUNCTIONS,
)

EXPENDITURE = table(
    number=3,
    title="预算支出总表",
    scope=spending,
    columns=(ITEM, Group("{year}年预算数", BY_NATURE)),
    rows=FUNCTIONS,
)

GRANTS = balance(
    number=4,
    title="财政拨款收支总表",
    left=Half((Group("收入", (Text("项目", 7), Money("金额"))),), fund_rows(3), income & granted),
    right=Half(
        (
            Group(
                "支出",
                (
                    Text("项目", 8),
                    Group("金额", (Money("小计", adds=GRANT_LABELS), *GRANTED)),
                ),
            ),
        ),
        Classes(grant_feet()),
        income & granted,
    ),
)

GENERAL_EXPENDITURE = table(
    number=5,
    title="一般公共预算支出预算表（不含上年结转）",
    scope=spending & general & current,
    columns=EXPENDITURE.columns,
    rows=FUNCTIONS,
)

GENERAL_BASIC = table(
    number=6,
    title="一般公共预算安排基本支出分经济科目表（不含上年结转）",
    scope=spending & general & current & basic,
    columns=(
        Text("部门预算支出经济科目名称", 6),
        Text("政府预算支出经济科目名称", 6),
        Group(
            "{year}年预算数",
            (
                Money("合计", adds=("人员经费", "公用经费")),
                Money("人员经费", staff),
                Money("公用经费", running),
            ),
        ),
    ),
    rows=EconomicSubjects(),
)

GOVERNMENT_RECEIPTS = table(
    number=7,
    title="政府性基金预算收入表（不含上年结转）",
    scope=received & government,
    columns=(
        Group("项目", (Text("收入科目编码", 4), SUBJECT)),
        Money("政府性基金收入预算", width=4),
    ),
    rows=CodeTree("subject", Kind.RECEIPT),
)

GOVERNMENT_EXPENDITURE = table(
    number=8,
    title="政府性基金预算支出表（不含上年结转）",
    scope=spending & government & current,
    columns=EXPENDITURE.columns,
    rows=FUNCTIONS,
)

CAPITAL = balance(
    number=9,
    title="国有资本经营预算收支预算表（不含上年结转）",
    left=Half(
        (
            Group(
                "国有资本经营预算收入",
                (
                    Group("项目", (Text("收入科目编码", 4), SUBJECT)),
                    Money("国有资本经营收入预算", width=4),
                ),
            ),
        ),
        CodeTree("subject", Kind.RECEIPT),
        received & capital,
    ),
    right=Half(
        (Group("国有资本经营预算支出", (CODE, SUBJECT, *BY_NATURE)),),
        CodeTree("function", Kind.FUNCTION, total=""),
        spending & capital & current,
    ),
    landscape=True,
)

THREE_PUBLIC = table(
    number=10,
    title="一般公共预算“三公”经费支出预算表",
    scope=three_public,
    columns=(
        Text("项目", 7),
        Group("{year}年预算数", (Money("合计", adds=GRANT_LABELS), *GRANTED)),
    ),
    rows=Fixed(
        (
            Head("abroad", ("因公出国（境）费",), abroad),
            Head("reception", ("公务接待费",), reception),
            Head("cars", ("公务用车购置及运行费",), cars, parts=("purchase", "running")),
            Head("purchase", ("①公务用车购置费",), car_purchase, level=1),
            Head("running", ("②公务用车运行维护费",), car_running, level=1),
            Head(
                "total", ("合计",), three_public, Role.TOTAL, parts=("abroad", "reception", "cars")
            ),
        )
    ),
)

OPERATING_COST = table(
    number=11,
    title="机关运行经费预算财政拨款情况统计表",
    scope=operating_cost,
    columns=(
        Text("单位名称", 7),
        Group("{year}年预算数", (Money("合计", adds=GRANT_LABELS), *GRANTED)),
    ),
    rows=Units(),
)

PROJECTS = table(
    number=12,
    title="项目支出预算表（本年预算）",
    scope=spending & project & current,
    columns=(
        Text("项目名称", 10),
        Money("合计", adds=FUND_LABELS),
        Group("{year}年财政拨款", GRANTED),
        *OTHERS,
    ),
    rows=Projects(),
    landscape=True,
    numbered=True,
)


def carried_projects(book: Book) -> Sheet:
    """预算公开表13: a fund that is no grant has a column only where its money is carried."""
    scope = spending & project & carried
    carried_entries = book.by(scope.fields | {"fund"})
    extra = tuple(
        column for column in OTHERS if any((scope & column.select)(e) for e in carried_entries)
    )
    carried_over = table(
        number=13,
        title="项目支出预算表（上年结转）",
        scope=scope,
        columns=(
            Text("项目名称", 8),
            Money("合计", adds=FUND_LABELS),
            Group("{year}年财政拨款", GRANTED),
            *extra,
        ),
        rows=Projects(),
        numbered=True,
    )
    return carried_over(book)


TABLES: tuple[Callable[[Book], Sheet], ...] = (
    INCOME_AND_EXPENDITURE,
    INCOME,
    EXPENDITURE,
    GRANTS,
    GENERAL_EXPENDITURE,
    GENERAL_BASIC,
    GOVERNMENT_RECEIPTS,
    GOVERNMENT_EXPENDITURE,
    CAPITAL,
    THREE_PUBLIC,
    OPERATING_COST,
    PROJECTS,
    carried_projects,
)
