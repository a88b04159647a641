"""The front page: the newest stories at the top, then the newest of every section, and no story twice."""

from dataclasses import dataclass, field
from itertools import chain

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FloatField, OuterRef
from django.db.models.functions import Extract, JSONObject

from articles.models import PublishedArticle, Section

HIGHLIGHTS = 6
PER_BLOCK = 4


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
    """One block for each section of the first level that has a story left, in the editors' order."""
    choice = _newest_by_top_section(taken)
    versions = chain.from_iterable(choice.values())
    stories = PublishedArticle.objects.live().for_list().in_bulk(versions)
    blocks = [Block(section, [stories[pk] for pk in chosen if pk in stories]) for section, chosen in choice.items()]
    return [block for block in blocks if block.stories]


def _newest_by_top_section(taken: set[int]) -> dict[Section, list[int]]:
    """Version ids of the newest stories under each section of the first level; 1 query.

    Each section's newest come from the index (section, first_published_at, article) on their own, so the price is a few
    rows per section. Asking for a section and its sub-sections at once would read the archive of the rare ones.
    """
    newest = (
        PublishedArticle.objects.live()
        .filter(section=OuterRef("pk"))
        .exclude(pk__in=taken)
        .newest()
        .values_list(
            JSONObject(
                at=Extract("first_published_at", "epoch", output_field=FloatField()),
                article=F("article_id"),
                version=F("pk"),
            )
        )[:PER_BLOCK]
    )
    sections = list(Section.objects.annotate(newest=ArraySubquery(newest)).order_by("position", "name"))
    entries = {section: list(section.newest) for section in sections if section.parent_id is None}
    by_pk = {section.pk: section for section in entries}
    for section in sections:
        if section.parent_id:
            entries[by_pk[section.parent_id]] += section.newest
    return {
        section: [entry["version"] for entry in sorted(found, key=_age_then_number, reverse=True)[:PER_BLOCK]]
        for section, found in entries.items()
    }


def _age_then_number(entry: dict[str, float]) -> tuple[float, float]:
    """The order of newest(): a float of seconds keeps microseconds apart until the year 2200."""
    return entry["at"], entry["article"]
