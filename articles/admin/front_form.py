"""The form in which a front is arranged: what somebody typed into it, and what it shows of an arrangement.

Fields of a part with the key K: `order-K`, `style-K`, `on-K`, and for its place N any number of `story-K-N` (a number,
or the address of a story), `since-K-N` and `until-K-N`, in the order in which the stories are tried.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.admin.timing import moment
from articles.arrangement import LINE, STRIP, STYLES, TOP, Arrangement, Line, Part, Pick
from articles.models import Article, PublishedArticle, Section

# "123", "#123", or an address that ends in -123.html.
STORY = re.compile(r"(?:#?|.*-)([0-9]{1,17})(?:\.html)?", re.ASCII)
# A time outside them was mistyped; those at the ends of the calendar cannot be turned into Hanoi's at all.
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Card:
    """A story as somebody who places it sees it. `state`: live, scheduled or gone."""

    number: int
    title: str
    section: str
    state: str
    words: str


@dataclass
class Row:
    """One story named for a place, as typed."""

    story: str
    since: str = ""
    until: str = ""
    problem: str = ""
    card: Card | None = None

    @property
    def number(self) -> int | None:
        found = STORY.fullmatch(self.story.strip())
        return int(found[1]) if found else None

    def pick(self) -> Pick | None:
        """What was typed; None, with `problem` set, for what makes no sense."""
        if self.number is None:
            self.problem = _("Give a story's number or address.")
            return None
        try:
            pick = Pick(self.number, _moment(self.since), _moment(self.until))
        except ValueError:
            self.problem = _("Give day and time, as in 23/11/2026 08:30.")
            return None
        if pick.since and pick.until and pick.until <= pick.since:
            self.problem = _("The end comes before the beginning.")
        return pick


@dataclass
class Place:
    name: str
    label: str
    rows: list[Row]


@dataclass
class ShownPart:
    """A part of the front in the form."""

    key: str
    label: str
    style: str
    on: bool
    places: list[Place]
    styles: Mapping[str, Any] = field(default_factory=dict)

    @property
    def can_move(self) -> bool:
        return self.key != TOP


class FrontForm:
    """What a front's form shows: an arrangement, or what somebody typed over it."""

    def __init__(self, arrangement: Arrangement, names: Mapping[int, str], post: QueryDict | None = None) -> None:
        """`names`: of the sections of the first level. With `post`, `arrangement` says only which parts there are."""
        self.names = names
        self.arrangement = arrangement
        self.parts = [self._shown(part, post) for part in arrangement.parts]
        if post is not None:
            self._typed(post)
        self._add_cards()

    @property
    def problems(self) -> list[str]:
        return [row.problem for row in self._rows() if row.problem]

    def _shown(self, part: Part, post: QueryDict | None) -> ShownPart:
        places = [
            Place(f"{part.key}-{number}", place_label(part.key, number), _rows_of(line) if post is None else [])
            for number, line in enumerate(part.places)
        ]
        label = part_label(part.key, self.names)
        return ShownPart(part.key, label, part.style, part.on, places, STYLES if part.section else {})

    def _typed(self, post: QueryDict) -> None:
        """Read the post into the rows, and what makes sense of it into `arrangement`."""
        orders = {shown.key: _number(post.get(f"order-{shown.key}"), place) for place, shown in enumerate(self.parts)}
        self.parts.sort(key=lambda shown: (shown.can_move, orders[shown.key]))
        by_key = {part.key: part for part in self.arrangement.parts}
        self.arrangement = Arrangement(tuple(self._typed_part(shown, by_key[shown.key], post) for shown in self.parts))

    def _typed_part(self, shown: ShownPart, part: Part, post: QueryDict) -> Part:
        style = post.get(f"style-{part.key}", part.style)
        shown.style = style if style in shown.styles else part.style
        shown.on = part.key == TOP or f"on-{part.key}" in post
        lines = []
        for place in shown.places:
            columns = (post.getlist(f"{name}-{place.name}") for name in ("story", "since", "until"))
            typed = [Row(*row) for row in zip_longest(*columns, fillvalue="")]
            place.rows = [row for row in typed if row.story.strip()]
            lines.append(tuple(pick for row in place.rows if (pick := row.pick())))
            for row in place.rows[LINE:]:
                row.problem = _("At most %(number)d stories are set for one place.") % {"number": LINE}
        return Part(part.key, tuple(lines), shown.style, shown.on)

    def _rows(self) -> list[Row]:
        return [row for shown in self.parts for place in shown.places for row in place.rows]

    def _add_cards(self) -> None:
        found = cards(row.number for row in self._rows() if row.number)
        for row in self._rows():
            row.card = found.get(row.number or 0)
            if row.number and row.card is None and not row.problem:
                row.problem = _("There is no story %(number)d.") % {"number": row.number}


