"""Backup codes that stand readable in the database become digests; they stay good."""

from typing import Any

from django.db import migrations

from budgetportal.admin.gate.spare import LENGTH, kept


def hide(apps: Any, editor: Any) -> None:
    tokens = apps.get_model("otp_static", "StaticToken").objects.select_related("device__user")
    for token in tokens.iterator():
        if len(token.token) < LENGTH:
            token.token = kept(token.device.user, token.token)
            token.save(update_fields=["token"])


class Migration(migrations.Migration):
    dependencies = (
        ("budgetportal", "0010_failed_sign_ins"),
        ("otp_static", "0003_add_timestamps"),
    )

    operations = (migrations.RunPython(hide, migrations.RunPython.noop),)
