"""Which answers are kept for others, and which requests are answered by them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from articles.public import caching, held_pages
from articles.public.caching import NOT_THERE, PAGE
from tests.page_cache.site import STORY, Site, text, told


def private() -> HttpResponse:
    return HttpResponse(headers={"Cache-Control": "private, max-age=0"})


def with_cookie() -> HttpResponse:
    response = text(1)
    response.set_cookie("csrftoken", "của-một-người")
    return response


def varying() -> HttpResponse:
    response = text(1)
    response["Vary"] = "Cookie"
    return response


def streaming() -> HttpResponseBase:
    response = StreamingHttpResponse([b"a"])
    PAGE.apply(response)
    return response


def refused() -> HttpResponse:
    response = HttpResponse(status=403)
    PAGE.apply(response)
    return response


def too_large() -> HttpResponse:
    response = HttpResponse(b"x" * (held_pages.LARGEST + 1))
    PAGE.apply(response)
    return response


@pytest.mark.parametrize("view", [HttpResponse, private, with_cookie, varying, streaming, refused, too_large])
def test_what_is_for_one_reader_is_shown_to_no_other(view: Callable[[], HttpResponseBase]) -> None:
    site = Site(lambda number: view())
    for _ in range(3):
        site.get()
    assert site.rendered == 3


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/articles/article/1/change/", "/xem-truoc/abc/", "/healthz", "/media/a.jpg"]
)
def test_no_address_of_the_desk_is_ever_held(address: str) -> None:
    site = Site()
    answers = [site.get(address) for _ in range(3)]
    assert site.rendered == 3
    assert not any("Cache-Status" in answer for answer in answers)


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_only_reading_is_answered(method: str) -> None:
    site = Site()
    site.get()
    assert site.get(method=method).content == "bản 2".encode()
    assert site.get().content == "bản 1".encode()


def test_asking_for_the_head_fills_nothing_and_is_answered_from_what_is_there() -> None:
    site = Site(lambda number: text(number) if number > 1 else HttpResponse(headers=dict(text(1).items())))
    assert site.get(method="HEAD").content == b""
    assert site.get().content == "bản 2".encode()
    assert site.get(method="HEAD")["ETag"] == '"2"'
    assert site.rendered == 2


def test_a_redirect_a_gap_and_what_was_withdrawn_are_held_under_their_own_policy(clock: Any) -> None:
    def moved(number: int) -> HttpResponse:
        response = HttpResponsePermanentRedirect("/khac/") if number == 1 else HttpResponse(status=404)
        (PAGE if number == 1 else NOT_THERE).apply(response)
        return response

    site = Site(moved)
    assert [site.get()["Location"] for _ in range(3)] == ["/khac/"] * 3
    clock.shift(90)
    assert [site.get().status_code for _ in range(3)] == [404] * 3
    assert site.rendered == 2
    clock.shift(NOT_THERE.shared)
    site.get()
    assert site.rendered == 3


def test_who_has_the_page_is_told_so_and_fills_it_for_others() -> None:
    site = Site()
    for number in (1, 2):
        answer = site.get(**{"If-None-Match": '"1"'})
        assert (answer.status_code, answer.content, site.rendered) == (304, b"", 1), number
        assert told(answer)["s-maxage"] in {29, 30}
        assert answer["Cache-Status"].startswith("newsroom; ")
    assert site.get(**{"If-None-Match": '"0"'}).content == site.get().content == "bản 1".encode()


def test_a_view_that_is_asked_on_a_condition_still_makes_the_whole_page_for_others() -> None:
    @caching.for_readers
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("bản in")

    tag = view(RequestFactory().get(STORY))["ETag"]
    site = held_pages.held_pages(view)
    assert site(RequestFactory(headers={"If-None-Match": tag}).get(STORY)).status_code == 304
    others: Any = site(RequestFactory().get(STORY))
    assert (others.content, others["Cache-Status"][:13]) == ("bản in".encode(), "newsroom; hit")


def test_a_range_of_a_page_is_answered_with_the_page() -> None:
    site = Site()
    assert [site.get(Range="bytes=0-1").content, site.get(Range="bytes=0-1").content] == ["bản 1".encode()] * 2
    assert site.get().status_code == 200


def test_a_browser_that_wants_everything_afresh_costs_no_rendering() -> None:
    site = Site()
    for _ in range(3):
        site.get(**{"Cache-Control": "no-cache", "Pragma": "no-cache"})
    assert site.rendered == 1
