"""What stands in a topic: GET /admin/articles/topic/<id>/stories/ shows it, POST changes it.

Fields of a post: `do`, and what it needs. `add` and `remove`: `story`, a story's number. `arrange`: `seen`, the
arrangement the person started from; `story` once for each that stands first, with `<number>-position` and perhaps
`<number>-DELETE`; `pin`, a story to put behind them. `close` and `reopen`: nothing. A refused arrangement is answered
409, with the other person's order in words and one's own in the form.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import topics
from articles.admin.reach import picked_title
from articles.models import Article, Topic, TopicLogEntry
from articles.refusals import BadRequest, Refusal

SHOWN = 50
FOUND = 20
LOGGED = 30
VIEW = "articles.view_topic"


@dataclass(frozen=True)
class Line:
    """One story as a person may know it; `link` is empty where they may not open it."""

    number: int
    title: str
    standing: str
    link: str = ""
    is_in: bool = False


def address_of(topic: int) -> str:
    return reverse("admin:articles_topic_stories", args=[topic])


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.may(VIEW):
        raise PermissionDenied
    topic = get_object_or_404(Topic, pk=pk)
    if request.method == "GET":
        return _shown(request, topic)
    mine: list[int] | None = None
    try:
        if request.POST.get("do") == "arrange":
            mine = _order(request.POST)
        done = _do(request, topic, mine or [])
    except Refusal as refusal:
        return _shown(request, topic, refusal=refusal, mine=mine)
    messages.success(request, done)
    # What was searched for stays: more than one story is put in from what was found.
    return HttpResponseRedirect(request.get_full_path())


def _do(request: HttpRequest, topic: Topic, order: list[int]) -> str:
    """Do what was posted, and say it. Raises Refusal."""
    by, post = request.user, request.POST
    match post.get("do"):
        case "add":
            if topics.add(topic, _story(post.get("story", "")), by=by):
                return _("The story stands in this topic now.")
            return _("The story stood in this topic already.")
        case "remove":
            topics.remove(topic, _story(post.get("story", "")), by=by)
            return _("The story does not stand in this topic any more.")
        case "arrange":
            topics.arrange(topic, order, by=by, seen=_number(post.get("seen", "")))
            return _("Readers see the stories in this order.")
        case "close":
            topics.close(topic, by=by)
            return _("The topic is closed: readers still see it, and it takes no more stories.")
        case "reopen":
            topics.reopen(topic, by=by)
            return _("The topic takes stories in again.")
    raise BadRequest(_("This is nothing that can be done with a topic."))


def _order(post: QueryDict) -> list[int]:
    """The numbers of the stories that were put first, in the order of their positions. Raises BadRequest."""
    kept = [_number(raw) for raw in post.getlist("story") if f"{raw}-DELETE" not in post]
    # Two at one position stay as they stood on the page.
    kept.sort(key=lambda number: _number(post.get(f"{number}-position") or "0"))
    return kept + [_number(raw) for raw in post.getlist("pin")]


def _number(raw: str) -> int:
    if not (raw.isascii() and raw.isdigit() and len(raw) < 18):
        raise BadRequest(_("“%(text)s” is not a number.") % {"text": raw[:20]})
    return int(raw)


def _story(raw: str) -> Article:
    """The story to put in or take out, by its number alone: whether the person may is asked by the verb."""
    return Article(pk=_number(raw))


# The page -------------------------------------------------------------------------------------------------------------


def _shown(
    request: HttpRequest, topic: Topic, *, refusal: Refusal | None = None, mine: list[int] | None = None
) -> HttpResponse:
    topic = Topic.objects.with_newest().get(pk=topic.pk)
    may_curate = request.user.may(topics.CURATE)
    rows, older = _rows(request, topic)
    found = _found(request) if may_curate and topic.is_open else []
    log = list(TopicLogEntry.objects.filter(topic=topic.pk)[:LOGGED])
    first = topics.pinned(topic)
    asked_about = {*found, *(mine or [])}
    standing = set(topic.story_rows.filter(article__in=asked_about).values_list("article_id", flat=True))
    lines = _lines(request, {*first, *(mine or []), *rows, *found, *_logged(log)}, standing)
    context = {
        **admin.site.each_context(request),
        "title": topic.name,
        "opts": Topic._meta,
        "topic": topic,
        "refusal": refusal,
        "mine_kept": mine is not None,
        "theirs": [lines[number] for number in first] if isinstance(refusal, topics.Rearranged) else [],
        # Of one's own order what still stands in the topic.
        "first": [lines[number] for number in first if mine is None]
        + [lines[number] for number in mine or [] if number in standing],
        "most_pinned": topics.MOST_PINNED,
        "rows": [(lines[number], number in first) for number in rows if number in lines],
        "older": older,
        "asked": request.GET.get("q", "").strip(),
        "found": [lines[number] for number in found if number in lines],
        "log": [(entry, _note(entry, lines)) for entry in log],
        "may_curate": may_curate,
        "may_change": request.user.may(topics.CHANGE),
    }
    return TemplateResponse(request, "desk/topic_stories.html", context, status=refusal.status if refusal else 200)


def _rows(request: HttpRequest, topic: Topic) -> tuple[list[int], str]:
    """The stories of the topic, those put in last first, and where the list goes on."""
    rows = topic.story_rows.order_by("-pk")
    if before := request.GET.get("before", ""):
        try:
            rows = rows.filter(pk__lt=_number(before))
        except BadRequest:
            rows = rows.none()
    found = list(rows.values_list("article_id", "pk")[: SHOWN + 1])
    return [article for article, _pk in found[:SHOWN]], str(found[SHOWN - 1][1]) if len(found) > SHOWN else ""


def _found(request: HttpRequest) -> list[int]:
    """What was searched for among the stories the person may put in."""
    words = request.GET.get("q", "").strip()
    if not words:
        return []
    stories = Article.objects.pickable_by(request.user).matching(words, unfinished=True).order_by("-modified_at", "-pk")
    return list(stories.values_list("pk", flat=True)[:FOUND])


def _lines(request: HttpRequest, numbers: set[int], standing: set[int]) -> dict[int, Line]:
    stories = Article.objects.filter(pk__in=numbers).with_publication().with_title_for(request.user)
    visible = set(Article.objects.visible_to(request.user).filter(pk__in=numbers).values_list("pk", flat=True))
    return {
        story.pk: Line(
            story.pk,
            picked_title(story, ""),
            _standing(story),
            reverse("admin:articles_article_change", args=[story.pk]) if story.pk in visible else "",
            story.pk in standing,
        )
        for story in stories.defer("body", "lead")
    }


def _standing(story: Any) -> str:
    """Where readers stand with a story: one of with_publication()."""
    if story.is_live:
        return _("Live since %(time)s") % {"time": _moment(story.published_at)}
    if story.scheduled_for:
        return _("Scheduled for %(time)s") % {"time": _moment(story.scheduled_for)}
    return _("Withdrawn") if story.was_public else _("Not published yet")


def _moment(moment: Any) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def _logged(log: list[TopicLogEntry]) -> set[int]:
    return {entry.details["article"] for entry in log if "article" in entry.details}


def _note(entry: TopicLogEntry, lines: dict[int, Line]) -> str:
    details = entry.details
    if "was" in details:
        return f"“{details['was']}” → “{entry.name}”"
    if "article" in details:
        number = details["article"]
        return f"“{lines[number].title}”" if number in lines else f"#{number}"
    if "articles" in details:
        return _("put first: %(number)d") % {"number": len(details["articles"])}
    return ""
