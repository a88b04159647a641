"""What is kept of counted views and for how long, and the totals made anew from it."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from articles.counting.fold import fold_all, hold_lock
from articles.counting.marks import WINDOW
from articles.counting.readers import destroy_old_keys
from articles.counting.shipping import forget_old_notes
from articles.models import Article, PendingView, RecentView, ViewSource
from newsroom.vietnamese import HANOI

DAYS_BY_HOUR = 90
# A year, and a month more to compare it with the one before.
DAYS_OF_SOURCES = 400
# Before a report is in the inbox, it is for a moment in the journal of a process that nobody else sees into.
UNSEEN = timedelta(minutes=1)
# Rows in one transaction.
BATCH = 5000


class Pruned(NamedTuple):
    """How many rows were dealt with."""

    counted: int  # views that nobody had folded
    keys: int
    marks: int
    hours: int  # which are days now
    sources: int


def prune() -> Pruned:
    """Count what is pending, destroy what tells readers apart, and keep less of what is old.

    May be cut off and called again at any time, and while views are counted: the sums stay what they are.
    """
    counted = fold_all(wait=True)
    forget_old_notes()
    return Pruned(counted, destroy_old_keys(), _destroy_marks(), _hours_to_days(), _forget_sources())


def _destroy_marks() -> int:
    """Destroy marks that no view to come can be a repetition of; where some are pending, that is a matter of theirs."""
    gone = 0
    while True:
        with transaction.atomic():
            hold_lock()
            first = PendingView.objects.aggregate(at=Min("at"))["at"] or timezone.now()
            old = RecentView.objects.filter(counted_at__lte=min(first, timezone.now() - UNSEEN) - WINDOW).order_by("pk")
            batch = RecentView.objects.filter(pk__in=old.values("pk")[:BATCH]).delete()[0]
        gone += batch
        if batch < BATCH:
            return gone


# One statement, so that whoever reads sees each view in one of the two tables.
TO_DAYS = """
WITH gone AS (
    DELETE FROM articles_hourlyviews
    WHERE id IN (SELECT id FROM articles_hourlyviews WHERE hour < %(until)s ORDER BY hour, article_id LIMIT %(batch)s)
    RETURNING article_id, hour, count
), days AS (
    INSERT INTO articles_dailyviews AS views (article_id, day, count)
    SELECT article_id, (hour AT TIME ZONE %(zone)s)::date, sum(count) FROM gone GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (article_id, day) DO UPDATE SET count = views.count + excluded.count
)
SELECT count(*) FROM gone
"""


def _hours_to_days() -> int:
    last = timezone.localdate(timezone=HANOI) - timedelta(days=DAYS_BY_HOUR)
    until = datetime.combine(last, time(), HANOI)
    moved = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            hold_lock()
            cursor.execute(TO_DAYS, {"until": until, "batch": BATCH, "zone": HANOI.key})
            batch = cursor.fetchone()[0]
        moved += batch
        if batch < BATCH:
            return moved


def _forget_sources() -> int:
    old = ViewSource.objects.filter(day__lt=timezone.localdate(timezone=HANOI) - timedelta(days=DAYS_OF_SOURCES))
    gone = 0
    while batch := ViewSource.objects.filter(pk__in=old.order_by("day").values("pk")[:BATCH]).delete()[0]:
        gone += batch
    return gone


# What an old site had counted stands in a column of its own and is left alone.
RECOUNT = """
INSERT INTO articles_viewtotal AS total (article_id, counted, imported)
SELECT story.id, coalesce(hours.sum, 0) + coalesce(days.sum, 0), 0
FROM articles_article AS story
LEFT JOIN LATERAL (SELECT sum(count) FROM articles_hourlyviews WHERE article_id = story.id) AS hours ON true
LEFT JOIN LATERAL (SELECT sum(count) FROM articles_dailyviews WHERE article_id = story.id) AS days ON true
LEFT JOIN articles_viewtotal AS stands ON stands.article_id = story.id
WHERE story.id > %s AND story.id <= %s
    AND coalesce(stands.counted, 0) <> coalesce(hours.sum, 0) + coalesce(days.sum, 0)
ORDER BY story.id
ON CONFLICT (article_id) DO UPDATE SET counted = excluded.counted
"""


def rebuild_totals() -> int:
    """Make the totals of all stories anew from their hours and days; how many were wrong.

    Folding waits for each batch of stories, so what is counted meanwhile is neither lost nor added twice.
    """
    last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
    wrong = 0
    for start in range(0, last, BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            hold_lock()
            cursor.execute(RECOUNT, [start, start + BATCH])
            wrong += cursor.rowcount
    return wrong
