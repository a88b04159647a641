"""The home page and the fronts of sections: stories set by hand first, then the newest, and no story twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from articles import arrangement
from articles.arrangement import (
    HIGHLIGHTS,
    HIGHLIGHTS_OF_SECTION,
    NARROW,
    PER_BLOCK,
    PER_STRIP,
    STRIP,
    TOP,
    Arrangement,
    Part,
)
from articles.layouts import IN_PICTURES
from articles.models import FrontLayout, PublishedArticle, Section
from articles.public import listing
from articles.public.listing import Listing, cursor_after
from articles.querysets import PublishedArticleQuerySet
from articles.teasers import Teaser, teasers
from newsroom.addresses import address_of
from newsroom.prepared import EXAMPLE_KEY, Prepared, prepared

R = TypeVar("R")
Rows = QuerySet[PublishedArticle, tuple[Any, ...]]

# More than a block shows, for those that another block has already.
CANDIDATES = 3 * PER_BLOCK
# A strip of fewer pictures is none.
STRIP_AT_LEAST = 3
# A section of fewer stories shows them as a list.
SECTION_TOP_FROM = 2 * (1 + HIGHLIGHTS_OF_SECTION)


class FrontSection(NamedTuple):
    """A section of the first level, and the version ids of the newest in its list."""

    pk: int
    name: str
    slug: str
    newest: list[int]

    def get_absolute_url(self) -> str:
        return address_of("public:section", slug=self.slug)


@dataclass(frozen=True)
class Block:
    """Stories of one section of the first level and its sub-sections, and whatever was set there by hand."""

    section: FrontSection
    stories: list[Teaser]
    style: str = arrangement.USUAL_STYLE
    span: int = 1
    """How many of the row's columns it takes."""


@dataclass(frozen=True)
class Band:
    """What stands below the top: narrow blocks side by side, one wide block, or the strip of pictures."""

    blocks: list[Block] = field(default_factory=list)
    strip: list[Teaser] = field(default_factory=list)
    columns: int = 0
    """Of narrow blocks; 0: one block of the page's whole width."""
    is_first: bool = False
    """The first band of narrow blocks, which leaves room for the box of the most read."""


@dataclass(frozen=True)
class Front:
    lead: Teaser | None
    highlights: list[Teaser] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)

    def shown(self) -> set[int]:
        """The article ids of every story on the page."""
        blocks = chain.from_iterable(band.blocks for band in self.bands)
        below = chain(*(block.stories for block in blocks), *(band.strip for band in self.bands))
        return {story.article_id for story in chain([self.lead] if self.lead else [], self.highlights, below)}


class _Places:
    """The places of a front while they are being filled: {part: [a story or None]}; each story stands in one."""

    def __init__(self, parts: Iterable[Part], found: Iterable[Teaser], now: datetime | None) -> None:
        """What was set by hand first; of the stories named for a place, the first that is `found` and open `now`."""
        visible = {story.article_id: story for story in found}
        self.shown: set[int] = set()
        self.stories: dict[str, list[Teaser | None]] = {}
        for part in parts:
            self.stories[part.key] = [None] * len(part.places)
            for number, line in enumerate(part.places):
                for pick in line:
                    if pick.story in visible and pick.story not in self.shown and now and pick.is_open(now):
                        self._put(part.key, number, visible[pick.story])
                        break

    def fill(self, key: str, newest: Iterable[Teaser]) -> None:
        """The newest of these that stand nowhere yet, in the empty places of a part; none where it is switched off."""
        unseen = (story for story in newest if story.article_id not in self.shown)
        empty = [number for number, story in enumerate(self.stories.get(key, [])) if story is None]
        # The places first: a story that finds none must not be taken from the next part.
        for number, story in zip(empty, unseen, strict=False):
            self._put(key, number, story)

    def add(self, part: Part) -> None:
        """A part that came to the paper after the front was arranged."""
        self.stories.setdefault(part.key, [None] * len(part.places))

    def give_up(self, key: str) -> None:
        """A part that does not show after all; its stories may stand elsewhere."""
        self.shown -= {story.article_id for story in self.stories.pop(key, []) if story}

    def taken(self) -> list[Teaser]:
        return [story for stories in self.stories.values() for story in stories if story]

    def of(self, key: str) -> list[Teaser]:
        return [story for story in self.stories.get(key, []) if story]

    def _put(self, key: str, number: int, story: Teaser) -> None:
        self.stories[key][number] = story
        self.shown.add(story.article_id)


