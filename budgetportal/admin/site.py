"""The desk: our AdminSite."""

from django.contrib.admin import AdminSite


class DeskSite(AdminSite):
    """后台 in Simplified Chinese."""

    site_header = "部门预算公开"
    site_title = "部门预算公开"
    index_title = "工作台"
