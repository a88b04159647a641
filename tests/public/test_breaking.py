"""The bar of breaking news: on every page for its time, gone by itself, and gone with its story."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles import fronts, publishing
from articles.models import BreakingNews
from tests.cold import forget_all
from tests.factories import SectionFactory, managing_editor, published, scheduled

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def chief() -> User:
    SectionFactory(name="Kinh tế")
    return managing_editor()


def bar(client: Client, address: str = "/") -> Tag | None:
    forget_all()
    return BeautifulSoup(client.get(address).content, "html.parser").select_one(".breaking")


def announce(chief: User, **parts: object) -> BreakingNews:
    newest = BreakingNews.objects.first()
    given = {"text": "Bão vào bờ", "until": timezone.now() + HOUR} | parts
    return fronts.announce(by=chief, base=newest.pk if newest else 0, **given)


def test_without_news_there_is_no_bar_and_no_room_for_one(client: Client, chief: User) -> None:
    assert bar(client) is None


def test_every_page_has_the_bar(client: Client, chief: User) -> None:
    story = published(chief)
    announce(chief)
    version = story.published_versions.live().get()
    for address in ("/", "/kinh-te/", version.get_absolute_url(), "/tim-kiem/", "/doc-nhieu/", "/khong-co/"):
        found = bar(client, address)
        assert found, address
        assert "Bão vào bờ" in found.get_text()


def test_a_bar_without_words_says_its_storys_title_and_leads_there(client: Client, chief: User) -> None:
    story = published(chief, title="Cầu đã hợp long")
    announce(chief, text="", story=story)
    link = bar(client).a
    assert link.get_text() == "Cầu đã hợp long"
    assert link["href"] == story.published_versions.live().get().get_absolute_url()


def test_a_bar_ends_by_itself(client: Client, chief: User) -> None:
    now = timezone.now()
    row = {"text": "Bão vào bờ", "by": chief, "by_name": "L", "at": now, "starts_at": now - 2 * HOUR}
    BreakingNews.objects.create(ends_at=now - HOUR, **row)
    assert bar(client) is None


def test_a_withdrawn_story_takes_the_bar_along_and_a_scheduled_one_waits(client: Client, chief: User) -> None:
    story = published(chief)
    announce(chief, story=story)
    publishing.withdraw(story, by=chief, reason="Thông tin chưa được kiểm chứng.")
    assert bar(client) is None
    announce(chief, story=scheduled(chief))
    assert bar(client) is None


def test_a_planned_bar_leaves_the_one_before_until_its_time_begins(client: Client, chief: User) -> None:
    announce(chief)
    announce(chief, text="Bão tan", since=timezone.now() + HOUR, until=timezone.now() + 2 * HOUR)
    assert "Bão vào bờ" in bar(client).get_text()


def test_a_bar_taken_away_takes_what_was_planned_along(client: Client, chief: User) -> None:
    announce(chief)
    fronts.end_announcement(by=chief, base=BreakingNews.objects.first().pk)
    assert bar(client) is None
    assert BreakingNews.objects.count() == 2


def test_what_the_bar_says_is_text(client: Client, chief: User) -> None:
    announce(chief, text="<script>alert(1)</script>")
    assert bar(client).script is None
