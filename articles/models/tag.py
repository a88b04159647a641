"""Tags ("Từ khóa"), told apart by their accented key: bão (storm) is not bảo (to insure)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from accounts.models import FoldedName
from articles.querysets import TagQuerySet
from newsroom import vietnamese
from newsroom.slugs import PLAIN, free_slug

# What TagBase gives name and slug, and we the key.
LONGEST = 100


class Tag(TagBase):
    """A tag; the first spelling is displayed, `key` is its identity."""

    key = models.CharField(max_length=LONGEST, unique=True, editable=False)
    folded = models.GeneratedField(expression=FoldedName("name"), output_field=models.TextField(), db_persist=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = vietnamese.one_line(self.name)
        self.key = vietnamese.key(self.name)
        if not self.slug:
            wanted = vietnamese.slugify(self.name)
            self.slug = free_slug(wanted, LONGEST, lambda slug: Tag.objects.filter(slug=slug).exists())
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("public:tag", kwargs={"slug": self.slug})


class TaggedArticle(ItemBase):
    """One tag on one desk copy, in the order in which the writer gave them."""

    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="tagged_items")
    tag = models.ForeignKey(Tag, verbose_name=_("tag"), on_delete=models.PROTECT, related_name="tagged_items")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_per_article")]
