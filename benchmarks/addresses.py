"""The addresses that are asked for, one file for each kind of page, one address a line."""

import random
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from django.urls import reverse

from accounts.models import Author
from articles.models import PublishedArticle, Section, Tag
from articles.public.listing import PER_PAGE, cursor_after
from articles.querysets import PublishedArticleQuerySet
from benchmarks.words import NAMES
from newsroom import vietnamese

ARTICLES = 5000
RARE = 6


def write(folder: Path) -> dict[str, int]:
    """Write the lists anew; {kind of page: how many addresses}."""
    folder.mkdir(exist_ok=True)
    kinds = {kind: list(found) for kind, found in _kinds().items()}
    for kind, found in kinds.items():
        (folder / f"{kind}.txt").write_text("".join(f"{each}\n" for each in found))
    return {kind: len(found) for kind, found in kinds.items()}


def _kinds() -> dict[str, Iterable[str]]:
    live = PublishedArticle.objects.live()
    newest = live.newest().values_list("article_id", flat=True)
    numbers = random.Random(1).sample(list(newest), min(ARTICLES, newest.count()))
    chosen = live.filter(article__in=numbers).select_related("section__parent").only("article_id", "slug", "section")
    stories = {story.article_id: story.get_absolute_url() for story in chosen}
    articles = [stories[number] for number in numbers]
    tops = list(Section.objects.filter(parent=None).order_by("position"))
    tags, authors = list(Tag.objects.order_by("pk")), list(Author.objects.order_by("pk"))
    in_sections = [(section.get_absolute_url(), live.in_section(section)) for section in tops]
    tagged = [(tag.get_absolute_url(), live.tagged(tag)) for tag in tags]
    return {
        "article": articles,
        "hot": [stories[numbers[0]]],
        "home": ["/"],
        "section": [address for address, _stories in in_sections],
        "section_deep": _deepest(in_sections),
        "tag": [address for address, stories in tagged if stories.exists()],
        "tag_deep": _deepest(tagged[:100]),
        "author": [author.get_absolute_url() for author in authors],
        "newest": [reverse("public:newest")],
        "newest_deep": _deepest([(reverse("public:newest"), live)]),
        "most_read": [reverse("public:most_read")],
        "search": [f"{reverse('public:search')}?q={quote(query)}" for query in queries()],
        "beacon": [reverse("public:count_view", args=[number]) for number in numbers[:1]],
        "beacons": [reverse("public:count_view", args=[number]) for number in numbers],
    }


def _deepest(lists: Iterable[tuple[str, PublishedArticleQuerySet]]) -> list[str]:
    """The address of the last full page of each list that has more than one, as its pager writes it."""
    found = []
    for address, stories in lists:
        oldest = list(stories.newest().reverse().only("first_published_at", "article")[: PER_PAGE + 1])
        if len(oldest) > PER_PAGE:
            found.append(f"{address}?truoc={cursor_after(oldest[-1])}")
    return found


def queries() -> list[str]:
    """40 queries, each with its marks and without: of many stories, and some words out of the title of a single one."""
    live = PublishedArticle.objects.live()
    titles = list(live.newest().values_list("title", flat=True)[: RARE * 50])
    rare = [" ".join(title.split()[:4]) for title in titles[:: max(1, len(titles) // RARE)][:RARE]]
    asked = [*NAMES["queries"], *rare]
    return [*asked, *(vietnamese.fold(each) for each in asked)]
