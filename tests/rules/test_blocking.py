"""A managing editor keeps a story out of the most read: who may, when, and what is kept of it."""

import pytest

from accounts.models import User
from articles import blocking, publishing
from articles.models import Article, MostReadBlock, PublishedArticle
from articles.refusals import BadRequest, NotPermitted, WrongState
from tests import factories
from tests.rules.at_once import at_once

pytestmark = pytest.mark.django_db

REASON = "Bài quảng bá, không phải tin."


@pytest.fixture
def chief() -> User:
    return factories.managing_editor()


@pytest.fixture
def story() -> Article:
    return factories.published()


def test_it_is_logged_with_the_reason_and_so_is_the_way_back(story: Article, chief: User) -> None:
    blocking.block(story, by=chief, reason=f"  {REASON}\u200b ")
    blocking.unblock(story, by=chief)

    back, out = story.log.all()[:2]
    assert (out.verb, out.by, out.reason) == ("block_most_read", chief, REASON)
    assert (back.verb, back.by, back.reason) == ("unblock_most_read", chief, "")
    assert (out.from_status, out.to_status) == (story.status, story.status)
    assert not MostReadBlock.objects.exists()


def test_readers_still_see_the_story_and_it_stays_as_it_was(story: Article, chief: User) -> None:
    before = Article.objects.values().get(pk=story.pk)

    blocking.block(story, by=chief, reason=REASON)

    assert PublishedArticle.objects.live().filter(article=story).exists()
    assert Article.objects.values().get(pk=story.pk) == before


@pytest.mark.parametrize("who", [factories.reporter, factories.editor, factories.administrator])
def test_nobody_but_a_managing_editor(who: type, story: Article, chief: User) -> None:
    with pytest.raises(NotPermitted):
        blocking.block(story, by=who(), reason=REASON)
    blocking.block(story, by=chief, reason=REASON)
    with pytest.raises(NotPermitted):
        blocking.unblock(story, by=who())

    assert story.log.filter(verb__contains="block").count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "ok"])
def test_a_reason_is_asked_for(reason: str, story: Article, chief: User) -> None:
    with pytest.raises(BadRequest):
        blocking.block(story, by=chief, reason=reason)

    assert not MostReadBlock.objects.exists()
    assert not story.log.filter(verb="block_most_read").exists()


def test_what_readers_do_not_see_needs_no_block(chief: User) -> None:
    for unseen in (factories.draft(), factories.approved(), factories.withdrawn()):
        with pytest.raises(WrongState):
            blocking.block(unseen, by=chief, reason=REASON)


def test_a_block_outlives_the_next_version_and_a_withdrawal(story: Article, chief: User) -> None:
    blocking.block(story, by=chief, reason=REASON)
    factories.republished(story, title="Tựa mới")
    publishing.withdraw(story, by=chief, reason=REASON)

    assert blocking.available(Article.objects.get(pk=story.pk), chief) == ["unblock_most_read"]


def test_who_comes_second_is_told_who_was_first(story: Article, chief: User) -> None:
    blocking.block(story, by=chief, reason=REASON)
    with pytest.raises(WrongState, match=chief.display_name):
        blocking.block(story, by=factories.managing_editor(), reason=REASON)

    blocking.unblock(story, by=chief)
    with pytest.raises(WrongState):
        blocking.unblock(story, by=chief)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_done_and_logged() -> None:
    story, one, other = factories.published(), factories.managing_editor(), factories.managing_editor()

    found = at_once(
        story,
        lambda: blocking.block(story, by=one, reason=REASON),
        lambda: blocking.block(story, by=other, reason=REASON),
    )

    assert [type(outcome) for outcome in found] == [MostReadBlock, WrongState]
    assert story.log.filter(verb="block_most_read").count() == 1
