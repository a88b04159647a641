"""Tags ("Từ khóa"), told apart by their accented key: bão (storm) is not bảo (to insure)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from accounts.models import FoldedName
from articles.models.subject_log import SubjectLogEntry
from articles.querysets import TagQuerySet
from newsroom import vietnamese
from newsroom.addresses import address_of
from newsroom.slugs import PLAIN, free_slug

# What TagBase gives name and slug, and we the key.
LONGEST = 100


class Tag(TagBase):
    """A tag; the first spelling is displayed, `key` is its identity. Made, renamed and merged in articles.tags."""

    key = models.CharField(max_length=LONGEST, unique=True, editable=False)
    folded = models.GeneratedField(expression=FoldedName("name"), output_field=models.TextField(), db_persist=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        permissions = [("merge_tag", "Can merge tags")]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="tag_has_a_key"),
            models.CheckConstraint(condition=Q(slug__regex=PLAIN), name="tag_slug_is_plain"),
        ]

    def clean(self) -> None:
        self.name = vietnamese.one_line(self.name)
        self.key = vietnamese.key(self.name)
        if not vietnamese.slugify(self.name):
            raise ValidationError({"name": _("A tag needs letters or digits.")})

    @staticmethod
    def fits(name: str) -> bool:
        """Whether there is room for a tag of this name: its key is longer where one letter becomes two (ß, ss)."""
        return len(name) <= LONGEST and len(vietnamese.key(name)) <= LONGEST

    def free_address(self) -> str:
        """The address its name makes, with a number where another tag has or had that one."""
        return free_slug(vietnamese.slugify(self.name), LONGEST, self._is_anothers)

    def _is_anothers(self, slug: str) -> bool:
        others = (
            Tag.objects.filter(slug=slug).exclude(pk=self.pk),
            TagAlias.objects.filter(slug=slug).exclude(tag=self.pk),
        )
        return any(rows.exists() for rows in others)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = vietnamese.one_line(self.name)
        self.key = vietnamese.key(self.name)
        self.slug = self.slug or self.free_address()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("public:tag", slug=self.slug)


class TagAlias(models.Model):
    """What else a tag is found by: a name or address it had, or those of a tag merged into it.

    Triggers (migration 0012) keep the rows: nothing but `tag` ever changes, by a merge; and no other tag can be given
    a name or an address that stands here.
    """

    tag = models.ForeignKey(Tag, verbose_name=_("tag"), on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(_("name"), max_length=LONGEST)
    key = models.CharField(max_length=LONGEST, unique=True, null=True)  # noqa: DJ001 (unique where there is one)
    slug = models.CharField(max_length=LONGEST, unique=True, null=True)  # noqa: DJ001
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("other name of a tag")
        verbose_name_plural = _("other names of tags")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(key__isnull=False) | Q(slug__isnull=False), name="tag_alias_leads_somewhere"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TaggedArticle(ItemBase):
    """One tag on one desk copy, in the order in which the writer gave them.

    Or a word that is no tag yet (`tag` is null): proposed by somebody who may not make tags, until an editor does.
    """

    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="tagged_items")
    tag = models.ForeignKey(
        Tag, verbose_name=_("tag"), on_delete=models.PROTECT, null=True, related_name="tagged_items"
    )
    proposed = models.CharField(max_length=LONGEST, blank=True)
    proposed_key = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_per_article"),
            models.UniqueConstraint(
                fields=["content_object", "proposed_key"],
                condition=Q(tag__isnull=True),
                name="tag_proposed_once_per_article",
            ),
            models.CheckConstraint(
                condition=Q(tag__isnull=False, proposed="", proposed_key="")
                | Q(tag__isnull=True) & ~Q(proposed="") & ~Q(proposed_key=""),
                name="tagged_by_a_tag_or_a_proposal",
            ),
        ]
        indexes = [
            models.Index(fields=["proposed_key"], name="tag_proposals", condition=Q(tag__isnull=True)),
        ]

    @property
    def name(self) -> str:
        """The tag's name, or the word proposed for one."""
        return self.tag.name if self.tag else self.proposed


class TagVerb(models.TextChoices):
    """Everything that can be done with a tag."""

    CREATE = "create", _("Tag made")
    RENAME = "rename", _("Renamed")
    ALIAS = "alias", _("Other name added")
    MERGE = "merge", _("Merged")
    DELETE = "delete", _("Tag deleted")


class TagLogEntry(SubjectLogEntry):
    """One verb done to one tag: who, when, what. Append-only (migration 0012); outlives the tag."""

    tag = models.ForeignKey(Tag, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="log")
    name = models.CharField(_("name"), max_length=LONGEST)
    verb = models.CharField(_("verb"), max_length=12, choices=TagVerb.choices)

    class Meta:
        verbose_name = _("log entry of a tag")
        verbose_name_plural = _("log entries of tags")
        ordering = ["-id"]
        indexes = [models.Index(fields=["tag", "-id"], name="tag_log_newest")]
