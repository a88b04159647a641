"""Reports of readers are answered before Django makes requests of them; whatever is unlike them is left to Django."""

import json

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection
from django.test import Client

from articles.models import RefusedViews
from tests.factories import draft, editor, published
from tests.readership.reading import counted, report, report_to_server
from tests.readership.test_what_a_view_is_answered import GOOGLE

pytestmark = pytest.mark.django_db

LEFT_TO_DJANGO = 299


def test_it_is_counted_as_by_django() -> None:
    story = published()

    answer = report_to_server(story.pk)

    assert (answer.status_code, counted(story)) == (204, 1)
    assert report(story.pk).status_code == 204
    assert counted(story) == 1  # the same reader


def test_both_answer_alike() -> None:
    live, unseen = published(), draft()

    for number in (live.pk, unseen.pk, 0, 2**63):
        one, other = report_to_server(number), report(number)
        assert one.status_code == other.status_code
        assert one.headers["Cache-Control"] == other["Cache-Control"] == "no-store"


def test_robots_and_other_sites_are_refused_here_too() -> None:
    story = published()

    report_to_server(story.pk, HTTP_USER_AGENT=GOOGLE)
    report_to_server(story.pk, HTTP_ORIGIN="https://evil.example")
    report_to_server(story.pk, HTTP_SEC_PURPOSE="prefetch")

    assert counted(story) == 0
    assert set(RefusedViews.objects.values_list("reason", "count")) == {("robot", 1), ("elsewhere", 1), ("ahead", 1)}


@pytest.mark.parametrize(
    "unlike",
    [
        {"REQUEST_METHOD": "GET"},
        {"HTTP_COOKIE": "a=b; sessionid=abc"},
        {"HTTP_HOST": "evil.example"},
        {"PATH_INFO": "/luot-xem/1"},
        {"PATH_INFO": "/"},
    ],
)
def test_what_is_no_plain_report_is_left_to_django(unlike: dict[str, str]) -> None:
    assert report_to_server(published().pk, **unlike).status_code == LEFT_TO_DJANGO


def test_on_a_site_of_https_a_report_by_http_is_left_to_django(settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    story = published()

    assert report_to_server(story.pk).status_code == LEFT_TO_DJANGO
    assert report_to_server(story.pk, HTTP_X_FORWARDED_PROTO="https").status_code == 204


def test_a_database_that_fails_says_come_again_here_too() -> None:
    def fail(*args: object) -> object:
        raise OperationalError("the database is shutting down")

    report_to_server(published().pk)
    story = published()  # which must be asked about
    with connection.execute_wrapper(fail):
        answer = report_to_server(story.pk)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_the_site_is_served_so() -> None:
    """The application that servers load has it in front; a page of the site goes through it untouched."""
    assert Client().get("/healthz").status_code == 200
    story = published()
    editor()

    assert report_to_server(story.pk, body=json.dumps({"from": "zalo.me", "again": True}).encode()).status_code == 204
    assert counted(story) == 1
