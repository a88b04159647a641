"""Lists in a fixed order, paged by what their rows hold: the page after or before a row costs the same anywhere.

A row's place is written as numbers ("1763900000000000.0.2..."), moments as microseconds since 1970.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from articles.models import Article
from articles.querysets import ArticleQuerySet

Place = tuple[int | datetime, ...]

NUMBERS = {"pk", "late", "priority"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Order:
    """What a list is ordered by, with "-" where the largest comes first; the last name tells any two rows apart."""

    keys: tuple[str, ...]

    @property
    def is_by_urgency(self) -> bool:
        return "-late" in self.keys

    def sort(self, stories: ArticleQuerySet, at: datetime) -> ArticleQuerySet:
        """The stories in this order. What is overdue is decided for `at`, so that nothing moves between two pages."""
        return (stories.with_urgency(at) if self.is_by_urgency else stories).order_by(*self.keys)

    def beyond(self, stories: ArticleQuerySet, place: Place, *, backwards: bool = False) -> ArticleQuerySet:
        """Those of the sorted stories that come after `place`; or before it, nearest first."""
        rest, tied = Q(), Q()
        for key, value in zip(self.keys, place, strict=True):
            name, largest_first = key.removeprefix("-"), key.startswith("-")
            comparison = "lt" if largest_first != backwards else "gt"
            if not tied:
                # Implied by what follows, but in a form that lets the database enter an index here.
                stories = stories.filter(**{f"{name}__{comparison}e": value})
            rest |= tied & Q(**{f"{name}__{comparison}": value})
            tied &= Q(**{name: value})
        return stories.filter(rest).reverse() if backwards else stories.filter(rest)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(key.removeprefix("-") for key in self.keys)

    def place_of(self, story: Article) -> Place:
        """Where a story of a sorted list stands."""
        return tuple(getattr(story, name) for name in self.names)

    def write(self, place: Place, at: datetime) -> str:
        """The place, and the moment of its list, for an address."""
        return ".".join(str(_number(value)) for value in (at, *place))

    def read(self, text: str) -> tuple[Place, datetime] | None:
        """What write() wrote; None for anything else."""
        if not re.fullmatch(r"-?[0-9]{1,18}(\.-?[0-9]{1,18})*", text):
            return None
        numbers = [int(number) for number in text.split(".")]
        if len(numbers) != len(self.keys) + 1:
            return None
        try:
            at, *place = (
                value if name in NUMBERS else EPOCH + timedelta(microseconds=value)
                for name, value in zip(("at", *self.names), numbers, strict=True)
            )
        except OverflowError:
            return None
        return (tuple(place), at) if isinstance(at, datetime) else None


def _number(value: int | datetime) -> int:
    return (value - EPOCH) // timedelta(microseconds=1) if isinstance(value, datetime) else value


NEWEST = Order(("-modified_at", "-pk"))
# Overdue first, then by priority and deadline; after that what has waited longest, or what was touched last.
LONGEST_WAITING = Order(("-late", "-priority", "due", "status_since", "pk"))
LAST_TOUCHED = Order(("-late", "-priority", "due", "-modified_at", "-pk"))
NEXT_TO_APPEAR = Order(("scheduled_for", "pk"))
LAST_TO_APPEAR = Order(("-published_at", "-pk"))
