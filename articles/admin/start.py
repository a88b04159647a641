"""The first page of the desk: what waits for this person, a few stories of each queue."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import OLDEST_FIRST, QUEUES
from articles.admin.reach import stories_of
from articles.admin.status_line import status_colour, status_line

SHOWN = 8
# What writers see first, and what those who edit see before it.
WRITERS = {"returned": _("Returned to me"), "mine": _("My stories")}
EDITORS = {
    "claimed": _("Held by me"),
    "waiting": _("Waiting for an editor"),
    "approved": _("Approved, not published yet"),
    "scheduled": _("Scheduled"),
}


def start_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds the person's queues to the context of admin/index.html; unfold calls it (DASHBOARD_CALLBACK)."""
    user = request.user
    names: list[str] = []
    if user.may("articles.claim_article"):
        names += EDITORS
    if user.may("articles.view_article"):
        names += WRITERS
    titles = EDITORS | WRITERS
    queues = [_queue(request, name, titles[name]) for name in names]
    context |= {
        "title": _("Desk"),
        "queues": queues,
        "may_write": user.may("articles.add_article"),
        "may_manage_people": user.may("accounts.change_user") or user.is_superuser,
    }
    return context


def _queue(request: HttpRequest, name: str, title: Any) -> dict[str, Any]:
    """One queue: one query. One story more than is shown is fetched, to know whether there are more."""
    _label, question = QUEUES[name]
    found = question(stories_of(request), request.user)
    if name in WRITERS:
        found = found.own(request.user)
    order = OLDEST_FIRST.get(name, ["-modified_at", "-pk"])
    stories = list(found.order_by(*order).defer("body", "lead")[: SHOWN + 1])
    return {
        "title": title,
        "url": f"{reverse('admin:articles_article_changelist')}?{urlencode({'queue': name})}",
        "more": len(stories) > SHOWN,
        "stories": [
            {
                "title": story.title,
                "kicker": story.kicker,
                "url": reverse("admin:articles_article_change", args=[story.pk]),
                "status": status_line(story),
                "colour": status_colour(story),
                "section": story.section,
                "reporter": story.owner.display_name,
                "saved": story.modified_at,
            }
            for story in stories[:SHOWN]
        ],
    }
