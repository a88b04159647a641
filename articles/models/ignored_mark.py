"""Marks of the text doctor that somebody has looked at and left as they are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class IgnoredMark(models.Model):
    """What one person told the doctor to leave alone in a story, so that whoever comes after is not asked again.

    It is known by its words, not by its place: a sentence written in before it moves it, and one that is changed asks
    again.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="ignored_marks")
    rule = models.CharField(max_length=40, help_text="its name in the table of articles.doctor.rules")
    words = models.CharField(max_length=200, help_text="the slip with the words it touches")
    around = models.CharField(
        max_length=200, blank=True, help_text="the text around it; empty: wherever these words are"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ignored_marks")
    by_name = models.CharField(_("name"), max_length=310)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("ignored mark")
        verbose_name_plural = _("ignored marks")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "rule", "words", "around"], name="mark_is_ignored_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"
