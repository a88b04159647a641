"""The lists of the most read stories."""

from datetime import UTC, datetime, timedelta
from itertools import count
from math import log

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import blocking, publishing, trends, workflow
from articles.counting.fold import fold_all
from articles.counting.inbox import Report, append_past
from articles.models import Article, HourlyViews, ReadingTrend, Section
from articles.most_read import box_without, most_read
from articles.readership import set_imported_views
from articles.teasers import Teaser
from articles.trends import DAY, MONTH, WEEK, Window
from newsroom.held import forget_everything
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
    append_past(Report(story.pk, at, [next(_readers).to_bytes(16, "big")]) for _ in range(times))
    assert fold_all(wait=True) == times
    return story


def first_published(hours_ago: float, **parts: object) -> Article:
    story = workflow.create(content(**parts), by=reporter())
    publishing.publish_import(
        story, by=managing_editor(), first_published_at=timezone.now() - timedelta(hours=hours_ago)
    )
    story.refresh_from_db()
    return story


def listed(window: Window = DAY, limit: int = 6, section: Section | None = None) -> list[int]:
    """The numbers of the stories of a list, as a process finds them that holds none."""
    forget_everything()
    return [story.article_id for story in most_read(limit, window, section)]


def boxed(section: Section | None = None) -> list[int]:
    """The numbers of the stories in the box of a page, in the same way."""
    forget_everything()
    return [story.article_id for story in box_without((), section)]


def withdraw(story: Article) -> None:
    publishing.withdraw(story, by=managing_editor(), reason="Thông tin chưa được kiểm chứng.")


# Order ----------------------------------------------------------------------------------------------------------------


def test_the_most_read_of_the_last_day_come_first() -> None:
    few, most, some = (read(published(), times) for times in (1, 3, 2))

    assert listed() == [most.pk, some.pk, few.pk]


def test_the_hours_of_the_window_add_up() -> None:
    steady = read(read(read(published(), 2), 2, hours_ago=1), 2, hours_ago=2)
    burst = read(published(), 4)

    assert listed() == [steady.pk, burst.pk]


@pytest.mark.parametrize("window", [DAY, WEEK, MONTH], ids=lambda window: window.column)
def test_a_read_weighs_half_after_a_quarter_of_the_window(window: Window) -> None:
    hours = window.length / timedelta(hours=4)
    now, before = read(published(), 3), read(published(), 5, hours_ago=hours)
    assert listed(window) == [now.pk, before.pk]

    read(before, 2, hours_ago=hours)

    assert listed(window) == [before.pk, now.pk]


@pytest.mark.parametrize("window", [DAY, WEEK, MONTH], ids=lambda window: window.column)
def test_what_was_not_read_within_the_window_is_not_listed_however_much_it_was_before(window: Window) -> None:
    hours = window.length / timedelta(hours=1)
    within = read(published(), hours_ago=hours - 2)
    read(published(), 20, hours_ago=hours + 1)

    assert listed(window) == [within.pk]


def test_of_stories_read_as_often_the_newest_comes_first() -> None:
    """Whatever their numbers, and whatever an old site had counted."""
    newest, oldest, between = (first_published(hours) for hours in (1, 3, 2))
    for story in (newest, oldest, between):
        read(story)
    set_imported_views(between, 50)

    assert listed() == boxed() == [newest.pk, between.pk, oldest.pk]


def test_no_more_are_listed_than_asked_for() -> None:
    most, some, _few = (read(published(), times) for times in (3, 2, 1))

    assert listed(limit=2) == [most.pk, some.pk]


# A box is filled up ---------------------------------------------------------------------------------------------------


def test_the_box_is_filled_up_by_all_reads_ever() -> None:
    new = read(published())
    once_liked, imported = read(published(), 3, hours_ago=100), published()
    set_imported_views(imported, 4)

    assert boxed() == [new.pk, imported.pk, once_liked.pk]


def test_an_old_sites_count_does_not_beat_one_read_of_today() -> None:
    imported, new = published(), read(published())
    set_imported_views(imported, 100_000)

    assert boxed() == [new.pk, imported.pk]


def test_of_stories_that_fill_up_equally_the_newest_comes_first() -> None:
    newest, oldest, between = (first_published(hours) for hours in (1, 3, 2))
    for story in (newest, oldest, between):
        set_imported_views(story, 10)

    assert boxed() == [newest.pk, between.pk, oldest.pk]


def test_a_story_that_nobody_read_is_not_among_the_most_read() -> None:
    unread = published()
    set_imported_views(unread, 0)

    assert listed() == boxed() == []


def test_a_box_leaves_out_what_stands_on_its_page() -> None:
    most, some = read(published(), 2), read(published())

    assert [story.article_id for story in box_without({most.pk})] == [some.pk]


# Sections -------------------------------------------------------------------------------------------------------------


def test_the_list_of_a_section_has_its_sub_sections_and_nothing_else(
    economy: Section, farming: Section, environment: Section
) -> None:
    own, below = read(published(section=economy)), read(published(section=farming), 2)
    read(published(section=environment), 3)

    assert listed(section=economy) == [below.pk, own.pk]
    assert listed(section=farming) == [below.pk]


def test_a_story_counts_in_its_secondary_sections_too(economy: Section, environment: Section) -> None:
    story = read(published(section=economy, secondary_sections=(environment,)))

    assert listed(section=economy) == listed(section=environment) == [story.pk]


