#!/usr/bin/env python
"""Runs a management command of the site."""

import os
import sys

from django.core.management import execute_from_command_line

from newsroom.embedded_postgres import provide_database_url

SITE_VARIABLES = ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "DEMO")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    # Where nothing at all says which site this is, it is the demo of this checkout, so that a command typed beside a
    # running `make demo` works on its stories. A server never starts so: wsgi.py makes no such assumption.
    if not any(os.environ.get(name) for name in SITE_VARIABLES):
        os.environ["DEMO"] = "1"
    provide_database_url()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
