"""Imports page texts of the old sites: reads files, hands each record to the writer, tells what became of them."""

import json
from argparse import ArgumentParser
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from articles.checklist import Finding
from articles.importing.checking import findings
from articles.importing.files import FileRefused, find_files, printable, read_text
from articles.importing.record import StoryRecord
from articles.importing.text_page import read_page
from articles.importing.writer import Fate, Outcome, write
from articles.models import HouseStyle, Section

# The account that imported stories belong to where --by names none: inactive, without password and role.
IMPORTER = "importer"


class Command(BaseCommand):
    help = "Imports page texts, files or folders of *.txt, as drafts; with --publish under their original date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder of *.txt files")
        parser.add_argument("--section", metavar="SLUG", help="where the stories go: kinh-te or kinh-te/nong-nghiep")
        parser.add_argument("--publish", action="store_true", help="publish what is complete, under its first date")
        parser.add_argument("--by", metavar="USERNAME", help="the account that the stories will belong to")
        parser.add_argument("--dry-run", action="store_true", help="read and report; write nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        self.options = options
        self.section = _section(options["section"]) if options["section"] else None
        self.by = _user(options["by"]) if options["by"] else None
        paths = list(find_files(options["paths"]))
        tally = _Tally(dry_run=options["dry_run"])
        self.limits = HouseStyle.current()
        for number, path in enumerate(paths, start=1):
            self._progress(number, len(paths))
            record, readable = _read(path)
            outcome = self._store(record)
            found = self._findings(record, outcome)
            tally.add(outcome, found, failed=not readable or (outcome.fate is Fate.REFUSED and not record.refused))
            self._clear_progress()
            self._report(record, outcome, found)
        self._tell(str(tally))
        for line in tally.asked_for():
            self._tell(line)
        if not paths:
            raise CommandError(_("The given folders contain no *.txt files."))
        if tally.failed:
            raise CommandError(_("Files that could not be imported: %(count)d.") % {"count": tally.failed})

    def _store(self, record: StoryRecord) -> Outcome:
        if self.options["dry_run"]:
            fate = Fate.REFUSED if record.refused else Fate.CREATED
            return Outcome(fate, problems=record.problems, reason=record.refused or "")
        by = self.by or _importer()
        return write(record, by=by, owner=self.by, section=self.section, publish=self.options["publish"])

    def _findings(self, record: StoryRecord, outcome: Outcome) -> list[Finding]:
        """What the desk's checklist will say of a story that has just come in. It keeps none from coming in."""
        if outcome.fate is not Fate.CREATED:
            return []
        return findings(record, self.limits, has_section=self.section is not None)

    def _report(self, record: StoryRecord, outcome: Outcome, found: list[Finding]) -> None:
        """The record for programs; for people only what they may want to act on, and in a dry run everything."""
        dry_run = self.options["dry_run"]
        if self.options["json"]:
            told = replace(record, refused=outcome.reason or None)
            self.stdout.write(json.dumps(told.as_json(), ensure_ascii=False))
        if outcome.fate is Fate.REFUSED:
            self.stderr.write(f"{record.file}: {outcome.reason}")
        elif outcome.fate is Fate.DIFFERS:
            self._tell(_("%(file)s: already imported, text differs, left alone") % {"file": record.file})
        elif outcome.fate is Fate.DELETED:
            self._tell(
                _("%(file)s: imported before and deleted at the desk; not imported again") % {"file": record.file}
            )
        elif outcome.held_back:
            missing = ", ".join(outcome.held_back)
            self._tell(_("%(file)s: left as a draft; missing: %(parts)s") % {"file": record.file, "parts": missing})
        elif dry_run and not self.options["json"]:
            self._tell(f"{record.file}: {record.title or '-'}")
        if not self.options["json"] and (dry_run or self.options["verbosity"] > 1):
            for problem in outcome.problems:
                self._tell(f"    {problem}")
            for finding in found:
                self._tell("    " + _("Checklist: %(finding)s") % {"finding": finding.message})

    def _tell(self, line: str) -> None:
        """To people: on stdout, unless programs read that."""
        if self.options["json"]:
            self.stderr.write(line, style_func=str)
        else:
            self.stdout.write(line)

    def _progress(self, number: int, total: int) -> None:
        if total > 1 and self.stderr.isatty():
            filled = 30 * number // total
            bar = "█" * filled + "░" * (30 - filled)
            self.stderr.write(f"\r\033[K{bar} {number}/{total}", style_func=str, ending="")
            self.stderr.flush()

    def _clear_progress(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r\033[K", style_func=str, ending="")


def _read(path: Path) -> tuple[StoryRecord, bool]:
    """The record of a file, and whether the file was text at all; a page that holds no story is, and says so itself."""
    try:
        return read_page(printable(path), read_text(path)), True
    except FileRefused as refusal:
        return StoryRecord(printable(path), refused=str(refusal)), False


def _section(path: str) -> Section:
    slugs = path.strip("/").split("/")
    found = Section.objects.at(*slugs).first() if len(slugs) <= 2 else None
    if found is None:
        raise CommandError(_("There is no section “%(path)s”.") % {"path": path})
    return found


def _user(username: str) -> User:
    found = User.objects.filter(username=username).first()
    if found is None:
        raise CommandError(_("There is no account “%(username)s”.") % {"username": username})
    return found


def _importer() -> User:
    defaults = {"is_active": False, "password": make_password(None), "last_name": _("Import")}
    return User.objects.get_or_create(username=IMPORTER, defaults=defaults)[0]


@dataclass
class _Tally:
    dry_run: bool
    created: int = 0
    published: int = 0
    drafts: int = 0
    unchanged: int = 0
    differing: int = 0
    deleted: int = 0
    refused: int = 0
    with_problems: int = 0
    failed: int = 0
    # Rule -> how many stories, and what it said of the first.
    rules: dict[str, tuple[int, Finding]] = field(default_factory=dict)

    def add(self, outcome: Outcome, found: list[Finding], *, failed: bool) -> None:
        self.created += outcome.fate is Fate.CREATED
        self.published += outcome.published
        self.drafts += outcome.fate is Fate.CREATED and not outcome.published
        self.unchanged += outcome.fate is Fate.UNCHANGED
        self.differing += outcome.fate is Fate.DIFFERS
        self.deleted += outcome.fate is Fate.DELETED
        self.refused += outcome.fate is Fate.REFUSED
        self.with_problems += bool(outcome.problems)
        self.failed += failed
        for finding in found:
            number, first = self.rules.get(finding.rule.name, (0, finding))
            self.rules[finding.rule.name] = (number + 1, first)

    def asked_for(self) -> list[str]:
        """What the checklist will hold these stories back for when they are submitted, rule by rule."""
        if not self.rules:
            return []
        lines = [_("Before these stories can be submitted, the desk's checklist asks for (stories, first finding):")]
        ordered = sorted(self.rules.values(), key=lambda counted: (not counted[1].hard, -counted[0]))
        return lines + [f"{number:>8}  {first.message}" for number, first in ordered]

    def __str__(self) -> str:
        if self.dry_run:
            words = _(
                "Dry run, nothing written. Stories: %(created)d, refused: %(refused)d, problems: %(with_problems)d"
            )
        else:
            words = _(
                "Created: %(created)d (published: %(published)d, drafts: %(drafts)d), unchanged: %(unchanged)d, "
                "differing: %(differing)d, refused: %(refused)d, deleted at the desk: %(deleted)d, "
                "problems: %(with_problems)d"
            )
        return words % vars(self)
