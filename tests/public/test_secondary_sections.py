"""A story of several sections, to readers: in each of their lists, feeds and searches, and nowhere twice."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client

from articles.models import PublishedArticle, Section
from articles.public.front import HIGHLIGHTS
from tests.factories import SectionFactory
from tests.public.stories import MARCH_11, fill_archive, live_stories, live_story

pytestmark = pytest.mark.django_db


def soup(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [title.get_text().strip() for title in page.select(".columns__main .teaser__title")]


def test_every_section_lists_it_once_and_it_keeps_its_one_address(
    client: Client, economy: Section, farming: Section, environment: Section
) -> None:
    story = live_story(environment, title="Rừng ngập mặn", secondary_sections=(farming, economy))
    for address in ("/moi-truong/", "/kinh-te/", "/kinh-te/nong-nghiep/"):
        page = soup(client, address)
        assert titles(page) == ["Rừng ngập mặn"]
        assert page.select_one(".teaser__link")["href"] == story.get_absolute_url() != ""
    assert story.get_absolute_url().startswith("/moi-truong/")


@pytest.mark.parametrize("feed", ["kinh-te.rss", "kinh-te.atom", "kinh-te/nong-nghiep.rss", "moi-truong.rss"])
def test_so_do_their_feeds(client: Client, farming: Section, environment: Section, feed: str) -> None:
    live_story(environment, title="Rừng ngập mặn", secondary_sections=(farming,))
    text = client.get(f"/rss/{feed}").content.decode()
    assert text.count("Rừng ngập mặn</title>") == 1
    assert "Nông nghiệp" in text


@pytest.mark.parametrize("section", ["moi-truong", "kinh-te", "kinh-te/nong-nghiep"])
@pytest.mark.parametrize("order", ["", "moi"])
def test_a_search_in_any_of_them_finds_it(
    client: Client, farming: Section, environment: Section, section: str, order: str
) -> None:
    live_story(environment, title="Rừng ngập mặn", secondary_sections=(farming,))
    live_story(SectionFactory(name="Thể thao"), title="Giải chạy trong rừng ngập mặn")
    assert titles(soup(client, f"/tim-kiem/?q=rừng&muc={section}&xep={order}")) == ["Rừng ngập mặn"]


def test_its_page_names_the_others_as_they_are_called_now(
    client: Client, farming: Section, environment: Section
) -> None:
    story = live_story(environment, secondary_sections=(farming,))
    Section.objects.filter(pk=farming.pk).update(name="Nhà nông", slug="nha-nong")
    page = soup(client, story.get_absolute_url())

    link = page.select_one(".article__sections a")
    assert (link.get_text(), link["href"]) == ("Nhà nông", "/kinh-te/nha-nong/")
    assert [step.get_text() for step in page.select(".breadcrumb a")][1:] == ["Môi trường"]


def test_a_page_without_others_says_nothing_of_them(client: Client, environment: Section) -> None:
    assert not soup(client, live_story(environment).get_absolute_url()).select(".article__sections")


def test_the_front_page_has_it_in_one_block_alone(client: Client, economy: Section, environment: Section) -> None:
    live_stories(1 + HIGHLIGHTS, SectionFactory(name="Thời sự"))
    old = MARCH_11.replace(year=2020)
    both = live_story(environment, title="Rừng ngập mặn", at=old, secondary_sections=(economy,))
    own = live_story(environment, title="Trồng rừng", at=old)
    page = soup(client, "/")

    found = Counter(link["href"] for link in page.select("a") if link["href"].endswith(".html"))
    assert (found[both.get_absolute_url()], found[own.get_absolute_url()]) == (1, 1)
    assert page.select_one(f"#block-{economy.pk}")


@pytest.mark.slow
def test_a_list_is_read_along_its_index_at_its_top_and_deep_down(economy: Section, farming: Section) -> None:
    """Also where a section was busy long ago and others have filled the archive since."""
    old = live_story(farming, at=MARCH_11.replace(year=2015))
    fill_archive(3000, old)
    fill_archive(6000, live_story(SectionFactory(name="Thể thao"), secondary_sections=(SectionFactory(),)))
    stories = PublishedArticle.objects.live().in_section(economy).for_list().newest()
    deep = stories[2900]
    for page in (stories, stories.older_than(deep.first_published_at, deep.article_id)):
        with connection.cursor() as cursor:
            statement, params = page[:21].query.sql_with_params()
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", params)
            plan = cursor.fetchone()[0][0]["Plan"]
        assert "published_section_list" in str(plan)
        assert "Seq Scan on articles_published" not in str(plan)
        assert not [node for node in nodes(plan) if node["Node Type"] == "Seq Scan" and node["Actual Rows"] > 100]
        # Some twenty a story, its section and its picture among them; the archive has many thousands.
        assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] < 21 * 40


def nodes(plan: dict) -> list[dict]:
    return [plan, *(each for child in plan.get("Plans", []) for each in nodes(child))]
