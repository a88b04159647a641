"""The verbs over HTTP: POST /admin/articles/article/<id>/<verb>/. Reads the fields, calls the verb, says the outcome.

Fields: `revision` (the version the person saw), `reason`, `at`, `to`, `number`, `confirm`, `deadline`, `priority`,
`minor` (readers are not told of an update), `pictures` (the words of pictures the person saw, as pictures.digest()
names them), `acknowledged` (the key of a soft finding of the checklist, once for each), where the verb needs them. 302
when done; 403 without the right; 400 where something is missing or to be confirmed; 409 when the story has moved on or
the checklist holds it back; 405 for GET.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from articles import blocking, corrections, permissions, publishing, workflow
from articles.admin.origin import came_from, list_url, story_url
from articles.admin.reach import story_in_reach
from articles.models import Article, Correction, Verb
from articles.refusals import BadRequest, HeldBack, PastTime, Refusal
from newsroom import vietnamese

# Answers the verb that was done, where that is another than the one asked for.
Perform = Callable[[Article, User, QueryDict], object]

# Each verb with what it reads from the post.
PERFORM: dict[Verb, Perform] = {
    Verb.SUBMIT: lambda story, by, post: workflow.submit(
        story, by=by, revision=needed_revision(post), acknowledged=post.getlist("acknowledged")
    ),
    Verb.TAKE_BACK: lambda story, by, post: workflow.take_back(story, by=by, revision=revision(post)),
    Verb.CLAIM: lambda story, by, post: workflow.claim(story, by=by, revision=revision(post)),
    Verb.RELEASE: lambda story, by, post: workflow.release(story, by=by, revision=revision(post)),
    Verb.HAND_OVER: lambda story, by, post: workflow.hand_over(
        story, by=by, to=colleague(post), revision=revision(post)
    ),
    Verb.SEND_BACK: lambda story, by, post: workflow.send_back(
        story, by=by, reason=reason(post), revision=revision(post)
    ),
    Verb.APPROVE: lambda story, by, post: workflow.approve(
        story, by=by, revision=needed_revision(post), reason=reason(post), pictures_seen=post.get("pictures")
    ),
    Verb.RESTORE: lambda story, by, post: workflow.restore(
        story, by=by, number=needed_number(post), revision=needed_revision(post)
    ),
    Verb.PUBLISH: lambda story, by, post: publishing.publish(
        story, by=by, revision=needed_revision(post), minor="minor" in post
    ),
    Verb.SCHEDULE: lambda story, by, post: schedule_or_publish(story, by, post),
    Verb.CANCEL_SCHEDULE: lambda story, by, post: publishing.cancel_schedule(story, by=by, revision=revision(post)),
    Verb.WITHDRAW: lambda story, by, post: publishing.withdraw(
        story, by=by, reason=reason(post), revision=revision(post)
    ),
    Verb.CORRECT: lambda story, by, post: corrections.correct(
        story, by=by, **{name: post.get(name, "") for name in ("kind", "wrong", "right", "apology", "document")}
    ),
    Verb.END_CORRECTION: lambda story, by, post: corrections.end_correction(
        story, by=by, number=needed_number(post), reason=reason(post)
    ),
    Verb.PLAN: lambda story, by, post: workflow.plan(story, by=by, deadline=deadline(post), priority=priority(post)),
    Verb.BLOCK: lambda story, by, post: blocking.block(story, by=by, reason=reason(post)),
    Verb.UNBLOCK: lambda story, by, post: blocking.unblock(story, by=by),
}

DONE = {
    Verb.SUBMIT: gettext_lazy("The story has been submitted and waits for an editor."),
    Verb.TAKE_BACK: gettext_lazy("You have taken the story back."),
    Verb.CLAIM: gettext_lazy("You have claimed the story; nobody else can change it now."),
    Verb.RELEASE: gettext_lazy("The story is back in the queue."),
    Verb.HAND_OVER: gettext_lazy("The story has been handed over."),
    Verb.SEND_BACK: gettext_lazy("The story has been returned to its writer."),
    Verb.APPROVE: gettext_lazy("This version has been approved."),
    Verb.RESTORE: gettext_lazy("The old text has been saved as the newest version."),
    Verb.PUBLISH: gettext_lazy("Readers see the story from now on."),
    Verb.SCHEDULE: gettext_lazy("The story is scheduled."),
    Verb.CANCEL_SCHEDULE: gettext_lazy("The schedule has been cancelled."),
    Verb.PLAN: gettext_lazy("Deadline and priority have been set."),
    Verb.WITHDRAW: gettext_lazy("Readers no longer see the story."),
    Verb.CORRECT: gettext_lazy("Readers see the correction beside the story and in the list of corrections."),
    Verb.END_CORRECTION: gettext_lazy("The correction has been taken back."),
    Verb.BLOCK: gettext_lazy("The story is kept out of “Most read”: it is gone from there within half a minute."),
    Verb.UNBLOCK: gettext_lazy("The story may stand in “Most read” again."),
}


@require_POST
def perform(request: HttpRequest, pk: int, verb: Verb) -> HttpResponse:
    """Do one verb to one story for the person who asks."""
    article = story_in_reach(request, pk)
    try:
        # The right first: who may not do it at all is told so, whatever else is missing from the post.
        permissions.require(request.user, verb, article)
        outcome = PERFORM[verb](article, request.user, request.POST)
    except PastTime as past:
        return publish_now_instead(request, article, past)
    except Refusal as refusal:
        # The one verb with much to type: it can be mended where it was refused.
        typed = request.POST if verb is Verb.CORRECT and isinstance(refusal, BadRequest) else None
        return refused(request, article, refusal, correction=typed)
    messages.success(request, DONE[outcome if isinstance(outcome, Verb) else verb])
    return HttpResponseRedirect(where_next(request, pk))


def schedule_or_publish(story: Article, by: User, post: QueryDict) -> Verb:
    """Schedule for `at`; a time that has passed means now, once that is confirmed (`confirm=now`). Raises PastTime."""
    seen, minor = needed_revision(post), "minor" in post
    try:
        publishing.schedule(story, by=by, revision=seen, at=moment(post), minor=minor)
    except PastTime:
        if post.get("confirm") != "now":
            raise
        publishing.publish(story, by=by, revision=seen, minor=minor)
        return Verb.PUBLISH
    return Verb.SCHEDULE


def publish_now_instead(request: HttpRequest, article: Article, past: PastTime) -> HttpResponse:
    """The question that a time in the past raises, with what was typed still in its field."""
    context = {
        **admin.site.each_context(request),
        "title": _("This time has passed"),
        "subtitle": article.title,
        "opts": Article._meta,
        "story": article,
        "past": past,
        "past_minor": "minor" in request.POST,
        "may_publish": Verb.PUBLISH in publishing.available(article, request.user),
        "back": where_next(request, article.pk),
    }
    return TemplateResponse(request, "desk/past_time.html", context, status=past.status)


def refused(
    request: HttpRequest, article: Article, refusal: Refusal, correction: QueryDict | None = None
) -> HttpResponse:
    """A page that says what is in the way, with the way back; `correction` is one that was typed, to be mended."""
    context = {
        **admin.site.each_context(request),
        "title": _("The action was not carried out"),
        "opts": Article._meta,
        "story": article,
        "refusal": refusal,
        "held_back": isinstance(refusal, HeldBack),
        "typed": correction,
        "kinds_of_correction": Correction.Kind.choices if correction is not None else [],
        "written": [] if correction is not None else [text for name in WORDS if (text := request.POST.get(name))],
        "back": where_next(request, article.pk),
    }
    return TemplateResponse(request, "desk/refused.html", context, status=refusal.status)


# What is written by hand into the form of a verb.
WORDS = ("reason", "wrong", "right", "apology", "document")


def where_next(request: HttpRequest, pk: int) -> str:
    """The story's page, or the list for who does not see the story any more (it went to another section's editor).

    Either remembers the list that the story was opened from.
    """
    if Article.objects.visible_to(request.user).filter(pk=pk).exists():
        return story_url(pk, came_from(request))
    return list_url(request)


# What the post says ---------------------------------------------------------------------------------------------------


def revision(post: QueryDict) -> int | None:
    """The version the person saw, if the post names one. Raises BadRequest for nonsense."""
    return _version_number(post, "revision")


def needed_revision(post: QueryDict) -> int:
    """The version the person saw. Raises BadRequest without it: nobody signs a text they have not seen."""
    seen = revision(post)
    if seen is None:
        raise BadRequest(_("The form does not say which version of the story you saw."))
    return seen


def needed_number(post: QueryDict) -> int:
    """The version to bring back. Raises BadRequest without it."""
    number = _version_number(post, "number")
    if number is None:
        raise BadRequest(_("The form does not say which version to restore."))
    return number


def _version_number(post: QueryDict, name: str) -> int | None:
    raw = post.get(name, "").strip()
    if not raw:
        return None
    if not (raw.isascii() and raw.isdigit() and len(raw) < 10):
        raise BadRequest(_("“%(revision)s” is not a version number.") % {"revision": raw[:20]})
    return int(raw)


def reason(post: QueryDict) -> str:
    return post.get("reason", "")


def moment(post: QueryDict) -> datetime:
    """`at` by Hanoi's clock, or by the offset written with it. Raises BadRequest."""
    return _clock(post.get("at", "").strip(), BadRequest(_("Give the date and time of publication.")))


