"""Filling in a grid page as a browser would."""

from typing import Any

from django.test import Client

from budgetportal.models import Edition


class Page:
    """One part's page: what it shows, what is typed over it, and what is sent."""

    def __init__(self, client: Client, edition: Edition, key: str) -> None:
        self.client = client
        self.address = f"/admin/desk/{edition.pk}/{key}/"
        rows = client.get(self.address).context["rows"]
        self.prefix = key
        self.data = {f"{key}-INITIAL_FORMS": rows.initial_form_count()}
        self.data[f"{key}-TOTAL_FORMS"] = rows.total_form_count()
        for form in rows:
            for field in form:
                if field.name != "DELETE":
                    self.data[field.html_name] = "" if field.value() is None else field.value()
        self.first_blank = rows.initial_form_count()

    def type(self, row: int, **values: Any) -> "Page":
        """Type into a row; rows count from 0, blank ones behind the stored."""
        for name, value in values.items():
            self.data[f"{self.prefix}-{row}-{name}"] = value
        return self

    def save(self) -> Any:
        return self.client.post(self.address, self.data)


def errors(response: Any) -> list[str]:
    """Every error shown in a grid."""
    rows = response.context["rows"]
    return [str(error) for form in rows for found in form.errors.values() for error in found]
