"""The stories that are read most lately, as readers are shown them. articles.blocking keeps one of them out."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from articles.models import PublishedArticle, Section
from articles.querysets import PublishedArticleQuerySet
from articles.teasers import Teaser, teasers
from articles.trends import DAY, Window
from newsroom.held import held

# Seconds for which a process keeps a list with its teasers: what was withdrawn, blocked or corrected meanwhile is gone
# from it, and from every page that shows it, so much later than from the story's own address.
HELD = 30
# Shown in a box, and asked for: a front shows some fifty stories, and they may be just the ones that are read most.
BOX = 8
ASKED_FOR_BOX = 8 * BOX

LATEST = ("-first_published_at", "-article_id")


def box_without(shown: Collection[int], section: Section | None = None) -> list[Teaser]:
    """The most read of the last day for the box of a page, without the stories (`shown`) that stand on it already.

    Those of `section` and its sub-sections come first where one is given; the whole site's fill up what is left. No
    query but once in HELD seconds, then 1.
    """
    found = _for_boxes(section)
    return [story for story in found if story.article_id not in shown][:BOX]


@held(HELD)
def most_read(limit: int, window: Window = DAY, section: Section | None = None) -> list[Teaser]:
    """Live stories by their trend in a window, for teasers (for_teasers()); at most HELD seconds old.

    Only what was read within the window; `section`: of it and its sub-sections alone. 1 query.
    """
    return teasers(_trending(window, section).for_teasers()[:limit])


@held(HELD)
def _for_boxes(section: Section | None) -> list[Teaser]:
    """Of the section, then of the whole site, then those of most reads ever: one query, each part by its own index."""
    ever = _rankable().filter(article__view_total__displayed__gt=0)
    parts = [_trending(DAY), ever.order_by("-article__view_total__displayed", "-article")]
    if section:
        parts.append(_trending(DAY, section))
    first, *others = (part.values("pk")[:ASKED_FOR_BOX] for part in parts)
    stories = PublishedArticle.objects.live().filter(pk__in=first.union(*others, all=True))
    is_trending = _is_trending(DAY)
    # Numbers of reads long ago say nothing about the last day: they decide among those alone that nobody read in it.
    order: list[Any] = [
        Case(When(is_trending, then=F("article__reading_trend__day"))).desc(nulls_last=True),
        Case(When(~is_trending, then=F("article__view_total__displayed"))).desc(nulls_last=True),
        *LATEST,
    ]
    if section:
        stories = stories.with_place_in(section)
        order.insert(0, Case(When(is_trending, then=F("is_listed")), default=Value(False)).desc())
    return teasers(stories.order_by(*order).for_teasers()[:ASKED_FOR_BOX])


def _trending(window: Window, section: Section | None = None) -> PublishedArticleQuerySet:
    """The stories read within the window, by their trend; in ties the newest first."""
    found = _rankable().filter(_is_trending(window))
    if section:
        found = found.in_section(section)
    return found.order_by(f"-article__reading_trend__{window.column}", *LATEST)


def _is_trending(window: Window) -> Q:
    now = timezone.now()
    least = {f"article__reading_trend__{window.column}__gte": window.least(now)}
    # Of many reads longer ago some weight is left; a list of 24 hours is not the place for what nobody has read since.
    return Q(**least, article__reading_trend__read_at__gt=now - window.length)


def _rankable() -> PublishedArticleQuerySet:
    return PublishedArticle.objects.live().filter(article__most_read_block=None)
