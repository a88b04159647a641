"""What a person has been told: the bell in the head of every page, and the page of notices."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import notices
from articles.admin.reach import stories_of
from articles.models import Notice, Verb
from articles.workflow import database_now

SHOWN = 50
COUNTED = 100  # the bell says 99+ for more
# The colours of the statuses that these verbs lead to; without one of its own a verb is grey.
COLOURS = {
    Verb.SUBMIT: "submitted",
    Verb.SEND_BACK: "returned",
    Verb.APPROVE: "approved",
    Verb.PUBLISH: "live",
    Verb.SCHEDULE: "scheduled",
    Verb.WITHDRAW: "withdrawn",
}


def bell(request: HttpRequest) -> dict[str, Any]:
    """Adds the number of unread notices to every page of the desk; unfold calls it (GLOBAL_CALLBACK).

    One query, where the page shows the bell.
    """
    if not request.user.is_authenticated:
        return {}
    unread = Notice.objects.at_desk_of(request.user).unread()
    return {"unread_notices": SimpleLazyObject(lambda: unread[:COUNTED].count())}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The newest notices; `?before=NUMBER` goes on with older ones."""
    found = Notice.objects.at_desk_of(request.user).select_related("entry")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        found = found.filter(pk__lt=before)
    listed = list(found[: SHOWN + 1])
    shown = listed[:SHOWN]
    stories = stories_of(request).defer("body", "lead").in_bulk({notice.entry.article_id for notice in shown})
    rows = []
    for notice in shown:
        notice.to = request.user
        story = stories.get(notice.entry.article_id)
        rows.append(
            {
                "notice": notice,
                "colour": COLOURS.get(Verb(notice.entry.verb), "draft"),
                "heading": notices.heading(notice),
                "sentence": notices.sentence(notice, story),
                "in_reach": story is not None,
            }
        )
    context = {
        **admin.site.each_context(request),
        "title": _("Notices"),
        "rows": rows,
        "older": shown[-1].pk if len(listed) > SHOWN else None,
    }
    return TemplateResponse(request, "desk/notices.html", context)


@require_POST
def open_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read, and show its story."""
    notice = Notice.objects.at_desk_of(request.user).filter(pk=pk).select_related("entry").first()
    if notice is None:
        raise Http404
    Notice.objects.filter(pk=pk).unread().update(read_at=database_now())
    if stories_of(request).filter(pk=notice.entry.article_id).exists():
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[notice.entry.article_id]))
    messages.info(request, _("You can no longer open this story."))
    return HttpResponseRedirect(reverse("desk:notices"))


@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    Notice.objects.at_desk_of(request.user).unread().update(read_at=database_now())
    return HttpResponseRedirect(reverse("desk:notices"))
