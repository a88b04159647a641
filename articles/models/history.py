"""What a story was (revisions) and what was done with it (the log). Both are written once and never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Revision(models.Model):
    """The whole content of a story after one deliberate save, as articles.content.Content.snapshot() gives it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("saved by"), on_delete=models.PROTECT, related_name="revisions"
    )
    created_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.content.get('title', '')} ({self.number})"


class Verb(models.TextChoices):
    """Everything that can be done with a story."""

    CREATE = "create", _("Create")
    EDIT = "edit", _("Edit")
    EDIT_LIVE = "edit_after_publishing", _("Edit a published story")
    SUBMIT = "submit", _("Submit")
    TAKE_BACK = "take_back", _("Take back")
    CLAIM = "claim", _("Claim")
    RELEASE = "release", _("Release")
    HAND_OVER = "hand_over", _("Hand over")
    SEND_BACK = "send_back", _("Send back")
    APPROVE = "approve", _("Approve")
    PUBLISH = "publish", _("Publish")
    SCHEDULE = "schedule", _("Schedule")
    CANCEL_SCHEDULE = "cancel_schedule", _("Cancel the schedule")
    WITHDRAW = "withdraw", _("Withdraw")
    CORRECT = "correct", _("Set right in public")
    END_CORRECTION = "end_correction", _("Take a correction back")
    IMPORT = "import", _("Import")
    DELETE = "delete", _("Delete")
    RESTORE = "restore", _("Restore")
    PLAN = "plan", _("Set deadline and priority")
    SHARE = "share", _("Make a preview link")
    UNSHARE = "unshare", _("Revoke a preview link")
    BLOCK = "block_most_read", _("Keep out of “Most read”")
    UNBLOCK = "unblock_most_read", _("Let into “Most read” again")


class LogEntry(models.Model):
    """One verb done to one story: who, when, from, to, revision, reason.

    Append-only: triggers (migration 0002) refuse UPDATE, DELETE and TRUNCATE. It keeps words as well as keys and
    has no foreign key constraint to the story, so it outlives a deleted draft.
    """

    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="log"
    )
    article_title = models.CharField(_("title"), max_length=250)
    verb = models.CharField(_("verb"), max_length=24, choices=Verb.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="log_entries"
    )
    by_name = models.CharField(_("name"), max_length=310)
    at = models.DateTimeField(_("at"))
    from_status = models.CharField(_("from"), max_length=12, blank=True)
    to_status = models.CharField(_("to"), max_length=12, blank=True)
    revision = models.PositiveIntegerField(_("revision"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["article", "-at", "-id"], name="log_article_newest")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.article_title}"
