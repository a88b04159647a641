"""How many pages a second: ours, a rival's, and what the machine can do at all, measured in one run in alternation.

    python benchmarks/pages.py FOLDER [--only article,home] [--rounds 3] [--seconds 10] [--port 8700]
        [--against FOLDER] [--rival NAME=BASE@FOLDER_OF_ADDRESSES [--rival-command COMMAND]]

FOLDER is one that benchmarks/load.py filled. A rival lists its addresses as we do, one file for each kind of page
(article.txt, home.txt, section.txt ...), one address a line, and serves them at BASE, or is started by COMMAND.
`--against` compares archives of two sizes, page by page. Needs wrk. Prints a table in Markdown and keeps all figures in
FOLDER/pages.json, or FOLDER/sizes.json.
"""

import json
import os
import platform
import signal
import sys
import urllib.request
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.folder import Folder  # noqa: E402
from benchmarks.measuring import (  # noqa: E402
    Contestant,
    Load,
    Result,
    has_wrk,
    in_alternation,
    kept,
    ratios,
    spread,
)
from benchmarks.serving import Server, by_command, granian  # noqa: E402

KINDS = [
    "article",
    "hot",
    "home",
    "section",
    "section_deep",
    "tag",
    "tag_deep",
    "author",
    "search",
    "newest",
    "most_read",
]
OURS, ONE_QUERY, NOTHING = "newsroom", "one query", "nothing"


def options() -> Namespace:
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="kinds of pages, comma between them")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--patience", type=int, default=20, help="seconds that a round waits for an idle machine")
    parser.add_argument("--port", type=int, default=8700, help="the first of some that are used")
    parser.add_argument("--against", type=Path, help="another folder that was loaded, instead of everybody else")
    parser.add_argument("--rival", default="", help="NAME=BASE@FOLDER_OF_ADDRESSES")
    parser.add_argument("--rival-command", default="", help="serves the rival at BASE until it is ended")
    return parser.parse_args()


UNCACHED = {"PAGE_CACHE": "off"}


class Field:
    """All contestants, serving."""

    def __init__(self, chosen: Namespace, stack: ExitStack) -> None:
        self.folder = Folder(chosen.folder)
        self.servers: dict[str, Server] = {}
        uncached = self.folder.environment() | UNCACHED
        self._start(stack, OURS, granian("newsroom.wsgi:application", chosen.port, uncached))
        page = self.folder.path / "article.html"
        page.write_bytes(fetched(self.servers[OURS].base, (self.folder.urls / "article.txt").read_text().split()[0]))
        bare = self.folder.environment() | {"YARDSTICK_PAGE": str(page)}
        self._start(stack, "django", granian("benchmarks.yardsticks.bare:application", chosen.port + 1, bare))
        self.other, self.other_name = None, ""
        if chosen.against:
            self.other, self.other_name = Folder(chosen.against), f"newsroom, {chosen.against.name}"
            there = self.other.environment() | UNCACHED
            self._start(stack, self.other_name, granian("newsroom.wsgi:application", chosen.port + 2, there))
        self.rival, self.rival_urls = "", Path()
        if chosen.rival:
            self.rival, place = chosen.rival.split("=", 1)
            base, urls = place.rsplit("@", 1)
            self.rival_urls = Path(urls)
            if chosen.rival_command:
                self._start(stack, self.rival, by_command(base, chosen.rival_command))
            self.rival_base = base

    def _start(self, stack: ExitStack, name: str, server: Server) -> None:
        self.servers[name] = server
        stack.callback(server.stop)

    def contestants(self, kind: str) -> Iterator[Contestant]:
        server = self.servers[OURS]
        yield Contestant(OURS, server.base, self.folder.urls / f"{kind}.txt", server)
        if self.other:
            there = self.servers[self.other_name]
            yield Contestant(self.other_name, there.base, self.other.urls / f"{kind}.txt", there)
            return
        if self.rival and (self.rival_urls / f"{kind}.txt").exists():
            yield Contestant(self.rival, self.rival_base, self.rival_urls / f"{kind}.txt", self.servers.get(self.rival))
        if kind == "article":
            numbers = range(1, 1 + len((self.folder.urls / "article.txt").read_text().split()))
            yield self._yardstick(ONE_QUERY, [f"/one/{number}/" for number in numbers])
            yield self._yardstick(NOTHING, ["/nothing/"])

    def _yardstick(self, name: str, addresses: list[str]) -> Contestant:
        path = self.folder.path / f"{name.replace(' ', '-')}.txt"
        path.write_text("".join(f"{each}\n" for each in addresses))
        return Contestant(name, self.servers["django"].base, path, self.servers["django"])


def fetched(base: str, address: str) -> bytes:
    with urllib.request.urlopen(base + address, timeout=30) as answer:  # noqa: S310  # http, and ours
        return answer.read()


def table(kind: str, results: list[Result]) -> list[str]:
    """A row for each of them; the first is the one that the others are compared with."""
    ours = results[0]
    lines = []
    for each in results:
        worker, p50, p99 = (spread(each.of(figure))[1] for figure in ("worker", "p50", "p99"))
        lines.append(
            f"| {kind} | {each.name}{'!' * each.noisy} | {_three(spread(each.of('rps')), '.0f')} | {worker:.2f} "
            f"| {p50:.1f} | {p99:.1f} | {each.bytes:,} "
            f"| {_three(ratios(ours, each), '.2f') if each is not ours else ''} |"
        )
    return lines


HEAD = [
    "| page | site | requests/s | worker ms | p50 ms | p99 ms | bytes | ours to it |",
    "|---|---|---|---|---|---|---|---|",
]


def _three(values: tuple[float, float, float], form: str) -> str:
    return " / ".join(format(each, form) for each in values)


def main() -> None:
    chosen = options()
    if not has_wrk():
        raise SystemExit("wrk is not installed, so no pages are measured (Debian: apt install wrk).")
    kinds = chosen.only.split(",") if chosen.only else KINDS
    load = Load(seconds=chosen.seconds, patience=chosen.patience)
    figures = {}
    # Ended in any way, the servers end with it.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with ExitStack() as stack:
        field = Field(chosen, stack)
        if not field.rival and not field.other:
            print("No rival: --rival NAME=BASE@FOLDER_OF_ADDRESSES measures one beside us.\n")
        before = {name: server.memory() for name, server in field.servers.items()}
        print("\n".join(HEAD), flush=True)
        for kind in kinds:
            results = in_alternation(list(field.contestants(kind)), chosen.rounds, load)
            print("\n".join(table(kind, results)), flush=True)
            figures[kind] = kept(results)
        print()
        for name, server in field.servers.items():
            print(f"{name}: {before[name]} MB a worker at first, {server.memory()} MB after all pages")
    print(f"\n{os.cpu_count()} cores, Python {platform.python_version()}; {load}")
    (chosen.folder / ("sizes.json" if chosen.against else "pages.json")).write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
