"""A person's own typed text where the story's form is closed to them: shown to be copied, and nothing else with it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import body, editing
from articles.admin.reach import number_of
from articles.models import Article, EditingSession

LINES = ("kicker", "title", "lead", "tags", "source_name", "source_url")


def page(request: HttpRequest, article: Article) -> TemplateResponse:
    """Unsaved text of a story that the person may read and not change."""
    session: EditingSession = request.unsaved
    return _page(request, session.as_posted(), article=article, typed_at=session.typed_at)


def out_of_reach(request: HttpRequest, object_id: str) -> TemplateResponse:
    """What the person has just typed, or kept unsaved before, of a story that went to where they may not follow.

    Raises PermissionDenied for anybody else. Nothing of the story itself is shown.
    """
    if request.method == "POST" and request.user.may("articles.change_article"):
        return _page(request, request.POST, status=403)
    if session := editing.newest_unsaved_in(number_of(object_id), request.user):
        return _page(request, session.as_posted(), typed_at=session.typed_at, status=403)
    raise PermissionDenied(_("You may not open this story."))


def _page(
    request: HttpRequest,
    post: QueryDict,
    *,
    article: Article | None = None,
    typed_at: Any = None,
    status: int = 200,
) -> TemplateResponse:
    context: Mapping[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Your text"),
        "opts": Article._meta,
        "article": article,
        "typed_at": typed_at,
        "lines": [
            (Article._meta.get_field(name).verbose_name, text) for name in LINES if (text := post.get(name, "").strip())
        ],
        "body": _shown(post.get("body", "")),
    }
    return TemplateResponse(request, "desk/kept_text.html", context, status=status)


def _shown(typed: str) -> str:
    """Cleaned, so that it can be copied with its paragraphs; what cannot be cleaned is shown as mere words."""
    try:
        return mark_safe(body.clean(typed))  # noqa: S308
    except body.BodyRefused:
        return typed
