"""The labelled set: stories of which it is known what belongs beside them, and how well a ranking puts it there.

`stories.txt` has four or five stories of each of sixteen subjects, as different desks file them over the days, some
without tags; and stories that only look related: the same section and day, the same wide tag, the same name of a place
or a person, one word with two meanings (a yellow card of the pitch and of the European Union, the sugar that is called
as the road is). Among them stand the published stories of the demo newspaper, with the subjects below.

A story with three others of its subjects or more is judged. The weights of articles.querysets.fitting were chosen on
one half of the subjects, TUNED; what is reported is the other half, JUDGED.
"""

import json
import math
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from accounts.models import User
from articles import publishing, workflow
from articles.content import Content
from articles.demo import loader
from articles.models import PublishedArticle, Section
from articles.related import beside
from articles.relating import relate

HERE = Path(__file__).parent
MOMENT = datetime.fromisoformat("2021-03-11T08:00:00+07:00")
# The written stories run up to this many days before MOMENT and after.
SPAN = 20

# Of the demo newspaper's stories: which belong beside each other.
DEMO = {
    "bao-so-3": [
        "a-bao-so-3-tang-cap",
        "a-sau-bao-dien-nuoc",
        "a-lua-mua-tieu-ung",
        "a-rung-ngap-man",
        "a-ngao-xuong-giong-lai",
        "a-dung-day-tu-dong-ruong",
    ],
    "de-dieu": [
        "k-bai-dai-con-de",
        "a-kho-da-trong-diem-de",
        "a-dien-tap-so-tan",
        "b-dan-quan-ho-de",
        "a-bao-so-3-tang-cap",
    ],
    "hoi-lang": [
        "k-anh-hoi-lang",
        "b-le-hoi-thi-com-can",
        "b-boi-chai",
        "b-chieu-cheo-dem-ram",
        "b-chieu-bong-luu-dong",
    ],
    "the-thao-quan-chung": ["k-video-chay-de", "b-chay-tren-de", "b-boi-chai", "b-bong-chuyen-nu-vong-bang"],
}


class Labelled(NamedTuple):
    """One story: `subjects` is empty for those that only look related; `days` counts from MOMENT."""

    subjects: frozenset[str]
    section: str
    tags: tuple[str, ...]
    days: float
    title: str
    lead: str
    kicker: str = ""
    paragraphs: tuple[str, ...] = ()


class Figures(NamedTuple):
    """Means over the judged stories, each up to 1."""

    precision_at_5: float
    ndcg_at_5: float
    ndcg_at_10: float


Ranking = Callable[[Labelled], Sequence[Labelled]]


def stories() -> list[Labelled]:
    return [*_written(), *_of_the_demo()]


def judged(all_stories: Sequence[Labelled], *, tuned: bool) -> list[Labelled]:
    """The stories with three others of their subjects or more, of one half of the subjects."""
    subjects = sorted({subject for story in all_stories for subject in story.subjects})
    half = set(subjects[0 if tuned else 1 :: 2])
    return [
        story
        for story in all_stories
        if story.subjects and min(story.subjects) in half and len(right(story, all_stories)) >= 3
    ]


def right(story: Labelled, all_stories: Sequence[Labelled]) -> list[Labelled]:
    """What belongs beside the story."""
    return [other for other in all_stories if other is not story and other.subjects & story.subjects]


def figures(ranking: Ranking, all_stories: Sequence[Labelled], judged_stories: Sequence[Labelled]) -> Figures:
    """How well a ranking does; of a story with three right ones, precision at 5 can be 0.6 at most."""
    found = [
        ([bool(other.subjects & story.subjects) for other in ranking(story)], len(right(story, all_stories)))
        for story in judged_stories
    ]
    number = len(found)
    return Figures(
        sum(sum(hits[:5]) / 5 for hits, _of in found) / number,
        sum(_ndcg(hits, of, 5) for hits, of in found) / number,
        sum(_ndcg(hits, of, 10) for hits, of in found) / number,
    )


