"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from newsroom.quick_answers import at_once

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("STATEMENT_TIMEOUT", "15")

application = at_once(get_wsgi_application())
# By name, as in the site map: what stands on the ground imports none of the rooms above it.
application = import_string("articles.public.beacon.in_front_of")(application)
import_string("articles.counting.folder.start")()
