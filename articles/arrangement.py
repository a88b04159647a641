"""What stands where on a front: parts in order, each with its style and its places, as data. No table, no request."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

TOP, STRIP = "top", "strip"
# Stories that may be named for one place: the first that readers can see, and whose time it is, stands there.
LINE = 3
HIGHLIGHTS, HIGHLIGHTS_OF_SECTION = 6, 4
PER_BLOCK = 4
PER_STRIP = 5
# The looks of a section's block. Narrow ones stand beside each other, the others take the page's whole width.
STYLES = {
    "column": _("Column: a picture and headlines"),
    "headlines": _("Headlines, no pictures"),
    "wide": _("Wide: one large story and three beside it"),
    "cards": _("Four pictures in a row"),
}
NARROW = {"column", "headlines"}
USUAL_STYLE = "column"


@dataclass(frozen=True)
class Pick:
    """A story set by hand, from a moment on and until another; without them from at once and for good."""

    story: int
    since: datetime | None = None
    until: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


Line = tuple[Pick, ...]
"""The stories named for one place, in the order in which they are tried; none: the newest story stands there."""


@dataclass(frozen=True)
class Part:
    """The top of a front, the block of a section or the strip of pictures."""

    key: str
    places: tuple[Line, ...]
    style: str = ""
    on: bool = True

    @property
    def section(self) -> int | None:
        """The key of the section whose block this is."""
        return int(self.key[1:]) if self.key[1:].isdigit() else None


@dataclass(frozen=True)
class Arrangement:
    """A front's parts in their order; the top is always the first."""

    parts: tuple[Part, ...]

    def picks(self) -> Iterator[Pick]:
        return (pick for part in self.parts for line in part.places for pick in line)

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    def as_json(self) -> dict[str, Any]:
        return {"parts": [_part_as_json(part) for part in self.parts]}


def key_of(section: int) -> str:
    """The key of a section's block."""
    return f"s{section}"


def usual(sections: Iterable[int]) -> Arrangement:
    """The home page that nobody has arranged: no story set by hand, a block for each section in its order.

    The strip stands behind the first row of blocks.
    """
    blocks = [_empty(key_of(section), PER_BLOCK, USUAL_STYLE) for section in sections]
    return Arrangement((_empty(TOP, 1 + HIGHLIGHTS), *blocks[:2], _empty(STRIP, PER_STRIP), *blocks[2:]))


def usual_of_section() -> Arrangement:
    """The front of a section that nobody has arranged."""
    return Arrangement((_empty(TOP, 1 + HIGHLIGHTS_OF_SECTION),))


def parts_of(stored: Mapping[str, Any]) -> list[Part]:
    """The parts of what as_json() gave, as they were stored."""
    return [
        Part(part["key"], tuple(tuple(map(_read_pick, line)) for line in part["places"]), part["style"], part["on"])
        for part in stored["parts"]
    ]


def read(stored: Mapping[str, Any], like: Arrangement) -> Arrangement:
    """What as_json() gave, brought up to `like`, a usual front: what has gone is left out, what is new comes last."""
    return fitted(parts_of(stored), like)


def fitted(stored: Iterable[Part], like: Arrangement) -> Arrangement:
    """read() of what parts_of() gave."""
    known = {part.key: part for part in like.parts}
    parts = [_fitted(part, known[part.key]) for part in stored if part.key in known]
    there = {part.key for part in parts}
    return Arrangement((*parts, *(part for part in like.parts if part.key not in there)))


# What two arrangements differ in --------------------------------------------------------------------------------------

Spot = tuple[str, str]
"""A part's key and what of it: "order", "style", "on" or the number of a place. ("", "order") is the order of all."""


def spots(arrangement: Arrangement) -> dict[Spot, Any]:
    """Everything somebody can set on a front, one by one."""
    found: dict[Spot, Any] = {("", "order"): tuple(part.key for part in arrangement.parts)}
    for part in arrangement.parts:
        found |= {(part.key, "style"): part.style, (part.key, "on"): part.on}
        found |= {(part.key, str(number)): line for number, line in enumerate(part.places)}
    return found


def differences(old: Arrangement, new: Arrangement) -> dict[Spot, tuple[Any, Any]]:
    """What is set otherwise in `new`, before and after; of parts that both have, and the order of the parts."""
    before, after = spots(old), spots(new)
    return {spot: (before[spot], after[spot]) for spot in after if spot in before and before[spot] != after[spot]}


def merged(base: Arrangement, mine: Arrangement, theirs: Arrangement) -> Arrangement:
    """`theirs` with everything that `mine` sets otherwise than `base`, which both began with."""
    changed = {spot: after for spot, (_before, after) in differences(base, mine).items()}
    by_key = {part.key: part for part in theirs.parts}
    order = [key for key in changed.get(("", "order"), tuple(by_key)) if key in by_key]
    keys = order + [key for key in by_key if key not in order]
    return Arrangement(tuple(_with(by_key[key], changed) for key in keys))


def _with(part: Part, changed: Mapping[Spot, Any]) -> Part:
    places = tuple(changed.get((part.key, str(number)), line) for number, line in enumerate(part.places))
    style, on = changed.get((part.key, "style"), part.style), changed.get((part.key, "on"), part.on)
    return replace(part, places=places, style=style, on=on)


# Plain data -----------------------------------------------------------------------------------------------------------


def _empty(key: str, places: int, style: str = "") -> Part:
    return Part(key, ((),) * places, style)


def _part_as_json(part: Part) -> dict[str, Any]:
    places = [
        [
            {
                "story": pick.story,
                "since": pick.since.isoformat() if pick.since else None,
                "until": pick.until.isoformat() if pick.until else None,
            }
            for pick in line
        ]
        for line in part.places
    ]
    return {"key": part.key, "style": part.style, "on": part.on, "places": places}


def _fitted(part: Part, like: Part) -> Part:
    """The part with as many places as `like` has, in a style that there is."""
    if len(part.places) == len(like.places) and part.style in STYLES:
        return part
    lines = part.places[: len(like.places)]
    style = part.style if part.style in STYLES else like.style
    return replace(part, places=(*lines, *like.places[len(lines) :]), style=style)


def _read_pick(stored: Mapping[str, Any]) -> Pick:
    return Pick(stored["story"], _read_moment(stored["since"]), _read_moment(stored["until"]))


def _read_moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
