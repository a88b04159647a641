"""What stands beside what: derived from published versions by articles.relating, and by nobody else.

No foreign key is held by the database here: a story that was ever published is never deleted, and what is derived must
not keep anything else from changing.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from articles.models.article import Article
from articles.models.published import PublishedArticle
from articles.models.section import Section
from articles.querysets import RelatedStoryQuerySet, StorySubjectQuerySet


class StorySubject(models.Model):
    """What one story is about, of the version that readers see or are about to see."""

    article = models.OneToOneField(
        Article, on_delete=models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    version = models.ForeignKey(
        PublishedArticle, on_delete=models.DO_NOTHING, related_name="subjects", db_constraint=False, db_index=False
    )
    section = models.ForeignKey(
        Section, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    first_published_at = models.DateTimeField()
    twin = models.BigIntegerField(help_text="the lowest number among the story and its near-duplicates")
    terms = ArrayField(models.IntegerField(), help_text="articles.subjects.number_of() each, the heaviest first")
    weights = ArrayField(models.SmallIntegerField(), help_text="of the terms, in their order")
    related_at = models.DateTimeField(null=True, help_text="when its neighbours were looked for")

    objects = StorySubjectQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["article"], name="subject_waiting", condition=models.Q(related_at=None))]

    def __str__(self) -> str:
        return str(self.article_id)


class StoryTerm(models.Model):
    """One term of one story: the key alone, in the order in which the nearest in time are read."""

    pk = models.CompositePrimaryKey("term", "first_published_at", "article", "weight")
    term = models.IntegerField()
    first_published_at = models.DateTimeField()
    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    weight = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"{self.term} {self.article_id}"


class RelatedStory(models.Model):
    """One story beside another, whether readers see it just now or not, and how well it fits there."""

    pk = models.CompositePrimaryKey("article", "other")
    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    other = models.ForeignKey(Article, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    score = models.FloatField()

    objects = RelatedStoryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.other_id}"
