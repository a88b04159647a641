"""Stories like one story: GET /admin/articles/article/<id>/similar/, and POST .../similar/link/ to name one as related.

`?part` asks for the list alone, which desk/similar.js puts into the panel above a story. Fields of the post: `to`, the
number of the other story, and `revision`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import readiness, workflow
from articles.admin import verbs
from articles.admin.origin import story_url
from articles.admin.picking import pick
from articles.admin.reach import story_in_reach
from articles.admin.status_line import status_colour, status_line
from articles.checklist import Finding
from articles.compare import Row, block_rows
from articles.models import Article, Verb
from articles.refusals import Refusal
from articles.shingles import Pair, Sentence
from articles.similar import Similar, similar_to
from articles.wording import words_block

_FIELDS = {"title": gettext_lazy("Title"), "lead": gettext_lazy("Lead")}


@dataclass(frozen=True)
class PairShown:
    """Two sentences with the words in which they differ: `row.old` is of the story asked about."""

    my_place: str
    their_place: str
    row: Row


@dataclass(frozen=True)
class SimilarShown:
    """One similar story as desk/_similar.html lists it; `url` where the person may open it at the desk."""

    similar: Similar
    url: str
    status: str
    colour: str
    may_link: bool
    pairs: list[PairShown]


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands in other stories too, sentence beside sentence, as far as the person may read those."""
    article = story_in_reach(request, pk)
    found = shown(request, article)
    context = {"story": article, "found": found}
    if "part" in request.GET:
        return TemplateResponse(request, "desk/_similar.html", context | {"part": True})
    context |= {
        **admin.site.each_context(request),
        "title": _("Similar stories"),
        "subtitle": article.title,
        "opts": Article._meta,
        "original": article,
        "back": verbs.where_next(request, article.pk),
        "finding": _to_confirm(request, article, found),
        "acknowledged": request.GET.getlist("acknowledged"),
    }
    return TemplateResponse(request, "desk/similar.html", context)


def _to_confirm(request: HttpRequest, article: Article, found: list[SimilarShown]) -> Finding | None:
    """What who sends the story says to have seen; None where it is not to be sent by this person now."""
    finding = readiness.similar_finding(each.similar for each in found)
    return finding if finding and workflow.is_available(Verb.SUBMIT, article, request.user) else None


def address(article: Article, acknowledged: Iterable[str] = ()) -> str:
    """The page of similar stories, which remembers what else was acknowledged for sending."""
    url = reverse("admin:articles_article_similar", args=[article.pk])
    query = urlencode({"acknowledged": list(acknowledged)}, doseq=True)
    return f"{url}?{query}" if query else url


def shown(request: HttpRequest, article: Article) -> list[SimilarShown]:
    """The stories like this one, with what the person may do about each."""
    found = similar_to(article, request.user)
    may_edit = bool(found) and workflow.is_available(Verb.EDIT, article, request.user)
    numbers = [each.number for each in found] if may_edit else []
    pickable = set(Article.objects.pickable_by(request.user).filter(pk__in=numbers).values_list("pk", flat=True))
    return [_shown(each, not each.linked and each.number in pickable) for each in found]


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Name another story as related in this one's next version. Only one the person could choose in the form, too."""
    article = story_in_reach(request, pk)
    try:
        pick(request, article)
    except Refusal as refusal:
        return verbs.refused(request, article, refusal)
    messages.success(request, _("The story has been added to the related stories."))
    return HttpResponseRedirect(address(article, request.POST.getlist("acknowledged")))


def _shown(similar: Similar, may_link: bool) -> SimilarShown:
    story = similar.story
    return SimilarShown(
        similar=similar,
        url=story_url(story.pk, None) if story else "",
        status=status_line(story) if story else "",
        colour=status_colour(story) if story else "",
        may_link=may_link,
        pairs=[_pair_shown(pair) for pair in similar.pairs],
    )


def _pair_shown(pair: Pair) -> PairShown:
    (row,) = block_rows([words_block(pair.mine.text)], [words_block(pair.theirs.text)])
    return PairShown(_place(pair.mine), _place(pair.theirs), row)


def _place(sentence: Sentence) -> str:
    if sentence.field in _FIELDS:
        return str(_FIELDS[sentence.field])
    return _("Paragraph %(number)d") % {"number": sentence.paragraph}
