"""What stands beside a story on the website, and why: GET /admin/articles/article/<id>/beside/, POST .../beside/pick/.

`?part` asks for the list alone, which desk/similar.js puts into the panel above a story. Fields of the post: `to`, the
number of the story that is to stand first, and `revision`.
"""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles import body, previews, workflow
from articles.admin import verbs
from articles.admin.picking import pick
from articles.admin.reach import story_in_reach
from articles.content import Content
from articles.models import Article, PublishedArticle, Verb
from articles.reasons import Reason, reasons
from articles.refusals import Refusal


@dataclass(frozen=True)
class ReasonShown:
    """One story as desk/_beside.html lists it; `why` in short phrases."""

    story: PublishedArticle
    why: list[str]
    may_pick: bool


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands beside the story, in order; beside one that readers do not see yet, what would stand there."""
    article = story_in_reach(request, pk)
    live = article.published_versions.live().select_related("section__parent").with_tags().first()
    context = {"story": article, "is_live": bool(live), "found": _shown(request, article, live)}
    if "part" in request.GET:
        return TemplateResponse(request, "desk/_beside.html", context | {"part": True})
    context |= {
        **admin.site.each_context(request),
        "title": _("Beside the story"),
        "subtitle": article.title,
        "opts": Article._meta,
        "original": article,
        "back": verbs.where_next(request, article.pk),
    }
    return TemplateResponse(request, "desk/beside.html", context)


@require_POST
def put_first(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick a story by hand, at the first place, in the story's next version."""
    article = story_in_reach(request, pk)
    try:
        pick(request, article, first=True)
    except Refusal as refusal:
        return verbs.refused(request, article, refusal)
    messages.success(request, _("The story stands first among the related stories of the next version."))
    return HttpResponseRedirect(reverse("admin:articles_article_beside", args=[pk]))


def _shown(request: HttpRequest, article: Article, live: PublishedArticle | None) -> list[ReasonShown]:
    try:
        found = reasons(live or previews.version_of(Content.of(article), article))
    except body.BodyRefused:  # markup that nobody could read, written past body.clean()
        return []
    numbers = [each.story.article_id for each in found]
    pickable: set[int] = set()
    if workflow.is_available(Verb.EDIT, article, request.user):
        picked = set(article.picks.values_list("related", flat=True))
        may = Article.objects.pickable_by(request.user).filter(pk__in=numbers)
        pickable = set(may.values_list("pk", flat=True)) - picked
    return [ReasonShown(each.story, list(_why(each)), each.story.article_id in pickable) for each in found]


def _why(reason: Reason) -> list[str]:
    why = [_("picked by hand")] if reason.is_picked else []
    why += [_("same tag: %(tag)s (rare)") % {"tag": tag} for tag in reason.rare_tags]
    why += [_("same tag: %(tag)s") % {"tag": tag} for tag in reason.other_tags]
    why += [_("words in common: “%(words)s”") % {"words": words} for words in reason.phrases]
    if not why:
        why.append(_("the newest of the section: nothing else fits"))
    elif reason.section:
        why.append(_("same section"))
    return [*why, _when(reason.days)]


def _when(days: int) -> str:
    if not days:
        return _("same day")
    if days < 0:
        return ngettext("%(number)d day earlier", "%(number)d days earlier", -days) % {"number": -days}
    return ngettext("%(number)d day later", "%(number)d days later", days) % {"number": days}
