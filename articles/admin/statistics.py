"""How the paper is read, at the desk: by hour and day, by story, section and writer, and where readers come from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.by_role import may
from accounts.models import Author, User
from articles import blocking, permissions, statistics
from articles.admin.figures import chart, csv_file, series_file
from articles.admin.origin import verb_url
from articles.counting import referrers
from articles.models import Article, PublishedArticle, Refusal, Section, Verb
from articles.statistics import Period, Scope
from newsroom.vietnamese import HANOI

STORIES_SHOWN, SITES_SHOWN = 20, 12
PERCENT_SHOWN = 1000
# The shortest ways to a period: the word in the address, days back to its first and to its last day.
PERIODS = {"today": (0, 0), "yesterday": (1, 1), "week": (6, 0), "month": (29, 0)}
WORDS = {
    "today": gettext_lazy("Today"),
    "yesterday": gettext_lazy("Yesterday"),
    "week": gettext_lazy("7 days"),
    "month": gettext_lazy("30 days"),
}
KINDS = {
    referrers.HERE: gettext_lazy("Our own pages"),
    statistics.SEARCH: gettext_lazy("Search engines"),
    statistics.SOCIAL: gettext_lazy("Social networks"),
    statistics.OTHER: gettext_lazy("Other sites"),
    referrers.DIRECT: gettext_lazy("Typed, or opened from an application"),
}


class PeriodForm(forms.Form):
    """What the address asks for; whatever makes no sense is said, and today is shown."""

    first = forms.DateField(
        required=False,
        label=gettext_lazy("First day"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput({"class": "desk-input", "type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        required=False,
        label=gettext_lazy("Last day"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput({"class": "desk-input", "type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if self.errors or not (first or last):
            return self.cleaned_data
        if not first or not last:
            raise forms.ValidationError(_("Give the first day and the last one."))
        if last < first:
            raise forms.ValidationError(_("The last day comes before the first one."))
        if last - first >= timedelta(days=statistics.LONGEST):
            raise forms.ValidationError(_("A year at most can be shown at once."))
        if not 1990 <= first.year <= last.year <= 2900:
            raise forms.ValidationError(_("There are no figures of such a time."))
        return self.cleaned_data


@dataclass(frozen=True)
class Asked:
    """What the address of the page asks for."""

    period: Period
    word: str
    """The name of the period in PERIODS, "" for days of one's own."""
    section: Section | None
    sections: list[Section]
    form: PeriodForm

    @property
    def query(self) -> str:
        """The part of the address after the question mark that asks for the same."""
        return self._query(f"period={self.word}" if self.word else self._days())

    def of_period(self, word: str) -> str:
        return self._query(f"period={word}")

    def _days(self) -> str:
        return f"first={self.period.first.isoformat()}&last={self.period.last.isoformat()}"

    def _query(self, period: str) -> str:
        return f"?{period}" + (f"&section={self.section.pk}" if self.section else "")


def asked(request: HttpRequest) -> Asked:
    sections = list(Section.objects.grouped())
    section = next((each for each in sections if str(each.pk) == request.GET.get("section")), None)
    form = PeriodForm(request.GET)
    if form.is_valid() and form.cleaned_data["first"]:
        return Asked(Period(form.cleaned_data["first"], form.cleaned_data["last"]), "", section, sections, form)
    word = request.GET.get("period", "")
    word = word if word in PERIODS else "today"
    return Asked(_period(word), word, section, sections, form)


def _period(word: str) -> Period:
    today: date = timezone.localdate(None, HANOI)
    first, last = PERIODS[word]
    return Period(today - timedelta(days=first), today - timedelta(days=last))


def _scope(request: HttpRequest, section: Section | None) -> Scope:
    """The rule on who sees what, for the page and for every file. Raises PermissionDenied for who sees no story."""
    if not may(request, "articles.view_article"):
        raise PermissionDenied
    return statistics.scope_of(request.user, section)


@require_safe
def page(request: HttpRequest) -> TemplateResponse:
    """The figures of a period, of the whole paper or of a section; a reporter's are those of own stories."""
    question = asked(request)
    period, scope = question.period, _scope(request, question.section)
    points = statistics.series(scope, period)
    views, before = sum(count for _moment, count in points), statistics.views_before(scope, period)
    leaders = statistics.leaders(scope, period, STORIES_SHOWN)
    every = permissions.sees_every_figure(request.user)
    context = {
        **admin.site.each_context(request),
        "title": _("Views"),
        "asked": question,
        "periods": [(question.of_period(word), label, word == question.word) for word, label in WORDS.items()],
        "sees_every_figure": every,
        "views": views,
        "before": before,
        "change": change(views, before),
        "stories_read": leaders.number,
        "chart": chart(points, by_hour=period.by_hour),
        "stories": _stories(request, leaders.stories),
        "sections": _named(leaders.sections, Section.objects.select_related("parent")),
        "writers": _named(leaders.writers, Author.objects.all()),
        **readers_shown(statistics.sources(scope, period)),
        "refused": _refused(period) if every and scope.is_whole_paper else None,
    }
    return TemplateResponse(request, "desk/statistics.html", context)


