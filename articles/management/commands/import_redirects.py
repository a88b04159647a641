"""Takes in a table of old addresses: where each leads on this site."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.old_addresses import take_in

HEADER = ("old", "new")


class Command(BaseCommand):
    help = "Takes in a CSV file of two columns: the old address; a story's number or address, a path, or a web address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(_("The file cannot be read: %(reason)s.") % {"reason": error}) from error
        tally = take_in(_rows(text))
        for line, problem in sorted(tally.problems):
            self.stderr.write(f"{file}:{line}: {problem}")
        self.stdout.write(_("%(count)d old addresses taken in.") % {"count": tally.taken})
        if tally.problems:
            raise CommandError(_("Lines that were left out: %(count)d.") % {"count": len(tally.problems)})


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, old, new) of every line that says something; a line with one column alone has no new address."""
    reader = csv.reader(text.splitlines())
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells) and tuple(cell.lower() for cell in cells[:2]) != HEADER:
            yield reader.line_num, cells[0], cells[1] if len(cells) > 1 else ""
