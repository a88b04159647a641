"""Where readers and machines meet a correction: in the story, in the list, in feeds and in JSON-LD."""

import json
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import corrections, publishing
from articles.models import Correction, PublishedArticle
from tests import factories
from tests.cold import forget_all
from tests.public.stories import live_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> PublishedArticle:
    return live_story(title="Lúa được mùa", lead="Sapo")


@pytest.fixture
def corrected(story: PublishedArticle) -> PublishedArticle:
    correct(story)
    return story


def correct(story: PublishedArticle, **words: str) -> Correction:
    words = {"kind": "correction", "wrong": "năng suất <5> tấn", "right": "năng suất 4,5 tấn"} | words
    return corrections.correct(story.article, by=factories.managing_editor(), **words)


def soup(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_the_story_says_what_was_wrong(client: Client, corrected: PublishedArticle) -> None:
    box = soup(client, corrected.get_absolute_url()).select_one("aside.correction")
    assert "năng suất <5> tấn" in box.get_text()
    assert "năng suất 4,5 tấn" in box.get_text()


def test_a_story_without_any_has_no_box(client: Client, story: PublishedArticle) -> None:
    assert 'class="correction' not in client.get(story.get_absolute_url()).content.decode()


def test_machines_are_told(client: Client, corrected: PublishedArticle) -> None:
    page = soup(client, corrected.get_absolute_url())
    graph = json.loads(page.select_one('script[type="application/ld+json"]').string)["@graph"]
    [told] = next(each for each in graph if each["@type"] == "NewsArticle")["correction"]
    assert told["@type"] == "CorrectionComment"
    assert "4,5 tấn" in told["text"]
    item = ElementTree.fromstring(client.get("/rss/tin-moi.rss").content).find("channel/item")
    assert "4,5 tấn" in item.findtext("description")


def test_the_list_has_every_correction_with_its_story(client: Client, corrected: PublishedArticle) -> None:
    entry = soup(client, "/dinh-chinh/").select_one("article.correction")
    assert entry.select_one("a")["href"] == corrected.get_absolute_url()
    assert "Lúa được mùa" in entry.get_text()
    feed = ElementTree.fromstring(client.get("/rss/dinh-chinh.rss").content)
    assert "Lúa được mùa" in feed.findtext("channel/item/title")
    assert client.get("/rss/dinh-chinh.atom").status_code == 200


def test_what_is_taken_back_or_withdrawn_is_gone_everywhere(client: Client, corrected: PublishedArticle) -> None:
    chief = factories.managing_editor()
    places = ["/dinh-chinh/", "/rss/dinh-chinh.rss", "/rss/tin-moi.rss", corrected.get_absolute_url()]
    assert all("4,5 tấn" in client.get(place).content.decode() for place in places)
    number = Correction.objects.get().pk
    corrections.end_correction(corrected.article, by=chief, number=number, reason="Đính chính nhầm bài.")
    assert not any("4,5 tấn" in client.get(place).content.decode() for place in places)
    correct(corrected)
    publishing.withdraw(corrected.article, by=chief, reason="Thông tin chưa được kiểm chứng.")
    assert not any("4,5 tấn" in client.get(place).content.decode() for place in places)


def test_the_list_pages_and_costs_the_same(
    client: Client, story: PublishedArticle, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 24):
        for each in range(number):
            correct(story, right=f"Lần {number}-{each}")
        forget_all()
        with django_assert_num_queries(4):
            found = soup(client, "/dinh-chinh/")
    older = found.select_one("a.pager__older")["href"]
    last = soup(client, f"/dinh-chinh/{older}")
    assert last.select_one("a.pager__newest")["href"] == "/dinh-chinh/"
    assert last.title.get_text() != found.title.get_text()
    both = [*found.select("article.correction"), *last.select("article.correction")]
    assert len({entry["id"] for entry in both}) == len(both) == 25
    for nonsense in ("?truoc=0", "?truoc=abc", "?truoc=-1"):
        assert client.get(f"/dinh-chinh/{nonsense}").status_code == 404
