"""Official terms and states: no column takes another value than its list has, whoever writes it."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from budgetportal.models import Receipt


def checked(model: type[models.Model]) -> Iterator[tuple[str, set[str]]]:
    """What each check of a list allows, by its column."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint) and constraint.name.endswith("_listed"):
            ((condition, values),) = constraint.condition.children  # type: ignore[attr-defined]
            yield condition.removesuffix("__in"), set(values)


def test_the_database_checks_every_column_of_a_list() -> None:
    for model in apps.get_app_config("budgetportal").get_models():
        offered = {
            field.name: {str(value) for value, _ in field.choices}
            | ({""} if field.blank else set())
            for field in model._meta.fields
            if field.choices
        }
        found = dict(checked(model))
        if model is Receipt:  # 收入明细 has two of the funds only
            assert found["fund"] < offered["fund"]
            found = offered
        assert found == offered, model
