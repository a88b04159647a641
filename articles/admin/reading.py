"""A story that one may open but not change now: shown as a text to read, not as a dead form."""

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from articles import body
from articles.admin.panel import panel
from articles.admin.reach import picked_title
from articles.models import Article
from articles.pictures import picture_url


def page(request: HttpRequest, article: Article) -> TemplateResponse:
    """The text as the desk holds it, captions that await their picture included, with the story's panel above it."""
    context = {
        **admin.site.each_context(request),
        "title": _("Story"),
        "subtitle": article.title,
        "opts": Article._meta,
        "original": article,
        "panel": panel(request, article, editing=False),
        "body": _shown(article.body),
        "lead_picture": picture_url(article.lead_photo.as_shown()) if article.lead_photo else "",
        "bylines": article.bylines.select_related("author"),
        "picks": _picks(article, request.user),
        "tags": [item.tag for item in article.tagged_items.select_related("tag")],
    }
    return TemplateResponse(request, "desk/story.html", context)


def _picks(article: Article, user: User) -> list[str]:
    stories = Article.objects.with_title_for(user).only("pk")
    picks = article.picks.prefetch_related(Prefetch("related", stories))
    return [picked_title(pick.related, pick.title) if pick.related else pick.title for pick in picks]


def _shown(stored: str) -> str:
    """Sanitised again on the way out: the page trusts no stored text. What cannot be cleaned is shown as mere words."""
    try:
        return mark_safe(body.clean(stored))  # noqa: S308
    except body.BodyRefused:
        return stored
