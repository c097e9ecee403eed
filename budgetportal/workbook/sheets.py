"""The twelve sheets, declared once: read and written from this declaration.

``key`` is the field of the model that a column fills; ``unit`` and ``project`` hold a code and a
name, which ``check`` and ``store`` resolve.
"""

from __future__ import annotations

from dataclasses import dataclass

from budgetportal.ledger import terms
from budgetportal.models.fields import INDICATOR, PARAGRAPH

from . import cells
from .cells import Reader


@dataclass(frozen=True, slots=True)
class Column:
    """A column (or an 项 of sheet 部门); ``money`` may stand in 元 or 万元."""

    header: str
    key: str
    read: Reader = cells.text
    required: bool = False
    money: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``unique`` are the keys that no two rows may share."""

    name: str
    columns: tuple[Column, ...]
    required: bool = False
    unique: str = ""


def _money(header: str, key: str, *, required: bool = False) -> Column:
    return Column(header, key, cells.amount, required, money=True)


UNIT = Column("单位代码", "unit", cells.code, required=True)
PROJECT = Column("项目名称", "project", cells.limited(200), required=True)
FUNCTION = Column("功能科目编码", "function", cells.code, required=True)
FUND = Column("资金来源", "fund", cells.term(terms.Fund), required=True)
AMOUNT = _money("金额", "amount", required=True)

DEPARTMENT = Sheet(
    "部门",
    (
        Column("预算年度", "year", cells.whole, required=True),
        Column("部门代码", "code", cells.code, required=True),
        Column("部门名称", "department_name", cells.limited(100), required=True),
        Column("原部门代码", "former_code", cells.code),
        Column("新设部门", "is_new", cells.yes),
        Column("部门职责", "duties"),
        Column("机构设置", "setup"),
        Column("批复日期", "approved_on", cells.day),
        Column("车辆情况", "vehicles"),
        Column("房屋情况", "buildings"),
        Column("其他国有资产", "other_assets"),
        Column("保留车辆数", "vehicle_count", cells.whole),
        Column("政府采购情况", "procurement_text"),
        Column("政府购买服务指导性目录", "service_directory"),
        Column("其他说明", "other_notes"),
        Column("绩效申报表标题", "form_title", cells.limited(200)),
        Column("公开经办人", "shows_handler", cells.yes),
        Column("公开格式", "form", cells.layout),
    ),
    required=True,
)
UNITS = Sheet(
    "单位",
    (
        Column("单位代码", "code", cells.code, required=True),
        Column("单位名称", "name", cells.limited(100), required=True),
        Column("单位性质", "kind", cells.term(terms.UnitKind), required=True),
    ),
    required=True,
    unique="code",
)
PROJECTS = Sheet(
    "项目",
    (
        Column("项目名称", "name", cells.limited(200), required=True),
        UNIT,
        Column("项目属性", "kind", cells.term(terms.ProjectKind, prefix=True)),
        Column("项目期(年)", "years", cells.whole),
    ),
    unique="name",
)
LINES = Sheet(
    "支出明细",
    (
        UNIT,
        Column("支出性质", "nature", cells.term(terms.Nature), required=True),
        Column("项目名称", "project", cells.limited(200)),
        FUNCTION,
        Column("部门经济科目编码", "economic", cells.code),
        Column("政府经济科目编码", "government_economic", cells.code),
        Column("经费类别", "cost_class", cells.term(terms.CostClass)),
        FUND,
        Column("资金年份", "vintage", cells.term(terms.Vintage), required=True),
        Column("资金级次", "level", cells.term(terms.Level)),
        AMOUNT,
        Column("备注", "remark", cells.limited(PARAGRAPH)),
    ),
    required=True,
)
RECEIPTS = Sheet(
    "收入明细",
    (
        UNIT,
        Column("收入科目编码", "subject", cells.code, required=True),
        Column(
            "资金来源",
            "fund",
            cells.term((terms.Fund.GOVERNMENT, terms.Fund.CAPITAL)),
            required=True,
        ),
        AMOUNT,
    ),
)
CARRY_FORWARD = Sheet("年终结转", (UNIT, FUNCTION, FUND, AMOUNT))
PRIOR_YEAR = Sheet(
    "上年数",
    (
        Column("指标", "indicator", cells.term(terms.PRIOR_YEAR), required=True),
        AMOUNT,
        Column("口径调整原因", "adjustment"),
    ),
    unique="indicator",
)
REASONS = Sheet(
    "变动原因",
    (
        Column("指标", "indicator", cells.term(terms.REASONED), required=True),
        Column("原因", "text", required=True),
    ),
    unique="indicator",
)
PROCUREMENT = Sheet(
    "政府采购",
    (
        Column("采购类别", "kind", cells.term(terms.ProcurementKind), required=True),
        Column("采购内容", "content", cells.limited(PARAGRAPH)),
        AMOUNT,
        _money("其中面向中小企业金额", "small_amount"),
    ),
)
PERFORMANCE = Sheet(
    "绩效目标",
    (
        PROJECT,
        _money("实施期中央资金", "period_central"),
        _money("实施期省级资金", "period_province"),
        _money("实施期市县资金", "period_county"),
        _money("实施期单位自筹", "period_own"),
        _money("实施期其他资金", "period_other"),
        Column("项目概况", "overview"),
        Column("立项依据", "basis"),
        Column("项目设立必要性", "necessity"),
        Column("保证项目实施的制度、措施", "measures"),
        Column("项目实施计划", "plan"),
        Column("实施期总体目标", "period_goal"),
        Column("年度总体目标", "year_goal"),
        Column("负责人", "leader", cells.limited(50)),
        Column("经办人", "handler", cells.limited(50)),
        Column("联系电话", "telephone", cells.limited(50)),
        Column("填报日期", "filled_on", cells.day),
    ),
    unique="project",
)
INDICATORS = Sheet(
    "绩效指标",
    (
        PROJECT,
        Column("目标期", "horizon", cells.term(terms.Horizon), required=True),
        Column("一级指标", "level1", cells.ending("指标"), required=True),
        Column("二级指标", "level2", cells.ending("指标"), required=True),
        Column("三级指标", "level3", cells.limited(INDICATOR), required=True),
        Column("指标值", "value", cells.limited(PARAGRAPH), required=True),
    ),
)
CONTROL = Sheet(
    "控制数",
    (Column("指标", "indicator", cells.term(terms.CONTROLLED), required=True), AMOUNT),
    unique="indicator",
)
SHEETS = (
    DEPARTMENT,
    UNITS,
    PROJECTS,
    LINES,
    RECEIPTS,
    CARRY_FORWARD,
    PRIOR_YEAR,
    REASONS,
    PROCUREMENT,
    PERFORMANCE,
    INDICATORS,
    CONTROL,
)
#: sheets of codes to look up, which import passes over
REFERENCE = "参考-"
#: sheets in which an amount of zero is an error
NO_ZERO = (LINES.name, RECEIPTS.name, CARRY_FORWARD.name)
