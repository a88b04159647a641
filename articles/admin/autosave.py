"""What is typed is kept without being saved: POST /admin/articles/article/<id>/autosave/, and without <id> a new story.

Fields: those of the story form, `revision` (the version it began with), `tab`, `turn` (grows with every message of the
tab), `user`, `left`; and `continues`, the tab whose text the form was opened with, which this one then takes over.
Keeping touches no status, version, log or date, tells nobody, and is not refused because saving would be.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import body, editing, workflow
from articles.admin import checking, verbs
from articles.admin.article_form import StoryForm
from articles.admin.presence import answers_json, facts, needed_tab, page_session, tab_of, time_of_day, turn_of
from articles.admin.reach import story_in_reach
from articles.content import Content
from articles.models import Article, EditingSession, Tag
from articles.refusals import BadRequest
from newsroom import vietnamese

# Fields of the form that are about the form.
NOT_TYPED = {"csrfmiddlewaretoken", "tab", "turn", "user", "left", "continues", "acknowledged"}
WORDS_OF_TITLE = 12


@answers_json
def autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep what is typed in one tab's form of this story; answers when, and what has happened meanwhile."""
    article = story_in_reach(request, pk)
    if not request.user.may("articles.change_article"):
        raise PermissionDenied
    base = verbs.needed_revision(request.POST)
    session, content = _keep(request, article, base, _form(request, article, base))
    return JsonResponse(_kept(session) | _told(request, article, content, session.tab, base))


@answers_json
@transaction.atomic
def autosave_new(request: HttpRequest) -> JsonResponse:
    """The first change of a new story makes it a draft; answers where it is from now on."""
    tab = needed_tab(request.POST)
    editing.one_at_a_time(tab)
    # The answer to an earlier message may have been lost on the way.
    if known := editing.draft_begun_in(request.user, tab):
        article, base = story_in_reach(request, known.article_id), known.base_version
        form = _form(request, article, base)
    elif created := _draft_of_what_is_typed(request, form := _form(request)):
        article, base = story_in_reach(request, created.pk), created.version
    else:
        return JsonResponse({"id": None, "saved_at": time_of_day(timezone.now()), "unsaved": False})
    session, content = _keep(request, article, base, form)
    names = ("autosave", "presence", "preview", "change")
    places = {name: reverse(f"admin:articles_article_{name}", args=[article.pk]) for name in names}
    answer = {"id": article.pk, "revision": base, "urls": places}
    return JsonResponse(answer | _kept(session) | _told(request, article, content, tab, base))


def _draft_of_what_is_typed(request: HttpRequest, form: StoryForm) -> Article | None:
    """The first draft of a new story, or None where its form is still as it was opened. Raises NotPermitted."""
    content = form.content_as_far_as_valid(Content(title="")).cleaned()
    title = vietnamese.one_line(request.POST.get("title", ""))
    # It begins with the person's own name under it.
    if not title and replace(content, bylines=()) == Content(title=""):
        return None
    words = title or content.lead or body.plain_text(content.body)
    title = content.title or Truncator(words).words(WORDS_OF_TITLE, truncate="…")[:200] or _("Untitled story")
    # A word that is no tag yet, or only half of one, waits among what is unsaved.
    known = Tag.objects.called(content.tags)
    content = replace(content, title=title, tags=tuple(tag for tag in content.tags if vietnamese.key(tag) in known))
    return workflow.create(content, by=request.user, details=workflow.BEGUN_UNSAVED)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop what one of the person's own tabs has kept of the story."""
    article = story_in_reach(request, pk)
    if tab := tab_of(request.POST.get("tab")):
        editing.discard(article, request.user, tab)
    return HttpResponseRedirect(verbs.where_next(request, article.pk))


def finish(request: HttpRequest, article: Article) -> None:
    """The form of this request has been saved: nothing of it is unsaved any more. Call in the save's transaction."""
    if tab := tab_of(request.POST.get("tab")):
        editing.finish(article, request.user, tab, turn=turn_of(request.POST.get("turn")))
    _take_over(request, article)


def _told(request: HttpRequest, article: Article, content: Content, tab: UUID | None, base: int) -> dict[str, Any]:
    """What the page should know: what has happened to the story meanwhile, and what the checklist says of the text."""
    title = vietnamese.one_line(request.POST.get("title", content.title))
    checklist = checking.typed(request, article, replace(content, title=title))
    return facts(request, article, tab, base) | {"checklist": checklist}


