"""A storm: readers all over the archive while editors save, publish and withdraw; nothing may break, be lost, or grow.

    python benchmarks/storm.py FOLDER [--minutes 10] [--pace 60] [--every 4] [--port 8760]

FOLDER is one that benchmarks/load.py filled; its stories are other ones afterwards. PACE pages a second are asked for:
stories by Zipf over the archive, 2 % searches, 5 % lists; every story that is read is reported by its beacon, each time
by another reader. Two editors, signed in over HTTP, do something every so many seconds: one saves, submits, approves
and publishes, the other withdraws. Ends with status 1 where a promise was not kept.
"""

import http.client
import json
import signal
import statistics
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.folder import Folder  # noqa: E402
from benchmarks.readers import Crowd, Told, read  # noqa: E402
from benchmarks.serving import Server, granian  # noqa: E402

# Seconds: a withdrawn story is gone from every cache, a view is in the totals.
GONE, FOLDED = 90, 6
# A worker may have grown by so many MB in the second half of the storm, when all that it keeps is there.
FLAT = 8
# In the first minutes a worker grows by what it keeps, so a short storm says nothing of its memory.
LONG_ENOUGH = 300


def options() -> Namespace:
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--pace", type=float, default=60, help="pages a second (60), each with its beacon")
    parser.add_argument("--every", type=float, default=4, help="seconds between two acts of an editor (4)")
    parser.add_argument("--port", type=int, default=8760)
    return parser.parse_args()


if __name__ == "__main__":
    chosen = options()
    folder = Folder(chosen.folder)
    folder.enter()

    import django

    django.setup()

from django.db import connection  # noqa: E402

from articles.models import Article, PublishedArticle, ViewTotal  # noqa: E402
from benchmarks.editors import Editor, Refused  # noqa: E402
from benchmarks.house import PASSWORD  # noqa: E402


class Desk:
    """Editors at work, and what became of it."""

    def __init__(self, base: str, every: float) -> None:
        self.base, self.every = base, every
        self.over = Event()
        self.published = 0
        self.refused: list[str] = []
        self.gone: dict[str, float] = {}
        """{address of a withdrawn story: seconds until readers were told so}"""
        self._threads = [Thread(target=self._publish), Thread(target=self._withdraw)]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join()

    def _signed_in(self, username: str) -> Editor:
        return Editor(self.base, username, PASSWORD)

    def _publish(self) -> None:
        """An editor mends a story, a managing editor approves and publishes it."""
        editor, chief = self._signed_in("editor"), self._signed_in("chief")
        for story in self._stories(0):
            if self.over.wait(self.every):
                break
            try:
                saved = editor.save(story, lead=f"{story.lead} Cập nhật lần {self.published + 1}.")
                chief.publish(chief.approve(editor.submit(saved)))
                self.published += 1
            except Refused as error:
                self.refused.append(str(error))
        connection.close()

    def _withdraw(self) -> None:
        chief = self._signed_in("chief")
        watching: dict[str, float] = {}
        stories = self._stories(1)
        turn = time.monotonic() + self.every
        # To the end of what was withdrawn: nobody may read it longer than promised.
        while not self.over.is_set() or watching:
            time.sleep(1)
            if time.monotonic() > turn and not self.over.is_set():
                story = next(stories)
                address = PublishedArticle.objects.live().get(article=story).get_absolute_url()
                status_of(self.base + address)  # somebody reads it, so that it is in the caches
                try:
                    chief.withdraw(story)
                    watching[address] = time.monotonic()
                except Refused as error:
                    self.refused.append(str(error))
                turn = time.monotonic() + self.every
            for address, since in list(watching.items()):
                seconds = time.monotonic() - since
                if status_of(self.base + address) == 410 or seconds > 2 * GONE:
                    self.gone[address] = seconds
                    del watching[address]
        connection.close()

    def _stories(self, part: int) -> Iterator[Article]:
        """Stories that are published as they stand, from the newest on; each part has its own."""
        newest = Article.objects.filter(status=Article.Status.PUBLISHED).order_by("-pk")
        yield from (story for story in newest[:4000] if story.pk % 2 == part)


def status_of(address: str) -> int:
    parts = urlsplit(address)
    asked = http.client.HTTPConnection(parts.netloc, timeout=30)
    asked.request("GET", parts.path)
    answer = asked.getresponse()
    answer.read()
    asked.close()
    return answer.status


