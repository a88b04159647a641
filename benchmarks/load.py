"""Fills a folder with a newspaper of many stories: everything that a story has which was written and published.

    python benchmarks/load.py FOLDER [--stories 20000] [--processes 2] [--check 50]

FOLDER gets an embedded PostgreSQL, pictures and lists of addresses (FOLDER/urls/<kind of page>.txt). Filled once: a
second run does nothing. Stories are made by the product's own functions and stored with COPY, the indexes that no
constraint needs after it, while the database looks after nothing else. At the end some stories are written and
published one by one, as the desk does it, and their rows are compared with those that were loaded.
"""

import gc
import io
import json
import os
import random
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.folder import Folder  # noqa: E402


def options() -> Namespace:
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--check", type=int, default=50, help="stories that are compared at the end (50)")
    return parser.parse_args()


if __name__ == "__main__":
    chosen = options()
    folder = Folder(chosen.folder)
    folder.enter()

    import django

    django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from articles import trends  # noqa: E402
from articles.models import Article, HourlyViews, StorySubject, ViewTotal  # noqa: E402
from benchmarks import addresses, rows, same  # noqa: E402
from benchmarks.archive import Archive  # noqa: E402
from benchmarks.house import furnish, open_house  # noqa: E402

BATCH = 100
# Each takes the rows of thousands of stories at once.
LARGE = [
    "articles_article",
    "articles_byline",
    "articles_hourlyviews",
    "articles_logentry",
    "articles_publishedarticle",
    "articles_publishedbyline",
    "articles_publishedsection",
    "articles_publishedtag",
    "articles_publishedwords",
    "articles_readingtrend",
    "articles_relatedpick",
    "articles_relatedstory",
    "articles_revision",
    "articles_secondarysection",
    "articles_storyshingle",
    "articles_storysubject",
    "articles_storyterm",
    "articles_taggedarticle",
    "articles_viewtotal",
]
# Dozens of rows a story, in no order: a key that is there at once takes longer than one made at the end.
KEYS_LATER = ["articles_storyshingle", "articles_storyterm"]
READERS = ["articles_hourlyviews", "articles_viewtotal", "articles_readingtrend"]
# Reads of the last 30 days: so many rows a story of the archive, most of them of its newest stories.
HOURS = 30 * 24
ROWS_A_STORY = 7.5
VIEWS = """
INSERT INTO articles_hourlyviews (article_id, hour, count)
SELECT article, hour, sum(reads) FROM (
    SELECT 1 + floor(%(stories)s * (1 - power(random(), 3)))::bigint AS article,
        date_trunc('hour', %(now)s::timestamptz) - interval '1 hour' * floor(random() * %(hours)s) AS hour,
        ceil(1 / (random() + 0.002))::int AS reads
    FROM generate_series(1, %(rows)s)
) AS drawn WHERE article <= %(stories)s GROUP BY article, hour
"""
TOTALS = """
INSERT INTO articles_viewtotal (article_id, counted, imported)
SELECT id, coalesce(reads, 0), floor(20 / power(random() + 0.0001, 0.9)) FROM articles_article
LEFT JOIN (SELECT article_id, sum(count) AS reads FROM articles_hourlyviews GROUP BY article_id) AS lately
    ON article_id = id
"""


class Clock:
    """Prints what was done, how long it took, and what it took of the processors: ours, and the database's."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._postgres = psutil.Process(cursor.fetchone()[0]).parent()
        self.began = self.last = self._now()

    def done(self, words: str) -> None:
        now = self._now()
        print(_spent(self.last, now), words, flush=True)
        self.last = now

    def whole(self, words: str) -> tuple[float, float, float]:
        print(_spent(self.began, self.last), words, flush=True)
        return tuple(after - before for before, after in zip(self.began, self.last, strict=True))  # type: ignore[return-value]

    def _now(self) -> tuple[float, float, float]:
        """Seconds: on the clock, of our processes, of all of PostgreSQL's that have ended or still run."""
        spent = os.times()
        database = self._postgres.cpu_times()
        living = (each.cpu_times() for each in self._postgres.children())
        return (
            time.perf_counter(),
            sum(spent[:4]),
            sum(database[:4]) + sum(each.user + each.system for each in living),
        )


