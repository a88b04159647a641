"""What surrounds a story while people work on it: open forms, notices, links for somebody outside."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.history import LogEntry, Revision
from articles.querysets import EditingSessionQuerySet, NoticeQuerySet, PreviewLinkQuerySet


class EditingSession(models.Model):
    """One story open in one tab of one person: that they are there, and what they have typed and not saved.

    Two tabs of one person are two editors. A row is overwritten by its own tab alone, never by another, and touching it
    changes nothing of the story.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="editing_sessions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="editing_sessions")
    tab = models.UUIDField(help_text="made by the browser, new for every form it opens")
    base_version = models.PositiveIntegerField(help_text="the version the form began with")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    turn = models.PositiveIntegerField(default=0, help_text="grows with every autosave, so that a late one is known")
    typed = models.JSONField(null=True, help_text="the fields as posted, {name: [values]}; null: nothing unsaved")
    content = models.JSONField(null=True, help_text="the same as Content.snapshot()")
    typed_at = models.DateTimeField(null=True)

    objects = EditingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("editing session")
        verbose_name_plural = _("editing sessions")
        constraints = [
            models.UniqueConstraint(fields=["article", "user", "tab"], name="one_editing_session_per_tab"),
            models.CheckConstraint(
                condition=Q(typed__isnull=True, content__isnull=True, typed_at__isnull=True)
                | Q(typed__isnull=False, content__isnull=False, typed_at__isnull=False),
                name="editing_session_has_typed_all_or_nothing",
            ),
        ]
        indexes = [models.Index(fields=["user", "-typed_at"], name="session_user_unsaved")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.article_id}"

    def as_posted(self) -> QueryDict:
        """What was typed, as the post it was."""
        post = QueryDict(mutable=True)
        for name, values in (self.typed or {}).items():
            post.setlist(name, values)
        return post


class Notice(models.Model):
    """That one person is told of one thing done to a story: at the desk, and by mail where they want it."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    entry = models.ForeignKey(LogEntry, on_delete=models.PROTECT, related_name="notices")
    at_desk = models.BooleanField(default=True, help_text="shown at the desk")
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True, help_text="when mail is to be tried next; null: none, or sent")
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_sent_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["to", "entry"], name="told_once")]
        indexes = [
            models.Index(fields=["to", "-id"], condition=Q(at_desk=True, read_at=None), name="notice_unread"),
            models.Index(fields=["mail_due_at"], condition=Q(mail_due_at__isnull=False), name="notice_mail_due"),
        ]

    def __str__(self) -> str:
        return f"{self.to_id}: {self.entry_id}"


class PreviewLink(models.Model):
    """A secret address that shows one revision to somebody without an account, until it expires or is revoked.

    Only a digest of the secret is stored: who reads the database cannot open the address.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="preview_links")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret, in hex")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="preview_links")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="preview_link_expires_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id}, {self.expires_at:%d/%m/%Y %H:%M}"
