"""The rule catalogue (勾稽关系与公开检查): a tuple of small pure functions over a Document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from budgetportal.disclosure.document import Document
from budgetportal.ledger.rules import Checks, Finding, Severity

from . import (
    amounts,
    answers,
    codes,
    copies,
    entries,
    horizons,
    performance,
    private,
    publishing,
    quality,
    references,
    texts,
    units,
)
from .published import answer_texts
from .rule import Problem, Rule, Stage

__all__ = ["RULES", "VERSION", "Problem", "Rule", "Stage", "check"]

VERSION = "1"
BLOCK, WARN = Severity.BLOCK, Severity.WARN
BUDGET_LAW = "《中华人民共和国预算法》第十四条"
CODES = "政府收支分类科目"
PRACTICE = "部门预算公开的编报惯例"
PERFORMANCE = "《项目支出绩效目标申报表》填报要求"

PRIVACY = "《中华人民共和国个人信息保护法》"
SECRECY = "《中华人民共和国保守国家秘密法》"
OPENNESS = "《中华人民共和国政府信息公开条例》"

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
    Rule("L04", "“三公”经费没有遗漏", WARN, units.three_public_is_complete, PRACTICE),
    Rule("L05", "行政运行、事业运行与单位性质相符", WARN, units.operating_items_fit_units, CODES),
    Rule("L06", "政府经济科目与单位性质相符", WARN, units.government_subjects_fit_units, CODES),
    Rule("L07", "计算结果与批复的控制数一致", BLOCK, entries.control_totals_agree, BUDGET_LAW),
    Rule("L08", "负数明细有备注", BLOCK, entries.negative_lines_are_explained, PRACTICE),
    Rule("T01", "有变动就有原因", BLOCK, texts.changes_have_reasons, BUDGET_LAW),
    Rule("T02", "有上年数，或者是新设部门", BLOCK, answers.last_year_is_known, BUDGET_LAW),
    Rule("T03", "职责、机构、采购和资产都有回答", BLOCK, answers.questions_are_answered, PRACTICE),
    Rule("T04", "车辆数与公务用车运行维护费不矛盾", WARN, answers.cars_agree, PRACTICE),
    Rule("T05", "文字中的金额与项目资金一致", WARN, amounts.amounts_in_texts, PRACTICE),
    Rule("T06", "文号、批次和部门名称前后一致", WARN, references.references_agree, PRACTICE),
    Rule("T07", "没有占位内容", BLOCK, texts.no_placeholders, PRACTICE),
    Rule("T08", "没有个人号码", BLOCK, private.no_private_numbers, PRIVACY),
    Rule("T09", "用到的名词都有解释", WARN, answers.terms_are_explained, PRACTICE),
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
    Rule("P04", "产出指标齐全，指标值说明程度", WARN, quality.outputs_are_many_sided, PERFORMANCE),
    Rule("P05", "实施期和年度的指标值不矛盾", WARN, horizons.horizons_agree, PERFORMANCE),
    Rule("P06", "实施期资金与年度资金相称", WARN, quality.periods_are_plausible, PERFORMANCE),
    Rule("P07", "各项目的文字不雷同", WARN, copies.texts_are_own, PERFORMANCE),
    Rule("P08", "填报人员和日期齐全", WARN, quality.forms_are_signed, PERFORMANCE),
    Rule(
        "D01",
        "批复后二十日内公开",
        WARN,
        publishing.published_in_time,
        BUDGET_LAW,
        Stage.PUBLICATION,
    ),
    Rule("D02", "保密审查已经完成", BLOCK, publishing.secrecy_is_reviewed, SECRECY, Stage.APPROVAL),
    Rule(
        "D03",
        "更正版本写明原因",
        BLOCK,
        publishing.corrections_have_reasons,
        OPENNESS,
        Stage.APPROVAL,
    ),
)

#: (rule, where, cause) of a warning → what the department answers
Answers = Mapping[tuple[str, str, str], str]
#: rules that read the answers too, for they are published
OF_ANSWERS = {"T07": texts.placeholders, "T08": private.private_numbers}


def check(document: Document, answers: Answers | None = None, stage: Stage = Stage.ENTRY) -> Checks:
    """Run the rules of ``stage`` and earlier; an answer holds while its warning's cause stands."""
    rules = [rule for rule in RULES if rule.stage <= stage]
    found = [finding for rule in rules for finding in rule.findings(document)]
    checks = Checks(len(rules), tuple(_answered(finding, answers or {}) for finding in found))
    return replace(checks, findings=(*checks.findings, *_of_answers(rules, checks)))


def _answered(finding: Finding, answers: Answers) -> Finding:
    text = answers.get((finding.rule, finding.where, finding.cause))
    return finding if finding.blocks or not text else replace(finding, answer=text)


def _of_answers(rules: Iterable[Rule], checks: Checks) -> Iterator[Finding]:
    written = list(answer_texts(checks))
    for rule in rules:
        if rule.id in OF_ANSWERS:
            yield from rule.reported(OF_ANSWERS[rule.id](written))
