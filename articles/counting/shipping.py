"""Takes reports from the journals of this machine (articles.counting.journal) to the inbox in PostgreSQL, each once.

The transaction that brings a file's rows also notes the file's name. A file that is still there after that, since
whoever brought it was cut off, is known by its note: it is only to be removed.
"""

import logging
from datetime import timedelta

from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from articles.counting.inbox import put
from articles.counting.journal import File, Journal, own
from articles.models import ShippedJournal

logger = logging.getLogger(__name__)

# A note whose file was never heard of again: the disk is gone, or whoever removed the file was cut off then.
NOTES_KEPT = timedelta(days=30)

# The file is removed for good after that, so the transaction must be on the database's disk, whatever its settings say.
NOTE = """
SET LOCAL synchronous_commit TO on;
INSERT INTO articles_shippedjournal (name, shipped_at) VALUES (%s, statement_timestamp()) ON CONFLICT DO NOTHING
"""
# It may come back after a crash: then it stands for a file that is not there.
FORGET = "SET LOCAL synchronous_commit TO off; DELETE FROM articles_shippedjournal WHERE name = %s"


def ship(journal: Journal = own) -> None:
    """Bring what this process has written so far to the inbox, and what processes left behind that have ended.

    Raises an error of the database's: what has not been brought is in the files still, for the next time.
    """
    with journal.shipping() as files:
        for file in files:
            _ship(journal, file)


def _ship(journal: Journal, file: File) -> None:
    if file.is_empty():
        return journal.remove(file)
    try:
        _bring(file)
    except (DataError, IntegrityError):
        # It would stand in the way of all that come after it.
        logger.exception("%s: the database refuses these views, which are not counted", file.path)
        return journal.lay_aside(file)
    journal.remove(file)
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [file.name])
    return None


def _bring(file: File) -> None:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(NOTE, [file.name])
        if cursor.rowcount:  # else it was brought before
            for rows in file.batches():
                put(rows)


def forget_old_notes() -> None:
    ShippedJournal.objects.filter(shipped_at__lt=timezone.now() - NOTES_KEPT).delete()
