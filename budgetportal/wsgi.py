"""The WSGI application: published files first, Django behind."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgetportal.settings")
django = get_wsgi_application()
#: named, not imported: it knows the models, which are there only now
application = import_string("budgetportal.web.published.Published")(django)
