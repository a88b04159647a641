"""What readers' searches find a published version by."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from articles.models.article import Article
from articles.models.published import PublishedArticle


class PublishedWords(models.Model):
    """The words of one version, beside it: a published version itself is never altered, and search changes.

    Written by articles.indexing with the version, and again where the way words are read has changed. The vectors are
    those of articles.search. There is no index by time on purpose: the database would take it for a common word, and
    walk along it for years where the word was common in other years.
    """

    version = models.OneToOneField(PublishedArticle, on_delete=models.CASCADE, primary_key=True, related_name="words")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_published_at = models.DateTimeField()
    title = SearchVectorField(help_text="title (A), kicker and tags (B)")
    text = SearchVectorField(help_text="these, bylines and lead (C), body (D)")

    class Meta:
        indexes = [
            # A list of what came in lately would be read whole by each search.
            GinIndex(fields=["title"], name="published_words_title", fastupdate=False),
            GinIndex(fields=["text"], name="published_words_text", fastupdate=False),
        ]

    def __str__(self) -> str:
        return str(self.version_id)
