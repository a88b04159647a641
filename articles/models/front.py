"""The fronts as they are arranged, and the bar of breaking news. Rows of both are written once and never changed."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.section import Section
from articles.querysets import BreakingNewsQuerySet, FrontLayoutQuerySet


class FrontLayout(models.Model):
    """One layout of the home page, or of the front of a section of the first level; the newest number is in force.

    Every change is a new row (migration 0024 refuses any other), so the rows are the history and the log at once.
    """

    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, null=True, related_name="layouts"
    )
    number = models.PositiveIntegerField(_("number"))
    arrangement = models.JSONField(_("arrangement"), help_text="articles.arrangement.Arrangement.as_json()")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("name"), max_length=310)
    at = models.DateTimeField(_("at"))
    restored = models.PositiveIntegerField(_("restored"), null=True, help_text="the number that was brought back")

    objects = FrontLayoutQuerySet.as_manager()

    # From FrontLayoutQuerySet.in_force().
    now: datetime

    class Meta:
        verbose_name = _("layout of a front")
        verbose_name_plural = _("layouts of fronts")
        ordering = ["-number"]
        permissions = [("arrange_frontlayout", "Can arrange the home page and the fronts of sections")]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="front_layout_number_once"),
            # Two constraints instead of NULLS NOT DISTINCT, which PostgreSQL 14 does not know.
            models.UniqueConstraint(
                fields=["number"], condition=Q(section__isnull=True), name="home_layout_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section or '/'}: {self.number}"


class BreakingNews(models.Model):
    """One setting of the bar: words, a story or both for a time, or neither, which takes the bar away.

    Of the rows whose time has begun the newest decides. Append-only (migration 0024): the rows are the log.
    """

    text = models.CharField(_("text"), max_length=160, blank=True)
    # Not held by a constraint: what was scheduled and called off may be deleted, and the row outlives it.
    article = models.ForeignKey(
        Article,
        verbose_name=_("story"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("name"), max_length=310)
    at = models.DateTimeField(_("at"))

    objects = BreakingNewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news")
        ordering = ["-pk"]
        permissions = [("announce_breakingnews", "Can set the bar of breaking news")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="breaking_news_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.text or f"#{self.article_id}"

    @property
    def is_empty(self) -> bool:
        """Whether this took the bar away."""
        return not self.text and self.article_id is None
