"""Where readers of an old site are sent: single addresses, and families of them that hold a story's old number."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import moved
from articles.models.article import Article


class OldAddress(models.Model):
    """One address of an old site, and the story or the place that has taken it over."""

    path = models.CharField(
        _("old address"), max_length=500, unique=True, help_text=_("As it stood behind the old site's name.")
    )
    article = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.CASCADE, null=True, blank=True, related_name="old_addresses"
    )
    target = models.CharField(
        _("or another place"), max_length=500, blank=True, help_text=_("A path of this site, or a web address.")
    )

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=True) ^ Q(target=""),
                name="old_address_leads_to_one_place",
                violation_error_message=_("Choose a story, or give another place: one of the two."),
            ),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="old_address_is_a_path"),
        ]

    def __str__(self) -> str:
        return self.path

    def clean(self) -> None:
        self.path = moved.normalise(self.path)
        if self.target:
            self.target = moved.target(self.target)
            if not self.target:
                raise ValidationError({"target": _("Give a path that begins with / or a web address.")})
            if moved.normalise(self.target) == self.path:
                raise ValidationError({"target": _("This address would lead to itself.")})


class OldAddressPattern(models.Model):
    """A family of old addresses: "/tin-tuc/*/{id}/*" leads to the story imported from `site` under that number."""

    pattern = models.CharField(
        _("pattern"),
        max_length=200,
        unique=True,
        help_text=_("A path: {id} stands for the old number, * for anything up to the next /."),
    )
    site = models.CharField(
        _("site"), max_length=100, help_text=_("The site the stories were imported from, such as baothaibinh.com.vn.")
    )

    class Meta:
        verbose_name = _("pattern of old addresses")
        verbose_name_plural = _("patterns of old addresses")
        ordering = ["pattern"]

    def __str__(self) -> str:
        return f"{self.pattern} ({self.site})"

    def clean(self) -> None:
        self.pattern = moved.normalise(self.pattern)
        if self.pattern.count("{id}") != 1:
            raise ValidationError({"pattern": _("The pattern needs {id} once, where the old number stood.")})
