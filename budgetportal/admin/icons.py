"""Django's pictures of yes and no, read out in Chinese; the library says True and False."""

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SHOWN = {True: ("yes", "是"), False: ("no", "否"), None: ("unknown", "未知")}


def icon(value: bool | None) -> SafeString:
    name, said = SHOWN[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), said)


def speak_chinese() -> None:
    """Lists and read-only fields draw with this function of the library; it has no other door."""
    setattr(admin_list, "_boolean_icon", icon)  # noqa: B010
