from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.indexing import keep_words_of
from articles.models import PublishedArticle


class Command(BaseCommand):
    help = (
        "Writes again what readers' searches find published stories by, the newest first: after an update that reads "
        "words otherwise. Safe while the site works; can be broken off."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=200, help="versions in one transaction (200)")

    def handle(self, *args: Any, batch: int, **options: Any) -> None:
        versions = PublishedArticle.objects.order_by("-pk").values_list("pk", flat=True)
        done, last = 0, None
        while numbers := list((versions.filter(pk__lt=last) if last else versions)[:batch]):
            keep_words_of(numbers)
            done, last = done + len(numbers), numbers[-1]
            if options["verbosity"] > 1:
                self.stdout.write(f"{done} versions, down to number {last}")
        self.stdout.write(f"{done} versions indexed")
