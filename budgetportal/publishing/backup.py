"""Everything into one archive, and back into an empty machine, on either database.

The archive is a tar file: ``database.jsonl`` (every row), ``media/…`` (every frozen file) and last
``manifest.json`` with the SHA-256 of each member; what is not in the manifest is not restored.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core import serializers
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from budgetportal.models import Artefact, Department, Job

from . import released

#: what belongs to running processes, not to the data
PASSING = {
    *("sessions.session", "budgetportal.worker", "django_tasks_db.dbtaskresult"),
    "budgetportal.yeararchive",  # made again from what is published
}
ROWS, MANIFEST, MEDIA = "database.jsonl", "manifest.json", "media/"


class NotRestored(Exception):
    """Why nothing was restored: a Chinese sentence."""


def backup(path: Path) -> int:
    """Write the archive, under its name only when it is whole; the number of frozen files."""
    unfinished = path.with_name(path.name + ".part")
    hashes: dict[str, str] = {}
    with tarfile.open(unfinished, "w") as archive, tempfile.TemporaryFile() as rows:
        with transaction.atomic():
            _one_moment()
            _dump(rows)
            names = list(Artefact.objects.order_by("pk").values_list("file", flat=True))
            uploads = list(Job.objects.exclude(upload="").values_list("upload", flat=True))
        hashes[ROWS] = _add(archive, ROWS, rows)
        for name in names:
            with default_storage.open(name, "rb") as file:
                hashes[MEDIA + name] = _add(archive, MEDIA + name, file)
        for name in uploads:  # imported or given up since then, they are gone
            with suppress(FileNotFoundError), default_storage.open(name, "rb") as file:
                hashes[MEDIA + name] = _add(archive, MEDIA + name, file)
        manifest = {"migrations": _migrations(), "files": hashes}
        with tempfile.TemporaryFile() as file:
            file.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            _add(archive, MANIFEST, file)
    unfinished.replace(path)
    return len(names)


def restore(path: Path) -> int:
    """Read the archive into an empty database and an empty storage; all or nothing."""
    manifest = _checked(path)
    if manifest["migrations"] != _migrations():
        raise NotRestored("备份与本程序的版本不同，请先安装备份时的版本，恢复后再升级。")
    if User.objects.exists() or Department.objects.exists() or Artefact.objects.exists():
        raise NotRestored("数据库不是空的，没有恢复任何内容。请在新建的空库上恢复。")
    with tarfile.open(path) as archive:
        for name in manifest["files"]:
            if name.startswith(MEDIA):
                _put(archive.extractfile(name), name.removeprefix(MEDIA))
        with transaction.atomic():
            _empty()
            _load(archive.extractfile(ROWS))
    released.mend()
    return len(manifest["files"]) - 1


def _one_moment() -> None:
    """All tables as they are at one moment, while others go on writing."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _models() -> list[type[models.Model]]:
    kept = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return [model for model in kept if model._meta.label_lower not in PASSING]


def _dump(file: IO[bytes]) -> None:
    for model in _models():
        if model._meta.auto_created:
            continue  # many-to-many rows are written with their owner
        for row in model._default_manager.order_by("pk").iterator(2000):
            file.write(serializers.serialize("jsonl", [row]).encode())


def _add(archive: tarfile.TarFile, name: str, file: Any) -> str:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(1 << 20):
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    archive.addfile(member, file)
    return digest.hexdigest()


def _checked(path: Path) -> dict[str, Any]:
    """The manifest of a whole archive."""
    try:
        with tarfile.open(path) as archive:
            manifest: dict[str, Any] = json.load(_member(archive, MANIFEST))
            for name, wanted in manifest["files"].items():
                if hashlib.file_digest(_member(archive, name), "sha256").hexdigest() != wanted:
                    raise NotRestored(f"备份中的 {name} 与清单的SHA-256不一致，没有恢复任何内容。")
    except (tarfile.TarError, KeyError, ValueError, OSError) as error:
        raise NotRestored(f"{path} 不是完整的备份，没有恢复任何内容。") from error
    return manifest


def _member(archive: tarfile.TarFile, name: str) -> Any:
    found = archive.extractfile(name)
    if found is None:
        raise KeyError(name)
    return found


def _put(file: Any, name: str) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)
    stored = default_storage.save(name, file)
    if stored != name:
        raise NotRestored(f"存储中已有 {name}，没有恢复。")


def _empty() -> None:
    """What a migration puts into an empty database comes from the archive instead."""
    for model in reversed(_models()):
        model._default_manager.all()._raw_delete(connection.alias)


def _load(file: Any) -> None:
    with connection.constraint_checks_disabled():
        for line in _lines(file):
            for row in serializers.deserialize("jsonl", line):
                row.save()
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _lines(file: Any) -> Iterator[str]:
    for line in file:
        yield line.decode()


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)
