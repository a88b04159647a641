"""Hosts, schemes, releases and queries: whose page it is, and what makes no page of its own."""

import ast
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from pytest_django.fixtures import Settings

from articles.public import caching
from articles.public.caching import PAGE
from articles.public.searching import SearchForm
from newsroom import page_cache
from tests.page_cache.site import STORY, Site
from tests.rules.source import modules


def test_hosts_and_schemes_do_not_mix(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example", "www.news.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = Site()
    asked = [
        {"Host": "news.example"},
        {"Host": "www.news.example"},
        {"Host": "news.example:8080"},
        {"Host": "news.example", "X-Forwarded-Proto": "https"},
    ]
    first = [site.get(**headers).content for headers in asked]
    assert len(set(first)) == len(asked)
    assert [site.get(**headers).content for headers in asked] == first


def test_a_host_that_is_not_ours_is_neither_kept_nor_shown_anything(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example"]
    site = Site()
    for _ in range(2):
        assert "Cache-Status" not in site.get(Host="evil.example")
    assert site.rendered == 2


def test_forwarded_headers_that_nobody_trusts_change_nothing(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example"]
    site = Site()
    poisoned = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Original-URL": "/admin/"}
    assert site.get(Host="news.example", **poisoned).content == site.get(Host="news.example").content
    assert site.rendered == 1


def test_a_cookie_makes_no_other_page() -> None:
    site = Site()
    site.get(Cookie="sessionid=cua-bien-tap-vien")
    assert site.get().content == "bản 1".encode()
    assert site.rendered == 1


def test_pages_of_another_release_are_none_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.get()
    monkeypatch.setattr(page_cache, "edition", lambda: "bản phát hành sau")
    assert site.get().content == "bản 2".encode()


def test_a_flood_of_queries_that_say_nothing_renders_one_page_and_keeps_one(tmp_path: Path) -> None:
    site = Site()
    for number in range(50):
        site.get(f"{STORY}?utm_source=zalo&fbclid={number}&truoc={number}&q={number}")
    assert site.get().content == "bản 1".encode()
    assert site.rendered == 1
    assert len([path for path in (tmp_path / "pages").rglob("*") if path.is_file() and path.name != "adding"]) == 1


def test_what_a_page_reads_makes_a_page_of_its_own_in_whatever_order() -> None:
    site = Site()
    site.get("/tim-kiem/?q=lúa&xep=moi")
    site.get("/tim-kiem/?xep=moi&utm_medium=x&q=l%C3%BAa")
    assert site.rendered == 1
    for other in (
        "/tim-kiem/?q=lúa",
        "/tim-kiem/?q=lua&xep=moi",
        "/kinh-te/",
        "/kinh-te/?truoc=1-2",
        "/kinh-te/?truoc=",
    ):
        site.get(other)
    assert site.rendered == 6


def test_of_a_parameter_given_twice_the_one_counts_that_the_view_reads() -> None:
    site = Site()
    site.get("/tim-kiem/?q=lúa&q=gạo")
    assert site.get("/tim-kiem/?q=gạo").content == "bản 1".encode()
    assert site.get("/tim-kiem/?q=lúa").content == "bản 2".encode()


@pytest.mark.parametrize("status", [301, 404])
def test_an_address_that_is_not_there_may_be_an_old_ones_with_its_query(status: int) -> None:
    def view(number: int) -> HttpResponse:
        response = HttpResponse(f"bản {number}", status=status)
        PAGE.apply(response)
        return response

    site = Site(view)
    for query in ("", "?id=1", "?id=2", "?id=1"):
        site.get(f"/xem-tin/{query}")
    assert site.rendered == 4
    assert site.get("/xem-tin/").content == "bản 1".encode()


def test_the_cache_knows_every_parameter_that_a_view_reads() -> None:
    read = set()
    for name, tree in modules().items():
        if name.startswith(("articles.public.", "articles.syndication.")) and name != "articles.public.held_pages":
            source = ast.unparse(tree)
            read |= set(re.findall(r"request\.GET(?:\.get\(|\[)'(\w+)'", source))
            read |= set(re.findall(r"'(\w+)' (?:not )?in request\.GET", source))
            assert "get_full_path" not in source, name
    assert read | set(SearchForm.base_fields) <= set(caching.SEARCH_READS)
    assert {"truoc"} == set(caching.LIST_READS)
