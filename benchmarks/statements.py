"""What pages ask of the database: queries and rows of each kind of page, and how long searches and related news take.

    python benchmarks/statements.py FOLDER [--times 5]

FOLDER is one that benchmarks/load.py filled. Pages are asked for in this process with nothing cached, and the database
is timed by itself: each query from when it is sent until all its rows are there. Prints tables in Markdown and keeps
the figures in FOLDER/statements.json.
"""

import json
import os
import statistics
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.folder import Folder  # noqa: E402


def options() -> Namespace:
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=5, help="how often each search is asked")
    return parser.parse_args()


if __name__ == "__main__":
    chosen = options()
    folder = Folder(chosen.folder)
    folder.enter()

    os.environ["PAGE_CACHE"] = "off"

    import django

    django.setup()

from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models import PublishedArticle  # noqa: E402
from articles.related import beside  # noqa: E402
from newsroom.held import forget_everything  # noqa: E402

KINDS = {
    "article": 4,
    "home": 6,
    "section": 4,
    "section_deep": 4,
    "tag": 4,
    "tag_deep": 4,
    "author": 4,
    "search": 5,
    "newest": 4,
    "most_read": 4,
}
STORIES = 200


class Asked:
    """Every statement while it is entered: how long it took (ms) and how many rows it gave."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []
        self.rows: list[int] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.milliseconds.append(1000 * (time.perf_counter() - begun))
            self.rows.append(context["cursor"].rowcount)

    def entered(self) -> AbstractContextManager[None]:
        return connection.execute_wrapper(self)


def pages(urls: Path) -> dict[str, dict[str, float]]:
    """Of each kind of page: the most queries and rows of some addresses, and the time they took in the database."""
    client, found = Client(), {}
    print("| page | queries | at most | rows | ms in the database (median) |\n|---|---|---|---|---|")
    for kind, most in KINDS.items():
        queries, rows, milliseconds = [], [], []
        for address in (urls / f"{kind}.txt").read_text().split()[:20]:
            cache.clear()
            forget_everything()
            asked = Asked()
            with asked.entered():
                answer = client.get(address, headers={"host": "127.0.0.1"})
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")
            queries.append(len(asked.rows))
            rows.append(sum(asked.rows))
            milliseconds.append(sum(asked.milliseconds))
        middle = statistics.median(milliseconds)
        found[kind] = {"queries": max(queries), "most": most, "rows": max(rows), "ms": middle}
        print(f"| {kind} | {max(queries)} | {most} | {max(rows)} | {middle:.2f} |")
    return found


def searches(urls: Path, times: int) -> dict[str, float]:
    """The time in the database of a page of results, for each of the listed queries."""
    client, spent = Client(), []
    for _time in range(times):
        for address in (urls / "search.txt").read_text().split():
            asked = Asked()
            with asked.entered():
                client.get(address, headers={"host": "127.0.0.1"})
            spent.append(sum(asked.milliseconds))
    return _told("search", spent)


def related() -> dict[str, float]:
    """The time of the one query that finds what stands beside a story."""
    stories = PublishedArticle.objects.live().newest()
    numbers = list(stories.values_list("pk", flat=True)[: STORIES * 20 : 20])
    spent = []
    for version in PublishedArticle.objects.filter(pk__in=numbers):
        beside(version)
        asked = Asked()
        with asked.entered():
            beside(version)
        spent.append(sum(asked.milliseconds))
    return _told("related news", spent)


def _told(name: str, spent: Sequence[float]) -> dict[str, float]:
    p50, p99 = statistics.median(spent), statistics.quantiles(spent, n=100)[-1]
    print(f"{name}: p50 {p50:.2f} ms, p99 {p99:.2f} ms in the database ({len(spent)} times)")
    return {"p50": p50, "p99": p99}


def main() -> None:
    # What a process does once (the menu's templates, the first connection) is none of a page's price.
    Client().get("/", headers={"host": "127.0.0.1"})
    found: dict[str, object] = {"stories": PublishedArticle.objects.count(), "pages": pages(folder.urls)}
    print()
    found |= {"search": searches(folder.urls, chosen.times), "related": related()}
    (chosen.folder / "statements.json").write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
