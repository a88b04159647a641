"""The calendar: what readers first saw and what is scheduled, day by day, for a month or a week."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Window
from django.db.models.functions import RowNumber, TruncDate
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.by_role import may
from accounts.models import User
from articles.admin.origin import LIST
from articles.models import Article, PublishedArticle, Section
from newsroom.vietnamese import HANOI, midnight

# So many stories of a day are shown; the list has them all.
SHOWN = {"month": 4, "week": 30}
MONDAYS_FIRST = calendar.Calendar(firstweekday=0)


@dataclass(frozen=True)
class Day:
    date: date
    is_today: bool
    is_beside: bool
    """Of another month than the one that is shown."""
    entries: list[PublishedArticle]
    more: int
    list_url: str


@require_safe
def page(request: HttpRequest) -> TemplateResponse:
    """The days around `day` (2026-11-23; today where the address names none) in a `view`, month or week."""
    if not may(request, "articles.view_article"):
        raise PermissionDenied
    view = "week" if request.GET.get("view") == "week" else "month"
    today = timezone.localdate()
    day = _day(request.GET.get("day", "")) or today
    sections = list(Section.objects.grouped())
    section = next((each for each in sections if str(each.pk) == request.GET.get("section")), None)
    dates = _dates(day, view)
    entries = _entries(request.user, dates, section, SHOWN[view])
    before, after = _turned(day, view)
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar"),
        "view": view,
        "heading": _heading(dates, day, view),
        "day": day,
        "today": today,
        "sections": sections,
        "section": section,
        "days": [
            Day(
                date=each,
                is_today=each == today,
                is_beside=view == "month" and each.month != day.month,
                entries=(shown := entries.get(each, [])),
                more=shown[0].on_the_day - len(shown) if shown else 0,
                list_url=_list_url(each, section),
            )
            for each in dates
        ],
        "views": [(name, label, _address(day, name, section)) for name, label in _views()],
        "before": _address(before, view, section) if before else "",
        "after": _address(after, view, section) if after else "",
        "to_today": _address(today, view, section),
    }
    return TemplateResponse(request, "desk/calendar.html", context)


def _entries(user: User, dates: list[date], section: Section | None, shown: int) -> dict[date, list[PublishedArticle]]:
    """What the person may see of each day, the earliest first and no more than `shown`; one query."""
    versions = PublishedArticle.objects.on_calendar(midnight(dates[0]), midnight(dates[-1] + timedelta(days=1)))
    versions = versions.filter(article__in=Article.objects.visible_to(user).values("pk"))
    if section:
        versions = versions.filter(section__in=Section.objects.within(section.pk))
    found = (
        versions.annotate(day=TruncDate("moment", tzinfo=HANOI))
        .annotate(
            place=Window(RowNumber(), partition_by="day", order_by=["moment", "pk"]),
            on_the_day=Window(Count("pk"), partition_by="day"),
        )
        .filter(place__lte=shown)
        .select_related("section__parent")
        .defer("body", "lead", "bylines", "tags", "related", "lead_photo")
        .order_by("moment", "pk")
    )
    now = timezone.now()
    entries: dict[date, list[PublishedArticle]] = {}
    for version in found:
        version.is_scheduled = version.moment > now
        entries.setdefault(version.day, []).append(version)
    return entries


# Days -----------------------------------------------------------------------------------------------------------------


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # The weeks around have to exist too.
    return day if 1900 <= day.year <= 2900 else None


def _dates(day: date, view: str) -> list[date]:
    if view == "week":
        monday = day - timedelta(days=day.weekday())
        return [monday + timedelta(days=number) for number in range(7)]
    return list(MONDAYS_FIRST.itermonthdates(day.year, day.month))


def _turned(day: date, view: str) -> tuple[date | None, date | None]:
    """A day of the month or week before, and of the one after."""
    if view == "week":
        turned = day - timedelta(days=7), day + timedelta(days=7)
    else:
        first = day.replace(day=1)
        turned = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)
    return _day(turned[0].isoformat()), _day(turned[1].isoformat())


def _heading(dates: list[date], day: date, view: str) -> str:
    if view == "week":
        return _("%(first)s to %(last)s") % {
            "first": date_format(dates[0], "d/m"),
            "last": date_format(dates[-1], "d/m/Y"),
        }
    return _("%(month)d/%(year)d") % {"month": day.month, "year": day.year}


# Addresses ------------------------------------------------------------------------------------------------------------


def _views() -> list[tuple[str, str]]:
    return [("month", _("Month")), ("week", _("Week"))]


def _address(day: date, view: str, section: Section | None) -> str:
    asked: dict[str, Any] = {"view": view, "day": day.isoformat()}
    return "?" + urlencode(asked | ({"section": section.pk} if section else {}))


def _list_url(day: date, section: Section | None) -> str:
    """The day in the story list; what is scheduled stands in a queue of its own there."""
    query = QueryDict(mutable=True)
    if day > timezone.localdate():
        query["queue"] = "scheduled"
    else:
        query.update({"by": "published", "since": day.isoformat(), "until": day.isoformat()})
    if section:
        query["section"] = str(section.pk)
    return f"{reverse(LIST)}?{query.urlencode()}"