def _spent(before: tuple[float, float, float], after: tuple[float, float, float]) -> str:
    clock, own, database = (late - early for early, late in zip(before, after, strict=True))
    return f"{clock:7.1f} s ({own:.0f} + {database:.0f} of processors) "


def load(stories: int, processes: int = 2, pictures: int = 10) -> float:
    """Fill the database that Django is connected to and has no story yet; seconds. `pictures` are drawn."""
    clock = Clock()
    newest = timezone.now() - timedelta(minutes=5)
    furnish(pictures)
    clock.done("people, sections, tags, pictures")
    again = _without_indexes()
    related = again.pop("articles_relatedstory")
    _in_parallel(Archive(stories, newest), processes)
    clock.done(f"{stories} stories")
    # Each table's own indexes behind what is still written to it; the largest first.
    jobs = [partial(_index, again.pop("articles_publishedwords"))]
    jobs += [partial(_readers, stories, newest, [again.pop(table) for table in READERS])]
    jobs += [partial(_terms, stories, again.pop("articles_storyterm"))]
    _side_by_side([*jobs, *(partial(_index, statements) for statements in again.values())], processes)
    clock.done(f"{HourlyViews.objects.count()} hours of readers, {ViewTotal.objects.count()} totals, terms, indexes")
    # What is known to be seen by all is read off an index alone.
    _side_by_side([partial(_vacuum, table) for table in LARGE], processes)
    clock.done("vacuum, analyze")
    call_command("index_related", processes=processes, batch=1000, stdout=io.StringIO())
    _index(related)
    clock.done("what fits beside each story")
    open_house()
    clock.done("topics, fronts")
    with connection.cursor() as cursor:
        for table in ("articles_article", "articles_revision", "articles_publishedarticle"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), %s)", [stories])
        others = set(connection.introspection.table_names(cursor)).difference(LARGE) | {
            "articles_storysubject",
            "articles_relatedstory",
        }
    _side_by_side([partial(_vacuum, table) for table in sorted(others)], processes)
    clock.done("vacuum, analyze")
    return clock.whole("all of it")[0]


def _without_indexes() -> dict[str, list[str]]:
    """Drop the indexes of LARGE that no constraint needs, and the keys of KEYS_LATER: {table: what makes its again}."""
    again: dict[str, list[str]] = {table: [] for table in LARGE}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), "
            "c.conname, pg_get_constraintdef(c.oid) "
            "FROM pg_index AS i LEFT JOIN pg_constraint AS c ON c.conindid = i.indexrelid "
            "WHERE i.indrelid = ANY(%s::regclass[]) AND (c.oid IS NULL OR i.indrelid = ANY(%s::regclass[]))",
            [LARGE, KEYS_LATER],
        )
        for table, index, definition, key, columns in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {key}" if key else f"DROP INDEX {index}")
            again[table].append(f"ALTER TABLE {table} ADD CONSTRAINT {key} {columns}" if key else definition)
    return again


def _side_by_side(jobs: Iterable[Callable[[], None]], processes: int) -> None:
    """Do what the database has most of the work with, so many at a time, each on a connection of its own."""
    with ThreadPoolExecutor(processes) as threads:
        for done in [threads.submit(_alone, job) for job in jobs]:
            done.result()


def _alone(job: Callable[[], None]) -> None:
    try:
        job()
    finally:
        connection.close()


