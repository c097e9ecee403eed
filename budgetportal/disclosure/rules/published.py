"""Every text of a document that somebody typed and that reaches the public, with its place."""

from collections import Counter
from collections.abc import Iterator

from budgetportal.disclosure.document import Document
from budgetportal.disclosure.forms import FormIndicator, PerformanceForm
from budgetportal.ledger.rules import Checks

#: (where, text, link)
Place = tuple[str, str, tuple[str, ...]]
#: fields of a form that repeat a name which stands elsewhere, or are chosen from a list
REPEATED = ("项目名称", "主管部门及代码", "实施单位", "项目属性", "项目期(年)")


def published_texts(document: Document) -> Iterator[Place]:
    """In the order of the work: texts, ledger, reasons, forms, glossary, correction."""
    texts = document.texts
    yield "部门名称", document.book.department_name, ("text", "部门名称（当年）")
    answers = {"部门职责": texts.duties, "机构设置": texts.setup, **texts.answers}
    for name, text in answers.items():
        yield name, text, ("text", name)
    yield from _ledger_texts(document)
    for form in document.forms:
        yield from _form_texts(form)
    for term in document.glossary:
        yield f"名词解释：{term.term}", f"{term.term}：{term.definition}", ("glossary", term.term)
    yield "更正原因", document.correction, ("correction", "")


def _ledger_texts(document: Document) -> Iterator[Place]:
    book = document.book
    for number, unit in enumerate(book.units, 1):
        yield f"单位{unit.code}的名称", unit.name, ("units", str(number), "name")
    for number, project in enumerate(book.projects, 1):
        yield f"第{number}个项目的名称", project.name, ("projects", str(number), "name")
    for number, line in enumerate(book.lines, 1):
        if line.remark:
            yield f"支出明细第{number}行备注", line.remark, ("lines", str(number), "remark")
    for indicator, text in book.facts.reasons.items():
        yield f"{indicator.value}变动原因", text, ("reason", indicator.value)
    for indicator, text in book.facts.adjustments.items():
        yield f"{indicator.value}口径调整原因", text, ("prior", indicator.value, "adjustment")
    for number, item in enumerate(book.facts.procurement, 1):
        yield f"政府采购第{number}行", item.content, ("procurement", str(number), "content")


def _form_texts(form: PerformanceForm) -> Iterator[Place]:
    for name, text in form.fields.items():
        if name not in REPEATED:
            yield f"{form.project}：{name}", text, ("form", form.project, name)
    for place, each, link in placed(form):
        yield f"{place}名称", each.level3, link
        yield f"{place}指标值", each.value, link


def placed(form: PerformanceForm) -> Iterator[tuple[str, FormIndicator, tuple[str, ...]]]:
    """(where, indicator, link); indicators of one name are told apart by number."""
    seen: Counter[tuple[str, str]] = Counter()
    for each in form.indicators:
        key = (each.horizon.value, each.level3)
        seen[key] += 1
        again = f"（第{seen[key]}个）" if seen[key] > 1 else ""
        where = f"{form.project}：{each.horizon.value}指标“{each.level3}”{again}"
        yield where, each, ("form", form.project, f"{each.horizon.value}{each.level3}")


def answer_texts(checks: Checks) -> Iterator[Place]:
    """The written answers to warnings, which stand in the publication too."""
    for finding in checks.findings:
        if finding.answer:
            yield f"对{finding.rule}（{finding.where}）的答复", finding.answer, ("answer", "")
