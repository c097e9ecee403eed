"""The four groups of people (录入, 审核, 发布, 管理) and what each may do."""

from django.contrib.auth.models import Group, Permission

RIGHTS = {
    "录入": ("submit_edition",),
    "审核": ("approve_edition",),
    "发布": ("publish_edition",),
    "管理": (),
}
#: what clerks enter, by model name
ENTERED = (
    "edition",
    "unit",
    "project",
    "expenditureline",
    "receipt",
    "yearendcarryforward",
    "prioryearfigure",
    "changereason",
    "controltotal",
    "procurementitem",
    "performanceform",
    "performanceindicator",
    "warninganswer",
)
#: what administrators keep
KEPT = ("department", "codesubject", "economicmapping", "glossaryterm", "failedsignin")


def ensure_groups(**signal: object) -> None:
    """Create the groups, and give each exactly its permissions."""
    for name, rights in RIGHTS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(_permissions(name, rights))


def _permissions(name: str, rights: tuple[str, ...]) -> list[Permission]:
    ours = Permission.objects.filter(content_type__app_label="budgetportal")
    users = Permission.objects.filter(content_type__app_label="auth")
    found = list(ours.filter(codename__startswith="view_"))
    found += ours.filter(codename__in=rights)
    if name == "录入":
        found += [p for p in ours if p.codename.partition("_")[2] in ENTERED and _writes(p)]
    if name == "管理":
        found += [p for p in ours if p.codename.partition("_")[2] in KEPT and _writes(p)]
        found += list(users)
    return found


def _writes(permission: Permission) -> bool:
    return permission.codename.partition("_")[0] in ("add", "change", "delete")
