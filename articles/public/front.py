"""The front page: the newest stories at the top, then the newest of every section, and no story twice."""

from dataclasses import dataclass, field
from itertools import chain

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from articles.models import PublishedArticle, Section

HIGHLIGHTS = 6
PER_BLOCK = 4
# More than a block shows, for those that another block has already.
CANDIDATES = 3 * PER_BLOCK


@dataclass(frozen=True)
class Block:
    """One section of the first level with the newest stories of it and its sub-sections."""

    section: Section
    stories: list[PublishedArticle]


@dataclass(frozen=True)
class Front:
    lead: PublishedArticle | None
    highlights: list[PublishedArticle] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def shown(self) -> set[int]:
        """The article ids of every story on the page."""
        stories = chain([self.lead] if self.lead else [], self.highlights, *(block.stories for block in self.blocks))
        return {story.article_id for story in stories}


def front_page() -> Front:
    """The front page as it is now: 3 queries, however many sections and stories there are."""
    top = list(PublishedArticle.objects.live().for_list().newest()[: 1 + HIGHLIGHTS])
    if not top:
        return Front(lead=None)
    return Front(lead=top[0], highlights=top[1:], blocks=_blocks({story.pk for story in top}))


def _blocks(taken: set[int]) -> list[Block]:
    """One block for each section of the first level that has a story left, in the editors' order; 2 queries.

    A story that stands in several of them is in the first alone.
    """
    chosen: dict[Section, list[int]] = {}
    for section, newest in _newest_by_top_section(taken).items():
        chosen[section] = [pk for pk in newest if pk not in taken][:PER_BLOCK]
        taken = taken.union(chosen[section])
    stories = PublishedArticle.objects.live().for_list().in_bulk(chain.from_iterable(chosen.values()))
    blocks = [Block(section, [stories[pk] for pk in pks if pk in stories]) for section, pks in chosen.items()]
    return [block for block in blocks if block.stories]


def _newest_by_top_section(taken: set[int]) -> dict[Section, list[int]]:
    """Version ids of the newest stories in the list of each section of the first level; 1 query.

    Each section's come from the index of its list on their own, so the price is a few rows per section.
    """
    newest = PublishedArticle.objects.live().in_section(OuterRef("pk")).exclude(pk__in=taken).newest()
    sections = Section.objects.top_level().annotate(newest=ArraySubquery(newest.values("pk")[:CANDIDATES]))
    return {section: section.newest for section in sections.order_by("position", "name")}
