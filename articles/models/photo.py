"""Photos: one row for each picture taken in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.querysets import PhotoQuerySet


class Photo(models.Model):
    """A picture that our intake decoded and wrote anew (newsroom.images); what was uploaded is not kept.

    The master lies at `file`, its renditions beside it under names that newsroom.images.rendition_name gives.
    """

    file = models.CharField(_("file"), max_length=120, unique=True, editable=False, help_text="photos/<uuid>.jpg")
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    focus_x = models.PositiveSmallIntegerField(_("subject, from the left (%)"), null=True, blank=True)
    focus_y = models.PositiveSmallIntegerField(_("subject, from the top (%)"), null=True, blank=True)
    original_name = models.CharField(_("original file name"), max_length=255, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="photos",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    words_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="who wrote caption, credit and alternative text as they are now",
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="photo_has_a_size"),
            models.CheckConstraint(
                condition=Q(focus_x__isnull=True, focus_y__isnull=True) | Q(focus_x__lte=100, focus_y__lte=100),
                name="photo_focus_is_in_it",
            ),
            models.CheckConstraint(condition=Q(file__regex=r"^photos/[0-9a-f-]+\.jpg$"), name="photo_file_is_ours"),
        ]

    def __str__(self) -> str:
        return self.caption or self.original_name or self.file

    def as_shown(self) -> dict[str, Any]:
        """What a page needs to show the picture, and a published version keeps of it."""
        shown = {
            "name": self.file,
            "width": self.width,
            "height": self.height,
            "alt": self.alt_text or self.caption,
            "caption": self.caption,
            "credit": self.credit,
        }
        return shown if self.focus_x is None else shown | {"focus": [self.focus_x, self.focus_y]}
