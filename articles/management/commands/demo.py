"""Serves the demo newspaper: everything from an empty checkout to a site one can read, until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.backends import DEMO_PASSWORD
from articles.demo.loader import ACCOUNTS

HOST = "127.0.0.1"
WORKERS = 2
THREADS = 4  # in each worker; each keeps a database connection


class Command(BaseCommand):
    help = "Prepares and serves the demo newspaper on this machine until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only with DEMO=1: the demo's accounts have a password that everybody knows.")
        # Ended in any way, the command ends in order, so that the embedded PostgreSQL stops with it.
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, lambda number, _frame: sys.exit(128 + number))
        self._require_free(port)
        call_command("migrate", verbosity=0, interactive=False)
        self._collect_static()
        self.stdout.write("Preparing the demo newspaper; the first time takes a minute …")
        call_command("load_demo", stdout=self.stdout)
        self._print_accounts(port)
        self._serve(port)

    def _collect_static(self) -> None:
        """Collect static files unless nothing of them has changed: hashing and compressing them all takes seconds."""
        collected = settings.STATIC_ROOT / "staticfiles.json"
        sources = [settings.BASE_DIR / "requirements.lock", *(settings.BASE_DIR / "static").rglob("*")]
        if not collected.exists() or collected.stat().st_mtime < max(path.stat().st_mtime for path in sources):
            call_command("collectstatic", verbosity=0, interactive=False)

    def _require_free(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except (OSError, OverflowError) as error:
                raise CommandError(
                    f"Port {port} cannot be used ({error}). Choose another: make demo PORT={port + 100}"
                ) from error

    def _print_accounts(self, port: int) -> None:
        lines = [f"  {username:<10} {role.label}" for username, (_last, _first, role) in ACCOUNTS.items()]
        self.stdout.write(
            f"\nWebsite   http://{HOST}:{port}/\nDesk      http://{HOST}:{port}/admin/\n"
            f"Mail      {settings.EMAIL_HOST or 'var/mail/'}\n\n"
            f"Accounts, all with the password {DEMO_PASSWORD}:\n" + "\n".join(lines) + "\n\nCtrl-C stops it.\n"
        )
        self.stdout.flush()

    def _serve(self, port: int) -> None:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
        command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--log-level", "warning"]
        command += ["--respawn-failed-workers", "--respawn-interval", "0.5"]
        command.append("newsroom.wsgi:application")
        mailer = [sys.executable, "manage.py", "send_notices", "--every", "3", "--verbosity", "0"]
        address = {"SITE_URL": settings.SITE_URL or f"http://{HOST}:{port}"}
        # The server inherits DATABASE_URL; the embedded PostgreSQL belongs to this process and stops with it.
        server = subprocess.Popen(command, env=os.environ)  # noqa: S603  # nothing in it comes from outside
        sender = subprocess.Popen(mailer, env=os.environ | address, cwd=settings.BASE_DIR)  # noqa: S603
        try:
            server.wait()
        except KeyboardInterrupt:
            server.wait()
        finally:
            for process in (server, sender):
                process.terminate()
                process.wait()
        if server.returncode not in (0, -2, 130):
            raise CommandError(f"The web server ended with status {server.returncode}.")
