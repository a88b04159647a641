"""A story as readers would see it, at the desk: as it is saved, as some version had it, or as typed and not saved yet.

The page around the preview stands under the website's own strict policy, which its frame inherits (`srcdoc`): the
preview runs no more than it would for readers, and no page of ours has to let itself be framed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles import body, previews
from articles.admin.article_form import NEW_PICTURE, StoryForm
from articles.content import Content
from articles.models import Article
from articles.preview_pages import as_readers_would_see, kept_secret


@dataclass(frozen=True)
class Shown:
    """What is previewed: its content, what the bar above it calls it, and what it cannot show."""

    content: Content
    label: str
    notes: Sequence[str] = ()
    is_typed: bool = False


@csp_replace(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
@kept_secret
def page(request: HttpRequest, article: Article | None, form: type[StoryForm]) -> HttpResponse:
    """GET: the story as saved, or its version `?version=N`. POST: what the story form holds; nothing is stored.

    The caller has asked whether the person may open `article`, or start a story where it is None.
    """
    if article and request.method != "POST":
        return _framed(request, article, _saved(request, article))
    typed = form(request.POST, request.FILES, instance=article)
    if typed.is_valid():
        return _framed(request, article, _typed(typed))
    wrong = [(typed.fields[name].label if name in typed.fields else "", text) for name, text in typed.errors.items()]
    return _page(request, article, {"title": _("Preview"), "wrong": wrong, "is_typed": True}, status=400)


def _saved(request: HttpRequest, article: Article) -> Shown:
    """Raises Http404 for a version that the story does not have."""
    wanted = request.GET.get("version", "")
    if wanted in {"", str(article.version)}:
        return Shown(Content.of(article), _version_label(article.version))
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
        raise Http404("no such version")
    revision = article.revisions.filter(number=wanted).first()
    if revision is None:
        raise Http404("no such version")
    return Shown(previews.content_of(revision), _version_label(revision.number))


def _version_label(number: int) -> str:
    return _("Version %(number)d") % {"number": number}


def _typed(form: StoryForm) -> Shown:
    """Of a valid form."""
    notes = [_("The new picture will show once the story is saved.")] if form.cleaned_data.get(NEW_PICTURE) else []
    return Shown(form.content().cleaned(), _("What you have typed, not saved yet"), notes, is_typed=True)


def _framed(request: HttpRequest, article: Article | None, shown: Shown) -> HttpResponse:
    try:
        version = previews.version_of(shown.content, article)
    except body.BodyRefused as refused:  # markup that nobody could read, written past body.clean()
        return _page(request, article, {"title": _("Preview"), "wrong": [("", [refused.message])]}, status=409)
    context = {
        "title": shown.content.title,
        "label": shown.label,
        "notes": shown.notes,
        "is_typed": shown.is_typed,
        "document": as_readers_would_see(request, version).content.decode(),
    }
    return _page(request, article, context)


def _page(request: HttpRequest, article: Article | None, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "desk/preview.html", {"article": article, **context}, status=status)