def deadline(post: QueryDict) -> datetime | None:
    """`deadline` as moment() reads it; empty: none. Raises BadRequest."""
    raw = post.get("deadline", "").strip()
    return _clock(raw, BadRequest(_("Give the deadline as a date and a time."))) if raw else None


def priority(post: QueryDict) -> int:
    """The number of one of Article.Priority; empty: normal. Raises BadRequest for what is no number."""
    raw = post.get("priority", "").strip() or str(Article.Priority.NORMAL)
    if not (raw.isascii() and raw.isdigit() and len(raw) < 5):
        raise BadRequest(_("There is no such priority."))
    return int(raw)


def _clock(raw: str, problem: BadRequest) -> datetime:
    try:
        at = parse_datetime(raw)
        # A day without an hour would mean midnight, which nobody has said.
        if at is None or ":" not in raw:
            raise problem
        # In one time zone, which also finds the first and last days of the calendar: they exist in no other.
        return (at if timezone.is_aware(at) else timezone.make_aware(at)).astimezone(timezone.get_default_timezone())
    except (ValueError, OverflowError):
        raise problem from None


def colleague(post: QueryDict) -> User | None:
    """The person named by `to`: a user name, or a number."""
    named = vietnamese.one_line(post.get("to", ""))
    found = User.objects.filter(username=named).first()
    if found is None and named.isascii() and named.isdigit() and len(named) < 10:
        found = User.objects.filter(pk=int(named)).first()
    return found
