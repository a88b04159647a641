"""A story that one may open but not change now: shown as a text to read, not as a dead form."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import body, editing
from articles.admin.panel import panel
from articles.admin.presence import page_session
from articles.admin.reach import pick_titles
from articles.content import Content
from articles.models import Article, Byline
from articles.pictures import picture_url


def page(request: HttpRequest, article: Article) -> TemplateResponse:
    """The text as the desk holds it, with the story's panel above it."""
    context = {
        **admin.site.each_context(request),
        "title": _("Story"),
        "subtitle": article.title,
        "opts": Article._meta,
        "original": article,
        "panel": panel(request, article, editing=False),
        "text": text(request, Content.of(article)),
        "session": page_session(request, article),
        "unsaved": editing.unsaved(editing.tabs_of(article, request.user), article),
    }
    return TemplateResponse(request, "desk/story.html", context)


def text(request: HttpRequest, content: Content) -> dict[str, Any]:
    """What desk/_story_text.html shows of a content, captions that await their picture included; one query."""
    title_of = pick_titles(request, content)
    return {
        "content": content,
        "kind": "" if content.kind == Article.Kind.NEWS else Article.Kind(content.kind).label,
        "body": _shown(content.body),
        "lead_picture": picture_url(content.lead_photo.as_shown()) if content.lead_photo else "",
        "bylines": [(line.author.name, _role(line.role), line.affiliation) for line in content.bylines],
        "picks": [title_of(pick) for pick in content.related],
    }


def _role(role: str) -> str:
    """Nothing for a writer, which is what a name under a story means by itself."""
    return "" if role == Byline.Role.WRITER else str(Byline.Role(role).label)


def _shown(stored: str) -> str:
    """Sanitised again on the way out: the page trusts no stored text. What cannot be cleaned is shown as mere words."""
    try:
        return mark_safe(body.clean(stored))  # noqa: S308
    except body.BodyRefused:
        return stored