def home_front() -> Front:
    """The home page as it is arranged, now: 4 queries, however many sections and stories there are."""
    layout = next(iter(_home_layout()), None)
    return arranged_home(layout.arrangement, layout.now) if layout else arranged_home(None, None)


@prepared()
def _home_layout() -> QuerySet[FrontLayout]:
    return FrontLayout.objects.in_force(None)


def arranged_home(stored: dict[str, Any] | None, now: datetime | None, at: datetime | None = None) -> Front:
    """The home page of an arrangement as it is stored, or of none, with its stories' times by `now`; 3 queries.

    `at`: as far as is known now, what readers see at that moment.
    """
    whole = arrangement.parts_of(stored) if stored else arrangement.usual([]).parts
    parts = [part for part in whole if part.on]
    found = teasers(_asked(_top_of_home, at, picked=_picked(parts, now)))
    places = _Places(parts, found, now)
    places.fill(TOP, found)
    if not places.of(TOP):
        return Front(lead=None)
    places.fill(STRIP, [story for story in found if story.kind in IN_PICTURES])
    if len(places.of(STRIP)) < STRIP_AT_LEAST:
        places.give_up(STRIP)
    taken = [story.pk for story in places.taken()]
    rows = map(FrontSection._make, _asked(_sections_with_newest, at, taken=taken))
    sections = {section.pk: section for section in rows}
    usual = arrangement.usual(sections)
    arranged = arrangement.fitted(whole, usual) if stored else usual
    _fill_blocks(places, sections, arranged, at)
    lead, *highlights = places.of(TOP)
    return Front(lead, highlights, _bands(arranged, places, sections))


def _picked(parts: Iterable[Part], now: datetime | None) -> list[int]:
    """The stories set by hand whose time it is."""
    lines = chain.from_iterable(part.places for part in parts)
    return list({pick.story for pick in chain.from_iterable(lines) if pick.is_open(now)}) if now else []


def _asked(question: Prepared[R], at: datetime | None, **params: Any) -> list[R]:
    """What a question says of now, or of the moment `at`, for which hardly anybody asks."""
    return question(**params) if at is None else list(question.build(**params, at=at))


@prepared(picked=[EXAMPLE_KEY])
def _top_of_home(picked: list[int], at: datetime | None = None) -> Rows:
    """Stories set by hand, and beside them as many of the newest, in pictures and in all, as the top has places."""
    live = PublishedArticle.objects.live(at)
    newest = live.but_of_articles(picked).newest()
    found = _together(
        live, live.of_articles(picked), newest[: 1 + HIGHLIGHTS], newest.in_pictures()[: 1 + HIGHLIGHTS + PER_STRIP]
    )
    return found.for_teasers()


def _together(live: PublishedArticleQuerySet, *some: PublishedArticleQuerySet) -> PublishedArticleQuerySet:
    """The stories of several questions, each once, the newest first."""
    first, *others = (each.values("pk") for each in some)
    return live.filter(pk__in=first.union(*others, all=True)).newest()


def _fill_blocks(places: _Places, sections: dict[int, FrontSection], whole: Arrangement, at: datetime | None) -> None:
    """Fill the blocks that are switched on, in the page's order, each with the newest of its section; 1 query.

    A story that stands in the lists of several sections is in the first block alone.
    """
    taken = {story.pk for story in places.taken()}
    chosen: dict[str, list[int]] = {}
    for part in whole.parts:
        if part.section and part.on:
            places.add(part)
            left = len(part.places) - len(places.of(part.key))
            chosen[part.key] = [pk for pk in sections[part.section].newest if pk not in taken][:left]
            taken.update(chosen[part.key])
    found = teasers(_asked(_versions, at, versions=list(chain.from_iterable(chosen.values()))))
    stories = {story.pk: story for story in found}
    for key, versions in chosen.items():
        places.fill(key, [stories[pk] for pk in versions if pk in stories])


