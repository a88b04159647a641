"""Sitemaps and robots.txt: limits, dates, and nothing that readers may not see."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import PublishedArticle
from articles.syndication import sitemaps
from tests import factories
from tests.cold import forget_all
from tests.public.stories import MARCH_11, live_stories, live_story

pytestmark = pytest.mark.django_db

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = "https://bao.example"
    forget_all()


def texts(client: Client, address: str, path: str) -> list[str]:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return [each.text for each in ElementTree.fromstring(response.content).findall(path, NS)]


def test_the_index_leads_to_every_story_and_section(client: Client) -> None:
    section = factories.SectionFactory(name="Kinh tế")
    stories = [
        live_story(section, at=at)
        for at in (MARCH_11, MARCH_11 - timedelta(seconds=1), datetime.fromisoformat("2019-12-31T23:59:59+07:00"))
    ]
    found = texts(client, "/sitemap.xml", "s:sitemap/s:loc")
    assert found == [f"https://bao.example/sitemap-{name}.xml" for name in ("pages", "2021-03", "2019-12")]
    listed = [loc for each in found for loc in texts(client, each.removeprefix("https://bao.example"), "s:url/s:loc")]
    assert {f"https://bao.example{story.get_absolute_url()}" for story in stories} <= set(listed)
    assert {"https://bao.example/", "https://bao.example/kinh-te/"} <= set(listed)
    assert len(listed) == len(set(listed))


def test_the_last_change_is_the_one_that_readers_are_told_of(client: Client) -> None:
    story = live_story()
    assert texts(client, "/sitemap-2021-03.xml", "s:url/s:lastmod") == ["2021-03-11T00:00:00+07:00"]
    factories.republished(story.article, lead="Số liệu mới")
    [changed] = texts(client, "/sitemap-2021-03.xml", "s:url/s:lastmod")
    assert timezone.now() - datetime.fromisoformat(changed) < timedelta(minutes=5)


@pytest.mark.parametrize("month", ["2021-02", "2021-13", "0000-01", "9999-12"])
def test_a_month_without_stories_is_not_there(client: Client, month: str) -> None:
    live_story()
    assert client.get(f"/sitemap-{month}.xml").status_code == 404


def test_news_are_two_days_old_at_most_and_keep_their_first_date(client: Client) -> None:
    now = timezone.now().replace(microsecond=0)
    fresh = live_story(at=now - timedelta(hours=47), title="Tin & ảnh mới")
    live_story(at=now - timedelta(hours=49))
    factories.republished(fresh.article, title="Tin & ảnh mới", lead="Cập nhật")
    assert texts(client, "/sitemap-news.xml", "s:url/n:news/n:title") == ["Tin & ảnh mới"]
    dates = texts(client, "/sitemap-news.xml", "s:url/n:news/n:publication_date")
    assert [datetime.fromisoformat(date) for date in dates] == [fresh.first_published_at]
    assert texts(client, "/sitemap-news.xml", "s:url/n:news/n:publication/n:language") == ["vi"]


def test_news_are_no_more_than_google_takes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "NEWS_AT_MOST", 3)
    section = factories.SectionFactory()
    for minute in range(5):
        live_story(section, at=timezone.now() - timedelta(minutes=minute))
    newest = PublishedArticle.objects.live().newest()[:3]
    assert texts(client, "/sitemap-news.xml", "s:url/s:loc") == [
        f"https://bao.example{story.get_absolute_url()}" for story in newest
    ]


def test_there_may_be_no_news(client: Client) -> None:
    assert texts(client, "/sitemap-news.xml", "s:url/s:loc") == []


def test_what_readers_may_not_see_is_in_no_sitemap(client: Client) -> None:
    section = factories.SectionFactory()
    factories.draft(section=section)
    factories.scheduled(factories.editor(), section=section)
    factories.withdrawn(section=section)
    assert texts(client, "/sitemap-news.xml", "s:url/s:loc") == []
    assert texts(client, "/sitemap.xml", "s:sitemap/s:loc") == ["https://bao.example/sitemap-pages.xml"]


def test_a_month_costs_one_query(client: Client, django_assert_num_queries: object) -> None:
    live_stories(12)
    with django_assert_num_queries(1):
        client.get("/sitemap-2021-03.xml")


def test_robots_are_kept_from_the_desk_and_shown_the_sitemaps(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /admin/", "Disallow: /xem-truoc/"} <= set(lines)
    assert "Sitemap: https://bao.example/sitemap-news.xml" in lines
    assert "Sitemap: https://bao.example/sitemap.xml" in lines
