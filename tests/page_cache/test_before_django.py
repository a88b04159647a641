"""A fresh page is shown before Django has begun, and only that."""

from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from articles.public.caching import PAGE
from newsroom.quick_answers import at_once
from tests.page_cache.site import STORY, Site


class Server:
    """The site as a server calls it; `passed` is what went on to Django."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.application = at_once(self._django)

    def _django(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.passed.append(environ["PATH_INFO"])
        start_response("200 OK", [])
        return [b"Django"]

    def get(self, address: str = STORY, *, method: str = "GET", host: str = "testserver", **headers: str) -> Any:
        environ = RequestFactory(headers=headers | {"Host": host})._base_environ() | {"REQUEST_METHOD": method}
        environ["PATH_INFO"], _mark, environ["QUERY_STRING"] = address.partition("?")
        started: list[Any] = []
        content = self.application(environ, lambda *answer: started.append(answer))
        return started[0][0], dict(started[0][1]), b"".join(content)


def test_a_fresh_page_is_shown_without_django_just_as_through_it() -> None:
    site, server = Site(), Server()
    site.get(Host="testserver")
    status, headers, content = server.get()
    through = site.get(Host="testserver")

    assert (status, content, server.passed) == ("200 OK", through.content, [])
    assert headers == dict(through.items())


def test_all_else_goes_to_django(clock: Any, settings: Settings) -> None:
    site, server = Site(), Server()
    site.get(Host="testserver")
    others: list[dict[str, Any]] = [
        {"method": "HEAD"},
        {"method": "POST"},
        {"address": f"{STORY}?q=1"},
        {"address": "/khac/"},
        {"host": "evil.example"},
        {"host": ""},
        {"If-None-Match": '"1"'},
    ]
    for number, other in enumerate(others, 1):
        server.get(**other)
        assert len(server.passed) == number, other
    clock.shift(31)
    server.get()
    assert len(server.passed) == len(others) + 1


def test_the_scheme_is_the_one_that_django_sees(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site, server = Site(), Server()
    site.get(**{"Host": "testserver", "X-Forwarded-Proto": "https"})
    for told_scheme in ("https", "https, http", "http", "ftp", ""):
        request = RequestFactory(headers={"X-Forwarded-Proto": told_scheme}).get(STORY)
        before = len(server.passed)
        server.get(**{"X-Forwarded-Proto": told_scheme})
        assert (len(server.passed) == before) is (request.scheme == "https"), told_scheme


def test_what_is_not_simply_there_is_not_shown_without_django() -> None:
    site, server = Site(lambda number: _gone()), Server()
    site.get(Host="testserver")
    assert server.get()[2] == b"Django"


def _gone() -> HttpResponse:
    response = HttpResponse("không còn", status=410)
    PAGE.apply(response)
    return response


def test_a_site_without_a_page_cache_has_nothing_before_it(settings: Settings) -> None:
    settings.PAGE_CACHE = ""
    assert Server().get()[2] == b"Django"
