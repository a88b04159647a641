"""Questions about the arrangement of fronts, and about breaking news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject, Now

from articles.querysets.published import PublishedArticleQuerySet

if TYPE_CHECKING:
    from articles.models import BreakingNews, FrontLayout, Section  # noqa: F401 (named in strings)


class FrontLayoutQuerySet(models.QuerySet["FrontLayout"]):
    def of(self, section: Section | None) -> Self:
        """The layouts of a section's front, or of the home page, the newest first."""
        return self.filter(section=section).order_by("-number")

    def in_force(self, section: Section | None) -> Self:
        """The newest layout with `now`, the database's clock, by which its stories have their times; one or none."""
        return self.of(section).annotate(now=Now())[:1]

    def newest_of(self, section: OuterRef) -> Subquery:
        """The arrangement in force on a section's front, or null: for whoever asks for both in one query."""
        return Subquery(self.filter(section=section).order_by("-number").values("arrangement")[:1])


class BreakingNewsQuerySet(models.QuerySet["BreakingNews"]):
    def in_force(self) -> Self:
        """What the bar shows now: the newest row that has begun, unless it is over or empty, or its story not live."""
        begun = self.model.objects.filter(starts_at__lte=Now()).order_by("-pk").values("pk")[:1]
        said = ~Q(text="") | Q(article__isnull=False)
        visible = Q(article__isnull=True) | Q(self._versions().live().exists_for(OuterRef("article")))
        return self.filter(said, visible, pk=Subquery(begun), ends_at__gt=Now())

    def as_row(self) -> Subquery:
        """What the bar shows now as plain data, {text, until, story}, or null: beside other rows.

        `story`: {title, slug, article, section} of the live version, `section` by its address; null without a story.
        """
        version = self._versions().live().filter(article=OuterRef("article"))
        top = Coalesce("section__parent__slug", "section__slug")
        story = JSONObject(title="title", slug="slug", article="article_id", section=top)
        row = JSONObject(text="text", until="ends_at", story=Subquery(version.values(json=story)[:1]))
        return Subquery(self.in_force().values(json=row)[:1])

    def _versions(self) -> PublishedArticleQuerySet:
        stories: Any = self.model._meta.get_field("article").related_model
        return stories._meta.get_field("published_versions").related_model.objects.all()
