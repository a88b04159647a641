"""What is dropped is shown to nobody any more."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from pytest_django.fixtures import Settings

from newsroom import page_cache
from tests.page_cache.site import STORY, Site, text


def test_a_page_that_is_dropped_is_rendered_again_under_whatever_address(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example", "www.news.example"]
    site = Site()
    asked = [("news.example", "/kinh-te/"), ("www.news.example", "/kinh-te/"), ("news.example", "/kinh-te/?truoc=1-2")]
    for host, address in asked:
        site.get(address, Host=host)
    site.get("/xa-hoi/", Host="news.example")
    page_cache._drop(["/kinh-te/"])

    assert [site.get(address, Host=host)["Cache-Status"] for host, address in asked] == [
        "newsroom; fwd=uri-miss; stored"
    ] * 3
    assert site.get("/xa-hoi/", Host="news.example")["Cache-Status"].startswith("newsroom; hit")
    assert [site.get(address, Host=host).content for host, address in asked] == [
        f"bản {number}".encode() for number in (5, 6, 7)
    ]


def test_what_was_being_rendered_when_it_was_dropped_is_kept_for_nobody() -> None:
    def view(number: int) -> HttpResponse:
        if number == 1:  # read before the story was withdrawn, answered after
            page_cache._drop([STORY])
        return text(number)

    site = Site(view)
    assert [site.get().content for _ in range(3)] == [f"bản {number}".encode() for number in (1, 2, 2)]


def test_without_a_page_cache_there_is_no_middleware(settings: Settings) -> None:
    settings.PAGE_CACHE = ""
    with pytest.raises(MiddlewareNotUsed):
        Site()
