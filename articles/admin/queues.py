"""The queues of the desk by name: what each holds, in which order, and who works with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.admin.ordering import LAST_TO_APPEAR, LAST_TOUCHED, LONGEST_WAITING, NEWEST, NEXT_TO_APPEAR, Order
from articles.models import Article
from articles.querysets import ArticleQuerySet
from newsroom.vietnamese import midnight

Status = Article.Status
Question = Callable[[ArticleQuerySet, User], ArticleQuerySet]


@dataclass(frozen=True)
class Queue:
    """`of` narrows the stories that the person may see to those of the queue."""

    label: Any
    of: Question
    order: Order = NEWEST
    icon: str = ""
    editors_only: bool = False


def edits(user: User) -> bool:
    """Whether the person takes up stories of others."""
    return user.may("articles.claim_article")


def _waiting(stories: ArticleQuerySet, user: User) -> ArticleQuerySet:
    """For who edits: what nobody has taken up. For who writes: everything of theirs that is with the editors."""
    return stories.awaiting(user).unclaimed() if edits(user) else stories.in_status(Status.SUBMITTED)


def start_of_today() -> datetime:
    """Midnight in Hanoi."""
    return midnight(timezone.localdate())


# In the order in which a story passes through them. The start page and the sidebar show these.
QUEUES: dict[str, Queue] = {
    "returned": Queue(
        _("Returned to me"),
        lambda stories, user: stories.own(user).in_status(Status.RETURNED),
        LONGEST_WAITING,
        "undo",
    ),
    "claimed": Queue(
        _("Claimed by me"), lambda stories, user: stories.claimed_by_user(user), LONGEST_WAITING, "back_hand", True
    ),
    "mine": Queue(
        _("My drafts"),
        lambda stories, user: stories.own(user).being_written(),
        LAST_TOUCHED,
        "edit_note",
    ),
    "waiting": Queue(_("Waiting for an editor"), _waiting, LONGEST_WAITING, "inbox"),
    "approved": Queue(
        _("Approved"), lambda stories, user: stories.in_status(Status.APPROVED), LONGEST_WAITING, "task_alt"
    ),
    "scheduled": Queue(_("Scheduled"), lambda stories, user: stories.scheduled(), NEXT_TO_APPEAR, "schedule"),
    "today": Queue(
        _("Published today"),
        lambda stories, user: stories.first_published(start_of_today()).with_publication(),
        LAST_TO_APPEAR,
        "public",
    ),
    "withdrawn": Queue(_("Withdrawn"), lambda stories, user: stories.withdrawn(), NEWEST, "block"),
}
# What else the list can be narrowed to.
MORE: dict[str, Queue] = {
    "own": Queue(_("All my stories"), lambda stories, user: stories.own(user)),
    "drafts": Queue(_("Drafts"), lambda stories, user: stories.in_status(Status.DRAFT)),
    "held": Queue(
        _("Held by an editor"), lambda stories, user: stories.in_status(Status.SUBMITTED).claimed(), LONGEST_WAITING
    ),
    "sent_back": Queue(
        _("Returned to the writer"), lambda stories, user: stories.in_status(Status.RETURNED), LONGEST_WAITING
    ),
    "live": Queue(_("Live"), lambda stories, user: stories.live()),
}
BY_NAME = QUEUES | MORE


def queues_of(user: User) -> dict[str, Queue]:
    """The queues that the person works with."""
    return {name: queue for name, queue in QUEUES.items() if edits(user) or not queue.editors_only}
