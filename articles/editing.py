"""Open forms: who has a story open, and what they have typed and not saved. The only writer of EditingSession.

Nothing here changes a story. What a tab sends last is what counts: every message of a tab has a turn, and one that
arrives late, with a smaller turn than one already kept, is ignored.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest, Now

from accounts.models import User
from articles.models import Article, EditingSession

# How long a form counts as open after its last message. Browsers let a hidden tab speak once a minute only.
PRESENT_FOR = timedelta(seconds=100)
KEEP_EMPTY = timedelta(days=1)
KEEP_TYPED = timedelta(days=30)
_NO_TEXT = ("section", "secondary_sections", "kind", "bylines")


@dataclass(frozen=True)
class Other:
    """Somebody else, or another tab of the same person, on a story."""

    user: User
    unsaved: bool


@transaction.atomic
def keep(
    article: Article,
    user: User,
    tab: UUID,
    *,
    base: int,
    turn: int,
    typed: dict[str, list[str]] | None,
    content: dict[str, Any] | None,
) -> EditingSession:
    """Keep what the tab holds over version `base`, in place of what it sent before; None: nothing that is not saved."""
    row = _row(article, user, tab, base)
    EditingSession.objects.filter(pk=row.pk, turn__lt=turn).update(
        base_version=base,
        turn=turn,
        typed=typed,
        content=content,
        typed_at=None if typed is None else Now(),
        seen_at=Now(),
    )
    row.refresh_from_db()
    return row


@transaction.atomic
def finish(article: Article, user: User, tab: UUID, *, turn: int) -> None:
    """The tab's text has been saved. Its row stays for a while, so that what it sent before does not come up again."""
    row = _row(article, user, tab, article.version)
    EditingSession.objects.filter(pk=row.pk).update(
        turn=Greatest(F("turn"), Value(turn)), typed=None, content=None, typed_at=None, seen_at=Now() - PRESENT_FOR
    )


@transaction.atomic
def touch(article: Article, user: User, tab: UUID, *, base: int) -> None:
    """The tab is still open."""
    row = _row(article, user, tab, base)
    EditingSession.objects.filter(pk=row.pk).update(seen_at=Now())


def leave(article: Article, user: User, tab: UUID) -> None:
    """The tab has been closed; what it kept stays."""
    article.editing_sessions.in_tab(user, tab).update(seen_at=Now() - PRESENT_FOR)


def discard(article: Article, user: User, tab: UUID, *, turn: int | None = None) -> None:
    """Drop what one of the user's tabs kept; with `turn`, only if the tab has sent nothing after it."""
    rows = article.editing_sessions.in_tab(user, tab)
    (rows if turn is None else rows.filter(turn=turn)).delete()


def others(article: Article, user: User, tab: UUID | None) -> list[Other]:
    """Who else has the story open now, in the order of their names; the user's own other tabs are among them."""
    rows = article.editing_sessions.present(PRESENT_FOR).select_related("user").order_by("user__username")
    found: dict[int, Other] = {}
    for row in rows.exclude(user=user, tab=tab) if tab else rows.exclude(user=user):
        unsaved = row.typed is not None or (row.user_id in found and found[row.user_id].unsaved)
        found[row.user_id] = Other(row.user, unsaved)
    return list(found.values())


def tabs_of(article: Article, user: User) -> list[EditingSession]:
    """Every tab of the user in which the story is or was open, the one that typed last first."""
    return list(article.editing_sessions.filter(user=user).order_by(F("typed_at").desc(nulls_last=True)))


def unsaved(tabs: list[EditingSession], article: Article) -> list[EditingSession]:
    """Those of tabs_of() that hold something typed and not saved.

    A text that has since become the story's newest version, word for word, was saved after all.
    """
    rows = [row for row in tabs if row.typed is not None]
    if not rows:
        return []
    newest = article.revisions.first()
    return [row for row in rows if not (newest and newest.number > row.base_version and row.content == newest.content)]


@dataclass(frozen=True)
class Unsaved:
    """A person's newest unsaved text of one story; `title` as they typed it."""

    article_id: int
    tab: UUID
    base: int
    typed_at: datetime
    title: str


def unsaved_of(user: User) -> list[Unsaved]:
    """What the user has typed and not saved, one text a story, the newest first; 1 query, which reads no text."""
    rows = EditingSession.objects.filter(user=user).not_saved().order_by("article_id", "-typed_at")
    names = ("article_id", "tab", "base_version", "typed_at", "typed__title__0")
    found = [Unsaved(*row) for row in rows.distinct("article_id").values_list(*names)]
    return sorted(found, key=lambda each: each.typed_at, reverse=True)


def unsaved_in(article: Article, user: User, tab: UUID) -> EditingSession | None:
    """What one tab of the user has kept of this story."""
    return article.editing_sessions.unsaved().in_tab(user, tab).first()


def newest_unsaved_in(article_id: int, user: User) -> EditingSession | None:
    """The user's newest unsaved text of a story, whatever version it began with."""
    return EditingSession.objects.unsaved().filter(article_id=article_id, user=user).latest_typed()


def newest_unsaved(article: Article, user: User) -> EditingSession | None:
    """The user's newest unsaved text over the version as it stands: what nobody else's save has overtaken."""
    return article.editing_sessions.unsaved().filter(user=user, base_version=article.version).latest_typed()


def draft_begun_in(user: User, tab: UUID) -> EditingSession | None:
    """The story that a form for a new one has become, as far as the tab has sent anything of it."""
    return EditingSession.objects.in_tab(user, tab).first()


def one_at_a_time(tab: UUID) -> None:
    """Till the transaction ends, others that ask for the same tab wait: one form never becomes two stories."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(tab)])


def left_empty() -> list[EditingSession]:
    """The only unsaved texts of stories in their first version, left a day ago with nothing in them.

    A section, a kind or a name under it is no text.
    """
    rows = EditingSession.objects.over_first_versions().unsaved().not_seen_for(KEEP_EMPTY)
    found = [row for row in rows.select_related("article", "user") if _is_empty(row)]
    return [row for row in found if row.article.editing_sessions.unsaved().count() == 1]


def _is_empty(row: EditingSession) -> bool:
    title = (row.typed or {}).get("title", [""])[-1]
    kept = row.content or {}
    return not (title.strip() or any(value for name, value in kept.items() if name not in {"title", *_NO_TEXT}))


def prune() -> tuple[int, int]:
    """Delete what is left of forms closed long ago: rows without text, and texts that nobody came back for."""
    empty = EditingSession.objects.not_seen_for(KEEP_EMPTY).filter(typed__isnull=True).delete()[0]
    typed = EditingSession.objects.not_seen_for(KEEP_TYPED).delete()[0]
    return empty, typed


def _row(article: Article, user: User, tab: UUID, base: int) -> EditingSession:
    beginning = {"base_version": base, "opened_at": Now(), "seen_at": Now()}
    return EditingSession.objects.get_or_create(article=article, user=user, tab=tab, defaults=beginning)[0]
