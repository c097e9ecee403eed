"""Filling in a grid page as a browser would."""

from typing import Any

from django.test import Client

from budgetportal.models import Edition


class Page:
    """One part's page: what it shows, what is typed over it, and what is sent."""

    def __init__(self, client: Client, edition: Edition, key: str) -> None:
        self.client = client
        self.address = f"/admin/desk/{edition.pk}/{key}/"
        self.prefix = key
        rows = client.get(self.address).context["rows"]
        self.data = sent(rows)
        self.first_blank = sum(1 for row in rows if row.id)

    def type(self, row: int, **values: Any) -> "Page":
        """Type into a row; rows count from 0, blank ones behind the stored."""
        for name, value in values.items():
            self.data[f"{self.prefix}-{row}-{name}"] = value
        return self

    def save(self) -> Any:
        return self.client.post(self.address, self.data)

    def paste(self, block: str, unit: str = "元", at: str = "") -> Any:
        """Paste a block over the page, at a cell like ``0-amount`` or into the box below."""
        more = {"block": block, "unit": unit, "at": at}
        return self.client.post(f"{self.address}paste/", {**self.data, **more})


def sent(rows: Any) -> dict[str, Any]:
    """What the browser sends back of a page of rows."""
    data: dict[str, Any] = {f"{rows.part.key}-TOTAL_FORMS": len(rows)}
    for row in rows:
        for name, text in (*row.texts.items(), *row.carried.items()):
            data[row.key(name)] = text
        if row.gone:
            data[row.key("DELETE")] = "on"
    return data


def errors(response: Any) -> list[str]:
    """Every error shown in a grid."""
    rows = response.context["rows"]
    return [sentence for row in rows for found in row.errors.values() for sentence in found]
