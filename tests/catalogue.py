"""The 2023 code lists, read once for all tests."""

from pathlib import Path

from budgetportal.ledger.lists import read_catalogue

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = read_catalogue(ROOT / "fixtures/codes/2023", 2023)
