"""The contradictions of the published source are found when its texts stand as printed."""

from dataclasses import replace

import pytest

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import PerformanceForm
from budgetportal.disclosure.rules import Stage, check
from budgetportal.models import Edition

from .conftest import Published

#: project → field → what the source prints
PRINTED = {
    "行政运行费": {
        "项目概况": "公务出行5万元,保密费0.4万元,印刷费3万元,办公家具设备购置6万元,"
        "党建费2.3万元,差旅费3.6万元,合计20.2万元用于保障机关运行。"
    },
    "劳务费": {"项目概况": "委托专家评审费用26万元、11名劳务派遣人员工资96万元。"},
    "太原市2022年第二批科学技术项目资金181号": {
        "立项依据": "《关于下达太原市2022年第一批科学技术项目资金的通知》(并财教(2022)181号)",
        "年度总体目标": "根据(并财教(2022)188号),及时兑付补贴资金",
    },
}


@pytest.fixture
def source(published: Published) -> Document:
    """Sample 615 with the corrections undone."""
    document = assemble(Edition.objects.get(department__code="615"), stage=Stage.ENTRY)
    book = document.book
    reasons = dict.fromkeys(book.facts.reasons, "主要原因是无。")
    forms = tuple(_as_printed(form) for form in document.forms)
    book = replace(book, facts=replace(book.facts, reasons=reasons))
    return replace(document, book=book, forms=forms)


def _as_printed(form: PerformanceForm) -> PerformanceForm:
    fields = {**form.fields, **PRINTED.get(form.project, {}), "负责人": ""}
    indicators = list(form.indicators)
    rates = [n for n, each in enumerate(indicators) if each.value in ("≥90%", "≥95%")]
    if form.project == "科技支出专性经费":
        for number in rates:
            printed = indicators[number].value.replace("%", "100%")
            indicators[number] = replace(indicators[number], value=printed)
    return replace(form, fields=fields, indicators=tuple(indicators))


def test_each_contradiction_of_the_source_is_found(source: Document) -> None:
    findings = check(source).findings
    found = {(each.rule, each.where.partition("：")[0]) for each in findings}
    wanted = {
        ("T01", "收入总计"),
        ("T01", "支出总计"),
        ("T05", "行政运行费"),
        ("T05", "劳务费"),
        ("T05", "科技奖励与补贴"),
        ("T06", "太原市2022年第二批科学技术项目资金181号"),
        ("P03", "科技支出专性经费"),
        ("P05", "太原市2022年第二批科学技术项目资金188号"),
        ("P05", "金融补贴与补助"),
        ("P05", "对外联络专项经费"),
        ("P06", "金融工作专项经费"),
        ("P06", "合成生物专项费用"),
        ("P06", "对外联络专项经费"),
        ("P04", "金融工作专项经费"),
        ("P08", "劳务费"),
        ("L05", "单位615001 2011301"),
    }
    assert wanted - found == set()
    assert {f.rule for f in findings if f.blocks} == {"T01", "P03"}


def test_the_messages_name_the_difference(source: Document) -> None:
    said = {f.where: f.message for f in check(source).findings if f.rule == "T05"}
    assert said["劳务费：项目概况中列出的金额合计"] == (
        "“劳务费”项目概况中列出的金额合计122.00万元，与本年安排116.00万元相差6.00万元。"
    )
    assert said["行政运行费：项目概况中列出的金额合计"] == (
        "“行政运行费”项目概况中列出的金额合计20.30万元，与本年安排20.20万元相差0.10万元。"
    )
