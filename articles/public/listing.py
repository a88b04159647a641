"""Lists that page by keyset: "older than this story" costs the same on every page and skips or repeats no story."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Extract
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from articles.models import PublishedArticle, Tag, Topic
from articles.querysets import PublishedArticleQuerySet
from articles.teasers import Teaser, teasers
from newsroom.prepared import Prepared

PER_PAGE = 20
CURSOR = re.compile(r"(?P<microseconds>-?\d{1,17})-(?P<article_id>\d{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What no question of a list has in its text otherwise.
EXAMPLE_MOMENT, EXAMPLE_NUMBER = datetime(1930, 2, 3, 4, 5, 6, 7, tzinfo=UTC), 123_456_789

Stories = Callable[..., PublishedArticleQuerySet]


@dataclass(frozen=True)
class Listing:
    stories: list[Teaser]
    is_first: bool
    older: str
    """The value of `truoc` that leads to the next page; empty on the last one."""
    address_query: str
    """"?truoc=..." of this very page; empty on the first one."""
    newer_query: str
    """"?truoc=..." of the page before this one; empty where that is the first one."""


class StoryList:
    """A list of stories, newest first, as its pages ask for it: put together once for all of its kind."""

    def __init__(self, stories: Stories, *, begins: Stories | None = None, **examples: Any) -> None:
        """`stories` returns them for the parameters that `examples` names (see newsroom.prepared).

        `begins`: what the first page shows instead, in its own order; fewer than a page of them are none of `stories`.
        """

        def first(**params: Any) -> QuerySet[PublishedArticle, tuple[Any, ...]]:
            asked = stories(**params).newest() if begins is None else begins(**params)
            return asked.for_teasers()[: PER_PAGE + 1]

        def later(moment: datetime, number: int, **params: Any) -> QuerySet[PublishedArticle, tuple[Any, ...]]:
            all_of_them = stories(**params)
            asked = all_of_them.newest().older_than(moment, number)
            before = _page_before(all_of_them, moment, number)
            return asked.annotate(before=before).for_teasers("before")[: PER_PAGE + 1]

        self.first = Prepared(first, examples)
        self.later = Prepared(later, examples | {"moment": EXAMPLE_MOMENT, "number": EXAMPLE_NUMBER})


def listing_of(stories: StoryList, request: HttpRequest, **params: Any) -> Listing:
    """The page of `stories` that `?truoc=<microseconds>-<article id>` asks for, newest first; 1 query.

    Raises Http404 for a cursor that is nonsense or has nothing after it.
    """
    cursor = request.GET.get("truoc")
    if cursor is None:
        found = stories.first(**params)
    else:
        moment, number = position_of(cursor)
        found = stories.later(moment=moment, number=number, **params)
    if cursor is not None and not found:
        raise Http404("nothing older")
    # One more than is shown tells whether there is another page, without counting.
    shown = teasers(found[:PER_PAGE])
    before = found[0][-1] if cursor is not None else []
    return Listing(
        stories=shown,
        is_first=cursor is None,
        older=cursor_after(shown[-1]) if len(found) > PER_PAGE else "",
        address_query="" if cursor is None else f"?truoc={cursor}",
        newer_query=f"?truoc={before[-1]}" if len(before) > PER_PAGE else "",
    )


def _page_before(stories: PublishedArticleQuerySet, first_published_at: datetime, article_id: int) -> ArraySubquery:
    """The cursors of a page of stories and one more, backwards from this place: the last of them leads to that page.

    It does not depend on the rows it is asked with, so the database answers it once.
    """
    microseconds = Cast(Extract("first_published_at", "epoch", tzinfo=UTC) * 1_000_000, BigIntegerField())
    cursor = Concat(Cast(microseconds, TextField()), Value("-", TextField()), Cast("article_id", TextField()))
    nearest = stories.not_older_than(first_published_at, article_id).newest().reverse()
    return ArraySubquery(nearest.annotate(cursor=cursor).values("cursor")[: PER_PAGE + 1])


def cursor_after(story: PublishedArticle | Teaser) -> str:
    """Where the list goes on after `story`; microseconds, because that is as finely as the database tells moments."""
    return f"{(story.first_published_at - EPOCH) // timedelta(microseconds=1)}-{story.article_id}"


def position_of(cursor: str) -> tuple[datetime, int]:
    """The story after which a cursor goes on, as (first published, number). Raises Http404 for nonsense."""
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise Http404("no such cursor")
    try:
        moment = EPOCH + timedelta(microseconds=int(found["microseconds"]))
    except OverflowError:
        raise Http404("no such moment") from None
    return moment, int(found["article_id"])


def at_least_one(listing: Listing) -> Listing:
    """The listing of a tag, a topic or an author, who are public only as far as live stories name them.

    Nothing may tell what waits at the desk: raises Http404 where there is no live story.
    """
    if not listing.stories:
        raise Http404("no live story")
    return listing


def moved(request: HttpRequest, to: PublishedArticle | Tag | Topic) -> HttpResponsePermanentRedirect:
    """To the present address of what was asked for by an earlier one, with the query as it is."""
    address, query = to.get_absolute_url(), request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
