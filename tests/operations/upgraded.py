"""Run on a machine of an earlier version: migrated as ``deploy/run`` and a worker do it, corrected,
and compared with what it was. Prints one JSON object.
"""

import hashlib
import json
from typing import Any

from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from budgetportal.disclosure.assemble import assemble
from budgetportal.disclosure.rules import Stage
from budgetportal.models import Edition, Publication, PublishedText, WarningAnswer
from budgetportal.publishing import released, workflow
from budgetportal.publishing.doctor import examine
from budgetportal.publishing.released.answers import answer
from tests.operations.standing import correct

#: what no later version may change, in words that every version understands
KEPT = {
    "files": "SELECT file, sha256, size, name, publication_id FROM budgetportal_artefact",
    "amounts": "SELECT id, function, amount FROM budgetportal_expenditureline",
    "revisions": "SELECT id, year, revision, published_at FROM budgetportal_publication",
    "acts": "SELECT id, act, at, person_id, comment FROM budgetportal_step",
}
Rows = dict[str, set[tuple[Any, ...]]]


def kept() -> Rows:
    with connection.cursor() as cursor:
        return {name: _all(cursor, query) for name, query in KEPT.items()}


def _all(cursor: Any, query: str) -> set[tuple[Any, ...]]:
    cursor.execute(query)
    return set(cursor.fetchall())


def lost(before: Rows) -> list[str]:
    """What is not as it was: a row, a stored file, a file at its address, the newest page."""
    now = kept()
    found = [name for name in KEPT if before[name] - now[name]]
    revisions = {key: number for key, _, number, _ in before["revisions"]}
    newest = max(number for _, _, number, _ in now["revisions"])
    for file, digest, _, name, publication in before["files"]:
        number, page = revisions[publication], name.endswith("index.html")
        with default_storage.open(file) as stored:
            contents = [stored.read()]
        if not page or number == newest:  # a page of an older one leads to the newest
            contents.append(read(f"/2023/801/r{number}/{name.removesuffix('index.html')}"))
        if {hashlib.sha256(each).hexdigest() for each in contents} != {digest}:
            found.append(f"r{number} {name}")
    return found + [f"r{n}" for n in revisions.values() if not read(f"/2023/801/r{n}/")]


def read(place: str) -> bytes:
    """What the public finds there."""
    said: Any = answer(place)
    return b"".join(said or ())


def corrected() -> None:
    """The published department again: reopened, a text changed, what the rules ask answered."""
    made, person = (
        Edition.objects.get(department__code="801"),
        User.objects.get(username="publisher"),
    )
    correct(made, person)
    made.duties = "统筹科技与金融工作。"
    made.save(update_fields=["duties"])
    for finding in assemble(
        made, stage=Stage.PUBLICATION, published_at=timezone.now()
    ).checks.blocking:
        words = {"text": "示例数据。", "cause": finding.cause}
        WarningAnswer.objects.create(edition=made, rule=finding.rule, where=finding.where, **words)
    workflow.publish(made, person)


def main() -> None:
    before = kept()
    call_command("migrate", verbosity=0)
    released.mend()
    told: dict[str, Any] = {"kept": {name: len(rows) for name, rows in before.items()}}
    told |= {"doctor": list(examine()), "lost": lost(before)}
    before = kept()
    corrected()
    told |= {"doctor after a correction": list(examine()), "lost by it": lost(before)}
    told["sums"] = [str(each.expenditure) for each in Publication.objects.all()]
    told["found"] = PublishedText.objects.filter(folded__holds="统筹科技").count()
    print(json.dumps(told))


main()
