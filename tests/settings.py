"""The demo's settings (production's, on plain http) for tests, with nothing from the developer's own environment.

Tests use a database of their own beside the demo's in the embedded server, or on whatever server DATABASE_URL names.
"""

import os
import tempfile

from newsroom.embedded_postgres import provide_database_url

SITE_VARIABLES = (
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "SITE_NAME",
    "SITE_URL",
    "TRUSTED_PROXIES",
    "VIEWS_DURABLE",
    "VIEWS_JOURNAL",
    "EMAIL_HOST",
    "DEFAULT_FROM_EMAIL",
)
for variable in SITE_VARIABLES:
    os.environ.pop(variable, None)
os.environ["DEMO"] = "1"
# A test sees what a view makes now; those of the page cache turn it on.
os.environ["PAGE_CACHE"] = "off"
os.environ["MEDIA_ROOT"] = tempfile.mkdtemp(prefix="newsroom-media-")
# Not what the demo has collected: WhiteNoise reads the whole folder for each test client.
os.environ["STATIC_ROOT"] = tempfile.mkdtemp(prefix="newsroom-static-")
os.environ["VIEWS_JOURNAL"] = tempfile.mkdtemp(prefix="newsroom-views-")
provide_database_url()

from newsroom.settings import *  # noqa: E402, F403

# No manifest of static files, and no slow hashes, in tests.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The live server's threads would keep their connections beyond the test, and the database could not be dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
