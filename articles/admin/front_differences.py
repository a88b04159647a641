"""What differs between two layouts of a front, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.front_form import Card, cards, part_label, place_label
from articles.arrangement import STYLES, Arrangement, Line, Spot, differences


@dataclass(frozen=True)
class Change:
    """One thing that is set otherwise: where, what it was, what it is."""

    label: str
    before: str
    after: str


def changes_between(old: Arrangement, new: Arrangement, names: Mapping[int, str]) -> list[Change]:
    """What `new` sets otherwise than `old`; at most 3 queries, for the titles."""
    found = differences(old, new)
    lines = [line for (_key, what), pair in found.items() if what.isdigit() for line in pair]
    known = cards(pick.story for line in lines for pick in line)
    return [
        Change(_label(spot, names), *(_in_words(spot, value, names, known) for value in pair))
        for spot, pair in found.items()
    ]


def _label(spot: Spot, names: Mapping[int, str]) -> str:
    key, what = spot
    if what == "order":
        return _("Order of the blocks")
    part = part_label(key, names)
    if what.isdigit():
        return f"{part} › {place_label(key, int(what))}"
    label = _("style") if what == "style" else _("shown")
    return f"{part} › {label}"


def _in_words(spot: Spot, value: Any, names: Mapping[int, str], known: Mapping[int, Card]) -> str:
    what = spot[1]
    if what == "order":
        return ", ".join(part_label(key, names) for key in value[1:])
    if what == "style":
        return str(STYLES.get(value, value))
    if what == "on":
        return _("yes") if value else _("no")
    return _line(value, known)


def _line(line: Line, known: Mapping[int, Card]) -> str:
    if not line:
        return _("the newest story")
    return "; ".join(
        "".join(
            [
                _title(pick.story, known),
                _clock(_(", from %(time)s"), pick.since),
                _clock(_(", until %(time)s"), pick.until),
            ]
        )
        for pick in line
    )


def _title(story: int, known: Mapping[int, Card]) -> str:
    return f"“{known[story].title}”" if story in known else f"#{story}"


def _clock(words: str, at: datetime | None) -> str:
    return words % {"time": f"{timezone.localtime(at):%H:%M %d/%m/%Y}"} if at else ""
