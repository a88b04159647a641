"""What stands around every public page: the paper's name, its section menu, breaking news, the page's own address.

Templates are rendered without the request. That makes it impossible, not only forbidden, for a public page to show a
user, a message or a CSRF token, to open a session, or to depend on a cookie: any cache may hold what comes out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.models import BreakingNews, Imprint, Section
from articles.public.templating import rendered, static_address
from newsroom.held import held

HELD = 30  # seconds
# Long texts of the imprint are read by the one page that shows them.
AT_FOOT = [field.name for field in Imprint.settable() if field.name not in {"about", "principles"}]

T = TypeVar("T")


@dataclass(frozen=True)
class MenuEntry:
    section: Section
    subsections: list[Section]


@dataclass(frozen=True)
class Breaking:
    """What the bar says, the address of the story behind it ("" where there is none), and when it ends."""

    text: str
    address: str
    until: datetime


@dataclass(frozen=True)
class Frame:
    """What is the same around every page."""

    menu: list[MenuEntry]
    breaking: Breaking | None
    imprint: Imprint
    """Without its long texts."""
    has_principles: bool
    _pieces: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def piece(self, name: tuple[object, ...], make: Callable[[], T]) -> T:
        """What follows from the frame alone and is the same on many pages: made once, and held as long as the frame."""
        if name not in self._pieces:
            self._pieces[name] = make()
        piece: T = self._pieces[name]
        return piece


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page `template` in the site's frame.

    `context` may set `canonical` (path and query of the page's one address; by default the path asked for),
    `current_top` (the section of the first level to mark in the menu), `at_home`, `at_search` (which has a field of its
    own), and `masthead_tag` ("h1" where the paper's name is the page's title).
    """
    path = context.get("canonical", request.path)
    around = frame()
    breaking = around.breaking
    surroundings = {
        "site_name": settings.SITE_NAME,
        "canonical_url": absolute(request, path),
        "home_url": absolute(request, "/"),
        "icon_url": absolute(request, static_address("public/icons/512.png")),
        "menu": around.menu,
        "masthead": _masthead(around, context),
        "breaking": breaking if breaking and breaking.until > timezone.now() else None,
        "footer": _footer(around),
        # What not every page has.
        "preview_picture": None,
        "most_read": [],
        "section": None,
        "unranked": False,
    }
    return HttpResponse(rendered(template, {**surroundings, **context}), status=status)


def _masthead(around: Frame, context: dict[str, Any]) -> SafeString:
    top = context.get("current_top")
    marks = {
        "current_top": top.pk if top else None,
        "at_home": context.get("at_home", False),
        "at_search": context.get("at_search", False),
        "masthead_tag": context.get("masthead_tag", "p"),
    }
    own = {"site_name": settings.SITE_NAME, "menu": around.menu}
    return around.piece(("masthead", *marks.values()), lambda: _markup("public/_masthead.html", {**own, **marks}))


def _footer(around: Frame) -> SafeString:
    context = {"site_name": settings.SITE_NAME, "imprint": around.imprint}
    return around.piece(("footer",), lambda: _markup("public/_footer.html", context))


def _markup(template: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(rendered(template, context))  # noqa: S308  # a template of ours, which escapes what it is given


def absolute(request: HttpRequest, path: str) -> str:
    """`path` as a full address: under SITE_URL, or under the host asked for while none is set."""
    if not settings.SITE_URL:
        return request.build_absolute_uri(path)
    # A file on a host of its own has its full address already. Joining takes the longer way about.
    is_path = path.startswith("/") and not path.startswith("//")
    return settings.SITE_URL + path if is_path else urljoin(settings.SITE_URL, path)


@held(HELD)
def frame() -> Frame:
    """What stands around every page, as it was at most half a minute ago; 1 query where that has run out."""
    # Imprint and breaking news come along with each section, which costs nothing; a question of their own would be
    # one a page. A paper without a section has no story yet, and no bar.
    foot = JSONObject(**{name: name for name in AT_FOOT}, has_principles=~Q(principles=""))
    row = Imprint.objects.values_list(foot, flat=True)
    found = Section.objects.annotate(imprint=row[:1], breaking=BreakingNews.objects.as_row())
    sections = list(found.order_by("position", "name"))
    kept = [section.__dict__.pop("imprint") for section in sections] or [row.first()]
    news = [section.__dict__.pop("breaking") for section in sections]
    return Frame(_menu(sections), _breaking(news[0] if news else None), *_imprint(kept[0] or {}))


def _imprint(kept: dict[str, Any]) -> tuple[Imprint, bool]:
    """The imprint as the database put it into JSON, and whether it has principles."""
    has_principles = kept.pop("has_principles", False)
    imprint = Imprint(**kept)
    if kept.get("licence_date"):
        imprint.licence_date = date.fromisoformat(kept["licence_date"])
    return imprint, has_principles


def _breaking(row: dict[str, Any] | None) -> Breaking | None:
    """The bar as BreakingNewsQuerySet.as_row() gives it."""
    if row is None:
        return None
    story, until = row["story"], datetime.fromisoformat(row["until"])
    if story is None:
        return Breaking(row["text"], "", until)
    place = {"section": story["section"], "slug": story["slug"], "article_id": story["article"]}
    return Breaking(row["text"] or story["title"], reverse("public:article", kwargs=place), until)


def _menu(sections: Sequence[Section]) -> list[MenuEntry]:
    """The sections of the first level with their sub-sections, all in the editors' order."""
    entries = {section.pk: MenuEntry(section, []) for section in sections if section.parent_id is None}
    for section in sections:
        if section.parent_id is not None:
            entry = entries[section.parent_id]
            section.parent = entry.section  # addresses of sub-sections begin with their parent's
            entry.subsections.append(section)
    return list(entries.values())