# Stories --------------------------------------------------------------------------------------------------------------


def cards(numbers: Iterable[int]) -> dict[int, Card]:
    """The stories of these numbers, as readers see or are to see them, or else as the desk has them; 3 queries."""
    wanted = set(numbers)
    if not wanted:
        return {}
    found = {
        story.pk: Card(story.pk, story.title, _section(story.section), "gone", _("Readers do not see it"))
        for story in Article.objects.filter(pk__in=wanted).select_related("section__parent").defer("body")
    }
    for versions in (PublishedArticle.objects.pending(), PublishedArticle.objects.live()):
        found |= {version.article_id: card_of(version) for version in versions.of_articles(wanted).for_list()}
    return found


def card_of(version: PublishedArticle) -> Card:
    """A version that is live or scheduled."""
    now = timezone.now()
    live = version.live_from <= now
    at = moment(version.first_published_at if live else version.live_from, now)
    words = _("Scheduled for %(time)s") % {"time": at} if not live else at
    return Card(version.article_id, version.title, _section(version.section), "live" if live else "scheduled", words)


def found_stories(words: str, most: int) -> list[Card]:
    """Stories readers see or are about to see that have these words, accents optional; without words the newest.

    What is about to come stands before what is there.
    """
    stories = Article.objects.matching(words, unfinished=True) if words.strip() else None
    found: dict[int, Card] = {}
    pending, live = PublishedArticle.objects.pending().order_by("live_from"), PublishedArticle.objects.live().newest()
    for versions in (pending, live):
        if stories is not None:
            versions = versions.filter(article__in=stories.values("pk"))
        for version in versions.for_list()[:most]:
            found.setdefault(version.article_id, card_of(version))
    return list(found.values())[:most]


def _section(section: Section | None) -> str:
    return str(section) if section else ""


# Words ----------------------------------------------------------------------------------------------------------------


def part_label(key: str, names: Mapping[int, str]) -> str:
    if key == TOP:
        return _("Top of the page")
    return _("Pictures and video") if key == STRIP else names.get(int(key[1:]), "?")


def place_label(key: str, number: int) -> str:
    if key == TOP:
        return _("Highlight %(number)d") % {"number": number} if number else _("Lead story")
    return _("Place %(number)d") % {"number": number + 1}


def _rows_of(line: Line) -> list[Row]:
    return [Row(str(pick.story), _written(pick.since), _written(pick.until)) for pick in line]


def _written(at: datetime | None) -> str:
    """As a browser's field for day and time has it, in Hanoi's time."""
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}" if at else ""


def _moment(text: str) -> datetime | None:
    """Raises ValueError for what is no moment."""
    if not text.strip():
        return None
    at = parse_datetime(text.strip())
    if at is None:
        at = datetime.strptime(text.strip(), "%d/%m/%Y %H:%M")  # noqa: DTZ007  # Hanoi's time, as below
    if at.year not in YEARS:
        raise ValueError
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def read_moment(text: str) -> datetime | None:
    """The moment somebody typed; None for nothing and for what is none."""
    try:
        return _moment(text)
    except ValueError:
        return None


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
