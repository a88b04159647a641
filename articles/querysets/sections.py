"""Questions about sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Now

if TYPE_CHECKING:
    from articles.models import Section  # noqa: F401 (named in strings)


# Sections with their sub-sections behind them, as a menu shows them.
SECTIONS_GROUPED: list[str | Combinable] = [
    Coalesce("parent__position", "position"),
    Coalesce("parent__name", "name"),
    F("parent").asc(nulls_first=True),
    "position",
    "name",
]


class SectionQuerySet(models.QuerySet["Section"]):
    def grouped(self) -> Self:
        return self.select_related("parent").order_by(*SECTIONS_GROUPED)

    def top_level(self) -> Self:
        return self.filter(parent__isnull=True)

    def at(self, slug: str, subslug: str | None = None) -> Self:
        """The section at one address: `/slug/` or `/slug/subslug/`."""
        if subslug is None:
            return self.filter(parent__isnull=True, slug=slug)
        return self.filter(parent__slug=slug, slug=subslug)

    def with_layout(self) -> Self:
        """Adds `layout`, the arrangement of the section's front as it is stored, or null, and `now`, the clock."""
        layouts: Any = self.model._meta.get_field("layouts").related_model
        return self.annotate(layout=layouts.objects.newest_of(OuterRef("pk")), now=Now())

    def within(self, section: int) -> Self:
        """A section and its sub-sections."""
        return self.filter(Q(pk=section) | Q(parent=section))

    def held(self, sections: Iterable[int]) -> dict[int, Section]:
        """These sections by key; none of them moves below another until the transaction ends. One query."""
        statement = "SELECT * FROM articles_section WHERE id = ANY(%s) ORDER BY id FOR SHARE"
        return {section.pk: section for section in self.raw(statement, [sorted(set(sections))])}
