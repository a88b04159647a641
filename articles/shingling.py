"""Keeps what each story is recognised by in others; articles.similar asks for it."""

from django.db import transaction

from articles import shingles
from articles.models import Article, StoryShingle


def keep_shingles(article: Article) -> None:
    """Keep the shingles of the desk copy and of what readers see, or are about to see; call in the save's transaction.

    The two may differ, and a story is to be found by either. What readers see no more stays until the next save: a
    story is found by it, and then has nothing to show. 3 queries, and 2 more where the words have changed.
    """
    sentences = shingles.Text(article.title, article.lead, article.body).sentences()
    for version in article.published_versions.not_over().only("title", "lead", "body"):
        sentences += shingles.Text(version.title, version.lead, version.body).sentences()
    StoryShingle.objects.replace(article, shingles.kept(sentences))


def keep_shingles_of(numbers: list[int]) -> None:
    """keep_shingles() for these stories in one transaction; a story that is being saved meanwhile waits for the end."""
    with transaction.atomic():
        for article in Article.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers):
            keep_shingles(article)