def change(now: int, before: int) -> int | None:
    """By how many percent `now` is more than `before`; None where that would say nothing: of none, of very few."""
    found = round((now - before) * 100 / before) if before else None
    return None if found is None or found >= PERCENT_SHOWN else found


def _share(part: int, whole: int) -> int | None:
    """How many percent of the whole; None of nothing."""
    return round(part * 100 / whole) if whole else None


def readers_shown(came: statistics.Sources) -> dict[str, Any]:
    """What desk/_readers.html and desk/_sources.html show of where readers came from."""
    return {
        "sources": _sources(came),
        "returning": _share(came.came_back, came.views),
        "from_here": _share(came.from_here, came.views),
    }


def _sources(came: statistics.Sources) -> list[dict[str, Any]]:
    """The kinds of sources in words, each with its sites."""
    return [
        {
            "label": KINDS[source.kind],
            "views": source.views,
            "share": _share(source.views, came.views),
            "hosts": [
                (host if "." in host else _("not told apart"), count) for host, count in source.hosts[:SITES_SHOWN]
            ]
            if source.kind not in {referrers.HERE, referrers.DIRECT}
            else [],
        }
        for source in came.kinds
    ]


def _stories(request: HttpRequest, rows: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """The stories as readers see or saw them last, for nobody may read a changed title here; with what may be done."""
    numbers = [story for story, _views in rows]
    published = statistics.as_published(numbers)
    reached = Article.objects.visible_to(request.user).filter(pk__in=numbers).select_related("section")
    in_reach = {story.pk: story for story in reached}
    return [
        _row(request.user, published[story], views, in_reach.get(story))
        | {
            "block_url": verb_url(request, Verb.BLOCK, story),
            "unblock_url": verb_url(request, Verb.UNBLOCK, story),
        }
        for story, views in rows
        if story in published
    ]


def _row(user: User, version: PublishedArticle, views: int, in_reach: Article | None) -> dict[str, Any]:
    kept_out = blocking.block_of(version.article)
    ranks = in_reach is not None and permissions.may(user, Verb.BLOCK, in_reach)
    return {
        "pk": version.article_id,
        "version": version,
        "views": views,
        "total": version.views,
        "in_reach": in_reach is not None,
        "kept_out": kept_out,
        "may_block": ranks and not kept_out,
        "may_unblock": ranks and kept_out,
    }


def _named(rows: list[tuple[int, int]], named: Any) -> list[tuple[str, int]]:
    names = {each.pk: str(each) for each in named.filter(pk__in=[key for key, _views in rows])}
    return [(names[key], views) for key, views in rows if key in names]


def _refused(period: Period) -> list[tuple[str, int]]:
    labels = dict(Refusal.choices)
    return [(labels.get(reason, reason), count) for reason, count in statistics.refused(period)]


# Files ----------------------------------------------------------------------------------------------------------------


@require_safe
def stories_file(request: HttpRequest) -> StreamingHttpResponse:
    """Every story that was read in the period, with the same filters and by the same rule as the page."""
    question = asked(request)
    rows = statistics.stories_read(_scope(request, question.section), question.period)
    headings = [_("no."), _("title"), _("section"), _("writers"), _("first published"), _("views"), _("views ever")]
    return csv_file(_name("luot-xem-theo-bai", question.period), headings, _exported(rows))


@require_safe
def views_file(request: HttpRequest) -> HttpResponse:
    """The hours or days of the period."""
    question = asked(request)
    points = statistics.series(_scope(request, question.section), question.period)
    return series_file(_name("luot-xem", question.period), points, by_hour=question.period.by_hour)


def _exported(rows: list[tuple[int, int]], at_once: int = 500) -> Iterator[Iterable[object]]:
    for start in range(0, len(rows), at_once):
        some = rows[start : start + at_once]
        published = statistics.as_published([story for story, _views in some])
        for story, views in some:
            if version := published.get(story):
                published_at = timezone.localtime(version.first_published_at, HANOI).strftime("%Y-%m-%d %H:%M")
                writers = ", ".join(line["name"] for line in version.bylines)
                yield story, version.title, str(version.section), writers, published_at, views, version.views


def _name(what: str, period: Period) -> str:
    return f"{what}-{period.first.isoformat()}-{period.last.isoformat()}"