def _ndcg(hits: Sequence[bool], of: int, depth: int) -> float:
    gains = [1 / math.log2(place + 2) for place in range(depth)]
    return sum(gain for gain, hit in zip(gains, hits, strict=False) if hit) / sum(gains[: min(of, depth)])


# Rankings -------------------------------------------------------------------------------------------------------------


def newest_of_section(all_stories: Sequence[Labelled]) -> Ranking:
    """What most sites show: the latest of the same section."""

    def ranking(story: Labelled) -> list[Labelled]:
        same = [other for other in all_stories if other is not story and other.section == story.section]
        return sorted(same, key=lambda other: -other.days)[:10]

    return ranking


def most_shared_tags(all_stories: Sequence[Labelled]) -> Ranking:
    """Those sharing more tags before newer ones, and the newest of the section where no more share any."""

    def ranking(story: Labelled) -> list[Labelled]:
        shared = {id(other): len(set(story.tags) & set(other.tags)) for other in all_stories if other is not story}
        tagged = [other for other in all_stories if shared.get(id(other))]
        tagged.sort(key=lambda other: (-shared[id(other)], -other.days))
        return [*tagged, *(other for other in newest_of_section(all_stories)(story) if other not in tagged)][:10]

    return ranking


def ours(published: dict[int, Labelled]) -> Ranking:
    """What stands beside each story of publish()."""
    numbers = {id(story): number for number, story in published.items()}

    def ranking(story: Labelled) -> list[Labelled]:
        version = PublishedArticle.objects.live().get(article=numbers[id(story)])
        return [published[other.article_id] for other in beside(version, limit=10).related]

    return ranking


def publish(all_stories: Sequence[Labelled], *, by: User) -> dict[int, Labelled]:
    """Publish the stories and find what fits beside each; {number: story}."""
    sections: dict[str, Section] = {}
    published = {}
    for story in sorted(all_stories, key=lambda each: each.days):
        article = workflow.create(_content(story, sections), by=by, log_as=workflow.Verb.IMPORT)
        moment = MOMENT + timedelta(days=story.days)
        publishing.publish_import(article, by=by, first_published_at=moment)
        published[article.pk] = story
    relate(published)
    return published


def _content(story: Labelled, sections: dict[str, Section]) -> Content:
    return Content(
        kicker=story.kicker,
        title=story.title,
        lead=story.lead,
        body="".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs),
        section=_section(story.section, sections),
        tags=story.tags,
    )


def _section(path: str, sections: dict[str, Section]) -> Section:
    if path not in sections:
        above, _slash, name = path.rpartition("/")
        parent = _section(above, sections) if above else None
        sections[path] = Section.objects.create(name=name, slug=name, parent=parent)
    return sections[path]


# Reading them ---------------------------------------------------------------------------------------------------------


def _written() -> list[Labelled]:
    found = []
    for part in (HERE / "stories.txt").read_text("utf-8").split("== ")[1:]:
        head, title, lead = part.strip().split("\n")
        subject, section, tags, day = (column.strip() for column in head.split("|"))
        named = tuple(tag.strip() for tag in tags.split(";") if tag.strip())
        subjects = frozenset([subject] if subject != "-" else [])
        found.append(Labelled(subjects, section, named, int(day) - SPAN, title, lead))
    return found


def _of_the_demo() -> list[Labelled]:
    subjects: dict[str, set[str]] = {}
    for subject, keys in DEMO.items():
        for key in keys:
            subjects.setdefault(key, set()).add(subject)
    files = sorted((Path(loader.__file__).parent / "stories").glob("*.json"))
    every: list[dict[str, Any]] = [story for path in files for story in json.loads(path.read_text("utf-8"))]
    return [
        Labelled(
            frozenset(subjects.get(story["key"], ())),
            story["section"],
            tuple(story["tags"]),
            -story["days_ago"],
            story["title"],
            story["lead"],
            story["kicker"],
            tuple(block["p"] for block in story["body"] if "p" in block),
        )
        for story in every
        if story["state"].startswith("published")
    ]
