"""What Django itself can do: no middleware, no applications, views that do next to nothing.

Needs DATABASE_URL and YARDSTICK_PAGE, a file with the bytes that every page answers with.
"""

import os
from pathlib import Path

import dj_database_url
from django.conf import settings

settings.configure(
    DEBUG=False,
    SECRET_KEY="measured-and-thrown-away",  # noqa: S106  # nothing is signed
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
    USE_TZ=True,
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"]) | {"CONN_MAX_AGE": 600}},
)

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

PAGE = Path(os.environ["YARDSTICK_PAGE"]).read_bytes()


class Story(models.Model):
    """The text of one published story, as any blog would keep it."""

    title = models.CharField(max_length=250)
    lead = models.TextField()
    body = models.TextField()

    class Meta:
        app_label = "yardsticks"
        db_table = "articles_publishedarticle"
        managed = False

    def __str__(self) -> str:
        return self.title


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


def one_query(request: HttpRequest, number: int) -> HttpResponse:
    """As many bytes, the story's text among them."""
    body = Story.objects.get(pk=number).body.encode()
    return HttpResponse(PAGE[: -len(body)] + body)


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


urlpatterns = [path("nothing/", nothing), path("one/<int:number>/", one_query), path("empty/", empty)]
