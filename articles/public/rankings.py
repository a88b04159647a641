"""The most read stories of a day, of a week and of a month: of the whole site, and of each section."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import trends
from articles.models import Section
from articles.most_read import most_read
from articles.public.caching import for_readers
from articles.public.family import section_family, section_within
from articles.public.frame import frame, page

SHOWN = 20


@dataclass(frozen=True)
class Window:
    """The time up to now in which reads count. `word` stands in its address; the first window has none."""

    trend: trends.Window
    word: str
    name: Promise
    title: Promise
    title_of_section: Promise
    about: Promise

    def address(self, section: Section | None) -> str:
        parts = {"within": self.word} if self.word else {}
        if section and section.parent:
            parts |= {"slug": section.parent.slug, "subslug": section.slug}
        elif section:
            parts["slug"] = section.slug
        return reverse("public:most_read", kwargs=parts)


WINDOWS = [
    Window(
        trends.DAY,
        "",
        _("24 hours"),
        _("Most read in 24 hours"),
        _("%(section)s: most read in 24 hours"),
        _("The stories our readers have read most in the past 24 hours."),
    ),
    Window(
        trends.WEEK,
        "7-ngay",
        _("7 days"),
        _("Most read in 7 days"),
        _("%(section)s: most read in 7 days"),
        _("The stories our readers have read most in the past 7 days."),
    ),
    Window(
        trends.MONTH,
        "30-ngay",
        _("30 days"),
        _("Most read in 30 days"),
        _("%(section)s: most read in 30 days"),
        _("The stories our readers have read most in the past 30 days."),
    ),
]


@require_safe
@for_readers
def most_read_stories(
    request: HttpRequest, within: str = "", slug: str | None = None, subslug: str | None = None
) -> HttpResponse:
    """The page of one window. Only what was read within it: no story stands there for what it was before."""
    window = next((window for window in WINDOWS if window.word == within), None)
    if window is None:
        raise Http404("no such window")
    section, top, subsections = _place(slug, subslug)
    tops = [entry.section for entry in frame().menu]
    context = {
        "stories": most_read(SHOWN, window.trend, section),
        "window": window,
        "full_title": window.title_of_section % {"section": section.name} if section else window.title,
        "windows": [(each, each.address(section)) for each in WINDOWS],
        "section": section,
        "current_top": top,
        "site": window.address(None),
        "places": [(each, window.address(each)) for each in tops],
        "subplaces": [(each, window.address(each)) for each in subsections],
        "canonical": window.address(section),
    }
    return page(request, "public/most_read.html", context)


def _place(slug: str | None, subslug: str | None) -> tuple[Section | None, Section | None, list[Section]]:
    """The section whose list is asked for, the one of the first level and its sub-sections; None for the whole site."""
    if slug and subslug:
        return section_within(slug, subslug)
    top, subsections = section_family(slug) if slug else (None, [])
    return top, top, subsections
