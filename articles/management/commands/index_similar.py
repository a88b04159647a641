from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article
from articles.shingling import keep_shingles_of


class Command(BaseCommand):
    help = (
        "Indexes stories from before similar stories were looked for, the newest first. Safe while the desk works, can "
        "be broken off and begun again: what is saved meanwhile indexes itself."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="index every story again")
        parser.add_argument("--batch", type=int, default=100, help="stories in one transaction (100)")

    def handle(self, *args: Any, all: bool, batch: int, **options: Any) -> None:
        stories = Article.objects.all() if all else Article.objects.without_shingles()
        done, last = 0, None
        while numbers := list(
            (stories.filter(pk__lt=last) if last else stories).order_by("-pk").values_list("pk", flat=True)[:batch]
        ):
            keep_shingles_of(numbers)
            done, last = done + len(numbers), numbers[-1]
            if options["verbosity"] > 1:
                self.stdout.write(f"{done} stories, down to number {last}")
        self.stdout.write(f"{done} stories indexed")
