"""The filters of the story list: queues by name, and sections."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article, Section
from articles.querysets import ArticleQuerySet

Status = Article.Status

# name -> (label, the question). In the order in which a newsroom works.
QUEUES: dict[str, tuple[Any, Callable[[ArticleQuerySet, User], ArticleQuerySet]]] = {
    "mine": (_("My stories"), lambda stories, user: stories.own(user)),
    "returned": (_("Returned"), lambda stories, user: stories.in_status(Status.RETURNED)),
    "waiting": (_("Waiting for an editor"), lambda stories, user: stories.awaiting(user)),
    "claimed": (_("Held by me"), lambda stories, user: stories.claimed_by_user(user)),
    "approved": (_("Approved"), lambda stories, user: stories.in_status(Status.APPROVED)),
    "scheduled": (_("Scheduled"), lambda stories, user: stories.scheduled()),
    "live": (_("Live"), lambda stories, user: stories.live()),
    "withdrawn": (_("Withdrawn"), lambda stories, user: stories.withdrawn()),
}
# Queues that have an order of their own, where the oldest matters most.
OLDEST_FIRST = {
    "waiting": ["status_since", "pk"],
    "approved": ["status_since", "pk"],
    "scheduled": ["scheduled_for", "pk"],
}


class QueueFilter(admin.SimpleListFilter):
    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _question) in QUEUES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if self.value() not in QUEUES:
            return None
        return QUEUES[self.value()][1](queryset, request.user)


class SectionFilter(admin.SimpleListFilter):
    """A section of the first level finds its sub-sections' stories too."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(str(section.pk), str(section)) for section in Section.objects.grouped()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if not (self.value() or "").isascii() or not (self.value() or "").isdigit():
            return None
        return queryset.in_section(int(self.value()))
