"""Where reported views are kept for the seconds until they are counted (articles.counting.fold)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.db import connection
from django.db.models import QuerySet

from articles.counting import journal
from articles.counting.referrers import DIRECT
from articles.models import PublishedArticle, Refusal
from newsroom.held import held
from newsroom.prepared import EXAMPLE_KEY, prepared

# Seconds for which a story that readers saw is taken to be one that they see, and how many stories a process knows so.
SEEN, STORIES = 5, 10_000


@dataclass(frozen=True, slots=True)
class Report:
    """One view as a page reports it. `readers`: see articles.counting.readers; none where it is not to be counted.

    `source` is a name as articles.counting.referrers gives it.
    """

    article_id: int
    at: datetime
    readers: Sequence[bytes] = ()
    refused: Refusal | None = None
    source: str = DIRECT
    came_back: bool = False

    def row(self) -> bytes:
        """The row of PendingView, as COPY reads it and as a line of the journal."""
        readers, came_back = b"".join(self.readers).hex(), "t" if self.came_back else "f"
        told = f"{self.refused or ''}\t{self.source}\t{came_back}"
        return f"{self.article_id}\t{self.at.isoformat()}\t\\\\x{readers}\t{told}\n".encode()


class NotSeen(Exception):
    """Readers do not see this story."""


def append(report: Report) -> bool:
    """Keep a view until it is counted; False where readers do not see such a story. Hardly ever asks the database.

    What is kept when this returns is counted, whatever becomes of the story, this process and the database. Raises
    NotKept where it is not, and an error of the database's where that must be asked about the story and is away.
    """
    journal.own.require_open()
    try:
        _require_seen(report.article_id)
    except NotSeen:
        return False
    journal.own.write(report.row())
    return True


@held(SEEN, entries=STORIES)
def _require_seen(article_id: int) -> None:
    # Only what is seen is held: a story that goes live is counted from its first reader on.
    if not _seen(article_id=article_id):
        raise NotSeen


@prepared(article_id=EXAMPLE_KEY)
def _seen(article_id: int) -> QuerySet[PublishedArticle, tuple[int]]:
    return PublishedArticle.objects.live().filter(article=article_id).order_by().values_list("article_id")


# In one statement, in the order of the rows.
PUT = "COPY articles_pendingview (article_id, at, readers, refused, source, came_back) FROM STDIN"


def put(rows: bytes) -> None:
    """Bring rows to the inbox; within a transaction, as they come in any number of parts."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(PUT, BytesIO(rows))


def append_past(reports: Iterable[Report]) -> None:
    """Keep views of stories that are known to be there, such as a demo's, whatever readers see now."""
    put(b"".join(report.row() for report in reports))
