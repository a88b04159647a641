"""Settings that people make at the desk: a table of one row, and a log of who changed it."""

from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

ONLY = 1  # the key of the one row


class OneRow(models.Model):
    """Settings of one kind. Without a row the defaults hold. Changed by articles.one_row alone."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False, help_text="grows with every change")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> Self:
        """The settings in force; 1 query. Where nobody has set any, the defaults, not stored."""
        return cls._default_manager.first() or cls()

    @classmethod
    def settable(cls) -> list[models.Field]:
        """The fields somebody can set."""
        return [field for field in cls._meta.concrete_fields if field.editable]


class OneRowChange(models.Model):
    """One change of such settings: who, when, what from and to. Append-only, by a trigger in its table's migration."""

    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("name"), max_length=310)
    changes = models.JSONField(_("changes"), encoder=DjangoJSONEncoder, help_text="{field: [before, after]}")

    class Meta:
        abstract = True
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.by_name}, {self.at:%d/%m/%Y %H:%M}"
