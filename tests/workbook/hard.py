"""A hard department: every fund, three kinds of unit, awkward amounts, 150 projects, 350 lines."""

from itertools import cycle

from .books import Rows

AMOUNTS = ("0.01", "49.99", "-50.00", "50.00", "123456789.99", "33333.33", "4999.99", "-0.04")
HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("x")',
    "+86",
    "-1",
    "@here",
    "#N/A",
    "表情😀",
    "a'b\"c&d",
    "{{ x }}{% y %}",
    "'=1",
    "_x0041_",
    "2023-02-01",
)
FUNDS = (
    ("一般公共预算", "2060404"),
    ("政府性基金预算", "2290401"),
    ("国有资本经营预算", "2230105"),
    ("财政专户管理资金", "2050205"),
    ("单位资金", "2070199"),
)
LINE = [
    "单位代码",
    "支出性质",
    "项目名称",
    "功能科目编码",
    "部门经济科目编码",
    "资金来源",
    "资金年份",
    "资金级次",
    "金额(元)",
    "备注",
]
ECONOMIC = ("30101", "30201", "30217", "30231", "31002", "30302")
INDICATORS = (
    ("产出", "数量", "数", "≥3个"),
    ("效益", "社会效益", "效" * 500, "≥90%" + "，逐年提高" * 1000),
    ("满意度", "服务对象满意度", "满", "≥90%"),
)


def hard(code: str = "812", projects: int = 150, lines: int = 350) -> dict[str, Rows]:
    """The workbook's sheets."""
    names = [f"{HOSTILE[i % len(HOSTILE)]} 项目{i}" for i in range(projects)]
    kinds = ("行政单位", "参公事业单位", "事业单位")
    units = [[f"{code}00{i}", f"单位{i}<b>", kind] for i, kind in enumerate(kinds, 1)]
    return {
        "部门": [
            ["项", "值"],
            ["预算年度", "2023"],
            ["部门代码", code],
            ["部门名称", "测试<b>局"],
            ["原部门代码", "0099"],
            ["部门职责", "=职责\n第二段<br>"],
            ["批复日期", "2023年2月1日"],
            ["保留车辆数", "0"],
            ["其他说明", "{{ x }}"],
            ["公开经办人", "是"],
        ],
        "单位": [["单位代码", "单位名称", "单位性质"], *units],
        "项目": [
            ["项目名称", "单位代码", "项目属性", "项目期(年)"],
            *[[n, units[i % 3][0], "延续性项目", 3] for i, n in enumerate(names)],
        ],
        "支出明细": [LINE, *_lines(names, units, lines)],
        "收入明细": [
            ["单位代码", "收入科目编码", "资金来源", "金额"],
            [units[0][0], "1030155", "政府性基金预算", "100.01"],
            [units[1][0], "1030601", "国有资本经营预算", "0.49"],
        ],
        "年终结转": [
            ["单位代码", "功能科目编码", "资金来源", "金额"],
            [units[2][0], "2060404", "一般公共预算", "77.77"],
        ],
        "上年数": [
            ["指标", "金额", "口径调整原因"],
            ["收入总计", "0.01", "=并入"],
            ["公务接待费", "0", ""],
        ],
        "变动原因": [["指标", "原因"], ["收入总计", "@增加<b>"], ["三公经费", "压减"]],
        "政府采购": [
            ["采购类别", "采购内容", "金额", "其中面向中小企业金额"],
            *[["服务", text * 300, "49.99", "0.01"] for text in HOSTILE],
        ],
        "绩效目标": [
            ["项目名称", "实施期市县资金", "项目概况", "经办人", "联系电话", "填报日期"],
            *[[n, "1000000000.01", f"概况{n}", "甲", "+86", "2023-01-05"] for n in names],
        ],
        "绩效指标": [
            ["项目名称", "目标期", "一级指标", "二级指标", "三级指标", "指标值"],
            *[[n, h, *i] for n in names for h in ("实施期", "年度") for i in INDICATORS],
        ],
        "控制数": [["指标", "金额(万元)"], ["收入总计", "12345.678901"], ["三公经费", "0"]],
    }


def _lines(names: list[str], units: Rows, count: int) -> Rows:
    amounts, funds, economic = cycle(AMOUNTS), cycle(FUNDS), cycle(ECONOMIC)
    rows: Rows = []
    for number in range(count):
        fund, function = next(funds)
        amount = next(amounts)
        vintage = "上年结转" if number % 4 == 3 else "当年预算"
        level = ("中央", "省级", "市县")[number % 3]
        if number % 3:
            place = number % len(names)
            head = [units[place % 3][0], "项目支出", names[place], function, ""]
        else:
            head = [units[number % 2][0], "基本支出", "", function, next(economic)]
        rows.append(
            [*head, fund, vintage, level, amount, "冲减" * 2500 if amount[0] == "-" else ""]
        )
    return rows
