"""What stands beside a story, and in which order."""

import itertools
from collections.abc import Iterable
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.content import PickContent
from articles.models import PublishedArticle, Section
from articles.related import beside
from articles.relating import relate
from articles.teasers import Teaser
from tests.factories import SectionFactory, draft, managing_editor, republished, scheduled
from tests.public import stories
from tests.public.stories import MARCH_11, version_of

pytestmark = pytest.mark.django_db


NUMBERS = itertools.count(1)


def live_story(section: Section | None = None, **parts: object) -> PublishedArticle:
    """A live story with words of its own, and what is done once it is committed."""
    words = {"title": f"Số {next(NUMBERS)}", "lead": "Tin.", "body": "<p>Tin vắn.</p>"}
    story = stories.live_story(section, **words | parts)
    relate([story.article_id])
    return story


def articles(stories: Iterable[PublishedArticle | Teaser]) -> list[int]:
    return [story.article_id for story in stories]


def next_to(story: PublishedArticle) -> int | None:
    following = beside(story).following
    return following.article_id if following else None


def days_ago(days: int) -> dict[str, object]:
    return {"at": MARCH_11 - timedelta(days=days)}


def picks(*stories: PublishedArticle) -> tuple[PickContent, ...]:
    return tuple(PickContent(article=story.article) for story in stories)


def test_picks_come_first_in_the_editors_order() -> None:
    old, new = live_story(**days_ago(9)), live_story(**days_ago(1))
    tagged = live_story(tags=("lúa",))
    story = live_story(tags=("lúa",), related=picks(old, new))

    assert articles(beside(story).related) == articles([old, new, tagged])


def test_a_pick_known_by_title_stands_as_soon_as_such_a_story_is_live() -> None:
    story = live_story(related=(PickContent(title="Lễ hội đền làng."),))
    assert beside(story).related == []

    older = live_story(title="lễ hội Đền Làng", **days_ago(2))
    assert articles(beside(story).related) == [older.article_id]

    newer = live_story(title="Lễ hội đền làng", **days_ago(1))
    assert articles(beside(story).related) == [newer.article_id]


def test_a_pick_that_readers_may_not_see_is_left_out() -> None:
    withdrawn = live_story(title="Bị rút")
    hidden = [draft(title="Bản nháp"), scheduled(title="Hẹn giờ"), withdrawn.article]
    titles = tuple(PickContent(title=story.title) for story in hidden)
    story = live_story(related=tuple(PickContent(article=each) for each in hidden) + titles)
    publishing.withdraw(withdrawn.article, by=managing_editor(), reason="Thông tin chưa được kiểm chứng.")

    assert beside(story).related == []


def test_stories_sharing_more_tags_come_before_newer_ones() -> None:
    one = live_story(tags=("lúa",), **days_ago(0))
    two = live_story(tags=("lúa", "mưa"), **days_ago(5))
    also_one = live_story(tags=("mưa", "gió"), **days_ago(3))
    live_story(tags=("gió",))
    story = live_story(tags=("lúa", "mưa", "nắng"))

    assert articles(beside(story).related) == articles([two, one, also_one])


def test_the_newest_of_the_section_fill_what_is_left() -> None:
    section = SectionFactory()
    older, newer = live_story(section, **days_ago(3)), live_story(section, **days_ago(2))
    tagged = live_story(tags=("lúa",), **days_ago(9))
    live_story()
    story = live_story(section, tags=("lúa",), **days_ago(4))

    assert articles(beside(story).related) == articles([tagged, newer, older])
    assert articles(beside(story, limit=2).related) == articles([tagged, newer])


def test_the_next_story_is_the_one_its_section_published_before_and_stands_nowhere_else() -> None:
    section = SectionFactory()
    oldest, before = live_story(section, **days_ago(3)), live_story(section, **days_ago(2))
    story = live_story(section, **days_ago(1))
    live_story(section), live_story(**days_ago(1))
    found = beside(story)

    assert next_to(story) == before.article_id
    assert before.article_id not in articles(found.related) and oldest.article_id in articles(found.related)
    assert next_to(oldest) is None


def test_stories_of_one_moment_follow_each_other_by_their_numbers() -> None:
    section = SectionFactory()
    one, two, three = (live_story(section) for _each in range(3))

    assert [next_to(story) for story in (three, two, one)] == [two.article_id, one.article_id, None]


def test_the_next_story_of_many_is_found_however_many_are_newer() -> None:
    section = SectionFactory()
    stories = [live_story(section, **days_ago(day)) for day in range(12)]

    assert next_to(stories[10]) == stories[11].article_id


def test_a_picked_story_is_not_the_next_one() -> None:
    section = SectionFactory()
    last, before = live_story(section, **days_ago(3)), live_story(section, **days_ago(2))
    story = live_story(section, related=picks(before))

    assert (next_to(story), articles(beside(story).related)) == (last.article_id, [before.article_id])


def test_the_first_pick_stands_inside_and_not_beside() -> None:
    one, two = live_story(), live_story()
    story = live_story(related=picks(one, two))

    inside = beside(story, inside=True).inside
    assert inside and inside.article_id == one.article_id
    assert beside(story).inside is None
    assert articles(beside(story, inside=True).related) == articles([two])


def test_only_a_pick_stands_inside() -> None:
    live_story(tags=("lúa",))
    assert beside(live_story(tags=("lúa",)), inside=True).inside is None


def test_no_story_stands_beside_itself_or_twice() -> None:
    section = SectionFactory()
    other = live_story(section, title="Tin kia", tags=("lúa",))
    story = live_story(section, title="Tin này", tags=("lúa",))
    version = version_of(story.article)
    version.related = [
        {"article": story.article_id, "title_key": ""},
        {"article": None, "title_key": version.title_key},
        {"article": other.article_id, "title_key": ""},
        {"article": None, "title_key": other.title_key},
    ]

    assert articles(beside(version).related) == [other.article_id]


def test_a_corrected_story_is_one_story() -> None:
    section = SectionFactory()
    story = live_story(section, tags=("lúa",))
    other = live_story(section, tags=("lúa",))
    republished(other.article, title="Tên đã sửa")
    relate([other.article_id])

    assert [found.title for found in beside(story).related] == ["Tên đã sửa"]


def test_everything_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    section = SectionFactory()
    pick = live_story(section)
    for _ in range(8):
        live_story(section, tags=("lúa", "mưa"))
    story = live_story(section, tags=("lúa", "mưa"), related=picks(pick))

    with django_assert_num_queries(1):
        for found in beside(story).related:
            assert found.get_absolute_url()
            assert found.title
