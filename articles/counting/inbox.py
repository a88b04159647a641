"""Where reported views are kept for the seconds until they are counted (articles.counting.fold)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings

from articles.counting.referrers import DIRECT
from articles.models import PendingView, PublishedArticle, Refusal
from newsroom.prepared import Statement, as_table


@dataclass(frozen=True, slots=True)
class Report:
    """One view as a page reports it. `readers`: see articles.counting.readers; none where it is not to be counted."""

    article_id: int
    at: datetime
    readers: Sequence[bytes] = ()
    refused: Refusal | None = None
    source: str = DIRECT
    came_back: bool = False


# Asked of the same statement, so that a view costs one round trip. Its plan is made once a connection: to plan the
# question for a live story took four times as long as all the rest.
APPEND = """
INSERT INTO articles_pendingview (article_id, at, readers, refused, source, came_back)
SELECT %s::bigint, %s::timestamptz, %s::bytea, %s::text, %s::text, %s::boolean WHERE EXISTS (
    SELECT FROM {live} AS live WHERE article_id = %s
)
RETURNING id
"""
# The answer does not wait for the disk.
SOON = "SET LOCAL synchronous_commit TO off;"


def append(report: Report) -> bool:
    """Keep a view until it is counted; False where readers do not see such a story. One round trip to the database.

    Committed when this returns. Should the connection be lost on the way, the statement asks again on a new one: if the
    first did arrive, that is the same reader once more, who counts once.
    """
    values = (report.article_id, report.at, b"".join(report.readers), report.refused or "", report.source)
    first = "" if settings.VIEWS_DURABLE else SOON
    return bool(_statement().rows((*values, report.came_back, report.article_id), first=first))


@lru_cache(maxsize=1)
def _statement() -> Statement:
    live = as_table(PublishedArticle.objects.live().order_by().values("article_id"))
    return Statement(APPEND.format(live=live), "articles.counting.inbox")


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
