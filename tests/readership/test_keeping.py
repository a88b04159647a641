"""What is kept of counted views, and for how long; sums never change by it."""

from datetime import date, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.counting import keeping
from articles.counting.fold import fold_all
from articles.counting.inbox import Report, append_past
from articles.counting.keeping import DAYS_BY_HOUR, DAYS_OF_SOURCES, prune, rebuild_totals
from articles.models import Article, DailyViews, HourlyViews, RecentView, ViewSource, ViewTotal
from articles.readership import set_imported_views
from newsroom.vietnamese import HANOI
from tests.factories import published
from tests.readership.reading import counted, report

pytestmark = pytest.mark.django_db

_readers = count(1)
NOW = datetime(2026, 3, 11, 9, 30, tzinfo=HANOI)


def read(story: Article, at: datetime, times: int = 1) -> None:
    append_past(Report(story.pk, at, [next(_readers).to_bytes(16, "big")]) for _ in range(times))
    fold_all(wait=True)


def days(story: Article) -> dict[date, int]:
    return dict(DailyViews.objects.filter(article=story).values_list("day", "count"))


@time_machine.travel(NOW, tick=False)
def test_hours_older_than_90_days_become_days_of_hanoi() -> None:
    story = published()
    first_kept = datetime(2025, 12, 11, 0, 0, tzinfo=HANOI)
    assert (NOW.date() - first_kept.date()).days == DAYS_BY_HOUR
    read(story, first_kept, 5)
    # The day before, from its first minute to its last, and one day more.
    read(story, first_kept - timedelta(minutes=1), 3)
    read(story, first_kept - timedelta(days=1), 2)
    read(story, first_kept - timedelta(days=1, minutes=1), 1)

    assert prune().hours == 3

    assert days(story) == {date(2025, 12, 10): 5, date(2025, 12, 9): 1}
    assert list(HourlyViews.objects.values_list("hour", "count")) == [(first_kept, 5)]
    assert counted(story) == 11


@time_machine.travel(NOW, tick=False)
def test_reads_that_come_late_are_added_to_their_day() -> None:
    story = published()
    long_ago = NOW - timedelta(days=200)
    for _ in range(2):
        read(story, long_ago, 2)
        prune()

    assert days(story) == {long_ago.date(): 4}
    assert counted(story) == 4


@time_machine.travel(NOW, tick=False)
def test_a_prune_that_is_cut_off_between_batches_is_taken_up_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "BATCH", 4)
    stories = [published() for _ in range(3)]
    for story in stories:
        for hours in range(5):
            read(story, NOW - timedelta(days=120, hours=hours))
    moved = []

    def stop_after_one(execute: object, sql: str, *args: object) -> object:
        if "DELETE FROM articles_hourlyviews" in sql and moved:
            raise KeyboardInterrupt
        moved.append(sql) if "DELETE FROM articles_hourlyviews" in sql else None
        return execute(sql, *args)  # type: ignore[operator]

    with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(stop_after_one):
        prune()
    assert HourlyViews.objects.count() == 11
    assert [counted(story) for story in stories] == [5, 5, 5]

    assert prune().hours == 11
    assert prune().hours == 0
    assert [counted(story) for story in stories] == [5, 5, 5]
    assert rebuild_totals() == 0


def test_sources_are_forgotten_after_a_year_and_a_month_and_views_are_not() -> None:
    story = published()
    for age in (0, DAYS_OF_SOURCES - 1, DAYS_OF_SOURCES + 1):
        read(story, timezone.now() - timedelta(days=age))

    assert prune().sources == 1

    assert ViewSource.objects.count() == 2
    assert ViewTotal.objects.get().counted == 3


def test_pruning_counts_what_nobody_has_folded() -> None:
    story = published()
    report(story.pk)

    assert prune().counted == 1

    assert ViewTotal.objects.get().counted == 1


def test_a_mark_that_a_pending_view_may_repeat_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The view was reported 20 minutes after the counted one, and lies there until an hour later."""
    story, reader = published(), b"r" * 16
    first = timezone.now() - timedelta(minutes=80)
    append_past([Report(story.pk, first, [reader])])
    fold_all()
    append_past([Report(story.pk, first + timedelta(minutes=20), [reader])])

    monkeypatch.setattr(keeping, "fold_all", lambda **_: 0)
    assert prune().marks == 0
    monkeypatch.undo()

    assert counted(story) == 1
    assert prune().marks == 1
    assert not RecentView.objects.exists()


def test_totals_are_made_anew_from_hours_days_and_what_was_imported() -> None:
    right, wrong, lost, unread = (published() for _ in range(4))
    for story in (right, wrong, lost):
        read(story, timezone.now(), 2)
        read(story, timezone.now() - timedelta(days=120), 1)
    prune()
    set_imported_views(wrong, 1000)
    set_imported_views(unread, 7)
    ViewTotal.objects.filter(article=wrong).update(counted=99)
    ViewTotal.objects.filter(article=lost).delete()
    ViewTotal.objects.filter(article=unread).update(counted=5)

    assert rebuild_totals() == 3

    totals = {total.article_id: (total.counted, total.displayed) for total in ViewTotal.objects.all()}
    assert totals == {right.pk: (3, 3), wrong.pk: (3, 1003), lost.pk: (3, 3), unread.pk: (0, 7)}
    assert rebuild_totals() == 0


def test_the_command_says_what_it_set_right(capsys: pytest.CaptureFixture[str]) -> None:
    story = published()
    read(story, timezone.now())
    ViewTotal.objects.update(counted=0)

    call_command("rebuild_view_totals")

    assert capsys.readouterr().out == "1 totals set right\n"
    assert counted(story) == 1
