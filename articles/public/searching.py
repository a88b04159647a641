"""The search of the website: its form, what was found, and what is suggested while somebody types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import Author
from articles import body, finding, search
from articles.finding import Scope
from articles.models import PublishedArticle, Tag
from articles.most_read import box_without
from articles.public.caching import for_searchers
from articles.public.frame import MenuEntry, frame, page
from articles.public.listing import PER_PAGE, cursor_after, position_of
from articles.querysets import PublishedArticleQuerySet
from articles.search import Piece, Query
from newsroom import vietnamese
from newsroom.prepared import EXAMPLE_KEY, prepared
from newsroom.vietnamese import midnight

PASSAGE = 38
SUGGESTED = 5
# Names that fit what was typed; who types "a" means nobody.
MOST_AUTHORS = 20
YEARS = (1900, 2100)


class DayField(forms.DateField):
    """A day by Hanoi's calendar, as a browser sends it or as people write it."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"])
        self.error_messages["invalid"] = _("Write the day as 31/12/2024.")

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day and not YEARS[0] <= day.year <= YEARS[1]:
            raise forms.ValidationError(self.error_messages["invalid"])
        return day


class SearchForm(forms.Form):
    """What narrows a search down. Nothing is required, and nothing typed is lost where something is wrong."""

    q = forms.CharField(required=False, label=_("Search for"))
    muc = forms.ChoiceField(required=False, label=_("Section"))
    tacgia = forms.CharField(required=False, label=_("Author"))
    tu = DayField(label=_("From"))
    den = DayField(label=_("To"))
    xep = forms.ChoiceField(
        required=False, label=_("Order"), choices=[("", _("Best match first")), ("moi", _("Newest first"))]
    )

    def __init__(self, data: Mapping[str, str], entries: Sequence[MenuEntry]) -> None:
        super().__init__({name: vietnamese.one_line(value) for name, value in data.items()})
        self.sections = {"": [], **dict(_choices(entries))}
        names: list[tuple[str, str]] = [("", gettext("All sections"))]
        for entry in entries:
            names.append((entry.section.slug, entry.section.name))
            names += [(f"{entry.section.slug}/{sub.slug}", f"– {sub.name}") for sub in entry.subsections]
        self.fields["muc"].choices = names  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("tu"), self.cleaned_data.get("den")
        if since and until and since > until:
            self.add_error("den", gettext("The last day is before the first."))
        return self.cleaned_data

    @property
    def narrows(self) -> bool:
        return any(self.data.get(name) for name in ("muc", "tacgia", "tu", "den"))

    def scope(self) -> Scope | None:
        """Where to look; None where no author is called so. At most 1 query. Expects a valid form."""
        asked = self.cleaned_data
        authors = []
        if asked["tacgia"]:
            authors = list(Author.objects.named(asked["tacgia"]).values_list("pk", flat=True)[:MOST_AUTHORS])
            if not authors:
                return None
        return Scope(
            sections=self.sections[asked["muc"]],
            authors=authors,
            since=midnight(asked["tu"]) if asked["tu"] else None,
            until=midnight(asked["den"] + timedelta(days=1)) if asked["den"] else None,
        )


def _choices(entries: Sequence[MenuEntry]) -> list[tuple[str, list[int]]]:
    tops = [(entry.section.slug, [entry.section.pk, *(sub.pk for sub in entry.subsections)]) for entry in entries]
    subs = [(f"{entry.section.slug}/{sub.slug}", [sub.pk]) for entry in entries for sub in entry.subsections]
    return tops + subs


@dataclass(frozen=True)
class Result:
    """One story that was found; title, passage and names in pieces, as search.marked() gives them.

    The names are of tags and authors, where the story was found by nothing else that is shown.
    """

    story: PublishedArticle
    title: list[Piece]
    passage: list[Piece]
    names: list[list[Piece]]


@dataclass(frozen=True)
class Found:
    """One page of what was found. `number` of all is known where they are ranked; `further` leads to the next page."""

    versions: list[int]
    number: int | None = None
    page: int = 1
    is_first: bool = True
    has_more: bool = False


