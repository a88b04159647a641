"""The list of stories: narrowed by queue, filters and words, each queue in its own order, a page by its place.

Nothing counts the stories and nothing skips over them, so an archive's size costs nothing.
"""

from dataclasses import dataclass
from typing import Any

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
    cut = _cut(narrowed.narrow(rows_of(request.user)), narrowed.order, params)
    filters = _filters(params)
    kept = params.copy()
    kept.pop("at", None)
    now = timezone.now()
    context = {
        **admin.site.each_context(request),
        "title": narrowed.queue_shown.label if narrowed.queue_shown else _("All stories"),
        "opts": Article._meta,
        "filter": narrowed,
        "is_filtered": any(name != "queue" for name in filters),
        "queue": filters.get("queue", ""),
        "rows": [
            summary(story, story_url(story.pk, kept, narrowed.order.write(place, cut.at)), now)
            for story, place in zip(cut.stories, cut.places(), strict=True)
        ],
        "opened": _opened(narrowed.order, params),
        "newer": _turned(filters, "newer", cut, 0) if cut.has_newer else "",
        "older": _turned(filters, "older", cut, -1) if cut.has_older else "",
        "first": filters.urlencode(),
        "may_write": may(request, "articles.add_article"),
    }
    return TemplateResponse(request, "desk/stories.html", context)


def rows_of(user: User) -> ArticleQuerySet:
    """The stories that the person may see, with what a row shows of each and without the texts."""
    return (
        Article.objects.visible_to(user)
        .with_publication()
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
    order, at, stories = narrowed.order, timezone.now(), Article.objects.visible_to(request.user).with_publication()
    stories = narrowed.narrow(stories).exclude(pk=article.pk).defer("body", "lead")
    place = order.read(filters.get("at", ""))
    if place:
        at = place[1]
    stories = order.sort(stories, at)
    found = (order.beyond(stories, place[0]) if place else stories)[:1]
    for story in found:
        return {"title": story.title, "url": story_url(story.pk, filters, order.write(order.place_of(story), at))}
    return None


# Pages ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cut:
    """One page of a list, in the order of the list at the moment `at`."""

    stories: list[Article]
    order: Order
    at: Any
    has_newer: bool
    has_older: bool

    def places(self) -> list[Place]:
        return [self.order.place_of(story) for story in self.stories]


def _cut(stories: ArticleQuerySet, order: Order, params: QueryDict) -> Cut:
    """The page that the address asks for; one story more than it shows is fetched, to know whether there are more."""
    if mark := order.read(params.get("newer", "")):
        place, at = mark
        found = list(order.beyond(order.sort(stories, at), place, backwards=True)[: ON_A_PAGE + 1])
        if len(found) > ON_A_PAGE:
            return Cut(found[:ON_A_PAGE][::-1], order, at, has_newer=True, has_older=True)
        # Less than a page is left: that is the first page, and it is shown whole.
    elif mark := order.read(params.get("older", "")):
        place, at = mark
        found = list(order.beyond(order.sort(stories, at), place)[: ON_A_PAGE + 1])
        return Cut(found[:ON_A_PAGE], order, at, has_newer=bool(found), has_older=len(found) > ON_A_PAGE)
    at = timezone.now()
    found = list(order.sort(stories, at)[: ON_A_PAGE + 1])
    return Cut(found[:ON_A_PAGE], order, at, has_newer=False, has_older=len(found) > ON_A_PAGE)


def _filters(params: QueryDict) -> QueryDict:
    """What narrows the list, without where its page begins."""
    filters = QueryDict(mutable=True)
    filters.update({name: value for name, value in params.items() if value and name not in PAGING})
    return filters


def _turned(filters: QueryDict, way: str, cut: Cut, row: int) -> str:
    turned = filters.copy()
    turned[way] = cut.order.write(cut.order.place_of(cut.stories[row]), cut.at)
    return turned.urlencode()


def _opened(order: Order, params: QueryDict) -> int | None:
    """The story one comes back from."""
    mark = order.read(params.get("at", ""))
    return mark[0][-1] if mark else None
