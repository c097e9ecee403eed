"""说明一至四: totals and their changes, income, expenditure, 财政拨款."""

from budgetportal.ledger import scopes
from budgetportal.ledger.select import Selector
from budgetportal.ledger.terms import Indicator

from .note import Note
from .source import FUNDS, Source
from .wording import explained, shares, wan


def changes(source: Source) -> Note:
    """一、部门预算收支数据变动情况及原因."""
    income = source.indicators[Indicator.INCOME]
    expenditure = source.indicators[Indicator.EXPENDITURE]
    figures = {
        "total_income": income,
        "total_expenditure": expenditure,
        "current_income": source.indicators[Indicator.CURRENT_INCOME],
        "carried": source.indicators[Indicator.CARRIED],
    }
    current, carried = wan(figures["current_income"]), wan(figures["carried"])
    return Note(
        1,
        "部门预算收支数据变动情况及原因",
        (
            f"{source.year}年度，本部门收入总计{wan(income)}，其中：本年收入{current}，"
            f"上年结转{carried}。收入总计{explained(source.book, Indicator.INCOME, income)}。",
            f"{source.year}年度，本部门支出总计{wan(expenditure)}，其中：当年预算安排{current}，"
            f"上年结转安排{carried}。支出总计"
            f"{explained(source.book, Indicator.EXPENDITURE, expenditure)}。",
        ),
        figures,
    )


def income(source: Source) -> Note:
    """二、收入预算情况说明."""
    whole = source.indicators[Indicator.INCOME]
    carried = source.indicators[Indicator.CARRIED]
    parts = [
        (key, f"{name}收入" if key in _GRANTED else name, source.total(_current(fund)))
        for key, name, fund in FUNDS
    ]
    listed = [(name, yuan) for _, name, yuan in parts] + [("上年结转", carried)]
    figures = {"total_income": whole, "carried": carried}
    figures |= {f"{key}_income": yuan for key, _, yuan in parts}
    text = f"{source.year}年度收入预算{wan(whole)}，其中：{shares(listed, whole)}。"
    return Note(2, "收入预算情况说明", (text,), figures)


def expenditure(source: Source) -> Note:
    """三、支出预算情况说明; shares are of 本年支出."""
    whole = source.total(scopes.spending)
    basic = source.indicators[Indicator.BASIC]
    project = source.indicators[Indicator.PROJECT]
    unspent = source.total(scopes.unspent)
    parts = [("基本支出", basic), ("项目支出", project)]
    text = f"{source.year}年度支出预算{wan(whole)}，其中：{shares(parts, whole)}。"
    if unspent:
        text += f"另有年终结转{wan(unspent)}，留待以后年度使用。"
    figures = {"expenditure": whole, "basic": basic, "project": project, "unspent": unspent}
    return Note(3, "支出预算情况说明", (text,), figures)


def grants(source: Source) -> Note:
    """四、财政拨款收支预算总体情况说明."""
    scope = scopes.income & scopes.granted
    funds = [(key, name, source.total(scope & fund)) for key, name, fund in FUNDS[:3]]
    classes = source.by_class(scopes.spending & scopes.granted)
    figures = {
        "grants": source.total(scope),
        "grants_current": source.total(scope & scopes.current_income),
        "grants_carried": source.total(scope & scopes.carried),
        "grants_unspent": source.total(scope & scopes.unspent),
    }
    figures |= {f"grants_{key}": yuan for key, _, yuan in funds}
    figures |= {f"grants_class_{code}": yuan for code, _, yuan in classes}
    spent = [f"{name}{wan(yuan)}" for _, name, yuan in classes]
    if figures["grants_unspent"]:
        spent.append(f"年终结转{wan(figures['grants_unspent'])}")
    return Note(
        4,
        "财政拨款收支预算总体情况说明",
        (
            f"{source.year}年度财政拨款收支总预算{wan(figures['grants'])}。",
            f"收入按资金来源分：{'，'.join(f'{n}拨款{wan(y)}' for _, n, y in funds)}；"
            f"按资金年份分：当年拨款{wan(figures['grants_current'])}，"
            f"上年结转{wan(figures['grants_carried'])}。",
            f"支出包括：{'、'.join(spent) or '无'}。",
        ),
        figures,
    )


_GRANTED = {key for key, _, _ in FUNDS[:3]}


def _current(fund: Selector) -> Selector:
    return scopes.income & scopes.current_income & fund