@prepared(versions=[EXAMPLE_KEY])
def _versions(versions: list[int], at: datetime | None = None) -> Rows:
    return PublishedArticle.objects.live(at).among(versions).order_by().for_teasers()


def _bands(whole: Arrangement, places: _Places, sections: dict[int, FrontSection]) -> list[Band]:
    """What stands below the top, in order; narrow blocks that follow each other share a band."""
    bands: list[Band] = []
    narrow: list[Block] = []

    def end_narrow() -> None:
        if narrow:
            is_first = not any(band.is_first for band in bands)
            bands.append(_side_by_side(list(narrow), is_first))
            narrow.clear()

    for part in whole.parts:
        stories = places.of(part.key) if part.on else []
        if part.key == STRIP and stories:
            end_narrow()
            bands.append(Band(strip=stories))
        elif part.section and stories:
            block = Block(sections[part.section], stories, part.style)
            if part.style in NARROW:
                narrow.append(block)
            else:
                end_narrow()
                bands.append(Band([block]))
    end_narrow()
    return bands


def _side_by_side(blocks: list[Block], is_first: bool) -> Band:
    """Blocks in rows of three, or of two where they are two or four; the last takes what is left of its row.

    The first such band has the box of the most read at the end of its first row.
    """
    number = len(blocks) + is_first
    columns = 2 if number in {2, 4} else min(number, 3)
    if left := -number % columns:
        blocks[-1] = replace(blocks[-1], span=1 + left)
    return Band(blocks, columns=columns, is_first=is_first)


@prepared(taken=[EXAMPLE_KEY])
def _sections_with_newest(taken: list[int], at: datetime | None = None) -> QuerySet[Section, tuple[Any, ...]]:
    """The sections of the first level in order, as FrontSection takes them.

    `newest` has none of those `taken`. Each section's come from the index of its list on their own: a few rows each.
    """
    newest = PublishedArticle.objects.live(at).in_section(OuterRef("pk")).but(taken).newest()
    sections = Section.objects.top_level().annotate(newest=ArraySubquery(newest.values("pk")[:CANDIDATES]))
    return sections.order_by("position", "name").values_list("pk", "name", "slug", "newest")


# The front of a section -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SectionFront:
    """The first page of a section: what stands at its top, and the list below it."""

    top: list[Teaser]
    listing: Listing


def section_front(
    section: Section, stored: dict[str, Any] | None, now: datetime | None, at: datetime | None = None
) -> SectionFront:
    """The first page of a section and its sub-sections, by its arrangement as it is stored, or by none; 1 query.

    It has as many of the newest stories as any page of the list has; those set by hand come on top of that. A section
    of few stories has no top but what was set by hand. `now` and `at` as arranged_home() has them.
    """
    parts = arrangement.parts_of(stored) if stored else list(arrangement.usual_of_section().parts)
    rows = _asked(_of_section_front, at, section=section.pk, picked=_picked(parts, now))
    found = teasers(rows)
    own = [story for story, (*_columns, is_listed) in zip(found, rows, strict=True) if is_listed]
    places = _Places(parts, found, now)
    by_hand = len(places.shown)
    if by_hand or len(own) >= SECTION_TOP_FROM:
        places.fill(TOP, own)
    rest = [story for story in own if story.article_id not in places.shown]
    most = listing.PER_PAGE - (len(places.shown) - by_hand)
    shown = rest[:most]
    older = cursor_after(shown[-1]) if len(rest) > most else ""
    return SectionFront(places.of(TOP), Listing(shown, is_first=True, older=older, address_query="", newer_query=""))


@prepared(section=EXAMPLE_KEY, picked=[EXAMPLE_KEY])
def _of_section_front(section: int, picked: list[int], at: datetime | None = None) -> Rows:
    """Stories set by hand and beside them a page of the section's newest, each with_place_in() it."""
    live = PublishedArticle.objects.live(at)
    # One more than is shown tells whether there is another page, without counting.
    newest = live.in_section(section).but_of_articles(picked).newest()[: listing.PER_PAGE + 1]
    found = _together(live.with_place_in(section), live.of_articles(picked), newest)
    return found.for_teasers("is_listed")
