"""The same document gives the same bytes in any process."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RENDER = """
import hashlib, django
django.setup()
from budgetportal.rendering import pdf
from tests.documents import document
from tests.text_ledger import book
made = document(book("2011301 一般公共预算 当年 基本 30217 6900.00"))
print(hashlib.sha256(pdf.render(made, {"data.json": b"{}"})).hexdigest())
"""


def rendered(seed: str) -> str:
    """SHA-256 of the PDF that a fresh process with this order of its sets makes."""
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "DJANGO_SETTINGS_MODULE": "budgetportal.settings",
    }
    made = subprocess.run(
        [sys.executable, "-c", RENDER],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()


def test_two_processes_give_the_same_bytes() -> None:
    first, second = rendered("1"), rendered("2")
    assert len(first) == 64
    assert first == second
