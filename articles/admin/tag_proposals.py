"""Words that reporters gave their stories and that are no tags yet: GET lists them, POST decides about one.

Fields: `name`, and `into`, the number of a tag that the word is to mean; without it the word becomes a tag.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from articles import tags
from articles.models import Article, Tag, TaggedArticle
from articles.refusals import Refusal

SHOWN = 100  # proposals; the rest follow as these are decided
NEAR = 3


def waiting(user: User) -> QuerySet[TaggedArticle]:
    """Proposals in stories that the user may open, the oldest first."""
    return TaggedArticle.objects.filter(tag=None, content_object__in=Article.objects.visible_to(user)).order_by("pk")


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    if not request.user.may(tags.ADD):
        raise PermissionDenied
    if request.method == "POST":
        _decide(request)
        return HttpResponseRedirect(reverse("admin:articles_tag_proposed"))
    context = {
        **admin.site.each_context(request),
        "title": _("Proposed tags"),
        "opts": Tag._meta,
        "words": _words(request.user),
    }
    return TemplateResponse(request, "desk/tag_proposals.html", context)


def _words(user: User) -> list[dict[str, Any]]:
    """Each word once: [{name, stories, near}]."""
    words: dict[str, dict[str, Any]] = {}
    for row in waiting(user).select_related("content_object").defer("content_object__body")[:SHOWN]:
        word = words.setdefault(row.proposed_key, {"name": row.proposed, "stories": []})
        word["stories"].append(row.content_object)
    near = Tag.objects.near([word["name"] for word in words.values()], NEAR)
    return [word | {"near": near[word["name"]]} for word in words.values()]


def _decide(request: HttpRequest) -> None:
    name, into = request.POST.get("name", ""), request.POST.get("into", "")
    try:
        if into:
            tag = Tag.objects.filter(pk=into).first() if into.isascii() and into.isdigit() else None
            tag = tags.also_called(tag or Tag(pk=0), name, by=request.user)
            message = _("“%(name)s” means “%(tag)s” now.") % {"name": name, "tag": tag.name}
        else:
            tag = tags.create(name, by=request.user)
            message = _("“%(tag)s” is a tag now.") % {"tag": tag.name}
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, message)
