"""A cache stampede: readers who never stop asking for a page that expires, and for one that nobody has yet.

    python benchmarks/stampede.py FOLDER [--readers 32] [--seconds 35] [--port 8740]

FOLDER is one that benchmarks/load.py filled. Tells how often a page was rendered, how many readers got the old one
meanwhile and how long the slowest waited: with the built-in page cache, and without.
"""

import http.client
import shutil
import signal
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.folder import Folder  # noqa: E402
from benchmarks.serving import granian  # noqa: E402

# So many pages that nobody has are asked for, each by all readers at once.
UNSEEN = 20


class Told:
    """What the readers of one page were told, and the longest that one of them waited, in ms."""

    def __init__(self) -> None:
        self.answers: Counter[str] = Counter()
        self.slowest = 0.0

    def ask(self, connection: http.client.HTTPConnection, address: str) -> None:
        begun = time.monotonic()
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        self.slowest = max(self.slowest, 1000 * (time.monotonic() - begun))
        self.answers[_kind(answer)] += 1


def _kind(answer: http.client.HTTPResponse) -> str:
    status = answer.headers.get("Cache-Status", "")
    if answer.status != 200:
        return "error"
    if not status or "stored" in status or status.endswith(("uri-miss", "stale")):
        return "rendered"
    if "collapsed" in status:
        return "waited for another"
    return "old" if "ttl=-" in status else "fresh"


def options() -> Namespace:
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readers", type=int, default=32)
    parser.add_argument("--seconds", type=int, default=35, help="longer than a page is fresh")
    parser.add_argument("--port", type=int, default=8740)
    return parser.parse_args()


def at_once(base: str, readers: int, read: Callable[[http.client.HTTPConnection, Barrier], None]) -> None:
    """Let so many readers go, each with a connection of its own."""
    start, place = Barrier(readers), urlsplit(base)

    def one() -> None:
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
        start.wait()
        read(connection, start)
        connection.close()

    threads = [Thread(target=one, daemon=True) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def expiring(base: str, address: str, readers: int, seconds: int) -> Told:
    """All ask for one page again and again."""
    told, end = Told(), time.monotonic() + seconds

    def read(connection: http.client.HTTPConnection, _start: Barrier) -> None:
        while time.monotonic() < end:
            told.ask(connection, address)
            time.sleep(0.02)  # the readers are what is short of time, not the site

    at_once(base, readers, read)
    return told


def unseen(base: str, addresses: list[str], readers: int) -> Told:
    """All ask at one moment for a page that nobody has asked for, and then for the next one."""
    told = Told()

    def read(connection: http.client.HTTPConnection, start: Barrier) -> None:
        for address in addresses:
            start.wait()
            told.ask(connection, address)

    at_once(base, readers, read)
    return told


def main() -> None:
    chosen = options()
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    folder = Folder(chosen.folder)
    addresses = (folder.urls / "article.txt").read_text().split()
    shutil.rmtree(folder.path / "held-anew", ignore_errors=True)
    # What nobody holds never expires.
    for name, where, seconds in (("page cache", str(folder.path / "held-anew"), chosen.seconds), ("without", "off", 5)):
        server = granian("newsroom.wsgi:application", chosen.port, folder.environment() | {"PAGE_CACHE": where})
        try:
            for kind, told in (
                (f"{UNSEEN} pages that nobody has", unseen(server.base, addresses[1 : 1 + UNSEEN], chosen.readers)),
                (f"one page for {seconds} s", expiring(server.base, addresses[0], chosen.readers, seconds)),
            ):
                found = ", ".join(f"{number:,} {what}" for what, number in sorted(told.answers.items()))
                print(
                    f"{name}: {kind}, {chosen.readers} readers, {seconds} s: {found}; slowest {told.slowest:.0f} ms",
                    flush=True,
                )
        finally:
            server.stop()


if __name__ == "__main__":
    main()
