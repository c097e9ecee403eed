"""The official vocabulary: each Chinese term is written once, beside its English name."""

from enum import StrEnum


class Fund(StrEnum):
    """资金来源: where the money comes from."""

    GENERAL = "一般公共预算"
    GOVERNMENT = "政府性基金预算"
    CAPITAL = "国有资本经营预算"
    SPECIAL = "财政专户管理资金"
    OWN = "单位资金"


#: 财政拨款: the three funds that the treasury grants.
GRANTS = (Fund.GENERAL, Fund.GOVERNMENT, Fund.CAPITAL)


class Vintage(StrEnum):
    """资金年份: the year the money was given for."""

    CURRENT = "当年预算"
    CARRIED = "上年结转"


class Nature(StrEnum):
    """支出性质."""

    BASIC = "基本支出"
    PROJECT = "项目支出"


class CostClass(StrEnum):
    """经费类别 of basic expenditure."""

    STAFF = "人员经费"
    RUNNING = "公用经费"


class Level(StrEnum):
    """资金级次: the level of government whose treasury pays."""

    CENTRAL = "中央"
    PROVINCE = "省级"
    COUNTY = "市县"


class UnitKind(StrEnum):
    """单位性质."""

    ADMINISTRATIVE = "行政单位"
    CIVIL_SERVICE = "参公事业单位"
    INSTITUTION = "事业单位"


#: Units whose running costs are 机关运行经费, and whose subjects follow the 机关 column.
ORGANS = (UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE)


class ProjectKind(StrEnum):
    """项目属性."""

    ONE_OFF = "一次性项目"
    CONTINUING = "延续性项目"
    RECURRENT = "经常性项目"


class ProcurementKind(StrEnum):
    """政府采购类别."""

    GOODS = "货物"
    WORKS = "工程"
    SERVICES = "服务"


class Horizon(StrEnum):
    """目标期 of a performance form."""

    PERIOD = "实施期"
    YEAR = "年度"


class Indicator(StrEnum):
    """指标 that are compared with last year or with an approved total."""

    INCOME = "收入总计"
    EXPENDITURE = "支出总计"
    CURRENT_INCOME = "本年收入合计"
    CARRIED = "上年结转"
    BASIC = "基本支出"
    PROJECT = "项目支出"
    GENERAL_CURRENT = "一般公共预算当年拨款"
    GOVERNMENT_CURRENT = "政府性基金预算当年拨款"
    CAPITAL_CURRENT = "国有资本经营预算当年拨款"
    THREE_PUBLIC = "三公经费"
    ABROAD = "因公出国（境）费"
    RECEPTION = "公务接待费"
    CAR_PURCHASE = "公务用车购置费"
    CAR_RUNNING = "公务用车运行维护费"
    OPERATING_COST = "机关运行经费"


#: Indicators of the sheet 上年数.
PRIOR_YEAR = (
    Indicator.INCOME,
    Indicator.EXPENDITURE,
    Indicator.GENERAL_CURRENT,
    Indicator.ABROAD,
    Indicator.RECEPTION,
    Indicator.CAR_PURCHASE,
    Indicator.CAR_RUNNING,
    Indicator.OPERATING_COST,
)

#: Indicators whose change takes a reason (sheet 变动原因).
REASONED = (*PRIOR_YEAR, Indicator.THREE_PUBLIC)

#: Indicators of the sheet 控制数.
CONTROLLED = (
    Indicator.INCOME,
    Indicator.EXPENDITURE,
    Indicator.CURRENT_INCOME,
    Indicator.CARRIED,
    Indicator.BASIC,
    Indicator.PROJECT,
    Indicator.GENERAL_CURRENT,
    Indicator.GOVERNMENT_CURRENT,
    Indicator.CAPITAL_CURRENT,
    Indicator.THREE_PUBLIC,
    Indicator.OPERATING_COST,
)

#: 部门经济科目 of each “三公”经费 item (table 10).
THREE_PUBLIC_SUBJECTS = {
    Indicator.ABROAD: ("30212",),
    Indicator.RECEPTION: ("30217",),
    Indicator.CAR_PURCHASE: ("31013", "30913"),
    Indicator.CAR_RUNNING: ("30231",),
}

#: The 机关 economic classes (类) that make 经费类别 when a line names none.
STAFF_CLASSES = ("301", "303")
RUNNING_CLASSES = ("302", "310", "399")


def cost_class_of(economic: str) -> CostClass | None:
    """经费类别 that a 部门经济科目 implies; None where it belongs to no basic expenditure."""
    if economic[:3] in STAFF_CLASSES:
        return CostClass.STAFF
    return CostClass.RUNNING if economic[:3] in RUNNING_CLASSES else None
