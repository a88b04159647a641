"""Where reported views are kept for the seconds until they are counted (articles.counting.fold)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from weakref import WeakSet

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from articles.counting.referrers import DIRECT
from articles.models import PendingView, PublishedArticle, Refusal


@dataclass(frozen=True, slots=True)
class Report:
    """One view as a page reports it. `readers`: see articles.counting.readers; none where it is not to be counted."""

    article_id: int
    at: datetime
    readers: Sequence[bytes] = ()
    refused: Refusal | None = None
    source: str = DIRECT
    came_back: bool = False


# Named, so that the database plans the question for a live story once a connection instead of once a view: that took
# four times as long as all the rest of the statement.
PREPARE = """
PREPARE report_view (bigint, timestamptz, bytea, text, text, boolean) AS
INSERT INTO articles_pendingview (article_id, at, readers, refused, source, came_back)
SELECT $1, $2, $3, $4, $5, $6 WHERE EXISTS ({live})
"""
REPORT = "EXECUTE report_view (%s, %s, %s, %s, %s, %s)"
# In the same string, and so in the same transaction: the answer does not wait for the disk.
REPORT_SOON = f"SET LOCAL synchronous_commit TO off; {REPORT}"

# The connections that know the statement.
_prepared: WeakSet = WeakSet()


def append(report: Report) -> bool:
    """Keep a view until it is counted; False where readers do not see such a story. One round trip to the database.

    Committed when this returns. Where the connection turns out to have been lost since it was last used, it is made
    anew and the view reported once more: should the first report have arrived after all, it is the same reader's again.
    """
    # Django asks each connection once a request whether it is alive, which costs as much as the whole report.
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _append(report)
    except (InterfaceError, OperationalError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _append(report)


def _append(report: Report) -> bool:
    with connection.cursor() as cursor:
        if connection.connection not in _prepared:
            cursor.execute(PREPARE.format(live=_live_story()))
            _prepared.add(connection.connection)
        readers = b"".join(report.readers)
        cursor.execute(
            REPORT if settings.VIEWS_DURABLE else REPORT_SOON,
            (report.article_id, report.at, readers, report.refused or "", report.source, report.came_back),
        )
        return cursor.rowcount == 1


@lru_cache(maxsize=1)
def _live_story() -> str:
    """The question whether readers see story $1 now."""
    story = PublishedArticle.objects.live().filter(article_id=0).order_by().values("pk")
    text, params = story.query.sql_with_params()
    if params != (0,):
        raise AssertionError(f"the story's number is no longer the only parameter of live(): {params}")
    return text % "$1"


def append_past(reports: Iterable[Report]) -> None:
    """Keep views of stories that are known to be there, such as a demo's, whatever readers see now."""
    PendingView.objects.bulk_create(
        PendingView(
            article_id=report.article_id,
            at=report.at,
            readers=b"".join(report.readers),
            refused=report.refused or "",
            source=report.source,
            came_back=report.came_back,
        )
        for report in reports
    )
