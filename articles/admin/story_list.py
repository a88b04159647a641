"""The list of stories: narrowed by queue, filters and words, each queue in its own order, a page by its place.

Nothing counts the stories and nothing skips over them, so an archive's size costs nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.by_role import may
from accounts.models import User
from articles.admin.ordering import Order, Place
from articles.admin.origin import came_from, story_url
from articles.admin.queues import edits
from articles.admin.story_filter import StoryFilter
from articles.admin.summary import summary
from articles.models import Article, Byline
from articles.querysets import ArticleQuerySet

ON_A_PAGE = 50
# What an address may say beside the fields of the filter: where the page begins, and which story was opened.
PAGING = {"older", "newer", "at"}


@require_safe
def page(request: HttpRequest) -> TemplateResponse:
    """The stories of the list that the person may see."""
    if not may(request, "articles.view_article"):
        raise PermissionDenied
    params = request.GET
    if unknown := set(params) - set(StoryFilter.base_fields) - PAGING:
        raise BadRequest(f"no such filter: {', '.join(sorted(unknown))[:100]}")
    narrowed = StoryFilter(params, request.user)
    cut = _cut(narrowed.narrow(_visible(request.user)), narrowed.order, params)
    # The places come from one query and the rows from another, which asks its questions of these few stories alone.
    stories = rows_of(request.user).in_bulk([place[-1] for place in cut.places])
    filters = _filters(params)
    kept = params.copy()
    kept.pop("at", None)
    now = timezone.now()
    context = {
        **admin.site.each_context(request),
        "title": narrowed.queue_shown.label if narrowed.queue_shown else _("All stories"),
        "filter": narrowed,
        "is_filtered": any(name != "queue" for name in filters),
        "queue": filters.get("queue", ""),
        "rows": [
            summary(stories[pk], story_url(pk, kept, narrowed.order.write(place, cut.at)), now)
            for place in cut.places
            if (pk := place[-1]) in stories
        ],
        "opened": _opened(narrowed.order, params),
        "newer": _turned(filters, "newer", cut, 0) if cut.has_newer else "",
        "older": _turned(filters, "older", cut, -1) if cut.has_older else "",
        # A page that the stories have left meanwhile.
        "lost": not cut.places and any(params.get(way) for way in ("newer", "older")),
        "first": filters.urlencode(),
        "may_write": may(request, "articles.add_article"),
    }
    return TemplateResponse(request, "desk/stories.html", context)


def _visible(user: User) -> ArticleQuerySet:
    return Article.objects.visible_to(user).with_publication()


def rows_of(user: User) -> ArticleQuerySet:
    """The stories that the person may see, with what a row shows of each and without the texts."""
    return (
        _visible(user)
        .select_related("owner", "claimed_by", "section__parent", "view_total")
        .prefetch_related(Prefetch("bylines", Byline.objects.select_related("author")))
        .defer("body", "lead")
    )


def next_story(request: HttpRequest, article: Article) -> dict[str, str] | None:
    """The story after this one in the list it was opened from: {title, url}; None at the end, or without a list.

    An editor who came from no list is led through the queue of what waits. The place in the address counts, not the
    story's own: by now it may have left the queue.
    """
    filters = came_from(request)
    if not filters and edits(request.user):
        filters = QueryDict("queue=waiting")
    if not filters:
        return None
    narrowed = StoryFilter(filters, request.user)
    order, at = narrowed.order, timezone.now()
    stories = narrowed.narrow(_visible(request.user)).exclude(pk=article.pk)
    place = order.read(filters.get("at", ""))
    if place:
        at = place[1]
    stories = order.sort(stories, at)
    found = order.beyond(stories, place[0]) if place else stories
    for title, *following in found.values_list("title", *order.names)[:1]:
        return {"title": title, "url": story_url(following[-1], filters, order.write(tuple(following), at))}
    return None


# Pages ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cut:
    """The places of one page of a list, in the order of the list at the moment `at`."""

    places: list[Place]
    order: Order
    at: datetime
    has_newer: bool
    has_older: bool


def _cut(stories: ArticleQuerySet, order: Order, params: QueryDict) -> Cut:
    """The page that the address asks for; one story more than it shows is fetched, to know whether there are more."""
    if mark := order.read(params.get("newer", "")):
        place, at = mark
        found = _places(order.beyond(order.sort(stories, at), place, backwards=True), order)
        if len(found) > ON_A_PAGE:
            return Cut(found[:ON_A_PAGE][::-1], order, at, has_newer=True, has_older=True)
        # Less than a page is left: that is the first page, and it is shown whole.
    elif mark := order.read(params.get("older", "")):
        place, at = mark
        found = _places(order.beyond(order.sort(stories, at), place), order)
        return Cut(found[:ON_A_PAGE], order, at, has_newer=bool(found), has_older=len(found) > ON_A_PAGE)
    at = timezone.now()
    found = _places(order.sort(stories, at), order)
    return Cut(found[:ON_A_PAGE], order, at, has_newer=False, has_older=len(found) > ON_A_PAGE)


def _places(stories: ArticleQuerySet, order: Order) -> list[Place]:
    return list(stories.values_list(*order.names)[: ON_A_PAGE + 1])


def _filters(params: QueryDict) -> QueryDict:
    """What narrows the list, without where its page begins."""
    filters = QueryDict(mutable=True)
    filters.update({name: value for name, value in params.items() if value and name not in PAGING})
    return filters


def _turned(filters: QueryDict, way: str, cut: Cut, row: int) -> str:
    turned = filters.copy()
    turned[way] = cut.order.write(cut.places[row], cut.at)
    return turned.urlencode()


def _opened(order: Order, params: QueryDict) -> int | None:
    """The story one comes back from."""
    mark = order.read(params.get("at", ""))
    return mark[0][-1] if mark else None
