"""What each story is recognised by in another: a row for each hash that articles.shingles keeps of its sentences."""

from django.db import models

from articles.models.article import Article
from articles.querysets import StoryShingleQuerySet


class StoryShingle(models.Model):
    """One hash of one story: of its desk copy, or of what readers see or are about to see of it.

    Its key is its only large index, and the order of that key is the question: which stories have this hash?
    """

    pk = models.CompositePrimaryKey("fingerprint", "article")
    fingerprint = models.IntegerField()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shingles")

    objects = StoryShingleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.fingerprint} {self.article_id}"
