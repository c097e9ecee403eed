"""``exportbudget DEPT YEAR --format F --output PATH [--draft] [--revision N]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from budgetportal.management.base import PortalCommand
from budgetportal.models import Edition, Publication, Status
from budgetportal.publishing import exports

FORMATS = ("pdf", "html", "xlsx", "csv", "json", "workbook", "package")


class Command(PortalCommand):
    """Writes the published document, or with ``--draft`` the working copy."""

    #: they load every page of the site, a quarter of the time; whoever starts the site runs them
    requires_system_checks = ()
    help = "导出已公开的部门预算；加 --draft 导出工作稿"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dept", help="部门代码")
        parser.add_argument("year", type=int, help="预算年度")
        parser.add_argument("--format", choices=FORMATS, required=True, help="格式")
        parser.add_argument("--output", type=Path, required=True, help="写到哪里")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--draft", action="store_true", help="导出工作稿")
        which.add_argument("--revision", type=int, help="第几版，默认最新")

    def handle(self, *args: Any, **options: Any) -> None:
        files = found(options)
        if not files:
            self._stop(1, nothing(options))
        try:
            write(files, options["output"])
        except OSError as error:
            self._stop(2, f"不能写到 {options['output']}：{error.strerror}。")
        self.stderr.write(f"已写到 {options['output']}")

    def _stop(self, code: int, message: str) -> None:
        self.stderr.write(message)
        raise SystemExit(code)


def found(options: dict[str, Any]) -> exports.Files:
    """The files asked for; none where there is nothing of the kind."""
    place = {"department__code": options["dept"], "year": options["year"]}
    edition = Edition.objects.filter(**place).first()
    if options["draft"]:
        return exports.of_draft(edition, options["format"]) if edition else {}
    published = Publication.objects.filter(withdrawal=None, **place).order_by("-revision")
    newest = publication = published.first()
    if options["revision"] is not None:
        publication = published.filter(revision=options["revision"]).first()
    if publication is None:
        return {}
    if options["format"] != "workbook":
        return exports.of_publication(publication, options["format"])
    same = publication == newest and edition is not None and edition.status == Status.PUBLISHED
    return exports.of_draft(edition, "workbook") if edition and same else {}


def nothing(options: dict[str, Any]) -> str:
    """Why there is nothing; a workbook is not frozen, it is the ledger while nobody changes it."""
    message = f"部门 {options['dept']} 的 {options['year']} 年度没有可以导出的内容。"
    if options["format"] == "workbook" and not options["draft"]:
        message += "工作簿只有最新公开版本且未开启更正时才有；工作稿请加 --draft。"
    return message


def write(files: dict[str, bytes], output: Path) -> None:
    """One file at ``output``, or several in the folder ``output``."""
    if list(files) == [""]:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(files[""])
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (output / name).write_bytes(content)
