"""Where a heading of a column may be broken: between its words, not within one."""

import re

#: words that stand behind others in the headings of the forms
BEHIND = (
    *("合计", "安排", "预算", "收入", "支出", "资金", "基金", "经营", "管理", "结转"),
    *("经济", "科目", "名称", "编码", "经费", "拨款"),
)
BETWEEN = re.compile(rf"(?<=.)(?={'|'.join(BEHIND)})")


def words(heading: str) -> tuple[str, ...]:
    """``国有资本经营预算`` → 国有资本, 经营, 预算; what has no such word stays whole."""
    return tuple(BETWEEN.split(heading))
