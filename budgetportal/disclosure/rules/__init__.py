"""The rule catalogue (勾稽关系与公开检查): a tuple of small pure functions over a Document."""

from collections.abc import Mapping
from dataclasses import replace

from budgetportal.disclosure.document import Document
from budgetportal.ledger.rules import Checks, Finding, Severity

from . import codes, entries, performance, private, texts
from .rule import Problem, Rule, Stage

__all__ = ["RULES", "VERSION", "Problem", "Rule", "Stage", "check"]

VERSION = "1"
BLOCK, WARN = Severity.BLOCK, Severity.WARN
BUDGET_LAW = "《中华人民共和国预算法》第十四条"
CODES = "政府收支分类科目"
PRACTICE = "部门预算公开的编报惯例"
PERFORMANCE = "《项目支出绩效目标申报表》填报要求"

RULES: tuple[Rule, ...] = (
    Rule("L01", "科目编码是当年的末级科目，并与资金来源相符", BLOCK, codes.codes_fit, CODES),
    Rule(
        "L02",
        "基本支出有经济科目，项目支出有项目，项目有明细",
        BLOCK,
        entries.lines_are_complete,
        PRACTICE,
    ),
    Rule("L03", "收入等于当年支出加年终结转", WARN, entries.receipts_are_spent, PRACTICE),
    Rule("L07", "计算结果与批复的控制数一致", BLOCK, entries.control_totals_agree, BUDGET_LAW),
    Rule("L08", "负数明细有备注", BLOCK, entries.negative_lines_are_explained, PRACTICE),
    Rule("T01", "有变动就有原因", BLOCK, texts.changes_have_reasons, BUDGET_LAW),
    Rule("T07", "没有占位内容", BLOCK, texts.no_placeholders, PRACTICE),
    Rule(
        "T08", "没有个人号码", BLOCK, private.no_private_numbers, "《中华人民共和国个人信息保护法》"
    ),
    Rule(
        "P01",
        "项目都有绩效目标，实施期资金覆盖年度资金",
        BLOCK,
        performance.projects_have_forms,
        PERFORMANCE,
    ),
    Rule(
        "P02",
        "产出、效益、满意度都有指标和指标值",
        BLOCK,
        performance.indicators_are_complete,
        PERFORMANCE,
    ),
    Rule("P03", "指标值可以衡量", BLOCK, performance.values_can_be_measured, PERFORMANCE),
)

Answers = Mapping[tuple[str, str], str]


def check(document: Document, answers: Answers | None = None, stage: Stage = Stage.ENTRY) -> Checks:
    """Run the rules of ``stage`` and earlier; answers belong to (rule, where) of warnings."""
    rules = [rule for rule in RULES if rule.stage <= stage]
    found = [finding for rule in rules for finding in rule.findings(document)]
    return Checks(len(rules), tuple(_answered(finding, answers or {}) for finding in found))


def _answered(finding: Finding, answers: Answers) -> Finding:
    text = answers.get((finding.rule, finding.where))
    return finding if finding.blocks or not text else replace(finding, answer=text)