def counted() -> dict[int, int]:
    return dict(ViewTotal.objects.filter(counted__gt=0).values_list("article", "counted"))


def crowd(base: str, chosen: Namespace) -> Crowd:
    def listed(kind: str) -> list[str]:
        return (chosen.folder / "urls" / f"{kind}.txt").read_text().split()

    lists = [each for kind in ("section", "section_deep", "tag", "author", "newest") for each in listed(kind)]
    beacon = listed("beacon")[0].rsplit("/", 2)[0] + "/{}/"
    return Crowd(
        base, listed("article"), ["/"] * 20 + lists, listed("search"), beacon, chosen.pace, 60 * chosen.minutes
    )


def slope(series: Sequence[tuple[float, float]]) -> float:
    """By how much the second value grows a minute, by least squares; the first is in seconds."""
    if len(series) < 2:
        return 0.0
    return 60 * statistics.linear_regression(*zip(*series, strict=True)).slope


def weather(chosen: Namespace, server: Server) -> tuple[Told, Desk, list[tuple[float, int]]]:
    """The storm itself: what readers were told, what editors did, and (second, MB of the largest worker)."""
    desk, memory, begun = Desk(server.base, chosen.every), [], time.monotonic()
    # A child that has a share of a connection closes it for its parent.
    connection.close()
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        readers = pool.submit(read, crowd(server.base, chosen), time.time())
        desk.begin()
        while not readers.done():
            memory.append((time.monotonic() - begun, max(server.memory())))
            time.sleep(min(10, max(1, chosen.minutes * 6)))
        told = readers.result()
    time.sleep(FOLDED)
    return told, desk, memory


def report(told: Told, desk: Desk, memory: list[tuple[float, int]], before: dict[int, int]) -> list[str]:
    """Print what happened; the promises that were not kept."""
    print("| asked for | times | p50 ms | p99 ms | max ms |\n|---|---|---|---|---|")
    for kind, times in sorted(told.milliseconds.items()):
        p99 = statistics.quantiles(times, n=100)[-1] if len(times) > 1 else times[0]
        print(f"| {kind} | {len(times):,} | {statistics.median(times):.1f} | {p99:.1f} | {max(times):.1f} |")
    broken = {f"{kind} {status}": times for (kind, status), times in told.statuses.items() if not 100 < status < 500}
    after = counted()
    wrong = {n for n in told.counted.keys() | after.keys() if after.get(n, 0) - before.get(n, 0) != told.counted[n]}
    whole = sum(after.values()) - sum(before.values())
    late = max(desk.gone.values(), default=0)
    half = [each for each in memory if each[0] > memory[-1][0] / 2]
    grown = slope(half) * (half[-1][0] - half[0][0]) / 60
    print(f"\nanswers: {dict(sorted((f'{kind} {status}', n) for (kind, status), n in told.statuses.items()))}")
    print(
        f"views acknowledged {told.counted.total():,}, counted {whole:,}; stories whose number is wrong: {len(wrong)}"
    )
    print(f"published {desk.published}; withdrawn {len(desk.gone)}, gone after {late:.0f} s at most")
    print(f"refused: {desk.refused}" if desk.refused else "no editor was refused")
    sizes = [size for _second, size in memory]
    print(f"memory of the largest worker, MB: {sizes}; {slope(half):+.2f} a minute in the second half")
    promises = {
        f"no 5xx, and an answer to everybody: {broken}": not broken,
        "views acknowledged = counted, story by story": not wrong,
        f"withdrawn stories gone within {GONE} s": late <= GONE,
        f"memory flat (grown by {grown:.1f} MB)": grown <= FLAT or memory[-1][0] < LONG_ENOUGH,
        "editors did what they wanted": not desk.refused and desk.published > 0 and bool(desk.gone),
    }
    return [promise for promise, kept in promises.items() if not kept]


def main() -> None:
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    before = counted()
    own = folder.environment() | {"TRUSTED_PROXIES": "1", "PAGE_CACHE": str(folder.path / "held")}
    server = granian("newsroom.wsgi:application", chosen.port, own)
    try:
        told, desk, memory = weather(chosen, server)
        desk.end()
        broken = report(told, desk, memory, before)
    finally:
        server.stop()
    (chosen.folder / "storm.json").write_text(json.dumps({"broken": broken, "memory": memory}))
    print("\n" + ("all promises kept" if not broken else "NOT kept: " + "; ".join(broken)))
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
