"""Questions about what readers see, and about what was set right in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, JSONObject, Now

from articles.layouts import IN_PICTURES

if TYPE_CHECKING:
    from accounts.models import Author
    from articles.models import Correction, PublishedArticle, Section, Tag, Topic  # noqa: F401 (named in strings)


# What a list shows of a story: the first columns of articles.teasers.Teaser.
TEASER_OF_STORY = (
    "id",
    "article_id",
    "first_published_at",
    "kind",
    "slug",
    "kicker",
    "title",
    "lead",
    "lead_photo",
)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def standing(self) -> Self:
        """Corrections that nobody has taken back."""
        return self.filter(ended_at=None)

    def public(self) -> Self:
        """Standing corrections of stories that readers see: with a withdrawn story goes what quotes it."""
        stories: Any = self.model._meta.get_field("article").related_model
        versions = stories._meta.get_field("published_versions").related_model.objects
        return self.standing().filter(versions.live().exists_for(OuterRef("article")))

    def rows_of(self, article: OuterRef) -> ArraySubquery:
        """The standing corrections of a story as plain data, oldest first: for whoever asks for both in one query."""
        names = ("id", "kind", "wrong", "right", "apology", "document", "at")
        row = JSONObject(**{name: name for name in names})
        return ArraySubquery(self.standing().filter(article=article).order_by("at", "pk").values_list(row))


class PublishedArticleQuerySet(models.QuerySet["PublishedArticle"]):
    def live(self, at: datetime | None = None) -> Self:
        """What readers see: now by the database's own clock, or at the moment `at`."""
        moment = at or Now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=moment), live_from__lte=moment)

    def not_over(self) -> Self:
        """What readers see or are about to see."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=Now()) & Q(live_until__gt=F("live_from")))

    def pending(self) -> Self:
        """Scheduled and not called off: its moment has yet to come."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")), live_from__gt=Now())

    def ever_public(self) -> Self:
        """Versions that readers see or have seen at some time."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")), live_from__lte=Now())

    def on_calendar(self, since: datetime, until: datetime) -> Self:
        """What readers see and first saw in these days, and what they are to see in them.

        Adds `moment`: when a pending version goes live, when readers first saw a live one.
        """
        published = Q(first_published_at__gte=since, first_published_at__lt=until, live_from__lte=Now())
        published &= Q(live_until__isnull=True) | Q(live_until__gt=Now())
        pending = Q(live_until__isnull=True) | Q(live_until__gt=F("live_from"))
        pending &= Q(live_from__gte=since, live_from__lt=until, live_from__gt=Now())
        moment = Case(When(live_from__gt=Now(), then=F("live_from")), default=F("first_published_at"))
        return self.filter(published | pending).annotate(moment=moment)

    def ending_at(self, moment: datetime) -> Self:
        """Versions that give way at exactly `moment`, after having been live before it."""
        return self.filter(live_until=moment, live_from__lt=moment)

    def exists_for(self, article: OuterRef) -> Exists:
        return Exists(self.filter(article=article))

    def in_section(self, section: Section | OuterRef | int) -> Self:
        """The list of a section: stories of it and of its sub-sections, each once, by whichever of their sections."""
        return self.filter(section_rows__section=section)._listed_by("section_rows")

    def with_place_in(self, section: Section | int) -> Self:
        """Adds `is_listed`: whether the story stands in the section's list."""
        rows = self._related("section_rows").filter(version=OuterRef("pk"), section=section)
        return self.annotate(is_listed=Exists(rows))

    def tagged(self, tag: Tag | int) -> Self:
        return self.filter(tag_rows__tag=tag)._listed_by("tag_rows")

    def by_author(self, author: Author | int) -> Self:
        return self.filter(byline_rows__author=author)._listed_by("byline_rows")

    def in_topic(self, topic: Topic | int) -> Self:
        """Stories of a topic; newest() and the like go by the date alone, arranged() begins with those put first."""
        stories = self.filter(article__topic_rows__topic=topic)._listed_by("article__topic_rows")
        return stories.alias(topic_place=F("article__topic_rows__place"))

    def arranged(self) -> Self:
        """Those of in_topic(): what editors put first, in their order, then the newest."""
        return self.order_by(F("topic_place").asc(nulls_last=True), "-listed_at", "-listed_as")

    def unarranged(self) -> Self:
        """Those of in_topic() that nobody put first."""
        return self.filter(topic_place=None)

    def _listed_by(self, rows: str) -> Self:
        """Lets the order and the paging of newest() go by the rows that the list is of.

        They repeat both columns beside the key they are chosen by, in one index: the database walks it, and reads no
        more stories than a page shows, however many there are of the tag and in the archive.
        """
        return self.alias(listed_at=F(f"{rows}__first_published_at"), listed_as=F(f"{rows}__article_id"))

    @property
    def _order(self) -> tuple[str, str]:
        """The columns that a list goes by: the moment readers first saw the story, and its number."""
        is_listed = "listed_at" in self.query.annotations
        return ("listed_at", "listed_as") if is_listed else ("first_published_at", "article_id")

    def of_articles(self, articles: Iterable[int]) -> Self:
        return self.filter(article__in=_one_of(articles))

    def but_of_articles(self, articles: Iterable[int]) -> Self:
        return self.exclude(article__in=_one_of(articles))

    def among(self, versions: Iterable[int]) -> Self:
        return self.filter(pk__in=_one_of(versions))

    def but(self, versions: Iterable[int]) -> Self:
        return self.exclude(pk__in=_one_of(versions))

    def in_pictures(self) -> Self:
        """Stories to look at."""
        return self.filter(kind__in=IN_PICTURES)

    def without_subject(self) -> Self:
        """Versions of stories of which nothing is kept of what they are about, or of an earlier version only."""
        kept = self._related("subjects").filter(article=OuterRef("article"), version__gte=OuterRef("pk"))
        return self.filter(~Exists(kept))

    def newest(self) -> Self:
        """Newest first; many imported stories share a moment, so the story's number decides then."""
        return self.order_by(*(f"-{name}" for name in self._order))

    def older_than(self, first_published_at: datetime, article_id: int) -> Self:
        """The rows after one row of newest(): keyset paging, as cheap on the last page as on the first."""
        at, number = self._order
        return self.filter(
            Q(**{f"{at}__lt": first_published_at}) | Q(**{at: first_published_at, f"{number}__lt": article_id}),
            # Implied, but in a form that lets the database enter the index at that moment instead of walking to it from
            # the newest row: 10 ms instead of 1 s deep in an archive of 200,000.
            **{f"{at}__lte": first_published_at},
        )

    def with_sections(self) -> Self:
        """Adds `sections_now`: [{name, slug, parent}] of the other sections in order, as they are called today."""
        rows = self._related("section_rows").filter(version=OuterRef("pk"), position__gt=0).order_by("position")
        row = JSONObject(name="section__name", slug="section__slug", parent="section__parent__slug")
        return self.annotate(sections_now=ArraySubquery(rows.values(json=row)))

    def not_older_than(self, first_published_at: datetime, article_id: int) -> Self:
        """The rows of newest() down to one row and that row itself: what older_than() leaves out."""
        at, number = self._order
        return self.filter(
            Q(**{f"{at}__gt": first_published_at}) | Q(**{at: first_published_at, f"{number}__gte": article_id}),
            **{f"{at}__gte": first_published_at},  # see older_than()
        )

    def with_tags(self) -> Self:
        """Adds `tags_now`: [{name, slug}] in order, as the version's tags are called today."""
        rows = self._related("tag_rows").filter(version=OuterRef("pk")).order_by("pk")
        return self.annotate(tags_now=ArraySubquery(rows.values(json=JSONObject(name="tag__name", slug="tag__slug"))))

    def for_list(self) -> Self:
        """With what a teaser shows, and without the text."""
        return self.select_related("section__parent").defer("body")

    def for_teasers(self, *more: str) -> models.QuerySet[PublishedArticle, tuple[Any, ...]]:
        """Rows of what a list shows of each story, as articles.teasers.Teaser takes them, and of what is annotated."""
        columns = [Cast(name, models.TextField()) if name == "lead_photo" else F(name) for name in TEASER_OF_STORY]
        top = Coalesce("section__parent__slug", "section__slug")
        return self.values_list(*columns, F("section__name"), top, *more)

    def for_page(self) -> Self:
        """With everything an article page shows of the story itself, in one query.

        Adds `views_now`: reads as shown to readers, null where nobody has counted any yet.
        """
        stories = self.select_related("section__parent").annotate(views_now=F("article__view_total__displayed"))
        return stories.with_tags().with_sections().with_corrections().with_topics()

    def with_topics(self) -> Self:
        """Adds `topics`: [{name, slug}] of the topics that the story stands in, the latest it was put into last."""
        stories: Any = self.model._meta.get_field("article").related_model
        rows = stories._meta.get_field("topic_rows").related_model.objects
        found = rows.filter(article=OuterRef("article")).order_by("pk")
        return self.annotate(
            topics=ArraySubquery(found.values(json=JSONObject(name="topic__name", slug="topic__slug")))
        )

    def with_corrections(self) -> Self:
        """Adds `corrections`: what the paper set right in the story, as CorrectionQuerySet.rows_of() gives it."""
        stories: Any = self.model._meta.get_field("article").related_model
        rows = stories._meta.get_field("corrections").related_model.objects.rows_of(OuterRef("article"))
        return self.annotate(corrections=rows)

    def _related(self, name: str) -> Any:
        """The rows of the model behind a relation, for this file imports no model."""
        model: Any = self.model._meta.get_field(name).related_model
        return model.objects.all()


def _one_of(numbers: Iterable[int]) -> RawSQL:
    """Any number of numbers as one parameter, so that the statement is the same for all of them."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(numbers)])
