from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from articles.models import PublishedArticle, StorySubject
from articles.relating import keep_subjects, relate_kept


class Command(BaseCommand):
    help = (
        "Finds what fits beside each published story, where that has not been done: after an update, or after stories "
        "were written past the desk. Safe while the site works, can be broken off and begun again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="for every story again")
        parser.add_argument("--batch", type=int, default=200, help="stories in one transaction (200)")

    def handle(self, *args: Any, all: bool, batch: int, **options: Any) -> None:
        self.batch, self.told = batch, options["verbosity"] > 1
        stories = PublishedArticle.objects.not_over()
        # First what all of them are about: each is then compared with all the others.
        self._go_through(stories if all else stories.without_subject(), keep_subjects, "read")
        with connection.cursor() as cursor:  # how many stories there are says how rare a word is
            cursor.execute("ANALYZE articles_storysubject, articles_storyterm")
        act = partial(relate_kept, since=timezone.now())
        done = self._go_through(StorySubject.objects.waiting(), act, "related")
        self.stdout.write(f"{done} stories related")

    def _go_through(self, rows: Any, act: Callable[[list[int]], None], name: str) -> int:
        """Act on the stories of these rows, the newest first, a batch in a transaction; answers how many they are."""
        done, last = 0, None
        rows = rows.order_by("-article").values_list("article", flat=True).distinct()
        while numbers := list((rows.filter(article__lt=last) if last else rows)[: self.batch]):
            act(numbers)
            done, last = done + len(numbers), numbers[-1]
            if self.told:
                self.stdout.write(f"{done} stories {name}, down to number {last}")
        return done
