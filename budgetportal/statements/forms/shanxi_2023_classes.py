"""The fixed rows of tables 1 and 4: the thirty 类 in statutory order, the funds, and the feet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from budgetportal.ledger.book import Book
from budgetportal.ledger.codes import Kind
from budgetportal.ledger.entries import Entry
from budgetportal.ledger.numerals import ordinal
from budgetportal.ledger.scopes import (
    capital,
    carried,
    current_income,
    general,
    government,
    own,
    special,
    spending,
    unspent,
)
from budgetportal.ledger.select import Selector, below, every
from budgetportal.statements.axes import Fixed, Head, Key, blank
from budgetportal.statements.sheet import Role

#: 类 in the order of tables 1 and 4 (codes of the general list, and those of other budgets).
CLASSES = (
    ("201", "一般公共服务支出"),
    ("202", "外交支出"),
    ("203", "国防支出"),
    ("204", "公共安全支出"),
    ("205", "教育支出"),
    ("206", "科学技术支出"),
    ("207", "文化旅游体育与传媒支出"),
    ("208", "社会保障和就业支出"),
    ("209", "社会保险基金支出"),
    ("210", "卫生健康支出"),
    ("211", "节能环保支出"),
    ("212", "城乡社区支出"),
    ("213", "农林水支出"),
    ("214", "交通运输支出"),
    ("215", "资源勘探工业信息等支出"),
    ("216", "商业服务业等支出"),
    ("217", "金融支出"),
    ("219", "援助其他地区支出"),
    ("220", "自然资源海洋气象等支出"),
    ("221", "住房保障支出"),
    ("222", "粮油物资储备支出"),
    ("223", "国有资本经营预算支出"),
    ("224", "灾害防治及应急管理支出"),
    ("227", "预备费"),
    ("229", "其他支出"),
    ("230", "转移性支出"),
    ("231", "债务还本支出"),
    ("232", "债务付息支出"),
    ("233", "债务发行费用支出"),
    ("234", "抗疫特别国债安排的支出"),
)
FUNDS = (
    ("一般公共预算", general),
    ("政府性基金预算", government),
    ("国有资本经营预算", capital),
    ("财政专户管理资金", special),
    ("单位资金", own),
)


@dataclass(frozen=True)
class Classes(Fixed):
    """The thirty 类, printed even when blank, and the feet below them.

    Their order is the form's; their names are those of the year's list, where it has them.
    """

    def heads(self, book: Book, seen: Collection[Key]) -> tuple[Head, ...]:
        return (*(_class(book, number) for number in range(1, len(CLASSES) + 1)), *self.rows)

    @property
    def fields(self) -> frozenset[str]:
        return super().fields | spending.fields | {"function"}

    def keys(self, entry: Entry) -> Iterable[Key]:
        class_ = ((entry.function or "")[:3],) if spending(entry) else ()
        return (*class_, *super().keys(entry))


def _class(book: Book, number: int) -> Head:
    code, usual = CLASSES[number - 1]
    found = book.catalogue.find(Kind.FUNCTION, code)
    name = found.name if found else usual
    return Head(code, (f"{ordinal(number)}、{name}",), spending & below("function", code, name))


def _funds(count: int, select: Selector, *, foot: bool) -> tuple[Head, ...]:
    prefix = "carried" if foot else "fund"
    return tuple(
        Head((prefix, name), (f"{ordinal(number)}、{name}",), select & fund, foot=foot)
        for number, (name, fund) in enumerate(FUNDS[:count], 1)
    )


def fund_rows(count: int) -> Fixed:
    """The income side: the first ``count`` funds, then the feet of table 1 (five) or 4 (three)."""
    funds = _funds(count, current_income, foot=False)
    keys = tuple(head.key for head in funds)
    detail = _funds(count, carried, foot=True) if count == 3 else ()
    label = "上年财政拨款结转" if detail else "上年结转"
    feet = (
        Head("current", ("本年收入合计",), current_income, Role.SUBTOTAL, parts=keys, foot=True),
        Head(
            "carried",
            (label,),
            carried,
            Role.SUBTOTAL if detail else Role.ITEM,
            parts=tuple(head.key for head in detail),
            foot=True,
        ),
        *detail,
        Head("total", ("收入总计",), every, Role.TOTAL, parts=("current", "carried"), foot=True),
    )
    return Fixed((*funds, *feet))


def _spent() -> Head:
    codes = tuple(code for code, _ in CLASSES)
    return Head("spent", ("本年支出合计",), spending, Role.SUBTOTAL, parts=codes, foot=True)


def _unspent() -> Head:
    return Head("unspent", ("年终结转",), unspent, foot=True)


def _everything() -> Head:
    return Head(
        "everything", ("支出总计",), every, Role.TOTAL, parts=("spent", "unspent"), foot=True
    )


def balance_feet() -> tuple[Head, ...]:
    """The feet of table 1's expenditure side."""
    return (_spent(), _unspent(), _everything())


def grant_feet() -> tuple[Head, ...]:
    """The feet of table 4's expenditure side; three rows stand opposite the carried funds."""
    blanks = tuple(blank(("blank", number), foot=True) for number in range(3))
    return (_spent(), _unspent(), *blanks, _everything())
