"""Keeping a story out of the most read at the desk: the button, the mark, the history."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from accounts.models import User
from articles.models import Article, MostReadBlock
from tests import factories
from tests.desk.conftest import SignIn, change_url, verb_url

pytestmark = pytest.mark.django_db

REASON = "Bài quảng bá, không phải tin."
FORM = 'form[data-verb="block_most_read"]'


@pytest.fixture
def live(reporter: User) -> Article:
    return factories.published(owner=reporter)


@pytest.fixture
def desk(sign_in: SignIn, chief: User) -> Client:
    return sign_in(chief)


def page(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_out_and_in_again_by_the_buttons_of_the_story(desk: Client, live: Article) -> None:
    [form] = page(desk, change_url(live)).select(FORM)
    assert desk.post(form["action"], {"reason": REASON}).status_code == 302

    story = page(desk, change_url(live))
    assert REASON in story.select_one(".desk-panel .desk-note").get_text()
    assert not story.select(FORM)

    [form] = story.select('form[data-verb="unblock_most_read"]')
    assert desk.post(form["action"]).status_code == 302
    assert not MostReadBlock.objects.exists()
    assert page(desk, change_url(live)).select(FORM)


def test_whoever_opens_the_story_sees_the_mark_and_the_history_and_no_button(
    sign_in: SignIn, desk: Client, live: Article, reporter: User, editor: User
) -> None:
    desk.post(verb_url(live, "block_most_read"), {"reason": REASON})

    for who in (reporter, editor):
        client = sign_in(who)
        story = page(client, change_url(live))
        assert REASON in story.select_one(".desk-panel").get_text()
        assert not story.select('form[data-verb$="block_most_read"]')
        assert REASON in page(client, reverse("admin:articles_article_history", args=[live.pk])).get_text()


def test_without_a_reason_it_says_what_is_wanted(desk: Client, live: Article) -> None:
    assert desk.post(verb_url(live, "block_most_read"), {"reason": " "}).status_code == 400
    assert not MostReadBlock.objects.exists()


def test_looking_changes_nothing(desk: Client, live: Article) -> None:
    for verb in ("block_most_read", "unblock_most_read"):
        assert desk.get(verb_url(live, verb)).status_code == 405
