"""django-hitcount, used as its documentation says, on a database of its own.

Needs DATABASE_URL; run by the Python of an environment that has django-hitcount (benchmarks/beacon.py makes it).
"""

import os
import sys

import dj_database_url
from django.conf import settings

settings.configure(
    DEBUG=False,
    SECRET_KEY="measured-and-thrown-away",  # noqa: S106  # nothing is signed
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "hitcount"],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"]) | {"CONN_MAX_AGE": 600}},
)

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from hitcount.models import HitCount  # noqa: E402
from hitcount.views import HitCountMixin  # noqa: E402


def hit(request: HttpRequest, number: int) -> HttpResponse:
    """What its HitCountDetailView does with a story; any model's rows do for one."""
    counter = HitCount.objects.get_for_object(Group.objects.get(pk=number))
    HitCountMixin.hit_count(request, counter)
    return HttpResponse(status=204)


urlpatterns = [path("hit/<int:number>/", hit)]

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    Group.objects.get_or_create(pk=1, defaults={"name": "story"})
    sys.stdout.write(f"{HitCount.objects.count()}\n")
