"""One row of a grid: what is shown or was typed, and what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from budgetportal.models.edition import EditionPart

from .parts import Part
from .rows import RowForm, form_class, text_of

#: what a row carries along beside its cells
CARRIED = ("id", "version", "seen", "sure")


@dataclass
class Row:
    """``seen`` is the fingerprint of the row as it was shown: an untouched row is left alone.

    ``carried`` holds the stored row's id and version, ``seen``, and ``sure`` once the clerk has
    been told what else goes with a deletion. A row is ``fresh`` while a paste changed it unsaved.
    """

    part: Part
    number: int
    texts: dict[str, str]
    carried: dict[str, str] = field(default_factory=dict)
    gone: bool = False
    fresh: bool = False
    #: fields whose text was proposed, and what a code or unit is called
    proposed: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    #: field → sentences; those of the whole row stand under ""
    errors: dict[str, list[str]] = field(default_factory=dict)
    form: RowForm | None = None

    @property
    def id(self) -> int:
        """The stored row that this one stands for; 0 for a new one, whatever else was sent."""
        sent = self.carried.get("id", "")
        return int(sent) if re.fullmatch("[0-9]{1,18}", sent) else 0

    @property
    def touched(self) -> bool:
        """Whether the clerk changed what was shown; a new row when it says anything."""
        seen = self.carried.get("seen") or fingerprint(blank(self.part).values())
        return fingerprint(self.texts.values()) != seen

    @property
    def checked(self) -> RowForm:
        """The form that read this row; only after a sound ``RowSet.is_valid``."""
        assert self.form is not None
        return self.form

    def key(self, name: str) -> str:
        """The name of a field in what the browser sends."""
        return f"{self.part.key}-{self.number}-{name}"

    def wrong(self, sentence: str, name: str = "") -> None:
        self.errors.setdefault(name, []).append(sentence)


def stored_row(part: Part, number: int, row: EditionPart) -> Row:
    """A stored row as the grid shows it."""
    texts = shown(part, row)
    carried = {"id": str(row.pk), "version": str(row.version), "seen": fingerprint(texts.values())}
    return Row(part, number, texts, carried)


def shown(part: Part, row: EditionPart) -> dict[str, str]:
    """A stored row's texts, amounts with separators."""
    return {name: grouped(name, text_of(name, getattr(row, name))) for name in part.fields}


def grouped(name: str, text: str) -> str:
    """``1234.50`` → ``1,234.50``."""
    if not name.endswith("amount") or not text:
        return text
    whole, _, rest = text.partition(".")
    return f"{int(whole):,}.{rest}" if not whole.startswith("-0") else text


def posted_row(part: Part, number: int, data: Mapping[str, str]) -> Row:
    """A row as the browser sent it."""
    key = f"{part.key}-{number}"
    return Row(
        part,
        number,
        {name: data.get(f"{key}-{name}", "").strip() for name in part.fields},
        {name: data.get(f"{key}-{name}", "") for name in CARRIED},
        gone=f"{key}-DELETE" in data,
    )


def blank_row(part: Part, number: int) -> Row:
    """A new row with the defaults of its choices."""
    return Row(part, number, dict(blank(part)))


@cache
def blank(part: Part) -> Mapping[str, str]:
    """What an untouched new row sends."""
    fields = form_class(part).base_fields
    return {name: str(fields[name].initial or "") for name in part.fields}


def fingerprint(texts: Iterable[str]) -> str:
    """A short mark of a row's texts."""
    text = "\x1f".join(" ".join(each.split()) for each in texts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
