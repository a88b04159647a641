"""Views that arrive together: each reader counts, and counts once. Real connections, real commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from articles.counting import folder, marks
from articles.counting.fold import fold, hold_lock
from articles.counting.inbox import Report, append, append_past
from articles.counting.keeping import prune, rebuild_totals
from articles.counting.readers import readers_of
from articles.counting.shipping import ship
from articles.models import Article, HourlyViews, PendingView, ReaderKey, ViewTotal
from articles.readership import set_imported_views
from tests.factories import draft, published
from tests.readership.reading import counted, report, total

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

    def visit(thread: int) -> bool:
        return append(Report(story.pk, timezone.now(), [yesterday, today] if thread % 2 else [yesterday]))

    assert all(at_once(visit))
    assert counted(story) == 1


def test_folding_in_every_process_while_readers_come_counts_each_once() -> None:
    """And pruning, and setting totals right, all at once."""
    story = published()
    long_ago = timezone.now() - timedelta(days=100)
    append_past(Report(story.pk, long_ago, [bytes([number]) * 16]) for number in range(50))
    folded, corrected = [], []

    def work(thread: int) -> None:
        for number in range(TIMES):
            if thread < 4:
                assert report(story.pk, address=f"198.51.{thread}.{number}").status_code == 204
            elif thread == 4:
                prune()
            elif thread == 5:
                corrected.append(rebuild_totals())
            else:
                folded.append(fold())

    at_once(work)

    assert counted(story) == 4 * TIMES + 50
    assert set(corrected) == {0}
    assert set(HourlyViews.objects.values_list("hour__date", flat=True)).isdisjoint({long_ago.date()})


def test_of_two_folds_at_once_one_does_the_work_and_the_other_goes_on() -> None:
    story = published()
    report(story.pk)
    ship()

    with transaction.atomic():
        hold_lock()
        assert at_once(lambda thread: fold(), threads=1) == [0]

    assert at_once(lambda thread: fold(), threads=2).count(1) == 1
    assert counted(story) == 1


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
    """Why a fold lets the database add: the plain way, with both reads before either save, keeps one of two."""
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


def test_a_connection_that_was_lost_meanwhile_costs_no_reader_an_error() -> None:
    report(published().pk, address="198.51.100.1")
    story = published()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    at_once(lambda thread: _end(pid), threads=1)

    assert report(story.pk).status_code == 204
    assert counted(story) == 1


def _end(pid: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_a_fold_that_is_cut_off_has_done_nothing_and_the_next_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    story = published()
    for number in range(3):
        report(story.pk, address=f"198.51.100.{number}")
    ship()

    def die(marks: object) -> None:
        raise OperationalError("the connection was lost")

    with monkeypatch.context() as patched, pytest.raises(OperationalError):
        patched.setattr(marks, "keep", die)
        fold()

    assert PendingView.objects.count() == 3
    assert not HourlyViews.objects.exists()
    assert counted(story) == 3


def test_a_story_deleted_meanwhile_keeps_nobody_elses_views_from_being_counted() -> None:
    gone, story = draft(), published()
    append_past([Report(gone.pk, timezone.now(), [b"r" * 16])])
    report(story.pk)
    Article.objects.filter(pk=gone.pk).delete()

    assert counted(story) == 1
    assert not PendingView.objects.exists()


def test_the_thread_that_folds_goes_on_after_the_database_was_away(monkeypatch: pytest.MonkeyPatch) -> None:
    story = published()
    report(story.pk)

    def away() -> int:
        raise OperationalError("the database is shutting down")

    with monkeypatch.context() as patched:
        patched.setattr(folder, "fold_all", away)
        folder.fold_once()
    folder.fold_once()

    assert total(story.pk) == 1