def test_the_box_of_a_section_begins_with_its_own_and_goes_on_with_the_sites(
    economy: Section, environment: Section
) -> None:
    own, elsewhere, most = read(published(section=economy)), read(published(section=environment), 2), published()
    set_imported_views(most, 1000)

    assert boxed(economy) == [own.pk, elsewhere.pk, most.pk]
    assert boxed(environment) == boxed() == [elsewhere.pk, own.pk, most.pk]


# What readers do not see ----------------------------------------------------------------------------------------------


def test_what_readers_do_not_see_is_never_listed() -> None:
    gone, live = read(published(), 9), read(published())
    for unseen in (draft(), scheduled()):
        set_imported_views(unseen, 100)
        read(unseen, 5)
    withdraw(gone)

    assert listed() == boxed() == [live.pk]


def test_withdrawn_stories_do_not_push_live_ones_off_the_list() -> None:
    gone = [read(published(), 3) for _ in range(4)]
    live = read(published())
    for story in gone:
        withdraw(story)

    assert listed(limit=1) == [live.pk]


def test_a_corrected_story_is_listed_once_as_it_is_now() -> None:
    chief, story = managing_editor(), read(published(title="Tựa đề ban đầu"))
    edited = workflow.edit(story, content(story.section, title="Tựa đề đã sửa"), by=chief, revision=story.version)
    submitted = submit(edited, chief)
    approved = workflow.approve(submitted, by=editor(), revision=submitted.version)
    publishing.publish(approved, by=chief, revision=approved.version)

    assert [story.title for story in most_read(5)] == ["Tựa đề đã sửa"]


def test_a_blocked_story_is_in_no_list_and_back_by_its_reads(economy: Section) -> None:
    chief, blocked, other = managing_editor(), read(published(section=economy), 3), read(published(section=economy))

    blocking.block(blocked, by=chief, reason="Bài quảng bá, không phải tin.")
    assert {tuple(found) for found in (listed(), listed(section=economy), boxed(), boxed(economy))} == {(other.pk,)}

    blocking.unblock(blocked, by=chief)
    assert listed() == boxed(economy) == [blocked.pk, other.pk]


# What it costs --------------------------------------------------------------------------------------------------------


def shown(story: Teaser) -> tuple[object, ...]:
    return story.get_absolute_url(), story.section_name, story.kicker, story.title, story.lead, story.lead_photo


def test_it_takes_one_query_with_all_that_teasers_show_and_then_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    sub = SectionFactory(parent=SectionFactory())
    for times in (1, 2):
        read(published(section=sub), times)

    for queries in (1, 0):
        with django_assert_num_queries(queries):
            assert len([shown(story) for story in most_read(2)]) == 2
        with django_assert_num_queries(queries):
            assert len([shown(story) for story in box_without((), sub)]) == 2


def test_ranking_asks_no_row_of_any_hour() -> None:
    """Whose number grows with the reads: the trends have it all in one row a story."""
    with CaptureQueriesContext(connection) as captured:
        most_read(5), most_read(5, MONTH), box_without((), SectionFactory())

    assert "hourlyviews" not in " ".join(query["sql"] for query in captured)


# The trends themselves ------------------------------------------------------------------------------------------------


def _trends() -> dict[int, tuple[float, ...]]:
    rows = ReadingTrend.objects.values_list("article", "day", "week", "month")
    return {article: tuple(values) for article, *values in rows}


def test_the_trends_say_what_the_hours_say() -> None:
    stories = [published() for _ in range(3)]
    for number, story in enumerate(stories, start=1):
        for hours_ago in (0, 2, 30, 500, 2000):
            read(story, number, hours_ago=hours_ago * number)
    kept = _trends()

    for window, place in ((DAY, 0), (WEEK, 1), (MONTH, 2)):
        for story in stories:
            # 2 to the power of how many half-lives lie between the hour and EPOCH, by exact numbers: Python has them.
            halves = [
                (row.count, (row.hour - trends.EPOCH) / (window.length / 4))
                for row in HourlyViews.objects.filter(article=story)
            ]
            most = max(half for _count, half in halves)
            rest = sum(count * 2.0 ** (half - most) for count, half in halves)
            assert kept[story.pk][place] == pytest.approx(most * log(2) + log(rest), abs=1e-9)


def test_the_trends_can_be_made_anew_from_the_hours() -> None:
    for number in range(1, 4):
        for hours_ago in (0, 3, 40, 1900):
            read(published(), number, hours_ago=hours_ago)
    kept = _trends()
    ReadingTrend.objects.update(day=0, week=0, month=0)

    trends.rebuild()

    rebuilt = _trends()
    assert rebuilt.keys() == kept.keys()
    assert all(rebuilt[story] == pytest.approx(kept[story], abs=1e-9) for story in kept)


def test_ages_that_no_float_could_hold_are_no_trouble() -> None:
    story = published()
    for year in (2021, 2026, 1975, 2090):
        append_past([Report(story.pk, datetime(year, 3, 11, tzinfo=UTC), [next(_readers).to_bytes(16, "big")])])
    fold_all(wait=True)

    trends.rebuild()

    assert ReadingTrend.objects.get().read_at.year == 2090
