"""Every address of the site, generated from the URL patterns with values that exist."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from budgetportal.models import Job

#: what stands in the place of a parameter
VALUES: dict[str, Any] = {
    "year": "2023",
    "dept": "801",
    "revision": "1",
    "name": "data.json",
    "table": "3",
    "row": "1",
    "column": "3",
    "kind": "data.json",
    "act": "submit",
    "key": "lines",
    "section": "years",
    "app_label": "budgetportal",
    "content_type_id": "1",
    "url": "admin/",
}


def names(admin: bool) -> list[str]:
    """Names of the addresses of the back office, or of all others."""
    found = dict(_patterns(get_resolver().url_patterns, ""))
    return sorted(name for name in found if name.startswith("admin:") == admin)


def address(name: str, edition_pk: int, project_pk: int, **more: str) -> str:
    """The address of this name; an unknown parameter asks for a value above."""
    pattern = dict(_patterns(get_resolver().url_patterns, ""))[name]
    wanted = pattern.pattern.regex.groupindex
    values = {**VALUES, "pk": edition_pk, "project": project_pk, **more}
    if "job" in wanted:
        values["job"] = Job.objects.values_list("pk", flat=True)[0]
    if "object_id" in wanted or "id" in wanted:
        values["object_id"] = values["id"] = _first(name)
    return reverse(name, kwargs={each: values[each] for each in wanted})


def _patterns(of: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
    for each in of:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _patterns(each.url_patterns, inner)
        elif each.name:
            yield f"{space}{each.name}", each


def _first(name: str) -> Any:
    """An object of the model that the address names: ``admin:auth_user_change``."""
    app, model = name.removeprefix("admin:").split("_")[:2]
    return apps.get_model(app, model)._default_manager.values_list("pk", flat=True)[0]
