"""Counts what was reported: takes pending views out of the inbox and adds them to hours, totals, sources and refusals.

Any number of processes may call this at any time: one of them folds, in one transaction, and the others leave it to
it. A fold that is cut off has done nothing, and the next one does all of it. Whatever the number of views and stories,
it is a handful of statements.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple, Self

from django.db import connection, transaction

from articles import trends
from articles.counting import marks
from articles.counting.marks import WINDOW, Key, Mark
from articles.counting.referrers import OTHER, is_told_apart
from articles.counting.shipping import ship
from articles.models import Refusal, ViewSource
from newsroom.vietnamese import HANOI

# Held by whoever folds or corrects totals, until its transaction ends: "newsroom views" in this database.
LOCK = 0x6E727677
# Views in one fold: some tenths of a second, and some megabytes.
BATCH = 5000
# Sites beyond the listed ones that are told apart on one day. A page that is visited under made-up referrers could
# otherwise fill the table; what is too much counts as OTHER.
HOSTS_A_DAY = 500
HASH = 16  # bytes of one reader's hash


class Pending(NamedTuple):
    """A row of PendingView."""

    id: int
    article_id: int
    at: datetime
    readers: bytes
    refused: str
    source: str
    came_back: bool

    def names(self) -> list[Key]:
        names = bytes(self.readers)
        return [(self.article_id, names[start : start + HASH]) for start in range(0, len(names), HASH)]


class Tally:
    """What a batch adds to each table; `marks` are its readers' and at the end those to keep."""

    def __init__(self, known: dict[Key, Mark]) -> None:
        self.known = known
        self.marks: dict[Key, Mark] = {}
        self.hours: Counter[tuple[int, datetime]] = Counter()
        self.totals: Counter[int] = Counter()
        self.refused: Counter[tuple[date, str]] = Counter()
        self.sources: Counter[tuple[int, date, str]] = Counter()
        self.came_back: Counter[tuple[int, date, str]] = Counter()
        self._days: dict[datetime, date] = {}

    def add(self, views: Iterable[Pending]) -> Self:
        """Judge the views in the order in which they came; of two at the same moment the first in the inbox."""
        for view in sorted(views, key=lambda view: (view.at, view.id)):
            hour = view.at.replace(minute=0, second=0, microsecond=0)
            day = self._day_of(hour)
            if view.refused:
                self.refused[day, view.refused] += 1
            elif self._is_repeated(view):
                self.refused[day, Refusal.REPEATED] += 1
            else:
                self._count(view, hour, day)
        return self

    def _is_repeated(self, view: Pending) -> bool:
        """Whether this reader, by any of the names, was counted for this story less than WINDOW before (or after).

        After: by a machine whose clock is ahead, or in a later batch. A mark that this very view has left is of a fold
        that did not come to its end.
        """
        marks = (self.known.get(key) for key in view.names())
        return any(mark and mark.view != view.id and abs(view.at - mark.at) < WINDOW for mark in marks)

    def _count(self, view: Pending, hour: datetime, day: date) -> None:
        mark = Mark(view.at, view.id)
        for key in view.names():
            self.known[key] = self.marks[key] = mark
        self.hours[view.article_id, hour] += 1
        self.totals[view.article_id] += 1
        self.sources[view.article_id, day, view.source] += 1
        if view.came_back:
            self.came_back[view.article_id, day, view.source] += 1

    def _day_of(self, hour: datetime) -> date:
        if hour not in self._days:
            self._days[hour] = hour.astimezone(HANOI).date()
        return self._days[hour]


# Folding ------------------------------------------------------------------------------------------------------------


