"""Who else is on a story, said on its pages and kept up to date: POST /admin/articles/article/<id>/presence/.

Fields: `tab` (made by the browser for each page it opens), `revision` (the version the page began with), `user` (whom
the page was made for), `left` when the page is closed. Answers are JSON, also where a page would be redirected or
refused: the form stays where it is.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles import editing, workflow
from articles.admin.reach import story_in_reach
from articles.admin.verbs import needed_revision
from articles.body import BodyRefused
from articles.models import Article
from articles.refusals import BadRequest, Refusal

Answer = Callable[..., JsonResponse]


def answers_json(view: Answer) -> Answer:
    """A view of the desk for scripts: a refusal is `{"problem": a sentence}` with its status, signed out is 401."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> JsonResponse:
        if not admin.site.has_permission(request):
            return _problem(401, _("You are signed out."))
        # Machines are shared: what one person types is never kept for another who has signed in since.
        if request.POST.get("user", str(request.user.pk)) != str(request.user.pk):
            return _problem(401, _("Somebody else has signed in with this browser."))
        try:
            return view(request, **kwargs)
        except Refusal as refusal:
            return _problem(refusal.status, str(refusal))
        except BodyRefused as refused:
            return _problem(400, refused.message)
        except PermissionDenied as denied:
            return _problem(403, str(denied) or _("You may not open this story."))
        except Http404:
            return _problem(404, _("This story has been deleted."))

    return never_cache(require_POST(answer))


def _problem(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"problem": sentence}, status=status)


@answers_json
def presence(request: HttpRequest, pk: int) -> JsonResponse:
    """The page is still open (or has just been closed); tells it what has happened to the story meanwhile."""
    article = story_in_reach(request, pk)
    tab = needed_tab(request.POST)
    if "left" in request.POST:
        editing.leave(article, request.user, tab)
        return JsonResponse({})
    base = needed_revision(request.POST)
    editing.touch(article, request.user, tab, base=base)
    return JsonResponse(facts(request, article, tab, base))


def facts(request: HttpRequest, article: Article, tab: UUID | None, base: int) -> dict[str, Any]:
    """What a page with version `base` of the story should know; `lines` says it in sentences."""
    newer = _newer(request, article, base)
    others = _others(request, article, tab)
    holder = article.claimed_by
    return {
        "version": article.version,
        "newer": newer,
        "holder": holder.display_name if holder and holder != request.user else "",
        "others": others,
        "refusal": _refusal(request, article),
        "lines": [*([_newer_line(newer)] if newer else []), *map(_other_line, others)],
    }


def others_in_words(request: HttpRequest, article: Article) -> list[str]:
    """Who else is on the story, for a page that is just being opened."""
    return [_other_line(other) for other in _others(request, article, None)]


def _others(request: HttpRequest, article: Article, tab: UUID | None) -> list[dict[str, Any]]:
    return [
        {"name": other.user.display_name, "self": other.user == request.user, "unsaved": other.unsaved}
        for other in editing.others(article, request.user, tab)
    ]


def _newer(request: HttpRequest, article: Article, base: int) -> dict[str, Any] | None:
    """The newest version, where it is newer than the one the page began with."""
    revision = article.revisions.select_related("created_by").first()
    if revision is None or revision.number <= base:
        return None
    return {
        "number": revision.number,
        "by": revision.created_by.display_name,
        "self": revision.created_by == request.user,
        "at": time_of_day(revision.created_at),
    }


def _newer_line(newer: dict[str, Any]) -> str:
    if newer["self"]:
        words = _("You have saved a newer version (no. %(number)d) in another tab, at %(at)s.")
    else:
        words = _("%(by)s saved a newer version (no. %(number)d) at %(at)s.")
    return words % newer


def _other_line(other: dict[str, Any]) -> str:
    if other["self"]:
        words = (
            _("You have this story open in another tab, with unsaved changes.")
            if other["unsaved"]
            else _("You have this story open in another tab.")
        )
        return words
    words = _("%(name)s has unsaved changes in this story.") if other["unsaved"] else _("%(name)s has this story open.")
    return words % other


def _refusal(request: HttpRequest, article: Article) -> str:
    """Why the person could not save the story now, whatever version they began with; empty where nothing is amiss."""
    try:
        workflow.require_editable(article, request.user)
    except Refusal as refusal:
        return str(refusal)
    return ""


def time_of_day(moment: Any) -> str:
    """`10:32:05` by Hanoi's clock, with the day where it is another one."""
    local = timezone.localtime(moment)
    return date_format(local, "H:i:s" if local.date() == timezone.localdate() else "H:i:s d/m/Y")


def page_session(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """Context of desk/_session.html, for static/desk/presence.js and signin.js."""
    return {
        "user": request.user.pk,
        "username": request.user.get_username(),
        "story": article.pk if article else "new",
        "version": article.version if article else 0,
        "presence": reverse("admin:articles_article_presence", args=[article.pk]) if article else "",
    }


# What the post says ---------------------------------------------------------------------------------------------------


def tab_of(raw: str | None) -> UUID | None:
    """The tab, if it is named as browsers do."""
    try:
        return UUID(raw or "")
    except ValueError:
        return None


def needed_tab(post: QueryDict) -> UUID:
    """The tab that speaks. Raises BadRequest without one."""
    if (tab := tab_of(post.get("tab"))) is None:
        raise BadRequest(_("The form does not say which tab it is in."))
    return tab


def turn_of(raw: str | None) -> int:
    """The place of a message among those of its tab; nonsense comes before all others."""
    raw = raw or ""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0
