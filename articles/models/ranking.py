"""Which stories are read most lately, and which of them an editor keeps out of that list."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class ReadingTrend(models.Model):
    """How much one story is read, once for each window of articles.trends: logarithms that order stories at any time.

    Written by articles.trends along with the rows of HourlyViews, out of which it can be made anew.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="reading_trend")
    day = models.FloatField()
    week = models.FloatField()
    month = models.FloatField()
    read_at = models.DateTimeField(help_text="the last hour in which it was read")

    class Meta:
        indexes = [
            models.Index(fields=["-day", "-article"], name="trend_of_a_day"),
            models.Index(fields=["-week", "-article"], name="trend_of_a_week"),
            models.Index(fields=["-month", "-article"], name="trend_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.day:.2f}"


class MostReadBlock(models.Model):
    """A story that a managing editor keeps out of "Most read" for now. The story's log has who did so before."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="most_read_block")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("name"), max_length=310)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("story kept out of “Most read”")
        verbose_name_plural = _("stories kept out of “Most read”")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.reason}"