def fold(*, wait: bool = False) -> int:
    """Count up to BATCH pending views; how many those were. None where another process is just folding.

    With `wait`, waits for that process to be done.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if not _locked(cursor, wait):
            return 0
        if not (views := _take(cursor)):
            return 0
        # Of a story that was deleted meanwhile nothing is kept; the others cannot be while their views are counted.
        cursor.execute(
            "SELECT id FROM articles_article WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE",
            [list({view.article_id for view in views})],
        )
        stories = {story for (story,) in cursor.fetchall()}
        present = [view for view in views if view.article_id in stories]
        tally = Tally(marks.known({key for view in present for key in view.names()})).add(present)
        _cap_hosts(cursor, tally)
        _write(cursor, tally)
        # Last, as it may leave the database: from here on nothing but the commit is to come.
        marks.keep(tally.marks)
    return len(views)


def fold_all(*, wait: bool = False) -> int:
    """Ship and fold until all is counted that was reported before (or another process is at it); how many views."""
    folded = 0
    while True:
        ship()
        batch = fold(wait=wait)
        folded += batch
        # What came meanwhile is left for the next time.
        if batch < BATCH:
            return folded


def hold_lock() -> None:
    """Keep every fold out until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _locked(cursor: Any, wait: bool) -> bool:
    if wait:
        cursor.execute("SELECT true FROM pg_advisory_xact_lock(%s)", [LOCK])
    else:
        # Where there is nothing to do, the lock is not even asked for.
        cursor.execute("SELECT EXISTS (SELECT FROM articles_pendingview) AND pg_try_advisory_xact_lock(%s)", [LOCK])
    return cursor.fetchone()[0]


def _take(cursor: Any) -> list[Pending]:
    cursor.execute(
        "DELETE FROM articles_pendingview WHERE id IN (SELECT id FROM articles_pendingview ORDER BY id LIMIT %s)"
        " RETURNING id, article_id, at, readers, refused, source, came_back",
        [BATCH],
    )
    return [Pending(*row) for row in cursor.fetchall()]


def _cap_hosts(cursor: Any, tally: Tally) -> None:
    """Count what comes from sites that were not seen on that day under OTHER, once HOSTS_A_DAY were."""
    days: dict[date, set[str]] = {}
    for _article, day, host in tally.sources:
        if not is_told_apart(host):
            days.setdefault(day, set()).add(host)
    for day, hosts in days.items():
        seen = ViewSource.objects.filter(day=day)
        new = sorted(hosts - set(seen.filter(host__in=hosts).values_list("host", flat=True)))
        if not new:
            continue
        room = max(0, HOSTS_A_DAY - seen.values("host").distinct().count())
        for counter in (tally.sources, tally.came_back):
            for article, of_day, host in list(counter):
                if of_day == day and host in new[room:]:
                    counter[article, day, OTHER] += counter.pop((article, day, host))


# In the order of the stories, as whoever else writes more than one of these rows does, so no two wait for each other.
HOURS = """
INSERT INTO articles_hourlyviews AS views (article_id, hour, count)
SELECT * FROM unnest(%s::bigint[], %s::timestamptz[], %s::int[])
ON CONFLICT (article_id, hour) DO UPDATE SET count = views.count + excluded.count
"""
TOTALS = """
INSERT INTO articles_viewtotal AS total (article_id, counted, imported)
SELECT article, count, 0 FROM unnest(%s::bigint[], %s::int[]) AS new (article, count)
ON CONFLICT (article_id) DO UPDATE SET counted = total.counted + excluded.counted
"""
# The same reads for the lists of the most read.
TRENDS = trends.adding("unnest(%s::bigint[], %s::timestamptz[], %s::int[]) AS read (article_id, hour, count)")
REFUSED = """
INSERT INTO articles_refusedviews AS refused (day, reason, count)
SELECT * FROM unnest(%s::date[], %s::text[], %s::int[])
ON CONFLICT (day, reason) DO UPDATE SET count = refused.count + excluded.count
"""
SOURCES = """
INSERT INTO articles_viewsource AS source (article_id, day, host, count, came_back)
SELECT * FROM unnest(%s::bigint[], %s::date[], %s::text[], %s::int[], %s::int[])
ON CONFLICT (article_id, day, host)
DO UPDATE SET count = source.count + excluded.count, came_back = source.came_back + excluded.came_back
"""


def _write(cursor: Any, tally: Tally) -> None:
    hours = [(*key, count) for key, count in sorted(tally.hours.items())]
    for statement, rows in (
        (HOURS, hours),
        (TRENDS, hours),
        (TOTALS, sorted(tally.totals.items())),
        (REFUSED, [(*key, count) for key, count in sorted(tally.refused.items())]),
        (SOURCES, [(*key, count, tally.came_back[key]) for key, count in sorted(tally.sources.items())]),
    ):
        if rows:
            cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])
