"""Database, files and hashes compared: what is wrong, as Chinese sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, OuterRef

from budgetportal.models import Artefact, Edition, Publication, Status

from . import gathering
from .earlier import earlier
from .released import places, switch
from .released.tree import STAMP


def examine() -> Iterator[str]:
    """Every fault found; nothing is changed."""
    yield from _database()
    yield from _editions()
    yield from _files()
    yield from _strangers()
    yield from _released()
    yield from gathering.faults()


def _database() -> Iterator[str]:
    """What the engine itself can tell; SQLite files can be damaged by a disk."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for pragma in ("integrity_check", "foreign_key_check"):
            cursor.execute(f"PRAGMA {pragma}")
            for row in cursor.fetchall():
                if row != ("ok",):
                    yield f"数据库 {pragma}：{' '.join(str(value) for value in row)}"


def _editions() -> Iterator[str]:
    """Status and publications say the same, and revisions are counted without a gap."""
    published = Publication.objects.filter(department=OuterRef("department"), year=OuterRef("year"))
    shown = Edition.objects.filter(status__in=[Status.PUBLISHED, Status.WITHDRAWN])
    for edition in shown.exclude(Exists(published)).select_related("department"):
        yield f"{edition}的状态是“{edition.get_status_display()}”，但没有公开版本。"
    for publication in Publication.objects.filter(revision__gt=1):
        before = Publication.objects.filter(
            department=publication.department_id,
            year=publication.year,
            revision=publication.revision - 1,
        )
        if not before.exists():
            yield f"{publication}之前缺少第{publication.revision - 1}版。"
    for publication in Publication.objects.filter(artefacts=None):
        yield f"{publication}没有任何文件。"
    for publication in earlier():
        yield f"{publication}由早期版本发布，网页或检索数据缺少或过时（运行 doctor --mend 补上）。"


def _files() -> Iterator[str]:
    """Every frozen file is there, whole, and the one that was published."""
    for artefact in Artefact.objects.select_related("publication").iterator(1000):
        fault = _fault(artefact)
        if fault:
            yield f"{artefact.publication}的 {artefact.name} {fault}（{artefact.file.name}）。"


def _fault(artefact: Artefact) -> str:
    digest = hashlib.sha256()
    size = 0
    try:
        with artefact.file.open("rb") as file:
            for chunk in file.chunks():
                digest.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        return "文件不存在"
    except OSError as error:
        return f"文件不能读取：{error.strerror}"
    if size != artefact.size:
        return f"大小是{size}字节，应为{artefact.size}字节"
    return "" if digest.hexdigest() == artefact.sha256 else "内容与公开时的SHA-256不一致"


def _strangers() -> Iterator[str]:
    """Files that no publication refers to: left by an interrupted publication, never public."""
    known = set(Artefact.objects.values_list("file", flat=True))
    folder = Path(settings.MEDIA_ROOT) / "publications"
    if folder.is_dir():
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = str(path.relative_to(settings.MEDIA_ROOT))
            if name not in known:
                yield f"{name} 不属于任何公开版本（发布中断的遗留，未公开，可以删除）。"


def _released() -> Iterator[str]:
    """What readers find as files is what is published."""
    for year, code in switch.stale():
        yield f"{year}年度 {code} 的网页文件与公开版本不一致（运行 doctor --mend 重新生成）。"
    found = Artefact.objects.filter(publication__withdrawal=None).annotate(
        code=F("publication__department__code"),
        year=F("publication__year"),
        revision=F("publication__revision"),
    )
    for artefact in found.exclude(name__endswith=".html").iterator(1000):
        path = places.link(artefact.year, artefact.code) / f"r{artefact.revision}" / artefact.name
        if path.is_file() and _hash(path) != artefact.sha256:
            yield f"网页文件 {path.relative_to(places.root())} 与公开时的SHA-256不一致。"
    linked = {place.resolve() for place in (places.link(*each) for each in places.links())}
    for tree in places.trees():
        if tree.resolve() not in linked and (tree / STAMP).exists():
            yield f"{tree.name} 是中断遗留的网页文件，没有公开（doctor --mend 会删除）。"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
