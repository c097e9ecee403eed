"""``exportbudget DEPT YEAR --format F --output PATH [--draft] [--revision N]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from budgetportal.models import Edition, Publication
from budgetportal.publishing import exports

FORMATS = ("pdf", "html", "xlsx", "csv", "json", "workbook", "package")


class Command(BaseCommand):
    """Writes the published document, or with ``--draft`` the working copy."""

    help = "导出已公开的部门预算；加 --draft 导出工作稿"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dept", help="部门代码")
        parser.add_argument("year", type=int, help="预算年度")
        parser.add_argument("--format", choices=FORMATS, required=True, help="格式")
        parser.add_argument("--output", type=Path, required=True, help="写到哪里")
        parser.add_argument("--draft", action="store_true", help="导出工作稿")
        parser.add_argument("--revision", type=int, help="第几版，默认最新")

    def handle(self, *args: Any, **options: Any) -> None:
        files = found(options)
        if not files:
            self.stderr.write(
                f"部门 {options['dept']} 的 {options['year']} 年度没有可以导出的内容。"
            )
            raise SystemExit(1)
        write(files, options["output"])
        self.stderr.write(f"已写到 {options['output']}")


def found(options: dict[str, Any]) -> exports.Files:
    """The files asked for; none where there is nothing of the kind."""
    place = {"department__code": options["dept"], "year": options["year"]}
    if options["draft"] or options["format"] == "workbook":
        edition = Edition.objects.filter(**place).first()
        return exports.of_draft(edition, options["format"]) if edition else {}
    if options["revision"]:
        place["revision"] = options["revision"]
    publication = Publication.objects.filter(withdrawal=None, **place).order_by("-revision").first()
    return exports.of_publication(publication, options["format"]) if publication else {}


def write(files: dict[str, bytes], output: Path) -> None:
    """One file at ``output``, or several in the folder ``output``."""
    if list(files) == [""]:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(files[""])
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (output / name).write_bytes(content)
