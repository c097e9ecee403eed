"""``demo``: code lists, glossary, samples through the real workflow, demo accounts."""

import csv
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from budgetportal.disclosure.catalogue import load
from budgetportal.management.base import PortalCommand
from budgetportal.models import GlossaryTerm, Publication
from budgetportal.publishing import samples
from budgetportal.publishing.exports import of_publication
from budgetportal.publishing.workflow import Refused

SAMPLE = ("615", 2023)


class Command(PortalCommand):
    """Makes a working demonstration; a second run changes nothing that exists."""

    help = "准备演示数据：科目表、名词解释、示例部门和演示账号"

    def handle(self, *args: Any, **options: Any) -> None:
        with self._step("科目表与名词解释"):
            load(
                settings.FIXTURES / "codes/2023",
                2022,
                "由2023年科目表倒推",
            )
            load(settings.FIXTURES / "codes/2023", 2023, "见 fixtures/codes/README.md")
            load_glossary()
        with self._step("演示账号"):
            people = samples.make_accounts()
        for code, year, folder in samples.sample_folders():
            with self._step(f"示例部门 {code} {year}年度"):
                self._publish(code, year, folder, people)
        self._write_pdf()
        self._print()

    def _publish(self, *sample: Any) -> None:
        try:
            samples.publish_sample(*sample)
        except Refused as refused:
            for finding in refused.findings:
                self.stderr.write(f"  {finding.rule} {finding.where}：{finding.message}")
            raise SystemExit(f"示例不能发布：{refused}") from refused

    def _write_pdf(self) -> None:
        code, year = SAMPLE
        publication = Publication.objects.filter(department__code=code, year=year).first()
        if publication is not None:
            path = settings.VAR / f"demo/{code}-{year}.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(of_publication(publication, "pdf")[""])

    def _print(self) -> None:
        self.stdout.write(f"公开网站 {settings.SITE_URL}/")
        for publication in Publication.objects.select_related("department"):
            place = f"{publication.year}/{publication.department.code}/"
            self.stdout.write(f"  {settings.SITE_URL}/{place} {publication.department_name}")
        self.stdout.write(
            f"后台 {settings.SITE_URL}/admin/，演示账号（密码都是 {samples.PASSWORD}）："
        )
        for account in samples.ACCOUNTS:
            self.stdout.write(f"  {account.name}（{account.title}）")
        self.stdout.write("官方PDF var/demo/615-2023.pdf")

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.stderr.write(f"{name} {time.perf_counter() - start:.1f} 秒")


def load_glossary() -> None:
    """Add the terms of fixtures/glossary.csv that are not there yet."""
    with (settings.FIXTURES / "glossary.csv").open(encoding="utf-8-sig", newline="") as file:
        for position, row in enumerate(csv.DictReader(file), 1):
            GlossaryTerm.objects.get_or_create(
                term=row["term"],
                defaults={"definition": row["definition"], "position": position},
            )
