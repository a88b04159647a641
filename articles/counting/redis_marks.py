"""Marks of counted readers in the Redis (or Valkey) that CACHE_URL names; needs django-redis."""

from collections.abc import Collection
from datetime import UTC, datetime

from django.core.cache import cache
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from articles.counting.marks import WINDOW, Key, Mark, Unreachable


class RedisMarks:
    """One key a story and reader, which Redis forgets by itself.

    Through the client of Django's cache, since the cache itself keeps silent about a Redis that is down.
    """

    def known(self, keys: Collection[Key]) -> dict[Key, Mark]:
        try:
            found = cache.client.get_many([_name(key) for key in keys]) if keys else {}  # type: ignore[attr-defined]
        except (ConnectionInterrupted, RedisError) as error:
            raise Unreachable(error) from error
        return {key: _mark(found[_name(key)]) for key in keys if _name(key) in found}

    def keep(self, marks: dict[Key, Mark]) -> None:
        if not marks:
            return
        named = {_name(key): f"{mark.at.timestamp():.6f} {mark.view}" for key, mark in marks.items()}
        try:
            cache.client.set_many(named, timeout=WINDOW.total_seconds())  # type: ignore[attr-defined]
        except (ConnectionInterrupted, RedisError) as error:
            raise Unreachable(error) from error


def _name(key: Key) -> str:
    return f"read:{key[0]}:{key[1].hex()}"


def _mark(stored: str) -> Mark:
    at, view = stored.split()
    return Mark(datetime.fromtimestamp(float(at), UTC), int(view))
