"""What the logs of tags and of topics have in common."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectLogEntry(models.Model):
    """One verb done to one of them: who, when, what; `name` and `verb` are each one's own.

    Append-only by a trigger; outlives its subject.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=310)
    at = models.DateTimeField(_("at"))
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.name}"  # type: ignore[attr-defined]  # see above
