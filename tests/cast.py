"""The cast: one person of each group with no right but her group's, and a superuser."""

from django.contrib.auth.models import Group, User

from budgetportal.publishing import samples

SUPER = "超级用户"
GROUPS = ("录入", "审核", "发布", "管理", SUPER)


def cast() -> dict[str, User]:
    """By group. The demonstration's 管理 is a superuser: here 管理 is another, who is none."""
    people = samples.make_accounts()
    manager, _ = User.objects.get_or_create(
        username="manager", defaults={"first_name": "管理员", "is_staff": True}
    )
    manager.groups.add(Group.objects.get(name="管理"))
    return {**people, "管理": manager, SUPER: people["管理"]}
