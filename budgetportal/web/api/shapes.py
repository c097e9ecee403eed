"""What is asked of the API, and what it answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from budgetportal.ledger.terms import Fund, Nature, Vintage

Year = Annotated[int, Field(ge=2000, le=2100, description="预算年度", examples=[2023])]
Code = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-z]{1,20}$"),
    Field(description="部门代码", examples=["615"]),
]
Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{3,7}$")]
Words = Annotated[str, StringConstraints(max_length=100)]
Yuan = Annotated[
    str,
    StringConstraints(pattern=r"^-?[0-9]+\.[0-9]{2}$"),
    Field(description="金额（元）", examples=["235646100.00"]),
]


class Asked(Schema):
    """Query parameters."""


class Paged(Asked):
    page: int = Field(1, ge=1, le=100_000, description="第几页")
    page_size: int = Field(100, ge=1, le=500, description="每页条数")


class PublicationsAsked(Paged):
    year: Year | None = Field(None, description="预算年度")
    department: Code | None = Field(None, description="部门代码")
    revisions: Literal["newest", "all"] = Field("newest", description="只要最新版，或所有版本")


class LinesAsked(Paged):
    year: Year | None = Field(None, description="预算年度")
    department: Code | None = Field(None, description="部门代码")
    function: Digits | None = Field(None, description="功能科目编码，或其上级（类、款）")
    fund: Fund | None = Field(None, description="资金来源")
    vintage: Vintage | None = Field(None, description="资金年份")
    nature: Nature | None = Field(None, description="支出性质")
    project: Words | None = Field(None, description="项目名称中的字")


class TotalsAsked(Asked):
    year: Year = Field(description="预算年度")
    by: Literal["department", "function", "fund", "vintage", "nature"] = Field(
        "department", description="分组：部门、功能科目、资金来源、资金年份、支出性质"
    )
    digits: Literal["3", "5", "7"] = Field(
        "3", description="按功能科目分组时的编码位数：类3、款5、项7"
    )


class Place(Schema):
    """Path parameters: one department's year."""

    year: Year
    dept: Code


class RevisionPlace(Place):
    revision: int = Field(ge=1, le=9999, description="版本")


class TablePlace(Place):
    table: int = Field(ge=1, le=99, description="报表号")


class Publication(Schema):
    """One revision, with the addresses of its page and files."""

    year: int
    department: str = Field(description="部门代码")
    department_name: str
    revision: int
    approved_on: date | None = Field(description="批复日期")
    published_at: datetime
    reason: str = Field(description="更正原因；第1版为空")
    expenditure: Yuan
    page: str
    data: str
    files: str = Field(description="本版全部文件及其SHA-256")


class File(Schema):
    name: str
    address: str
    size: int
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class PublicationWithFiles(Publication):
    newest: bool = Field(description="是否最新版")
    file_list: list[File]


class Line(Schema):
    """A leaf line of a newest revision."""

    year: int
    department: str
    department_name: str
    revision: int
    function: str
    fund: Fund
    vintage: Vintage
    nature: Nature
    project: str | None
    yuan: Yuan


class Total(Schema):
    key: str
    name: str
    yuan: Yuan


class Publications(Schema):
    count: int
    next: str | None
    previous: str | None
    items: list[Publication]


class Lines(Schema):
    count: int
    next: str | None
    previous: str | None
    items: list[Line]


class Totals(Schema):
    year: int
    by: str
    items: list[Total]


class Table(Schema):
    """A table as data.json holds it (see /schema/disclosure-1.json)."""

    number: int
    title: str
    unit: str
    columns: list[str]
    rows: list[dict[str, Any]]
    note: str | None


class Problem(Schema):
    """What is wrong, in a sentence."""

    error: str