def _index(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        # As many are made beside it as there are processors.
        cursor.execute("SET maintenance_work_mem = '512MB'; SET max_parallel_maintenance_workers = 0")
        for statement in statements:
            cursor.execute(statement)


def _readers(stories: int, newest: datetime, indexes: list[list[str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(VIEWS, {"stories": stories, "now": newest, "hours": HOURS, "rows": stories * ROWS_A_STORY})
        cursor.execute(TOTALS)
    trends.rebuild()
    for statements in indexes:
        _index(statements)


def _terms(stories: int, indexes: list[str]) -> None:
    StorySubject.objects.keep_terms(range(1, stories + 1))
    _index(indexes)


def _vacuum(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {connection.ops.quote_name(table)}")


def _in_parallel(archive: Archive, processes: int) -> None:
    owner, known = User.objects.get(username="reporter"), rows.Known.read()
    batches = [range(n, min(n + BATCH, archive.stories + 1)) for n in range(1, archive.stories + 1, BATCH)]
    if processes == 1:
        for batch in batches:
            _store(archive, known, owner, batch)
        return
    connection.close()
    # What is there already stays, and no text or row refers to itself: looking for what does takes a tenth of the time.
    gc.freeze()
    gc.disable()
    _Share.archive, _Share.known, _Share.owner = archive, known, owner
    with get_context("fork").Pool(processes) as pool:
        for done, _batch in enumerate(pool.imap_unordered(_store_shared, batches), start=1):
            if done % 50 == 0:
                print(f"           {done * BATCH} stories", flush=True)
    gc.enable()


class _Share:
    """What the processes have from their parent."""

    archive: Archive
    known: rows.Known
    owner: User


def _store_shared(batch: range) -> None:
    _store(_Share.archive, _Share.known, _Share.owner, batch)


def _store(archive: Archive, known: rows.Known, owner: User, batch: range) -> None:
    tables: dict[type, rows.Lines] = {}
    shingles: list[str] = []
    for number in batch:
        content = archive.story(number)
        for row in rows.rows_of(number, content, known, by=owner, at=archive.first_published_at(number)):
            kind = type(row)
            if kind not in tables:
                tables[kind] = rows.Lines(kind)
            tables[kind].add(row)
            if isinstance(row, Article):
                shingles += [f"{fingerprint}\t{number}" for fingerprint in rows.shingles_of(row)]
    with transaction.atomic(), connection.cursor() as cursor:
        # All rows of a story come together, so what they point at is there: asking each row for it takes longer.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for lines in tables.values():
            _copy(cursor, f"{lines.table} ({lines.columns})", lines.written)
        _copy(cursor, "articles_storyshingle (fingerprint, article_id)", shingles)


def _copy(cursor: Any, columns: str, lines: list[str]) -> None:
    cursor.copy_expert(f"COPY {columns} FROM STDIN", io.StringIO("\n".join(lines)), size=1 << 20)


def main() -> None:
    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        print(f"{folder.path} is filled already: {Article.objects.count()} stories")
        if Article.objects.count() != chosen.stories:
            raise SystemExit(f"{chosen.stories} were asked for: choose another folder, or delete this one")
    else:
        with folder.filled():
            seconds = load(chosen.stories, chosen.processes)
        (folder.path / "load.json").write_text(json.dumps({"stories": chosen.stories, "seconds": seconds}))
    if not (folder.path / "static" / "staticfiles.json").exists():
        call_command("collectstatic", verbosity=0, interactive=False)
    kinds = addresses.write(folder.urls)
    print("addresses:", ", ".join(f"{count} {kind}" for kind, count in kinds.items()))
    chance = random.Random(4)
    numbers = sorted(chance.sample(range(1, chosen.stories + 1), min(chosen.check, chosen.stories)))
    newest = Article.objects.order_by("-pk").values_list("created_at", flat=True)[0]
    differing = same.compare(Archive(chosen.stories, newest), numbers)
    same_rows = len(numbers) - len(differing)
    print(f"{len(numbers)} stories written and published one by one: {same_rows} have the very rows that were loaded")
    if differing:
        raise SystemExit("\n".join(f"story {number}: {what}" for number, what in differing.items()))


if __name__ == "__main__":
    main()
