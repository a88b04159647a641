from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from articles.models import PublishedArticle, StorySubject
from articles.relating import ask_about_all, join_twins, keep_subjects_beside_others, relate_kept

Act = Callable[[list[int]], None]


class Command(BaseCommand):
    help = (
        "Finds what fits beside each published story, where that has not been done: after an update, or after stories "
        "were written past the desk. Safe while the site works, can be broken off and begun again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="for every story again")
        parser.add_argument("--batch", type=int, default=200, help="stories in one transaction (200)")
        parser.add_argument("--processes", type=int, default=1, help="that share the work, where there is much (1)")

    def handle(self, *args: Any, all: bool, batch: int, processes: int, **options: Any) -> None:
        self.batch, self.processes, self.told = batch, processes, options["verbosity"] > 1
        stories = PublishedArticle.objects.not_over()
        # First what all of them are about: each is then compared with all the others.
        self._go_through(stories if all else stories.without_subject(), keep_subjects_beside_others, "read")
        self._go_through(StorySubject.objects.waiting(), join_twins, "compared", processes=1)
        with connection.cursor() as cursor:  # how many stories there are says how rare a word is
            cursor.execute("ANALYZE articles_storysubject, articles_storyterm")
        since = timezone.now()
        if ask_about_all():
            done = self._go_through(StorySubject.objects.waiting(), partial(relate_kept, since=None), "related")
        else:
            act = partial(relate_kept, since=since)
            done = self._go_through(StorySubject.objects.waiting(), act, "related", processes=1)
        self.stdout.write(f"{done} stories related")

    def _go_through(self, rows: Any, act: Act, name: str, *, processes: int | None = None) -> int:
        """Act on the stories of these rows, the newest first, a batch in a transaction; answers how many they are."""
        numbers = list(rows.order_by("-article").values_list("article", flat=True).distinct())
        batches = [numbers[start : start + self.batch] for start in range(0, len(numbers), self.batch)]
        with _shared_by(min(processes or self.processes, len(batches))) as each:
            for done, _nothing in enumerate(each(act, batches), start=1):
                if self.told:
                    self.stdout.write(f"{min(done * self.batch, len(numbers))} of {len(numbers)} stories {name}")
        return len(numbers)


@contextmanager
def _shared_by(processes: int) -> Iterator[Callable[[Act, list[list[int]]], Any]]:
    """A map() whose work so many processes share."""
    if processes <= 1:
        yield map
        return
    connection.close()  # each has its own
    with get_context("fork").Pool(processes) as pool:
        yield pool.imap
