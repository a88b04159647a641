"""What readers see: versions of stories, each made from one approved revision and never altered afterwards."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import BigIntegerRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Author
from articles.layouts import IN_PICTURES
from articles.models.article import Article
from articles.models.correction import Correction
from articles.models.history import Revision
from articles.models.section import Section, address_of_section
from articles.models.tag import Tag
from articles.querysets import PublishedArticleQuerySet
from newsroom.addresses import address_of


class PublishedArticle(models.Model):
    """One published version of a story, live from `live_from` until `live_until` (open-ended when null).

    It carries all it shows, so a page needs no other table for its text. A trigger (migration 0002) refuses to
    change anything but `live_until`, and to delete. A version whose range is empty (`live_until` = `live_from`) was
    scheduled and called off; readers never saw it.
    """

    Kind = Article.Kind

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="published_versions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="published_versions")
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True)
    first_published_at = models.DateTimeField(_("first published"))
    updated_at = models.DateTimeField(_("updated"), null=True, help_text="shown to readers where set")

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="published_versions")
    secondary_sections = models.JSONField(
        default=list, help_text="[{name, slug, parent: slug or null}] in order, as they were called when it was made"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NEWS)
    slug = models.CharField(max_length=255)
    kicker = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=250)
    title_key = models.CharField(max_length=250, db_index=True)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True, help_text="public HTML, from articles.body.for_readers")
    lead_photo = models.JSONField(null=True, help_text="Photo.as_shown(), or null")
    bylines = models.JSONField(default=list, help_text="[{name, slug, role, affiliation}] in order")
    tags = models.JSONField(default=list, help_text="[{name, slug}] in order, as they were called when it was made")
    related = models.JSONField(default=list, help_text="[{article: id or null, title_key}] in order")
    source_name = models.CharField(max_length=120, blank=True)
    source_url = models.CharField(max_length=500, blank=True)

    objects = PublishedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["-first_published_at", "-article_id"]
        indexes = [
            models.Index(fields=["-first_published_at", "-article"], name="published_newest"),
            models.Index(fields=["section", "-first_published_at", "-article"], name="published_section_newest"),
            models.Index(fields=["article", "-live_from"], name="published_article_latest"),
            models.Index(fields=["live_from"], name="published_live_from"),
            # The few that the strip of a front looks for.
            models.Index(
                fields=["-first_published_at", "-article"],
                name="published_in_pictures",
                condition=Q(kind__in=IN_PICTURES),
            ),
        ]
        constraints = [
            # int8range turns the key into a range, which gist knows without the btree_gist extension.
            ExclusionConstraint(
                name="one_live_version_at_any_instant",
                expressions=[
                    (
                        Func(
                            F("article"),
                            F("article"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("live_from"), F("live_until"), function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="published_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(first_published_at__lte=F("live_from")), name="published_first_no_later_than_live"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """`/chinh-tri/<slug>-<id>.html`; loads the section and its parent unless they are selected already."""
        section, number = self.section.top.slug, self.article_id
        return address_of("public:article", section=section, slug=self.slug, article_id=number)

    @property
    def section_path(self) -> list[Section]:
        """The section from the top down, for breadcrumbs; empty for a preview of a story that has none yet."""
        if not self.section_id:
            return []
        return [self.section.parent, self.section] if self.section.parent else [self.section]

    @property
    def shown_sections(self) -> list[dict[str, str]]:
        """[{name, address}] of the other sections in whose lists it stands, as they are called now.

        A version that is not stored, or not with_sections(), has them as they were called when it was made.
        """
        return [
            {"name": row["name"], "address": address_of_section(row["slug"], row["parent"])}
            for row in getattr(self, "sections_now", self.secondary_sections)
        ]

    @property
    def shown_tags(self) -> list[dict[str, str]]:
        """[{name, slug}] as the tags are called now; a version that is not stored, or not with_tags(), has its own."""
        return getattr(self, "tags_now", self.tags)

    @property
    def shown_topics(self) -> list[dict[str, str]]:
        """[{name, slug}] of the topics that the story stands in; none where not with_topics()."""
        return getattr(self, "topics", [])

    @cached_property
    def shown_corrections(self) -> list[dict[str, Any]]:
        """[{kind, label, wrong, right, apology, document, at}], oldest first; none where not with_corrections()."""
        rows = getattr(self, "corrections", [])
        kinds = dict(Correction.Kind.choices)
        return [row | {"at": datetime.fromisoformat(row["at"]), "label": kinds[row["kind"]]} for row in rows]

    @property
    def views(self) -> int:
        """Reads as shown to readers: ours and the old site's; costs a query where not for_page()."""
        if "views_now" in self.__dict__:
            return self.__dict__["views_now"] or 0
        total = getattr(self.article, "view_total", None)
        return total.displayed if total else 0


class PublishedSection(models.Model):
    """One section in whose list one version stands, with what that list orders and pages by.

    `position` is 0 for the main section, 1 and up for the others as chosen; null for the section above one of them,
    whose list shows them too. A trigger (migration 0022) keeps those as sections move below others.
    """

    version = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="section_rows")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="published_rows")
    position = models.PositiveSmallIntegerField(null=True)
    first_published_at = models.DateTimeField()
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "section"], name="section_once_per_version")]
        indexes = [models.Index(fields=["section", "-first_published_at", "-article"], name="published_section_list")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.section_id}"


class PublishedTag(models.Model):
    """One tag of one version, with what lists by tag order and page by."""

    version = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="tag_rows")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="published_rows")
    first_published_at = models.DateTimeField()
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "tag"], name="tag_once_per_version")]
        indexes = [models.Index(fields=["tag", "-first_published_at", "-article"], name="published_tag_newest")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.tag_id}"


class PublishedByline(models.Model):
    """One author of one version, with what an author's list orders and pages by."""

    version = models.ForeignKey(PublishedArticle, on_delete=models.CASCADE, related_name="byline_rows")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="published_rows")
    first_published_at = models.DateTimeField()
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "author"], name="author_once_per_version")]
        indexes = [models.Index(fields=["author", "-first_published_at", "-article"], name="published_author_newest")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.author_id}"