@require_safe
@for_searchers
def results(request: HttpRequest) -> HttpResponse:
    """At most 5 queries: the sections, the authors, what fits, and the stories, or what is most read instead."""
    entries = frame().menu
    form = SearchForm(request.GET.dict(), entries)
    query = search.parse(form.data.get("q", ""))
    scope = form.scope() if form.is_valid() and not query.is_empty else None
    by_time = form.data.get("xep") == "moi"
    found = Found([])
    if scope:
        found = _newest(query, scope, request) if by_time else _best(query, scope, request)
    elif {"trang", "truoc"} & request.GET.keys():
        raise Http404("nothing to page through")
    stories = _stories(found.versions)
    context: dict[str, Any] = {
        "form": form,
        "query": query,
        "menu": entries,
        "found": found,
        "capped": found.number == finding.MOST_RANKED,
        "results": [_result(story, query) for story in stories],
        "by_time": by_time,
        "at_search": True,
        "canonical": _address(request, trang=request.GET.get("trang", ""), truoc=request.GET.get("truoc", "")),
        "most_read": [] if stories else box_without(()),
        "spelling": "",
    } | _links(request, found, stories, by_time)
    if found.is_first and stories:
        context["spelling"] = search.spelling(query, _texts(stories))
        context["spelling_link"] = _address(request, q=context["spelling"])
    return page(request, "public/search.html", context)


def _best(query: Query, scope: Scope, request: HttpRequest) -> Found:
    asked = request.GET.get("trang", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 4 and int(asked)):
        raise Http404("no such page")
    number = int(asked)
    ranked = finding.best(query, scope)
    shown = ranked[(number - 1) * PER_PAGE : number * PER_PAGE]
    if number > 1 and not shown:
        raise Http404("past the last page")
    return Found(shown, len(ranked), number, number == 1, len(ranked) > number * PER_PAGE)


def _newest(query: Query, scope: Scope, request: HttpRequest) -> Found:
    cursor = request.GET.get("truoc")
    after = position_of(cursor) if cursor is not None else None
    versions = finding.newest(query, scope, PER_PAGE + 1, after)
    if after and not versions:
        raise Http404("nothing older")
    return Found(versions[:PER_PAGE], is_first=after is None, has_more=len(versions) > PER_PAGE)


def _stories(versions: list[int]) -> list[PublishedArticle]:
    """The versions in their order, those that readers still see; 1 query, or none."""
    if not versions:
        return []
    live = {story.pk: story for story in _live(versions=versions)}
    return [live[version] for version in versions if version in live]


@prepared(versions=[EXAMPLE_KEY])
def _live(versions: list[int]) -> PublishedArticleQuerySet:
    return PublishedArticle.objects.live().among(versions).select_related("section__parent").order_by()


def _result(story: PublishedArticle, query: Query) -> Result:
    title, passage = search.marked(story.title, query), search.passage(story.lead, query, PASSAGE)
    if not _tells(passage):
        in_body = search.passage(body.plain_text(story.body), query, PASSAGE)
        passage = in_body if _tells(in_body) else passage
    names = [search.marked(name["name"], query) for name in (*story.tags, *story.bylines)]
    told = _tells(title) or _tells(passage)
    return Result(story, title, passage, [] if told else [name for name in names if _tells(name)])


def _tells(pieces: list[Piece]) -> bool:
    return any(is_hit for _text, is_hit in pieces)


def _texts(stories: list[PublishedArticle]) -> list[str]:
    tags = [tag["name"] for story in stories for tag in story.tags]
    return tags + [text for story in stories for text in (story.title, story.kicker, story.lead)]


def _links(request: HttpRequest, found: Found, stories: list[PublishedArticle], by_time: bool) -> dict[str, str]:
    links = {
        "first_link": _address(request),
        "without_filters_link": _address(request, muc="", tacgia="", tu="", den=""),
        "newest_link": _address(request, xep="moi"),
        "next_link": "",
        "previous_link": "",
    }
    if found.has_more:
        further = {"truoc": cursor_after(stories[-1])} if by_time and stories else {"trang": str(found.page + 1)}
        links["next_link"] = _address(request, **further)
    if found.page > 1:
        links["previous_link"] = _address(request, trang=str(found.page - 1) if found.page > 2 else "")
    return links


def _address(request: HttpRequest, **changed: str) -> str:
    """The search asked for, from its first page, with some of its parameters changed."""
    asked = {name: request.GET.get(name, "") for name in SearchForm.base_fields} | changed
    return f"{reverse('public:search')}?{urlencode({name: value for name, value in asked.items() if value})}"


@require_safe
@for_searchers
def suggestions(request: HttpRequest) -> HttpResponse:
    """{"tags": [{name, address}], "stories": [{name, address}]} for what has been typed so far; 3 queries."""
    query = search.parse(request.GET.get("q", ""))
    if query.is_empty:
        return JsonResponse({"tags": [], "stories": []})
    tags = Tag.objects.public_beginning(query.typed)[:SUGGESTED]
    stories = _stories(finding.beginning(query, SUGGESTED))
    return JsonResponse(
        {
            "tags": [{"name": tag.name, "address": tag.get_absolute_url()} for tag in tags],
            "stories": [{"name": story.title, "address": story.get_absolute_url()} for story in stories],
        }
    )
