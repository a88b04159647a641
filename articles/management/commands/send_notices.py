"""Sends the mail of notices that is due, once or again and again."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections

from articles.notice_mail import send_due


class Command(BaseCommand):
    help = "Sends the mail of notices that is due. Run it every minute, or once with --every."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until stopped, looking so often")

    def handle(self, *args: Any, every: int | None = None, verbosity: int = 1, **options: Any) -> None:
        self.verbosity = verbosity
        if not settings.MAIL_NOTICES:
            raise CommandError("EMAIL_HOST is not set: no mail is sent.")
        if every is None:
            self._send()
            return
        if every < 1:
            raise CommandError("--every needs a number of seconds.")
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            while True:
                try:
                    self._send()
                except (InterfaceError, OperationalError) as error:  # the database is away: it comes back
                    self.stderr.write(str(error))
                close_old_connections()
                time.sleep(every)
        except KeyboardInterrupt:
            return

    def _send(self) -> None:
        tally = send_due()
        if self.verbosity and (tally.sent or tally.failed or tally.dropped):
            self.stdout.write(f"{tally.sent} mails sent, {tally.failed} failed, {tally.dropped} dropped")
