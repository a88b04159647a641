"""Questions about what surrounds stories at the desk: preview links, unsaved texts, notices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

if TYPE_CHECKING:
    from accounts.models import User
    from articles.models import Article, EditingSession, Notice, PreviewLink  # noqa: F401 (named in strings)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def working(self) -> Self:
        """Links that still open: not expired, not revoked, and made since the story was last withdrawn, if it ever was.

        A story that was withdrawn opens by no link at all until readers see it again.
        """
        revision: Any = self.model._meta.get_field("revision").related_model
        stories: Any = revision._meta.get_field("article").related_model
        story = stories.objects.filter(pk=OuterRef("revision__article"))
        return self.filter(
            ~Exists(story.filter(log__verb="withdraw", log__at__gte=OuterRef("created_at"))),
            ~Exists(story.withdrawn()),
            revoked_at=None,
            expires_at__gt=Now(),
        )


class EditingSessionQuerySet(models.QuerySet["EditingSession"]):
    def in_tab(self, user: User, tab: UUID) -> Self:
        return self.filter(user=user, tab=tab)

    def unsaved(self) -> Self:
        """Forms that hold something typed and not saved."""
        return self.filter(typed__isnull=False)

    def not_saved(self) -> Self:
        """Those of unsaved() that have not become the story's newest version since, word for word."""
        story: Any = self.model._meta.get_field("article").related_model
        versions: Any = story._meta.get_field("revisions").related_model
        saved = versions.objects.filter(
            article=OuterRef("article"),
            number=OuterRef("article__version"),
            number__gt=OuterRef("base_version"),
            content=OuterRef("content"),
        )
        return self.unsaved().filter(~Exists(saved))

    def latest_typed(self) -> EditingSession | None:
        return self.order_by("-typed_at").first()

    def present(self, within: timedelta) -> Self:
        """Forms that somebody has open now: they have spoken within that time."""
        return self.filter(seen_at__gt=Now() - within)

    def not_seen_for(self, time: timedelta) -> Self:
        return self.filter(seen_at__lt=Now() - time)

    def over_first_versions(self) -> Self:
        """Forms over stories that have never been saved since they were begun."""
        stories: Any = self.model._meta.get_field("article").related_model
        return self.filter(article__in=stories.objects.being_written().filter(version=1))


class NoticeQuerySet(models.QuerySet["Notice"]):
    def at_desk_of(self, user: User) -> Self:
        """What the user is shown at the desk, the newest first."""
        return self.filter(to=user, at_desk=True).order_by("-pk")

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def of_waiting(self, article: Article) -> Self:
        """Unread notices that the story waits for an editor."""
        return self.unread().filter(entry__article=article, entry__verb="submit")

    def forgettable(self, read: timedelta, unread: timedelta) -> Self:
        """Notices read longer ago than `read`, or told longer ago than `unread`, whose mail is not still to be sent."""
        old = Q(read_at__lt=Now() - read) | Q(entry__at__lt=Now() - unread)
        return self.filter(old | Q(at_desk=False, entry__at__lt=Now() - read), mail_due_at=None)

    def mail_due(self) -> Self:
        """Notices whose mail is to be tried now, the longest waiting first."""
        return self.filter(mail_due_at__lte=Now()).order_by("mail_due_at", "pk")
