"""Where reported views are kept for the seconds until they are counted (articles.counting.fold)."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection

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


# Whether readers see the stories is asked in the same statement, so that views cost one round trip. Its plan is made
# once a connection: to plan the question for a live story took four times as long as all the rest.
APPEND = """
INSERT INTO articles_pendingview (article_id, at, readers, refused, source, came_back)
SELECT * FROM (VALUES {views}) AS view (article_id, at, readers, refused, source, came_back)
WHERE EXISTS (SELECT FROM {live} AS live WHERE live.article_id = view.article_id)
RETURNING article_id
"""
VIEW = "(%s::bigint, %s::timestamptz, %s::bytea, %s::text, %s::text, %s::boolean)"
# Views that are written at once at most; a server has few threads.
MOST_AT_ONCE = 8
# Seconds. Where the last were written so lately there are more on their way, and for so long they are waited for.
CROWDED, GATHER = 0.002, 0.0001
# The answer does not wait for the disk.
SOON = "SET LOCAL synchronous_commit TO off;"


class _Waiting:
    """A report of one of this process's threads, and what has become of it: kept or not, or the error.

    `turn` is open once there is an outcome, or once it is this thread's turn to write for all.
    """

    __slots__ = ("outcome", "report", "turn")

    def __init__(self, report: Report) -> None:
        self.report = report
        self.outcome: bool | BaseException | None = None
        self.turn = Lock()
        self.turn.acquire()


class _Desk:
    """Where the threads of a process leave their reports. One of them writes, the others wait or come back for theirs.

    While it writes, reports gather, and the next to write takes them all: to send a statement and to commit it costs
    many times what a row does. Nobody is told anything of a report before the statement that has it is committed, and
    where that fails all of its threads get the error.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: list[_Waiting] = []
        self._has_writer = False
        self._written = 0.0

    def keep(self, report: Report) -> bool:
        mine = _Waiting(report)
        with self._guard:
            self._waiting.append(mine)
            first, self._has_writer = not self._has_writer, True
        if not first:
            mine.turn.acquire()
        if mine.outcome is None:
            self._write_for_all()
        if isinstance(mine.outcome, BaseException):
            raise mine.outcome
        return bool(mine.outcome)

    def _write_for_all(self) -> None:
        if time.monotonic() - self._written < CROWDED:
            time.sleep(GATHER)
        with self._guard:
            views, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
        try:
            seen = _write([view.report for view in views])
        except BaseException as error:  # noqa: BLE001  # each of them raises it
            for view in views:
                view.outcome = error
        else:
            for view in views:
                view.outcome = view.report.article_id in seen
        self._written = time.monotonic()
        for view in views:
            view.turn.release()
        with self._guard:
            if self._waiting:
                self._waiting[0].turn.release()
            else:
                self._has_writer = False


_desk = _Desk()


def append(report: Report) -> bool:
    """Keep a view until it is counted; False where readers do not see such a story. One round trip to the database.

    Committed when this returns. Should the connection be lost on the way, the statement asks again on a new one: if the
    first did arrive, that is the same reader once more, who counts once.
    """
    # Within a transaction it is written alone, as no other may depend on how that ends.
    if connection.in_atomic_block:
        return report.article_id in _write([report])
    return _desk.keep(report)


def _write(reports: Sequence[Report]) -> set[int]:
    """The stories among theirs that readers see: reports of these are kept."""
    values: list[Any] = []
    for each in reports:
        values += (each.article_id, each.at, b"".join(each.readers), each.refused or "", each.source, each.came_back)
    first = "" if settings.VIEWS_DURABLE else SOON
    return {article for (article,) in _statement(len(reports)).rows(values, first=first)}


@cache
def _statement(views: int) -> Statement:
    live = as_table(PublishedArticle.objects.live().order_by().values("article_id"))
    return Statement(APPEND.format(views=", ".join([VIEW] * views), live=live), "articles.counting.inbox")


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
