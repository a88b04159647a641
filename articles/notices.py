"""Who is told of what is done to a story, and in what words. Rows only: articles.notice_mail sends the mail.

Told are those concerned and nobody else: the writers and the last editor of what becomes of their story, the editors of
its section of a story that waits for them, whoever loses or gets a story that is passed on. Never the person who did
it, nobody who may not see the story, no account that is switched off. An import tells nobody.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles import permissions
from articles.models import Article, LogEntry, Notice, Verb

TOLD_TO_WRITERS = {
    Verb.SEND_BACK,
    Verb.APPROVE,
    Verb.PUBLISH,
    Verb.SCHEDULE,
    Verb.CANCEL_SCHEDULE,
    Verb.WITHDRAW,
}
# By these somebody who is no writer of a story becomes its last editor.
AN_EDITORS_WORK = TOLD_TO_WRITERS | {Verb.CLAIM, Verb.EDIT, Verb.EDIT_LIVE, Verb.RESTORE}

# After these a story waits for no editor any more.
END_THE_WAITING = {Verb.TAKE_BACK, Verb.CLAIM, Verb.EDIT, Verb.RESTORE, Verb.SEND_BACK, Verb.APPROVE}

HEADINGS = {
    Verb.SUBMIT: gettext_lazy("Waiting for an editor"),
    Verb.RELEASE: gettext_lazy("Released"),
    Verb.HAND_OVER: gettext_lazy("Handed over"),
    Verb.SEND_BACK: gettext_lazy("Sent back"),
    Verb.APPROVE: gettext_lazy("Approved"),
    Verb.PUBLISH: gettext_lazy("Published"),
    Verb.SCHEDULE: gettext_lazy("Scheduled"),
    Verb.CANCEL_SCHEDULE: gettext_lazy("Schedule cancelled"),
    Verb.WITHDRAW: gettext_lazy("Withdrawn"),
}


# The log keeps what was done; a notice is only the news of it.
KEEP_READ = timedelta(days=90)
KEEP_UNREAD = timedelta(days=365)

# Who ------------------------------------------------------------------------------------------------------------------


def tell(entry: LogEntry, article: Article, *, holders: Iterable[User] = ()) -> None:
    """Write a notice for everybody concerned by what was done; call in the verb's transaction. At most 5 queries.

    `holders` are those who lose or get the story by it.
    """
    if entry.verb in END_THE_WAITING:
        Notice.objects.of_waiting(article).update(read_at=entry.at, mail_due_at=None)
    if entry.verb in TOLD_TO_WRITERS:
        people = permissions.who_can_see(article).filter(pk__in=_writers_and_last_editor(entry, article))
    elif entry.verb == Verb.SUBMIT:
        people = _editors_of(article, entry.by_id)
    elif holders:
        people = permissions.who_can_see(article).filter(pk__in=[holder.pk for holder in holders])
    else:
        return
    rows = (_notice(user, entry) for user in people.exclude(pk=entry.by_id))
    Notice.objects.bulk_create(notice for notice in rows if notice.at_desk or notice.mail_due_at)


def _writers_and_last_editor(entry: LogEntry, article: Article) -> set[int]:
    """Who started the story, whose names stand under it, and the last person beside them and the doer to work on it."""
    signed = article.bylines.filter(author__user__isnull=False).values_list("author__user", flat=True)
    writers = {article.owner_id, *signed}
    editors = article.log.filter(verb__in=AN_EDITORS_WORK).exclude(by__in={entry.by_id, *writers})
    return writers | set(editors.values_list("by", flat=True)[:1])


def _editors_of(article: Article, doer: int) -> QuerySet[User]:
    """Those named as editors of the section or the one above it; where none is, everybody who may claim the story.

    Whoever submits a story of their own is no help with it, so they are not counted.
    """
    named = permissions.named_editors(article).exclude(pk=doer)
    return named if named.exists() else permissions.who_may_claim(article)


def _notice(user: User, entry: LogEntry) -> Notice:
    by_mail = settings.MAIL_NOTICES and user.notices_by_mail and bool(user.email)
    return Notice(to=user, entry=entry, at_desk=user.notices_at_desk, mail_due_at=entry.at if by_mail else None)


def prune() -> int:
    """Delete notices that are no news any more, read or not; answers how many. The log stays."""
    return Notice.objects.forgettable(KEEP_READ, KEEP_UNREAD).delete()[0]


# In what words --------------------------------------------------------------------------------------------------------


def heading(notice: Notice) -> str:
    """What was done, in a word or two, in the language that is active."""
    return str(HEADINGS[Verb(notice.entry.verb)])


def sentence(notice: Notice, article: Any) -> str:
    """Who did what, in the language that is active.

    `article` is the Article with the facts of ArticleQuerySet.with_publication(), or None where it is out of reach: an
    approval says what has become of the story since.
    """
    entry = notice.entry
    words = {"name": entry.by_name}
    match entry.verb:
        case Verb.SUBMIT:
            return _("%(name)s submitted this story.") % words
        case Verb.RELEASE:
            return _("%(name)s put the story you were holding back in the queue.") % words
        case Verb.HAND_OVER if entry.details.get("to") == notice.to.username:
            return _("%(name)s handed this story over to you.") % words
        case Verb.HAND_OVER:
            return _("%(name)s handed the story you were holding over to a colleague.") % words
        case Verb.SEND_BACK:
            return _("%(name)s sent this story back.") % words
        case Verb.APPROVE:
            return " ".join(filter(None, [_("%(name)s approved this story.") % words, _since_approval(article)]))
        case Verb.PUBLISH:
            return _("%(name)s published this story: readers can see it.") % words
        case Verb.SCHEDULE:
            return _("%(name)s scheduled this story for %(time)s.") % (words | {"time": _time(entry)})
        case Verb.CANCEL_SCHEDULE:
            return _("%(name)s cancelled the schedule: it will not go live at %(time)s.") % (
                words | {"time": _time(entry)}
            )
        case Verb.WITHDRAW:
            return _("%(name)s withdrew this story: readers no longer see it.") % words
    raise LookupError(f"nobody is told of {entry.verb}")


def _since_approval(article: Any) -> str:
    if article is None:
        return ""
    scheduled_for = clock(article.scheduled_for) if article.scheduled_for else ""
    if article.status == Article.Status.PUBLISHED:
        return _("It is scheduled for %(time)s.") % {"time": scheduled_for} if scheduled_for else _("It is live.")
    if article.status != Article.Status.APPROVED:
        return ""
    if scheduled_for:
        return _("It is waiting to be published; an earlier version is scheduled for %(time)s.") % {
            "time": scheduled_for
        }
    if article.is_live:
        return _("It is waiting to be published; until then readers see the earlier version.")
    return _("It is waiting to be published.")


def _time(entry: LogEntry) -> str:
    return clock(datetime.fromisoformat(entry.details["live_from"]))


def clock(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i d/m/Y")
