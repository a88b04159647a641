"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from newsroom.quick_answers import at_once

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("STATEMENT_TIMEOUT", "15")

application = at_once(get_wsgi_application())
