"""Real races: several threads, each with its own connection, let go at the moment when all of them are waiting."""

import time
from collections.abc import Callable
from threading import Thread
from typing import Any

from django.db import connection, connections, transaction

from articles.models import Article

PATIENCE = 20  # seconds; only a test that fails anyway waits so long


class Racer(Thread):
    """One call on a connection of its own; afterwards `outcome` is what it returned or raised."""

    def __init__(self, call: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.call = call
        self.outcome: Any = None
        self.backend: int | None = None

    def run(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = cursor.fetchone()[0]
            self.outcome = self.call()
        except Exception as error:  # noqa: BLE001 (the test looks at whatever it was)
            self.outcome = error
        finally:
            connections.close_all()

    def start_and_block(self) -> None:
        """Start, and come back once the database keeps this thread waiting for a lock (or it needed none)."""
        self.start()
        until = time.monotonic() + PATIENCE
        while self.is_alive() and not self._waits():
            if time.monotonic() > until:
                raise AssertionError("the thread neither finished nor came to a lock")
            time.sleep(0.005)

    def _waits(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)", [self.backend])
            return cursor.fetchone()[0]


def outcomes(racers: list[Racer]) -> list[Any]:
    for racer in racers:
        racer.join(PATIENCE)
        assert not racer.is_alive()
    return [racer.outcome for racer in racers]


def at_once(story: Article, *calls: Callable[[], object]) -> list[Any]:
    """Run the calls at once on one story, and give what each returned or raised.

    The story's row stays locked until all of them have read what they read and wait to write: whoever acts on what was
    read, without looking again, acts on an old state. They go on in the order in which they are given.
    """
    racers = [Racer(call) for call in calls]
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=story.pk)
        for racer in racers:
            racer.start_and_block()
    return outcomes(racers)
