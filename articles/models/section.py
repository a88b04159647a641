"""Sections of the paper, in two levels."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.querysets import SectionQuerySet
from newsroom import vietnamese
from newsroom.addresses import address_of
from newsroom.slugs import PLAIN, RESERVED

# Of a name and of an address.
LONGEST = 80


def address_of_section(slug: str, parent: str | None) -> str:
    """The address of the section `slug`, below the section `parent` where it has one."""
    if parent:
        return address_of("public:subsection", slug=parent, subslug=slug)
    return address_of("public:section", slug=slug)


class Section(models.Model):
    """A section (Kinh tế) or a sub-section of one (Kinh tế > Nông nghiệp).

    That there are two levels and no more is held by a trigger (migration 0002). Slugs are unique per parent only:
    "Trong tỉnh" stands under two sections.
    """

    name = models.CharField(_("name"), max_length=LONGEST)
    slug = models.SlugField(_("address"), max_length=LONGEST, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editors"),
        blank=True,
        related_name="edited_sections",
        help_text=_("An editor with no section assigned can edit all of them."),
    )

    objects = SectionQuerySet.as_manager()

    # From SectionQuerySet.with_layout().
    layout: dict[str, Any] | None
    now: datetime

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "slug"], name="section_slug_unique_in_parent"),
            # Two constraints instead of NULLS NOT DISTINCT, which PostgreSQL 14 does not know.
            models.UniqueConstraint(
                fields=["slug"], condition=Q(parent__isnull=True), name="section_slug_unique_at_the_top"
            ),
            models.CheckConstraint(condition=~Q(slug__in=sorted(RESERVED)), name="section_slug_is_not_reserved"),
            models.CheckConstraint(condition=Q(slug__regex=PLAIN), name="section_slug_is_plain"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="section_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.parent.name} › {self.name}" if self.parent else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = vietnamese.one_line(self.name)
        self.slug = self.slug or self._own_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of_section(self.slug, self.parent.slug if self.parent else None)

    def clean(self) -> None:
        self.name = vietnamese.one_line(self.name)
        self.slug = self.slug or self._own_slug()
        if not self.slug:
            raise ValidationError({"name": _("A section's name needs letters.")})
        if self.parent and (self.parent.parent_id or self.parent_id == self.pk):
            raise ValidationError({"parent": _("Sections have two levels: choose a section of the first level.")})
        if self.parent_id and self.pk and self.children.exists():
            raise ValidationError({"parent": _("This section has sub-sections, so it stays at the first level.")})

    def _own_slug(self) -> str:
        """Cut to its column: a slug is longer than the name where one sign becomes several (½, 1-2)."""
        return vietnamese.slugify(self.name)[:LONGEST].rstrip("-")

    @property
    def top(self) -> "Section":
        """The section of the first level that this one is or belongs to."""
        return self.parent or self
