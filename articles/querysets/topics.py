"""Questions about topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from articles.querysets.expressions import CountOf
from newsroom import vietnamese

if TYPE_CHECKING:
    from articles.models import Article, Topic  # noqa: F401 (named in strings)


class TopicQuerySet(models.QuerySet["Topic"]):
    def at(self, slug: str) -> Topic | None:
        """The topic whose address this is or was, with its banner; 1 or 2 queries."""
        topics = self.select_related("banner")
        former = Q(pk__in=self._related("aliases").filter(slug=slug).values("topic"))
        return topics.filter(slug=slug).first() or topics.filter(former).first()

    def matching(self, words: str) -> Self:
        """Topics whose name contains `words`, typed with or without accents."""
        name = models.Func("name", function="newsroom_fold", output_field=models.TextField())
        return self.alias(folded=name).filter(folded__contains=vietnamese.fold(vietnamese.one_line(words)))

    def open(self) -> Self:
        """Topics that take stories in."""
        return self.filter(closed_at=None)

    def open_or_with(self, article: Article) -> Self:
        """Topics that take stories in or have this one, by name; adds `has_story`, whether it stands there."""
        rows = self._related("story_rows").filter(topic=OuterRef("pk"), article=article)
        topics = self.annotate(has_story=Exists(rows)).filter(Q(closed_at=None) | Q(has_story=True))
        return topics.order_by("name")

    def closed(self) -> Self:
        return self.exclude(closed_at=None)

    def public(self) -> Self:
        """Topics that readers see, for one of their stories is live."""
        return self.filter(Exists(self._live_rows()))

    def with_newest(self) -> Self:
        """Adds `newest_at`, when readers first saw its newest live story; those with the latest come first."""
        newest = self._live_rows().order_by("-first_published_at", "-article").values("first_published_at")
        return self.annotate(newest_at=Subquery(newest[:1])).order_by(F("newest_at").desc(nulls_last=True), "-pk")

    def with_size(self) -> Self:
        """Adds `stories`, the number of those that stand in it, whether readers see them or not."""
        return self.annotate(stories=CountOf(self._related("story_rows").filter(topic=OuterRef("pk"))))

    def _live_rows(self) -> Any:
        rows = self._related("story_rows")
        stories: Any = rows.model._meta.get_field("article").related_model
        live = stories._meta.get_field("published_versions").related_model.objects.live()
        return rows.filter(live.exists_for(OuterRef("article")), topic=OuterRef("pk"))

    def _related(self, name: str) -> Any:
        """The rows of the model behind a relation, for this file imports no model."""
        model: Any = self.model._meta.get_field(name).related_model
        return model.objects.all()
