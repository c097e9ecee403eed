"""data.json (format ``budgetportal/1``): a Document as JSON and back, nothing lost."""

from pathlib import Path

from .read import from_json
from .read_ledger import book_from
from .write import dump, to_json

#: the JSON Schema that every data.json is valid against
SCHEMA = Path(__file__).with_name("disclosure-1.json")

__all__ = ["SCHEMA", "book_from", "dump", "from_json", "to_json"]
