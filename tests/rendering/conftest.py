"""A small document with awkward text, shared by the renderers' tests."""

import pytest

from budgetportal.disclosure.document import Document
from tests.documents import document, form
from tests.text_ledger import book

#: what a careless renderer would run, break or hide
HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>🚀'
PLUS = "+专项"


@pytest.fixture(scope="session")
def awkward() -> Document:
    """Negative, rounding and blank amounts; names that look like formulas and markup."""
    return document(
        book(
            "2011301 一般公共预算 当年 基本 30217 6900.00",
            f"project:{HOSTILE} 2060404 一般公共预算 当年 项目 1234567.89",
            f"project:{PLUS} 2060404 一般公共预算 当年 项目 -4999.99",
            f"project:{PLUS} 2060404 单位资金 当年 项目 49.00",
            "project:甲 2060404 一般公共预算 结转 项目 80000.00",
        ),
        form(HOSTILE, 项目概况="一\n二", 负责人="某某", 联系电话="13800000000"),
        is_sample=True,
    )
