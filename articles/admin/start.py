"""The first page of the desk: whose turn it is, queue by queue, each with its number and its most urgent stories.

Four queries whatever the archive holds: the heads and numbers of all queues, their rows, the names under them, and
what the person has not saved.
"""

from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, Value, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import RowNumber
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import people
from accounts.models import Author, User
from accounts.roles import Role
from articles import editing
from articles.admin.ordering import Order
from articles.admin.origin import LIST, story_url
from articles.admin.queues import edits, queues_of
from articles.admin.story_list import rows_of
from articles.admin.summary import summary
from articles.models import Article
from articles.querysets import ArticleQuerySet

SHOWN = 5
# What waits for the person comes first; what waits for others or has reached readers stands beside it.
EDITORS_TURN = ("waiting", "claimed", "returned", "approved", "mine")
WRITERS_TURN = ("returned", "mine")


def start_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds the person's queues to the context of admin/index.html; unfold calls it (DASHBOARD_CALLBACK)."""
    user = request.user
    queues = _queues(user) if user.may("articles.view_article") else {}
    turn = EDITORS_TURN if edits(user) else WRITERS_TURN
    yours = [queues[name] for name in turn if name in queues]
    others = [queue for name, queue in queues.items() if name not in turn]
    context |= {
        "title": _("Desk"),
        "queues": [*yours, *others],
        "turns": [
            {"title": _("Your turn"), "queues": yours},
            {"title": _("With readers") if edits(user) else _("With the editors and readers"), "queues": others},
        ],
        "unsaved": editing.unsaved_of(user) if queues else [],
        "may_write": user.may("articles.add_article"),
        "people": _people() if people.may_administer(user) else None,
    }
    return context


def _people() -> dict[str, Any]:
    """Who has which role, and what only an administrator can put right."""
    users, authors = reverse("admin:accounts_user_changelist"), reverse("admin:accounts_author_changelist")
    active, off = people.accounts_by_role()
    roles = [(role.label, active.get(role, 0), f"{users}?is_active__exact=1&role={role.value}") for role in Role]
    return {
        "roles": roles,
        "locked": people.locked_out(timezone.now()),
        "open": [
            (label, count, url)
            for label, count, url in (
                (_("Active accounts without a role"), active.get(None, 0), f"{users}?is_active__exact=1&role=none"),
                (_("Pen names without an account"), Author.objects.unlinked().count(), f"{authors}?user__isempty=1"),
                (_("Accounts switched off"), off, f"{users}?is_active__exact=0"),
            )
            if count
        ],
    }


def _queues(user: User) -> dict[str, dict[str, Any]]:
    now = timezone.now()
    queues = queues_of(user)
    shown: dict[str, list[int]] = {name: [] for name in queues}
    totals = dict.fromkeys(queues, 0)
    for name, pk, total, _place in sorted(_heads(user, now), key=lambda head: head[3]):
        shown[name].append(pk)
        totals[name] = total
    numbers = {pk for pks in shown.values() for pk in pks}
    stories = rows_of(user).with_urgency(now).in_bulk(numbers)
    return {
        name: {
            "name": name,
            "title": queue.label,
            "icon": queue.icon,
            "count": totals[name],
            "more": totals[name] - len(shown[name]),
            "url": f"{reverse(LIST)}?queue={name}",
            "rows": [
                _row(stories[pk], name, queue.order, now)
                # Gone between the two queries, or not in the queue any more: the next look at the page will tell.
                for pk in shown[name]
                if pk in stories
            ],
        }
        for name, queue in queues.items()
    }


def _row(story: Article, name: str, order: Order, now: datetime) -> Any:
    place = order.place_of(story)
    at = "" if None in place else order.write(place, now)
    return summary(story, story_url(story.pk, QueryDict(f"queue={name}"), at), now)


def _heads(user: User, now: datetime) -> ArticleQuerySet:
    """(queue, story, how many the queue holds, place) of the first stories of every queue, in one query."""
    visible = Article.objects.visible_to(user)
    first, *others = [
        _head(name, queue.order, queue.order.sort(queue.of(visible, user), now))
        for name, queue in queues_of(user).items()
    ]
    return first.union(*others, all=True)


def _head(name: str, order: Order, stories: ArticleQuerySet) -> Any:
    ways = [OrderBy(F(key.removeprefix("-")), descending=key.startswith("-")) for key in order.keys]
    return (
        stories.annotate(
            queue=Value(name, output_field=CharField()),
            total=Window(Count("pk")),
            place=Window(RowNumber(), order_by=ways),
        )
        .order_by("place")
        .values_list("queue", "pk", "total", "place")[:SHOWN]
    )
