"""Which page of the desk a finding's link leads to."""

from budgetportal.ledger.rules import Finding

#: the first word of a finding's link → the page, where they differ
PAGES = {"control": "control", "prior": "prior-year", "reason": "reasons", "text": "texts"}


def page_of(finding: Finding) -> str:
    """The key of the page that mends it; a form's findings are mended at its project."""
    kind = finding.link[0] if finding.link else "overview"
    return {"form": "performance", "project": "projects"}.get(kind, PAGES.get(kind, kind))
