from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

#: group → the acts that are its own; ``publishing.accounts`` keeps the rest of its rights
GROUPS = {
    "录入": "submit_edition",
    "审核": "approve_edition",
    "发布": "publish_edition",
    "管理": "",
}


def make_groups(apps: Apps, editor: object) -> None:
    """The four groups of people; rights of models that come later follow every migration."""
    ours = apps.get_app_config("budgetportal")
    ours.models_module = True  # historical apps have no module, and permissions ask for one
    create_permissions(ours, verbosity=0, apps=apps)
    ours.models_module = None
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for name, right in GROUPS.items():
        group, _ = group_model.objects.get_or_create(name=name)
        rights = permission_model.objects.filter(content_type__app_label="budgetportal")
        group.permissions.add(*rights.filter(codename__startswith="view_"))
        group.permissions.add(*rights.filter(codename=right))


class Migration(migrations.Migration):
    dependencies = (
        ("budgetportal", "0005_publication_approver"),
        ("auth", "0012_alter_user_first_name_max_length"),
    )

    operations = (migrations.RunPython(make_groups, migrations.RunPython.noop),)
