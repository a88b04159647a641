"""Sitemaps are valid by schema, what they list is there and may be found, and robots.txt reads as it is meant."""

from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from lxml import etree
from pytest_django.fixtures import Settings

from tests.public.pages import HTML, XML, Newspaper, pages_of

SITE = "https://bao.example"
SITEMAP = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "sitemap.xsd"))
MOST_BYTES = 50 * 1024 * 1024


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE


def problems(content: bytes) -> list[str]:
    SITEMAP.validate(etree.fromstring(content))
    found = [f"line {error.line}: {error.message}" for error in SITEMAP.error_log]
    return found + ([f"{len(content)} bytes"] if len(content) > MOST_BYTES else [])


def test_every_sitemap_is_valid(client: Client, paper: Newspaper) -> None:
    pages = pages_of(XML)
    assert len(pages) > 3
    found = {name: problems(client.get(kind.address(paper)).content) for name, kind in pages.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def listed(client: Client, address: str) -> list[str]:
    """Every page that the sitemap at `address`, or a sitemap of the index there, lists."""
    root = etree.fromstring(client.get(address.removeprefix(SITE)).content)
    places = root.xpath("*/*[local-name() = 'loc']/text()")
    if etree.QName(root).localname == "urlset":
        return places
    return [page for place in places for page in listed(client, place)]


def test_what_is_listed_is_there_under_that_very_address_and_may_be_found(client: Client, paper: Newspaper) -> None:
    places = listed(client, "/sitemap.xml")
    assert f"{SITE}{paper.rich.get_absolute_url()}" in places
    assert len(places) == len(set(places))
    for place in places:
        response = client.get(place.removeprefix(SITE))
        page = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 200, place
        assert page.select_one('link[rel="canonical"]')["href"] == place
        assert page.select_one('meta[name="robots"]')["content"] != "noindex", place


BREAKS = [
    ("<loc>https://bao.example/", "<loc>/"),
    ("<loc>https://bao.example/", "<loc>https://bao.example/tin hôm nay"),
    ("</loc>", "</loc><loc>https://bao.example/khac/</loc>"),
    ("<news:language>vi<", "<news:language>Tiếng Việt<"),
    ("<news:title>", "<news:genres>Blog</news:genres><news:title>"),
    ("<news:publication>", "<news:publications>"),
    ("<news:publication_date>", "<news:publication_date>hôm nay "),
    ("</news:name>", " (điện tử)</news:name>"),
]


def test_the_schema_sees_what_it_is_to_find(client: Client, paper: Newspaper) -> None:
    news = client.get("/sitemap-news.xml").content.decode()
    assert problems(news.encode()) == []
    for sound, broken in BREAKS:
        assert sound in news, sound
        changed = news.replace(sound, broken, 1).replace("<news:publications>", "<news:name/><news:publication>")
        assert problems(changed.encode()), broken
    month = client.get("/sitemap-2021-03.xml").content.decode()
    assert problems(month.replace("+07:00</lastmod>", "</lastmod>", 1).encode())
    assert problems(month.replace("</urlset>", month[month.index("<url>") :]).encode()), "one page twice"
    index = client.get("/sitemap.xml").content.decode()
    assert problems(index.replace("<sitemap>", "<url>").replace("</sitemap>", "</url>").encode())


def test_robots_may_read_what_readers_may_and_nothing_of_the_desk(client: Client, paper: Newspaper) -> None:
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())
    for name, kind in pages_of(HTML).items():
        may = robots.can_fetch("Googlebot", SITE + kind.address(paper))
        assert may is not name.startswith("search"), name
    for place in ("/admin/", "/admin/articles/article/1/", "/xem-truoc/abc/", "/tim-kiem/?q=a"):
        assert not robots.can_fetch("Googlebot", SITE + place)
    assert robots.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/sitemap-news.xml"]
    # What a page is made of has to be read for the page to be judged as readers see it.
    for place in ("/static/public/css/base.css", "/media/photos/a.jpg", "/rss/tin-moi.rss"):
        assert robots.can_fetch("Googlebot", SITE + place)
