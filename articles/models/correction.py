"""What the paper sets right in public: beside the story, in a list of its own, and kept for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.querysets import CorrectionQuerySet


class Correction(models.Model):
    """One public correction of one story, with what the Press Law (2016, article 42) has it name.

    Append-only but for its end (a trigger, migration 0013): what was said in public stays on record. Title, section and
    date are those under which readers saw the story then.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        RECTIFICATION = "rectification", _("Rectification")
        APOLOGY = "apology", _("Apology")
        UPDATE = "update", _("Update")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=250)
    section_name = models.CharField(_("section"), max_length=170)
    first_published_at = models.DateTimeField(_("first published"))
    wrong = models.TextField(_("what was wrong"), blank=True)
    right = models.TextField(_("what is right"), blank=True)
    apology = models.TextField(_("apology"), blank=True)
    document = models.CharField(
        _("by order of"), max_length=250, blank=True, help_text=_("Number and date of the deciding document.")
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="corrections"
    )
    ended_at = models.DateTimeField(null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["article", "-at"], name="correction_of_article")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["correction", "rectification"]) | (~Q(wrong="") & ~Q(right="")),
                name="correction_says_wrong_and_right",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["rectification", "apology"]) | ~Q(apology=""), name="correction_apologises"
            ),
            models.CheckConstraint(condition=~Q(kind="update") | ~Q(right=""), name="update_says_what_is_new"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"
