"""Who answers for the paper and how to reach them, as the law asks every paper to say: one row, and who changed it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models.one_row import ONLY, OneRow, OneRowChange


class Imprint(OneRow):
    """What stands at the foot of every page and on the page of the newsroom. What is empty is not shown."""

    legal_name = models.CharField(
        gettext_lazy("full name"), max_length=200, blank=True, help_text=gettext_lazy("As the licence has it.")
    )
    governing_body = models.CharField(gettext_lazy("governing body"), max_length=200, blank=True)
    editor_in_chief = models.CharField(gettext_lazy("editor-in-chief"), max_length=120, blank=True)
    deputies = models.CharField(
        gettext_lazy("deputy editors-in-chief"),
        max_length=300,
        blank=True,
        help_text=gettext_lazy("Several are separated by commas."),
    )
    licence_number = models.CharField(gettext_lazy("licence number"), max_length=80, blank=True)
    licence_issuer = models.CharField(gettext_lazy("licence issued by"), max_length=200, blank=True)
    licence_date = models.DateField(gettext_lazy("licence issued on"), null=True, blank=True)
    address = models.CharField(gettext_lazy("office address"), max_length=300, blank=True)
    phone = models.CharField(gettext_lazy("telephone"), max_length=40, blank=True)
    hotline = models.CharField(gettext_lazy("hotline"), max_length=40, blank=True)
    email = models.EmailField(gettext_lazy("e-mail"), blank=True)
    source_notice = models.CharField(
        gettext_lazy("on quoting our stories"),
        max_length=300,
        blank=True,
        help_text=gettext_lazy("What whoever takes over a story has to name."),
    )
    about = models.TextField(gettext_lazy("about the paper"), max_length=4000, blank=True)
    principles = models.TextField(gettext_lazy("principles of our work"), max_length=6000, blank=True)

    class Meta:
        verbose_name = gettext_lazy("imprint")
        verbose_name_plural = gettext_lazy("imprint")
        constraints = [models.CheckConstraint(condition=Q(id=ONLY), name="imprint_is_one_row")]

    def clean(self) -> None:
        super().clean()
        if (self.licence_issuer or self.licence_date) and not self.licence_number:
            raise ValidationError({"licence_number": _("A licence that was issued has a number.")})

    @property
    def licence(self) -> str:
        """The licence in words; "" without one."""
        if not self.licence_number:
            return ""
        words = {"number": self.licence_number, "issuer": self.licence_issuer}
        words["date"] = date_format(self.licence_date, "d/m/Y") if self.licence_date else ""
        if words["issuer"] and words["date"]:
            return _("No. %(number)s, issued by %(issuer)s on %(date)s") % words
        if words["issuer"]:
            return _("No. %(number)s, issued by %(issuer)s") % words
        return _("No. %(number)s, issued on %(date)s") % words if words["date"] else _("No. %(number)s") % words


class ImprintChange(OneRowChange):
    """One change of the imprint."""

    class Meta(OneRowChange.Meta):
        verbose_name = gettext_lazy("change of the imprint")
        verbose_name_plural = gettext_lazy("changes of the imprint")