def _keep(request: HttpRequest, article: Article, base: int, form: StoryForm) -> tuple[EditingSession, Content]:
    """Keep what the form holds, and give that as far as it is valid. Raises BadRequest for a body beyond cleaning."""
    post = request.POST
    stored = Content.of(article)
    content = form.content_as_far_as_valid(stored).cleaned()
    if problems := form.errors.get("body"):
        raise BadRequest(problems[0])
    # Other fields that are wrong stand in `typed` alone.
    whole = not form.errors or (list(form.errors) == ["title"] and not post.get("title", "").strip())
    nothing_new = base == article.version and whole and content == stored
    typed = {name: form.data.getlist(name) for name in post if name not in NOT_TYPED} | {"revision": [str(base)]}
    if "body" in typed:
        typed["body"] = [content.body]
    session = editing.keep(
        article,
        request.user,
        needed_tab(post),
        base=base,
        turn=turn_of(post.get("turn")),
        typed=None if nothing_new else typed,
        content=None if nothing_new else content.snapshot(),
    )
    _take_over(request, article)
    if "left" in post:
        editing.leave(article, request.user, session.tab)
    return session, content


def _take_over(request: HttpRequest, article: Article) -> None:
    """The text of the tab this form was opened with lives on in this tab, unless the other has gone on."""
    name, _colon, turn = request.POST.get("continues", "").partition(":")
    tab = tab_of(name)
    if tab and tab != tab_of(request.POST.get("tab")):
        editing.discard(article, request.user, tab, turn=turn_of(turn))


def _kept(session: EditingSession) -> dict[str, Any]:
    return {"saved_at": time_of_day(session.seen_at), "unsaved": session.typed is not None, "turn": session.turn}


# The form on its page -------------------------------------------------------------------------------------------------


def opened(request: HttpRequest, article: Article) -> EditingSession | None:
    """The unsaved text that `?unsaved=<tab>` asks for, if it is the person's own."""
    tab = tab_of(request.GET.get("unsaved"))
    return editing.unsaved_in(article, request.user, tab) if tab else None


def begun_as(request: HttpRequest) -> str | None:
    """The story that this form for a new one has become already, where its browser never heard of it.

    The post is then a save of that story, over the version the first message made.
    """
    tab = tab_of(request.POST.get("tab"))
    begun = editing.draft_begun_in(request.user, tab) if tab else None
    if begun is None:
        return None
    post = request.POST.copy()
    post.setdefault("revision", str(begun.base_version))
    request.POST = post
    return str(begun.article_id)


def form_context(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """What desk/_session.html and desk/_unsaved.html show. A form that comes back goes on as the same tab."""
    session: EditingSession | None = getattr(request, "unsaved", None)
    tab = tab_of(request.POST.get("tab"))
    own = {tab, session.tab if session else None}
    tabs = editing.tabs_of(article, request.user) if article else []
    return {
        "session": {
            **page_session(request, article),
            "autosave": reverse("admin:articles_article_autosave", args=[article.pk])
            if article
            else reverse("admin:articles_article_autosave_new"),
            "tab": tab or "",
            "turn": turn_of(request.POST.get("turn")),
            "continues": f"{session.tab}:{session.turn}" if session else request.POST.get("continues", ""),
            "opened": session,
            # How far the server has heard each of the person's tabs: a browser's copies that are no newer can go.
            "heard": " ".join(f"{each.tab}:{each.turn}" for each in tabs),
        },
        "unsaved": [each for each in editing.unsaved(tabs, article) if each.tab not in own] if article else [],
    }


def _form(request: HttpRequest, article: Article | None = None, base: int = 0) -> StoryForm:
    post = request.POST.copy()
    for name, values in post.lists():
        post.setlist(name, [value.replace("\0", "") for value in values])  # the database holds none
    if article is None:
        return _bound(request, post, None)
    post["revision"] = str(base)
    # Of a story that nobody else in this request looks at: a bound form writes into its instance.
    return _bound(request, post, Article.objects.get(pk=article.pk))


def _bound(request: HttpRequest, post: QueryDict, instance: Article | None) -> StoryForm:
    return type("AutosavedForm", (StoryForm,), {"request": request})(post, instance=instance)
