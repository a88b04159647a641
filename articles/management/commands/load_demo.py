"""Fills an empty site with the demo newspaper."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.demo import loader


class Command(BaseCommand):
    help = "Fills an empty site with the demo newspaper; changes nothing where it is there already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's accounts have a password that everybody knows: only with DEMO=1.")
        if loader.is_loaded():
            self.stdout.write("The demo newspaper is there already.")
            return
        count = loader.load(self._progress)
        self._progress(f"{count} stories")
        self.stdout.write("")

    def _progress(self, words: str) -> None:
        """One line that is written over on a terminal; a line for each part elsewhere would only fill logs."""
        if self.stdout.isatty():
            self.stdout.write(f"\r\033[KMaking the demo newspaper: {words}", ending="")
            self.stdout.flush()
