"""The list of the most read stories."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import publishing, readership, workflow
from articles.models import Article, PublishedArticle
from articles.readership import count_view, most_read, set_imported_views
from tests.factories import (
    SectionFactory,
    content,
    draft,
    editor,
    managing_editor,
    published,
    reporter,
    scheduled,
    submit,
)

pytestmark = pytest.mark.django_db

_readers = count(1)


def read(story: Article, times: int = 1, hours_ago: float = 0) -> Article:
    """That many readers of the story, that many hours ago."""
    at = timezone.now() - timedelta(hours=hours_ago)
    for _ in range(times):
        assert count_view(story.pk, [next(_readers).to_bytes(16, "big")], at)
    return story


def first_published(hours_ago: float, **parts: object) -> Article:
    story = workflow.create(content(**parts), by=reporter())
    publishing.publish_import(
        story, by=managing_editor(), first_published_at=timezone.now() - timedelta(hours=hours_ago)
    )
    story.refresh_from_db()
    return story


def listed(**kwargs: int) -> list[int]:
    return [story.article_id for story in most_read(**kwargs)]


def test_the_most_read_of_the_last_day_come_first() -> None:
    few, most, some = (read(published(), times) for times in (1, 3, 2))

    assert listed() == [most.pk, some.pk, few.pk]


def test_hours_of_the_window_add_up() -> None:
    steady = read(read(read(published(), hours_ago=1), hours_ago=5), hours_ago=22)
    burst = read(published(), 2)

    assert listed() == [steady.pk, burst.pk]


def test_reads_before_the_window_do_not_count_for_it() -> None:
    old_hit, new = read(published(), 5, hours_ago=25), read(published())

    assert listed() == [new.pk, old_hit.pk]
    assert listed(hours=48) == [old_hit.pk, new.pk]


def test_the_list_is_filled_up_by_all_reads_ever() -> None:
    new = read(published())
    once_liked, imported = read(published(), 3, hours_ago=100), published()
    set_imported_views(imported, 4)

    assert listed() == [new.pk, imported.pk, once_liked.pk]


def test_reads_of_the_old_site_count_for_the_last_place_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readership, "SPARE", 0)
    imported = published()
    set_imported_views(imported, 4)
    read(published(), 3, hours_ago=100)

    assert listed(limit=1) == [imported.pk]


def test_an_old_sites_count_does_not_beat_one_read_of_today() -> None:
    imported, new = published(), read(published())
    set_imported_views(imported, 100_000)

    assert listed() == [new.pk, imported.pk]


def test_of_stories_read_as_often_the_newest_comes_first() -> None:
    """Whatever their numbers, and whatever was read before."""
    newest, oldest, between = (first_published(hours) for hours in (1, 3, 2))
    for story in (newest, oldest, between):
        read(story)
    read(oldest, 2, hours_ago=100)
    set_imported_views(between, 50)

    assert listed() == [newest.pk, between.pk, oldest.pk]


def test_of_stories_that_fill_up_equally_the_newest_comes_first() -> None:
    newest, oldest, between = (first_published(hours) for hours in (1, 3, 2))
    for story in (newest, oldest, between):
        set_imported_views(story, 10)

    assert listed() == [newest.pk, between.pk, oldest.pk]


def test_a_story_that_nobody_read_is_not_among_the_most_read() -> None:
    unread = published()
    set_imported_views(unread, 0)

    assert listed() == []


def test_what_readers_do_not_see_is_never_listed() -> None:
    gone, live = read(published(), 9), read(published())
    for unseen in (draft(), scheduled()):
        set_imported_views(unseen, 100)
        read(unseen, 5)
    publishing.withdraw(gone, by=managing_editor(), reason="Thông tin chưa được kiểm chứng.")

    assert listed() == [live.pk]


def test_a_withdrawn_story_leaves_the_list_at_once_and_the_rest_stay_in_order() -> None:
    first, second, third = (read(published(), times) for times in (3, 2, 1))
    assert listed(limit=3) == [first.pk, second.pk, third.pk]

    publishing.withdraw(second, by=managing_editor(), reason="Thông tin chưa được kiểm chứng.")

    assert listed(limit=3) == [first.pk, third.pk]


def test_a_list_that_is_not_full_follows_each_view() -> None:
    one, other = read(published()), published()
    assert listed() == [one.pk]

    read(other, 2)

    assert listed() == [other.pk, one.pk]


def test_a_corrected_story_is_listed_once_as_it_is_now() -> None:
    chief, story = managing_editor(), read(published(title="Tựa đề ban đầu"))
    edited = workflow.edit(story, content(story.section, title="Tựa đề đã sửa"), by=chief, revision=story.version)
    submitted = submit(edited, chief)
    approved = workflow.approve(submitted, by=editor(), revision=submitted.version)
    publishing.publish(approved, by=chief, revision=approved.version)

    assert [story.title for story in most_read()] == ["Tựa đề đã sửa"]


def test_no_more_are_listed_than_asked_for() -> None:
    most, some, _few = (read(published(), times) for times in (3, 2, 1))

    assert listed(limit=2) == [most.pk, some.pk]


def test_withdrawn_stories_do_not_push_live_ones_off_the_list() -> None:
    chief = managing_editor()
    gone = [read(published(), 3) for _ in range(4)]
    live = read(published())
    for story in gone:
        publishing.withdraw(story, by=chief, reason="Thông tin chưa được kiểm chứng.")

    assert listed(limit=1) == [live.pk]


def teaser(story: PublishedArticle) -> tuple[object, ...]:
    return story.get_absolute_url(), story.section_path, story.kicker, story.title, story.lead, story.lead_photo


def test_it_takes_one_query_with_all_that_teasers_show(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    sub = SectionFactory(parent=SectionFactory())
    for times in (1, 2):
        read(published(section=sub), times)

    for ranks in (True, False):  # the second time the order is remembered
        with django_assert_num_queries(1) as asked:
            assert len([teaser(story) for story in most_read(limit=2)]) == 2
        assert ("articles_hourlyviews" in asked.captured_queries[0]["sql"]) is ranks
