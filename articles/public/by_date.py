"""The stories of one day, with a calendar of the month around it."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import pgettext

from articles.models import PublishedArticle
from articles.public.listing import StoryList
from articles.querysets import PublishedArticleQuerySet
from newsroom.vietnamese import midnight

MONDAYS_FIRST = calendar.Calendar(firstweekday=0)


@dataclass(frozen=True)
class Month:
    """One month as weeks of (day of the month or 0, address or "" where nothing came out)."""

    first: date
    weeks: list[list[tuple[int, str]]]


@dataclass(frozen=True)
class Neighbours:
    """The addresses of the nearest days with stories; "" where there is none."""

    before: str
    after: str


def weekdays() -> list[tuple[str, str]]:
    """Each day's name, and as a column's head has room for it; Monday first."""
    short = [
        pgettext("column of a calendar", "Mo"),
        pgettext("column of a calendar", "Tu"),
        pgettext("column of a calendar", "We"),
        pgettext("column of a calendar", "Th"),
        pgettext("column of a calendar", "Fr"),
        pgettext("column of a calendar", "Sa"),
        pgettext("column of a calendar", "Su"),
    ]
    return list(zip(map(str, WEEKDAYS.values()), short, strict=True))


def day_of(year: str, month: str, day: str) -> date:
    """The day an address names. Raises Http404 for one that does not exist or has not come."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise Http404("no such day") from None
    if found > timezone.localdate():
        raise Http404("not yet")
    return found


def address_of(day: date) -> str:
    return reverse("public:by_date", args=[f"{day:%Y}", f"{day:%m}", f"{day:%d}"])


def bounds_of(day: date) -> dict[str, datetime]:
    """The parameters of OF_DAY: when the day begins and ends by Hanoi's clock."""
    return {"since": midnight(day), "until": midnight(day + timedelta(days=1))}


def month_of(day: date) -> Month:
    """The calendar of the month around `day`; 1 query, over that month alone."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    moments = _between(midnight(first), midnight(after)).order_by().datetimes("first_published_at", "day")
    with_stories = {timezone.localtime(moment).day for moment in moments}
    weeks = [
        [(number, address_of(first.replace(day=number)) if number in with_stories else "") for number in week]
        for week in MONDAYS_FIRST.monthdayscalendar(first.year, first.month)
    ]
    return Month(first, weeks)


def neighbours_of(day: date) -> Neighbours:
    """The nearest days with stories on both sides; 2 queries."""
    live = PublishedArticle.objects.live().newest().only("first_published_at")
    before = live.filter(first_published_at__lt=midnight(day)).first()
    after = live.filter(first_published_at__gte=midnight(day + timedelta(days=1))).last()
    return Neighbours(*(address_of(timezone.localdate(s.first_published_at)) if s else "" for s in (before, after)))


def _between(since: datetime, until: datetime) -> PublishedArticleQuerySet:
    return PublishedArticle.objects.live().filter(first_published_at__gte=since, first_published_at__lt=until)


# The live stories first published in a day.
OF_DAY = StoryList(_between, since=datetime(1931, 1, 1, tzinfo=UTC), until=datetime(1932, 1, 1, tzinfo=UTC))
