"""Views that arrive together: each reader counts, and counts once. Real connections, real commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from articles.models import HourlyViews, ReaderKey, ViewTotal
from articles.readership import count_view, readers_of, set_imported_views
from tests.factories import published
from tests.readership.reading import counted, report

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8
TIMES = 25


def at_once(work: Callable[[int], object], threads: int = THREADS) -> list:
    """What `work` gives in each of so many threads that begin together, each with a connection of its own."""
    start = Barrier(threads)

    def run(number: int) -> object:
        try:
            start.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


def test_every_reader_of_a_crowd_is_counted() -> None:
    story = published()

    def crowd(thread: int) -> None:
        for number in range(TIMES):
            assert report(story.pk, address=f"198.51.{thread}.{number}").status_code == 204

    at_once(crowd)

    assert counted(story) == THREADS * TIMES


def test_one_reader_who_reports_many_times_at_once_is_counted_once() -> None:
    story = published()

    at_once(lambda thread: [report(story.pk) for _ in range(TIMES)])

    assert counted(story) == 1


def test_around_midnight_too_one_reader_is_counted_once() -> None:
    """Half of the processes have seen midnight, and know the reader by both names; the others have not."""
    story = published()
    yesterday, today = b"y" * 16, b"t" * 16

    outcomes = at_once(lambda thread: count_view(story.pk, [yesterday, today] if thread % 2 else [yesterday]))

    assert sum(outcomes) == counted(story) == 1


def test_readers_of_many_stories_do_not_block_each_other() -> None:
    stories = [published() for _ in range(3)]

    def crowd(thread: int) -> None:
        for number in range(TIMES):
            order = stories if thread % 2 else reversed(stories)
            for story in order:
                assert report(story.pk, address=f"198.51.{thread}.{number}").status_code == 204

    at_once(crowd)

    assert [counted(story) for story in stories] == [THREADS * TIMES] * 3


def test_an_import_in_between_loses_no_view() -> None:
    story = published()

    def work(thread: int) -> None:
        for number in range(TIMES):
            if thread == 0:
                set_imported_views(story, number)
            else:
                report(story.pk, address=f"198.51.{thread}.{number}")

    at_once(work)

    assert counted(story) == (THREADS - 1) * TIMES
    assert ViewTotal.objects.get(article=story).imported == TIMES - 1


def test_processes_that_meet_a_new_day_together_agree_on_its_key() -> None:
    noon = datetime(2026, 3, 11, 5, tzinfo=UTC)
    hashes = at_once(lambda thread: readers_of("198.51.100.23", "Mozilla/5.0", noon))

    assert len(set(map(tuple, hashes))) == 1
    assert ReaderKey.objects.count() == 1


def test_reading_the_number_and_saving_it_would_lose_views() -> None:
    """Why count_view() lets the database add: the plain way, with both reads before either save, keeps one of two."""
    story = published()
    set_imported_views(story, 0)
    both_have_read = Barrier(2)

    def plainly(thread: int) -> None:
        total = ViewTotal.objects.get(article=story)
        both_have_read.wait()
        total.counted += 1
        total.save()

    at_once(plainly, threads=2)

    assert ViewTotal.objects.get(article=story).counted == 1


def test_nothing_is_written_to_the_story() -> None:
    story = published()

    def rows() -> list[tuple]:
        """The stored rows with the transactions that wrote them: any UPDATE, even one that changes nothing, shows."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT xmin::text, ctid::text, a.* FROM articles_article AS a ORDER BY id")
            stored = cursor.fetchall()
            cursor.execute("SELECT xmin::text, ctid::text, p.* FROM articles_publishedarticle AS p ORDER BY id")
            return stored + cursor.fetchall()

    before = rows()
    report(story.pk)

    assert counted(story) == 1
    assert rows() == before


def test_a_view_is_committed_before_it_is_answered() -> None:
    """Nothing waits in the process: another connection sees the view as soon as the answer is there."""
    story = published()

    report(story.pk)

    assert at_once(lambda thread: HourlyViews.objects.get(article=story).count, threads=1) == [1]
