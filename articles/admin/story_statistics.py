"""How one story is read: its own page at the desk, for whoever may open the story."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import blocking, statistics
from articles.admin.figures import chart, series_file
from articles.admin.origin import verb_url
from articles.admin.reach import story_in_reach
from articles.admin.statistics import readers_shown
from articles.models import Article, Verb, ViewTotal
from articles.statistics import Scope

HOURS = {48: gettext_lazy("48 hours"), 7 * 24: gettext_lazy("7 days")}
DAYS = {90: gettext_lazy("90 days"), 365: gettext_lazy("1 year")}


@require_safe
def page(request: HttpRequest, pk: int) -> TemplateResponse:
    """`hours` and `days` in the address: how far back the two charts go."""
    article = story_in_reach(request, pk)
    hours, days = _number(request, "hours", HOURS), _number(request, "days", DAYS)
    scope = Scope(stories=(article.pk,))
    verbs = blocking.available(article, request.user)
    context = {
        **admin.site.each_context(request),
        "title": _("Views"),
        "subtitle": article.title,
        "opts": Article._meta,
        "original": article,
        "live_version": article.published_versions.live().select_related("section__parent").first(),
        "total": ViewTotal.objects.filter(article=article).first(),
        "charts": [
            _chart(
                _("Views by hour"),
                chart(statistics.last_hours(scope, hours), by_hour=True),
                HOURS,
                hours,
                "hours",
                days=days,
            ),
            _chart(
                _("Views by day"),
                chart(statistics.last_days(scope, days), by_hour=False),
                DAYS,
                days,
                "days",
                hours=hours,
            ),
        ],
        **readers_shown(statistics.sources(scope)),
        "kept_out": blocking.block_of(article),
        "may_block": Verb.BLOCK in verbs,
        "may_unblock": Verb.UNBLOCK in verbs,
        "block_url": verb_url(request, Verb.BLOCK, article.pk),
        "unblock_url": verb_url(request, Verb.UNBLOCK, article.pk),
    }
    return TemplateResponse(request, "desk/story_statistics.html", context)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The series of one chart: `by` says which."""
    article = story_in_reach(request, pk)
    scope = Scope(stories=(article.pk,))
    if request.GET.get("by") == "hours":
        points = statistics.last_hours(scope, _number(request, "hours", HOURS))
        return series_file(f"luot-xem-bai-{article.pk}-theo-gio", points, by_hour=True)
    points = statistics.last_days(scope, _number(request, "days", DAYS))
    return series_file(f"luot-xem-bai-{article.pk}-theo-ngay", points, by_hour=False)


def _number(request: HttpRequest, name: str, known: dict[int, Any]) -> int:
    """The one of `known` that the address asks for, or the first."""
    return next((each for each in known if str(each) == request.GET.get(name)), next(iter(known)))


def _chart(
    title: str, shown: dict[str, Any], lengths: dict[int, Any], length: int, name: str, **other: int
) -> dict[str, Any]:
    kept = "".join(f"&{key}={value}" for key, value in other.items())
    return {
        "title": title,
        "name": name,
        "chart": shown,
        "lengths": [(f"?{name}={each}{kept}", label, each == length) for each, label in lengths.items()],
        "file": f"?by={name}&{name}={length}",
    }
