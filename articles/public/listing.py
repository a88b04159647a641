"""Lists that page by keyset: "older than this story" costs the same on every page and skips or repeats no story."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpRequest

from articles.models import PublishedArticle
from articles.querysets import PublishedArticleQuerySet

PER_PAGE = 20
CURSOR = re.compile(r"(?P<microseconds>-?\d{1,17})-(?P<article_id>\d{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Listing:
    stories: list[PublishedArticle]
    is_first: bool
    older: str
    """The value of `truoc` that leads to the next page; empty on the last one."""
    address_query: str
    """"?truoc=..." of this very page; empty on the first one."""


def listing_of(stories: PublishedArticleQuerySet, request: HttpRequest) -> Listing:
    """The page of `stories` that `?truoc=<microseconds>-<article id>` asks for, newest first; 1 query.

    Raises Http404 for a cursor that is nonsense or has nothing after it.
    """
    stories = stories.for_list().newest()
    cursor = request.GET.get("truoc")
    if cursor is not None:
        stories = stories.older_than(*position_of(cursor))
    # One more than is shown tells whether there is another page, without counting.
    found = list(stories[: PER_PAGE + 1])
    if cursor is not None and not found:
        raise Http404("nothing older")
    shown = found[:PER_PAGE]
    return Listing(
        stories=shown,
        is_first=cursor is None,
        older=cursor_after(shown[-1]) if len(found) > PER_PAGE else "",
        address_query="" if cursor is None else f"?truoc={cursor}",
    )


def cursor_after(story: PublishedArticle) -> str:
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
