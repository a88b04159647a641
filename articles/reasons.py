"""Why a story stands beside another: what the two have in common, for whoever edits them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles.models import PublishedArticle, Section, StorySubject
from articles.related import beside
from articles.relating import terms_of
from articles.subjects import number_of

# From this rarity on a tag says much: at most one story in a hundred of ten thousand has it.
RARE = 0.5
# So many phrases are named, the most telling first.
PHRASES = 3


@dataclass(frozen=True)
class Reason:
    """Why `story`, a live one, stands where it does; nothing of it at all: it is the newest of the section."""

    story: PublishedArticle
    is_picked: bool
    rare_tags: tuple[str, ...]
    other_tags: tuple[str, ...]
    phrases: tuple[str, ...]
    section: Section | None
    """That of both."""
    days: int
    """From the story asked about to this one; below 0: this one is older."""

    @property
    def fits(self) -> bool:
        return bool(self.rare_tags or self.other_tags or self.phrases)


def reasons(version: PublishedArticle) -> list[Reason]:
    """What stands beside the version now, in order, and why; it need not be stored. 4 queries, or 5 for such a one."""
    numbers = [story.article_id for story in beside(version).related]
    found = PublishedArticle.objects.live().with_tags().select_related("section__parent").of_articles(numbers)
    whole = {story.article_id: story for story in found}
    # One that has just been withdrawn stands there no more.
    others = [whole[number] for number in numbers if number in whole]
    own = terms_of(version)
    rare_terms = StorySubject.objects.rarity_of_terms(
        {number_of(term) for other in others for term in own.keys() & terms_of(other).keys()}
    )
    rare_tags = StorySubject.objects.rarity_of_tags([tag["slug"] for tag in version.shown_tags])
    picked = {pick["article"] for pick in version.related} | {pick["title_key"] for pick in version.related}
    return [_reason(version, other, own, rare_terms, rare_tags, picked) for other in others]


def _reason(
    version: PublishedArticle,
    story: PublishedArticle,
    own: dict[str, int],
    rare_terms: dict[int, float],
    rare_tags: dict[str, float],
    picked: set[object],
) -> Reason:
    theirs, slugs = terms_of(story), {tag["slug"] for tag in story.shown_tags}
    shared = [tag for tag in version.shown_tags if tag["slug"] in slugs]
    shared.sort(key=lambda tag: -rare_tags.get(tag["slug"], 0))
    points = {
        term: weight * theirs[term] * rare_terms.get(number_of(term), 0)
        for term, weight in own.items()
        if term in theirs
    }
    said = {tag["name"].lower() for tag in shared}  # the words of a tag that both have are no second reason
    is_rare = {tag["slug"]: rare_tags.get(tag["slug"], 0) >= RARE for tag in shared}
    return Reason(
        story=story,
        is_picked=story.article_id in picked or story.title_key in picked,
        rare_tags=tuple(tag["name"] for tag in shared if is_rare[tag["slug"]]),
        other_tags=tuple(tag["name"] for tag in shared if not is_rare[tag["slug"]]),
        phrases=tuple(phrase for phrase in _phrases(points) if phrase not in said)[:PHRASES],
        section=story.section if story.section_id == version.section_id else None,
        days=(story.first_published_at.date() - version.first_published_at.date()).days,
    )


def _phrases(points: dict[str, float]) -> Iterator[str]:
    """Pairs of syllables that go on into each other as one, those that tell the most first."""
    chains: list[list[str]] = []
    for before, term in pairwise(["", *points]):
        if chains and before.split()[-1:] == term.split()[:1]:
            chains[-1].append(term)
        else:
            chains.append([term])
    for chain in sorted(chains, key=lambda chain: -sum(points[term] for term in chain)):
        if sum(points[term] for term in chain) > 0:
            yield " ".join([chain[0], *(term.split()[-1] for term in chain[1:])])
