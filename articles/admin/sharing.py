"""Secret preview links over HTTP: POST .../<id>/share/ and .../<id>/unshare/, and the list of them in the panel.

Fields: `revision` (the version to show) and `days`; `link` (its number) to revoke. The answers are those of
articles.admin.verbs, but a new link is shown by the answer itself: its address is kept nowhere, in no session either.
"""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles import permissions, previews
from articles.admin import verbs
from articles.admin.origin import verb_url
from articles.admin.reach import story_in_reach
from articles.models import Article, Verb
from articles.previews import LIFETIMES
from articles.public.frame import absolute
from articles.refusals import BadRequest, Refusal


@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link and show its address, once."""
    article = story_in_reach(request, pk)
    try:
        permissions.require(request.user, Verb.SHARE, article)
        link, secret = previews.share(
            article,
            by=request.user,
            revision=verbs.needed_revision(request.POST),
            days=_number(request.POST.get("days", "")),
        )
    except Refusal as refusal:
        return verbs.refused(request, article, refusal)
    context = {
        **admin.site.each_context(request),
        "title": _("Preview link"),
        "subtitle": article.title,
        "opts": Article._meta,
        "story": article,
        "link": link,
        "address": absolute(request, reverse("preview_link", args=[secret])),
        "back": verbs.where_next(request, article.pk),
    }
    return TemplateResponse(request, "desk/shared.html", context)


@require_POST
def unshare(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one link of the story."""
    article = story_in_reach(request, pk)
    try:
        permissions.require(request.user, Verb.UNSHARE, article)
        previews.unshare(article, by=request.user, link=_number(request.POST.get("link", "")))
    except Refusal as refusal:
        return verbs.refused(request, article, refusal)
    messages.success(request, _("The link does not work any more."))
    return HttpResponseRedirect(verbs.where_next(request, pk))


def in_panel(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What desk/_sharing.html shows: the links that work, and what the person may do with them."""
    links = list(previews.links_of(article).select_related("created_by", "revision").defer("revision__content"))
    verbs_now = previews.available(article, request.user, links)
    return {
        "links": links,
        "share_url": verb_url(request, Verb.SHARE, article.pk),
        "unshare_url": verb_url(request, Verb.UNSHARE, article.pk),
        "may_share": Verb.SHARE in verbs_now,
        "may_revoke": Verb.UNSHARE in verbs_now,
        "lifetimes": [(days, ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for days in LIFETIMES],
    }


def _number(raw: str) -> int:
    """Raises BadRequest for anything but a short whole number."""
    if not (raw.isascii() and raw.isdigit() and len(raw) < 10):
        raise BadRequest(_("“%(text)s” is not a number.") % {"text": raw[:20]})
    return int(raw)
