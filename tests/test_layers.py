"""The one law of the house: arrows point down."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "budgetportal"
#: room → rooms it may import; what is not listed is below everybody (ledger) or stands outside
BELOW = {
    "ledger": set(),
    "statements": {"ledger"},
    "notes": {"ledger"},
    "models": {"ledger"},
    "disclosure": {"models", "notes", "statements", "ledger"},
    "rendering": {"disclosure", "notes", "statements", "ledger"},
    "workbook": {"disclosure", "models", "notes", "statements", "ledger"},
    "publishing": {
        "rendering",
        "workbook",
        "disclosure",
        "models",
        "notes",
        "statements",
        "ledger",
    },
    "web": {"publishing", "rendering", "disclosure", "models", "notes", "statements", "ledger"},
    "admin": {
        "publishing",
        "rendering",
        "workbook",
        "disclosure",
        "models",
        "notes",
        "statements",
        "ledger",
    },
}
PURE = ("ledger", "statements", "notes")


def imports(path: Path) -> Iterator[str]:
    """Absolute names of all that a module imports."""
    package = ("budgetportal", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            yield from (
                ".".join(part for part in (base, node.module or "", alias.name) if part)
                for alias in node.names
            )


def rooms(names: Iterator[str]) -> set[str]:
    parts = [name.split(".") for name in names]
    return {part[1] for part in parts if part[0] == "budgetportal" and len(part) > 1}


@pytest.mark.parametrize("room", BELOW)
def test_arrows_point_down(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        reached = rooms(imports(path)) & set(BELOW) - {room}
        assert reached - BELOW[room] == set(), path


@pytest.mark.parametrize("room", PURE)
def test_the_pure_core_never_imports_django(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        assert [name for name in imports(path) if name.split(".")[0] == "django"] == [], path


def test_rendering_and_the_document_are_read_without_the_database() -> None:
    """What verifies a PDF without a database must import none of it."""
    pure = [PACKAGE / "disclosure" / name for name in ("document.py", "forms.py")]
    pure += (PACKAGE / "disclosure/jsonform").rglob("*.py")
    pure += (PACKAGE / "disclosure/rules").rglob("*.py")
    for path in pure:
        assert rooms(imports(path)) & {"models"} == set(), path
