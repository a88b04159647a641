"""Fetch and authorise in one step: every view on one story begins here."""

from collections.abc import Callable

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from articles.content import Content, PickContent
from articles.models import Article
from articles.querysets import ArticleQuerySet


def stories_of(request: HttpRequest) -> ArticleQuerySet:
    """The stories the person may open, with what the desk shows of each."""
    return (
        Article.objects.visible_to(request.user)
        .with_publication()
        .select_related("owner", "claimed_by", "section__parent", "lead_photo")
    )


def story_in_reach(request: HttpRequest, object_id: int | str) -> Article:
    """The story, if the person may open it. 404 where there is none, PermissionDenied where it is not theirs."""
    number = number_of(object_id)
    if story := stories_of(request).with_parts().select_related("most_read_block").filter(pk=number).first():
        return story
    if Article.objects.filter(pk=number).exists():
        raise PermissionDenied(_("You may not open this story."))
    raise Http404


def picked_title(story: Article, kept: str) -> str:
    """What a person reads of a picked story, one of ArticleQuerySet.with_title_for(them): a title they may see.

    `kept` is the title that the pick itself holds.
    """
    return story.shown_title or kept or _("A story you may not open (no. %(number)d)") % {"number": story.pk}


def pick_titles(request: HttpRequest, *contents: Content) -> Callable[[PickContent], str]:
    """What the person may read of each story picked in these contents; one query."""
    picked = {pick.article.pk for content in contents for pick in content.related if pick.article}
    stories = Article.objects.with_title_for(request.user).only("pk").in_bulk(picked)
    return lambda pick: picked_title(stories[pick.article.pk], pick.title) if pick.article else pick.title


def number_of(object_id: int | str) -> int:
    """The story's number as an address names it. Raises Http404 for anything else."""
    number = unquote(str(object_id))
    # More digits than any row's number has would only trouble the database.
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise Http404
    return int(number)
