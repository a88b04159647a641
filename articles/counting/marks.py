"""Which reader was counted for which story in the last half hour: in the database, or where CACHE_URL names one, in a
Redis (or Valkey) that several machines share.

What is in the database holds in either case: it was written while that Redis was not to be reached.
"""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

# One reader counts once for one story within this time.
WINDOW = timedelta(minutes=30)

logger = logging.getLogger(__name__)

# A story's number and one of the hashes that a reader goes by.
Key = tuple[int, bytes]


class Mark(NamedTuple):
    """When a reader was counted, and which pending view that was (0: one whose fold is known to have ended)."""

    at: datetime
    view: int = 0


class Unreachable(Exception):
    """The store that machines share does not answer."""


class SharedMarks(Protocol):
    """Marks outside the database. Both raise Unreachable."""

    def known(self, keys: Collection[Key]) -> dict[Key, Mark]: ...

    def keep(self, marks: dict[Key, Mark]) -> None: ...


@lru_cache(maxsize=1)
def _shared() -> SharedMarks | None:
    if settings.CACHES["default"]["BACKEND"] != "django_redis.cache.RedisCache":
        return None
    # Its package is there only where CACHE_URL is set.
    return import_string("articles.counting.redis_marks.RedisMarks")()


def known(keys: Collection[Key]) -> dict[Key, Mark]:
    """The marks that there are for these readers; of two the later one."""
    found = _known_to_database(keys)
    if store := _shared():
        try:
            for key, mark in store.known(keys).items():
                found[key] = max(mark, found.get(key, mark))
        except Unreachable as error:
            logger.warning("repeated reads are told by the database alone: %s", error)
    return found


def keep(marks: dict[Key, Mark]) -> None:
    """Keep these marks for as long as they matter. The last thing to do in the transaction that counts the views.

    Outside the database they stay if that transaction fails after all; each names its view, which is folded again then.
    """
    if store := _shared():
        try:
            return store.keep(marks)
        except Unreachable as error:
            logger.warning("repeated reads are told by the database alone: %s", error)
    _keep_in_database(marks)


def _known_to_database(keys: Collection[Key]) -> dict[Key, Mark]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id, reader, counted_at FROM articles_recentview"
            " JOIN unnest(%s::bigint[], %s::bytea[]) AS asked (article_id, reader) USING (article_id, reader)",
            _columns(keys),
        )
        return {(article, bytes(reader)): Mark(at) for article, reader, at in cursor.fetchall()}


def _keep_in_database(marks: dict[Key, Mark]) -> None:
    if not marks:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_recentview (article_id, reader, counted_at)"
            " SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::timestamptz[])"
            " ON CONFLICT (article_id, reader) DO UPDATE SET counted_at = excluded.counted_at",
            [*_columns(marks), [mark.at for mark in marks.values()]],
        )


def _columns(keys: Collection[Key]) -> list[list[Any]]:
    return [[article for article, _reader in keys], [reader for _article, reader in keys]]
