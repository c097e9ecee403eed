"""Wrong arguments and ``--help`` of every command: in Chinese, before anything is done."""

import pytest
from django.core.management import get_commands, load_command_class

from budgetportal.management.base import PortalCommand

from .shell import run

FORMATS = "'pdf', 'html', 'xlsx', 'csv', 'json', 'workbook', 'package'"
EXPORT = "exportbudget 801 2023 --format pdf --output 甲"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("checkbudget", "缺少参数 dept, year。"),
        ("publishbudget --year 2023", "缺少参数 --user。"),
        ("checkbudget 801 二零二三", "参数 year 应是整数，不能是 '二零二三'。"),
        ("checkbudget 801 2023 --xml", "没有参数 --xml，请删去或改正。"),
        ("checkbudget 801 2023 --json=1", "参数 --json 没有值，请删去 '1'。"),
        ("worker --beat 常常", "参数 --beat 应是数，不能是 '常常'。"),
        ("importbudget a.xlsx --user", "参数 --user 之后缺少它的值。"),
        (
            "exportbudget 801 2023 --format doc",
            f"参数 --format 不能是 'doc'，只能是其中一个：{FORMATS}。",
        ),
        (f"{EXPORT} --draft --revision 1", "参数 --revision 不能和 --draft 同时写。"),
        (
            "publishbudget --ye 2023 --verb 0 --v 1",
            "参数 --v 不明确，可能是：--version, --verbosity。",
        ),
    ],
)
def test_a_sentence_says_which_argument(
    line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *words = line.split()
    assert run(name, *words).code == 2
    written = capsys.readouterr().err
    assert (written.splitlines()[-1], written[:3]) == (said, "用法：")


def test_help_is_chinese() -> None:
    parser = load_command_class("budgetportal", "checkbudget").create_parser("manage.py", "check")
    assert parser.format_help().splitlines() == [
        "用法：manage.py check [-h] [--json] dept year",
        "",
        "检查一个部门某一年度的预算，列出勾稽与公开检查的结果",
        "",
        "参数:",
        "  dept        部门代码",
        "  year        预算年度",
        "",
        "选项:",
        "  -h, --help  显示这些说明",
        "  --json      以 JSON 输出",
    ]


def test_every_command_speaks_so() -> None:
    ours = [name for name, app in get_commands().items() if app == "budgetportal"]
    assert len(ours) == 10
    assert [
        n for n in ours if not isinstance(load_command_class("budgetportal", n), PortalCommand)
    ] == []
