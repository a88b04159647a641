"""The most read stories of a day, of a week and of a month: one page each."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.public.caching import for_readers
from articles.public.frame import page
from articles.readership import most_read

SHOWN = 20


@dataclass(frozen=True)
class Window:
    """The time up to now in which reads count. `word` stands in its address; the first window has none."""

    hours: int
    word: str
    name: Promise
    title: Promise
    about: Promise

    @property
    def address(self) -> str:
        return reverse("public:most_read_in", args=[self.word]) if self.word else reverse("public:most_read")


WINDOWS = [
    Window(
        24,
        "",
        _("24 hours"),
        _("Most read in 24 hours"),
        _("The stories our readers have read most in the past 24 hours."),
    ),
    Window(
        7 * 24,
        "7-ngay",
        _("7 days"),
        _("Most read in 7 days"),
        _("The stories our readers have read most in the past 7 days."),
    ),
    Window(
        30 * 24,
        "30-ngay",
        _("30 days"),
        _("Most read in 30 days"),
        _("The stories our readers have read most in the past 30 days."),
    ),
]


@require_safe
@for_readers
def most_read_stories(request: HttpRequest, word: str = "") -> HttpResponse:
    """The page of one window. Only what was read within it: no story stands there for what it was before."""
    window = next((window for window in WINDOWS if window.word == word), None)
    if window is None:
        raise Http404("no such window")
    stories = most_read(limit=SHOWN, hours=window.hours, fill=False)
    context = {"stories": stories, "window": window, "windows": WINDOWS, "canonical": window.address}
    return page(request, "public/most_read.html", context)
