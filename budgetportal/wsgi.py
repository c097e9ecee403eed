"""The WSGI application: published files first, Django behind."""

import os

from django.core.wsgi import get_wsgi_application

from budgetportal.web.published import Published

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgetportal.settings")
application = Published(get_wsgi_application())
