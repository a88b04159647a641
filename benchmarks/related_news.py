"""How well what stands beside a story fits it, and what it costs in a large archive.

    python benchmarks/load.py FOLDER --stories 200000
    python benchmarks/related_news.py FOLDER [--derive 20000]
    python benchmarks/related_news.py FOLDER --figures

The first prints how long it takes to find what fits beside so many of the archive's stories, and what the database
takes to answer for 1,000 of them, one by one. The second prints the figures on the labelled set of the tests, with
examples good and bad and why each stands there; FOLDER/labelled has a database of its own for it.
"""

import io
import json
import os
import random
import statistics
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.folder import Folder  # noqa: E402

options = ArgumentParser(description=__doc__.split("\n")[0])
options.add_argument("folder", type=Path)
options.add_argument("--derive", type=int, default=20_000, help="of so many stories what fits is found anew (20000)")
options.add_argument("--figures", action="store_true", help="on the labelled set, and nothing else")
chosen = options.parse_args()
Folder(chosen.folder / "labelled" if chosen.figures else chosen.folder).enter()

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from articles import relating  # noqa: E402
from articles.models import PublishedArticle, RelatedStory, StorySubject  # noqa: E402
from articles.reasons import reasons  # noqa: E402
from articles.related import beside, question  # noqa: E402
from tests.related import labelled  # noqa: E402

BATCH = 200
EXAMPLES = 5
ASKED = 1000


def figures() -> None:
    every = labelled.stories()
    with transaction.atomic():
        published = labelled.publish(every, by=User.objects.create_user("labeller"))
        rankings = {
            "newest of the section": labelled.newest_of_section(every),
            "most shared tags": labelled.most_shared_tags(every),
            "ours": labelled.ours(published),
        }
        for name, tuned in (("half that weights were chosen on", True), ("other half", False)):
            half = labelled.judged(every, tuned=tuned)
            print(f"\n{name}: {len(half)} stories of {len(every)}")
            for ranking, rank in rankings.items():
                found = labelled.figures(rank, every, half)
                print(f"  {ranking:<22} P@5 {found[0]:.3f}   nDCG@5 {found[1]:.3f}   nDCG@10 {found[2]:.3f}")
        examples(published, every)
        transaction.set_rollback(True)


def examples(published: dict[int, labelled.Labelled], every: list[labelled.Labelled]) -> None:
    numbers = {id(story): number for number, story in published.items()}
    rank = labelled.ours(published)
    half = labelled.judged(every, tuned=False)
    order = sorted(half, key=lambda story: -labelled.figures(rank, every, [story]).ndcg_at_5)
    step = max(1, len(order) // 2 // EXAMPLES)
    for story in [*order[: len(order) // 2 : step][:EXAMPLES], *order[-EXAMPLES:]]:
        version = PublishedArticle.objects.live().with_tags().get(article=numbers[id(story)])
        print(f"\n{story.title}   [{', '.join(story.tags) or 'no tags'}; {story.section}]")
        for reason in reasons(version)[:5]:
            other = published[reason.story.article_id]
            why = [*(f"#{tag}!" for tag in reason.rare_tags), *(f"#{tag}" for tag in reason.other_tags)]
            why += [f"“{words}”" for words in reason.phrases]
            sign = "+" if other.subjects & story.subjects else "-"
            print(f"  {sign} {other.title}   ({', '.join([*why, f'{reason.days:+} days']) if why else 'filled up'})")


def derive(number: int) -> None:
    numbers = list(StorySubject.objects.order_by("-article").values_list("article", flat=True)[:number])
    if not numbers:
        call_command("index_related", stdout=io.StringIO())
        numbers = list(StorySubject.objects.order_by("-article").values_list("article", flat=True)[:number])
    steps = {"read what they are about": relating.keep_subjects, "find what fits": None}
    for name, act in steps.items():
        began, own, database = time.perf_counter(), time.process_time(), database_seconds()
        since = timezone.now()
        for start in range(0, len(numbers), BATCH):
            batch = numbers[start : start + BATCH]
            if act:
                act(batch)
            else:
                relating.relate_kept(batch, since=since)
        wall = time.perf_counter() - began
        own, database = time.process_time() - own, database_seconds() - database
        print(
            f"{name}: {len(numbers)} stories in {wall:.1f} s (processor: {own:.1f} s Python, {database:.1f} s database)"
        )


def database_seconds() -> float:
    """What our session of the database has had of a processor so far: on a busy machine the clock says little."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        session = cursor.fetchone()[0]
    used = Path(f"/proc/{session}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


def one_by_one() -> None:
    chance = random.Random(3)
    every = list(StorySubject.objects.values_list("article", flat=True))
    asked = chance.sample(every, min(ASKED, len(every)))
    planned, executed, buffers, own, relate = [], [], [], [], []
    for number in asked:
        version = PublishedArticle.objects.live().get(article=number)
        statement, params = question(version, 6)
        with connection.cursor() as cursor:
            cursor.execute(statement.text, params)  # as on a site at work: what is asked for often is in memory
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement.text}", params)
            plan = cursor.fetchone()[0]
        plan = (json.loads(plan) if isinstance(plan, str) else plan)[0]
        planned.append(plan["Planning Time"])
        executed.append(plan["Execution Time"])
        buffers.append(plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"])
        began = time.process_time()
        beside(version)
        own.append(1000 * (time.process_time() - began))
    for number in asked[:50]:
        began = time.perf_counter()
        relating.relate([number])
        relate.append(1000 * (time.perf_counter() - began))
    print(f"beside one of {len(every)} stories, {len(asked)} of them ({RelatedStory.objects.count()} kept):")
    for name, times in {
        "execution in the database, ms": executed,
        "planning, ms": planned,
        "pages of 8 kB": buffers,
        "Python, ms": own,
        "relate() after a publication, ms": relate,
    }.items():
        cuts = statistics.quantiles(times, n=100)
        print(f"  {name:<34} p50 {cuts[49]:8.3f}   p95 {cuts[94]:8.3f}   p99 {cuts[98]:8.3f}")


def main() -> None:
    call_command("migrate", verbosity=0)
    if chosen.figures:
        figures()
        return
    derive(chosen.derive)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE articles_storysubject, articles_storyterm, articles_relatedstory")
    one_by_one()


if __name__ == "__main__":
    main()
