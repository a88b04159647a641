"""Versions of a story: one to read, two to compare. Restoring one is a verb like the others (articles.admin.verbs)."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import workflow
from articles.admin import reading
from articles.admin.reach import pick_titles, story_in_reach
from articles.compare import differences
from articles.content import Content
from articles.models import Article, Revision, Verb

# As many versions as the two lists of the comparison offer.
OFFERED = 200


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """GET /admin/articles/article/<id>/version/<number>/: the whole text of one version."""
    article = story_in_reach(request, pk)
    revision = _revision(article, number)
    context = _context(request, article) | {
        "title": _("Version %(number)d") % {"number": revision.number},
        "revision": revision,
        "text": reading.text(request, Content.from_snapshot(revision.content)),
        "may_restore": revision.number != article.version and Verb.RESTORE in workflow.available(article, request.user),
    }
    return TemplateResponse(request, "desk/version.html", context)


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """GET /admin/articles/article/<id>/compare/?from=3&to=5&view=side|inline.

    Without numbers: the newest version with the one before it.
    """
    article = story_in_reach(request, pk)
    to = _number(request, "to", article.version)
    since = _number(request, "from", max(to - 1, 1))
    old, new = _revision(article, since), _revision(article, to)
    before, after = Content.from_snapshot(old.content), Content.from_snapshot(new.content)
    view = request.GET.get("view", "")
    offered = article.revisions.select_related("created_by").defer("content")[:OFFERED]
    context = _context(request, article) | {
        "title": _("Compare versions"),
        "old": old,
        "new": new,
        "view": view if view in ("side", "inline") else "side",
        "offered": sorted({*offered, old, new}, key=lambda revision: -revision.number),
        "differences": differences(before, after, title_of=pick_titles(request, before, after)),
    }
    return TemplateResponse(request, "desk/compare.html", context)


def _context(request: HttpRequest, article: Article) -> dict[str, Any]:
    live = article.published_versions.live().select_related("revision").first()
    return {
        **admin.site.each_context(request),
        "subtitle": article.title,
        "opts": Article._meta,
        "original": article,
        "live": live.revision.number if live else None,
    }


def _revision(article: Article, number: int) -> Revision:
    """Raises Http404 where the story has no such version."""
    if revision := article.revisions.select_related("created_by").filter(number=number).first():
        return revision
    raise Http404


def _number(request: HttpRequest, name: str, default: int) -> int:
    """Raises Http404 for nonsense."""
    raw = request.GET.get(name, "") or str(default)
    if not (raw.isascii() and raw.isdigit() and len(raw) < 10):
        raise Http404
    return int(raw)
