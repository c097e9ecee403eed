#!/usr/bin/env python
"""Django's command line for budgetportal."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgetportal.settings")
    execute_from_command_line(sys.argv)
    gc.freeze()  # the process ends: what it leaves need not be gone through
