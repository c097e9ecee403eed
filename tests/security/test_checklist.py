"""The list of security: every chapter is there, every line has a proof that exists, or a reason."""

import re

from tests.machines import ROOT

TEXT = (ROOT / "docs/security.md").read_text()
PROOF = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")
LINES = [line for line in TEXT.splitlines() if re.match(r"\| \d", line)]


def exists(file: str, test: str) -> bool:
    path = ROOT / "tests" / file
    return path.is_file() and (not test or f"\ndef {test}(" in path.read_text())


def test_every_proof_exists() -> None:
    found = PROOF.findall(TEXT)
    assert [each for each in found if not exists(*each)] == []


def test_every_line_has_a_proof_or_a_reason() -> None:
    bare = [line for line in LINES if not PROOF.search(line) and "| not applicable:" not in line]
    assert (bare, len(LINES) > 60) == ([], True)


def test_every_chapter_is_there() -> None:
    assert re.findall(r"^## V(\d+) ", TEXT, re.MULTILINE) == [str(n) for n in range(1, 15)]
