"""Feeds: what is in them, in what form, and never a story that readers may not see."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import publishing
from articles.content import BylineContent
from articles.models import PublishedArticle
from articles.syndication.full_text import for_elsewhere
from tests import factories
from tests.cold import forget_all
from tests.public.stories import MARCH_11, live_stories, live_story, photo

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
TEXT = "{http://purl.org/rss/1.0/modules/content/}encoded"
FEEDS = {
    "/rss/tin-moi": "/",
    "/rss/kinh-te": "/kinh-te/",
    "/rss/kinh-te/nong-nghiep": "/kinh-te/nong-nghiep/",
    "/rss/tu-khoa/lua-xuan": "/tu-khoa/lua-xuan/",
    "/rss/tac-gia/ha-vy": "/tac-gia/ha-vy/",
}


@pytest.fixture
def story(settings: Settings) -> PublishedArticle:
    settings.SITE_URL = "https://bao.example"
    sub = factories.SectionFactory(name="Nông nghiệp", parent=factories.SectionFactory(name="Kinh tế"))
    return live_story(
        sub,
        title="Lúa < 5 tấn & “được mùa”",
        lead="Năng suất < 5 tấn/ha",
        tags=("lúa xuân", "nông thôn"),
        bylines=(BylineContent(factories.AuthorFactory(name="Hà Vy")),),
        lead_photo=photo(caption="Gặt lúa", credit="Mai Trần"),
        body='<p>Xem <a href="/kinh-te/">mục Kinh tế</a>.</p>',
    )


def rss(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).find("channel")


@pytest.mark.parametrize(("feed", "page"), FEEDS.items())
@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_every_list_of_stories_has_its_feeds(
    client: Client, story: PublishedArticle, feed: str, page: str, kind: str
) -> None:
    response = client.get(f"{feed}.{kind}")
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    links = {link.text or link.get("href") for link in root.iter() if link.tag in ("link", f"{ATOM}link")}
    assert {f"https://bao.example{page}", f"https://bao.example{feed}.{kind}"} <= links
    assert story.title in [title.text for title in root.iter() if title.tag in ("title", f"{ATOM}title")]
    assert f"{feed}.rss" in client.get(page).content.decode()


def test_an_item_says_all_that_a_reader_of_feeds_shows(client: Client, story: PublishedArticle) -> None:
    item = rss(client, "/rss/tin-moi.rss").find("item")
    assert item.findtext("link") == f"https://bao.example{story.get_absolute_url()}"
    # A description is HTML (rssboard.org), so what looks like a tag is escaped once more.
    assert item.findtext("description") == "Năng suất &lt; 5 tấn/ha"
    assert parsedate_to_datetime(item.findtext("pubDate")) == MARCH_11
    assert item.findtext("pubDate").endswith("+0700")
    assert item.findtext(CREATOR) == "Hà Vy"
    assert [category.text for category in item.findall("category")] == ["Nông nghiệp", "lúa xuân", "nông thôn"]
    picture = item.find(f"{MEDIA}content")
    assert picture.get("url").startswith("https://bao.example/media/photos/")
    assert [picture.findtext(f"{MEDIA}{name}") for name in ("description", "credit")] == ["Gặt lúa", "Mai Trần"]


def test_the_id_stays_when_title_and_section_change(client: Client, story: PublishedArticle) -> None:
    before = rss(client, "/rss/tin-moi.rss").find("item").find("guid")
    assert (before.text, before.get("isPermaLink")) == (f"tag:bao.example,2021:article/{story.article_id}", "false")
    factories.republished(story.article, title="Tít khác hẳn", section=factories.SectionFactory())
    item = rss(client, "/rss/tin-moi.rss").find("item")
    assert (item.findtext("title"), item.findtext("guid")) == ("Tít khác hẳn", before.text)


def test_the_whole_text_goes_along_where_the_paper_wants_it(
    client: Client, story: PublishedArticle, settings: Settings
) -> None:
    assert rss(client, "/rss/tin-moi.rss").find("item").find(TEXT) is None
    settings.FEED_FULL_TEXT = True
    text = rss(client, "/rss/tin-moi.rss").find("item").findtext(TEXT)
    assert text == '<p>Xem <a href="https://bao.example/kinh-te/" rel="noopener noreferrer">mục Kinh tế</a>.</p>'
    atom = ElementTree.fromstring(client.get("/rss/tin-moi.atom").content)
    assert atom.find(f"{ATOM}entry/{ATOM}content").text == text


def test_nothing_of_ours_is_left_in_a_text_for_elsewhere() -> None:
    html = (
        '<figure class="image"><picture><source srcset="/media/a.webp 480w"><img src="/media/a.jpg" alt="Lúa" '
        'srcset="/media/a.jpg 480w" sizes="100vw" loading="lazy"></picture><figcaption>Gặt</figcaption></figure>'
        '<figure class="embed"><a class="embed__link" href="https://vimeo.com/1" data-player="https://player.vimeo.com/'
        'video/1" data-title="Video Vimeo">Xem video</a></figure>'
    )
    assert for_elsewhere(html, "https://bao.example/") == (
        '<figure><img src="https://bao.example/media/a.jpg" alt="Lúa"><figcaption>Gặt</figcaption></figure>'
        '<figure><a href="https://vimeo.com/1">Xem video</a></figure>'
    )


def test_only_live_stories_are_in_a_feed(client: Client, story: PublishedArticle) -> None:
    factories.draft(title="Nháp")
    factories.scheduled(factories.editor(), title="Hẹn giờ")
    factories.withdrawn(title="Đã gỡ")
    assert [item.findtext("title") for item in rss(client, "/rss/tin-moi.rss").findall("item")] == [story.title]
    publishing.withdraw(story.article, by=factories.managing_editor(), reason="Sai số liệu năng suất.")
    assert rss(client, "/rss/tin-moi.rss").findall("item") == []
    # As their pages: a tag or an author is public only as far as live stories name them.
    assert client.get("/rss/tu-khoa/lua-xuan.rss").status_code == 404
    assert client.get("/rss/tac-gia/ha-vy.atom").status_code == 404


@pytest.mark.parametrize("address", ["/rss/khong-co.rss", "/rss/kinh-te/a.rss", "/rss/tin-moi.xml", "/rss/a/b/c.rss"])
def test_what_is_no_feed_is_not_there(client: Client, story: PublishedArticle, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("address", "queries"), [("/rss/tin-moi.rss", 2), ("/rss/kinh-te.rss", 3)])
def test_a_feed_costs_the_same_for_two_stories_as_for_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    section = factories.SectionFactory(name="Kinh tế")
    for number in (2, 35):
        live_stories(number, section)
        forget_all()
        with django_assert_num_queries(queries):
            client.get(address)
    assert len(rss(client, address).findall("item")) == 30


def test_who_has_the_feed_already_is_told_so(client: Client, story: PublishedArticle) -> None:
    tag = client.get("/rss/tin-moi.rss")["ETag"]
    again = client.get("/rss/tin-moi.rss", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    live_story(story.section, at=timezone.now() - timedelta(minutes=1))
    assert client.get("/rss/tin-moi.rss", headers={"If-None-Match": tag}).status_code == 200


def test_the_page_of_feeds_lists_the_sections(client: Client, story: PublishedArticle) -> None:
    page = client.get("/rss/").content.decode()
    assert all(f'href="{feed}.{kind}"' in page for feed in list(FEEDS)[:3] for kind in ("rss", "atom"))
