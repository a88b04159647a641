"""Whether stories that were loaded in bulk have the very rows that writing and publishing them one by one gives."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from accounts.models import User
from articles import publishing, relating, workflow
from articles.models import (
    Article,
    Byline,
    LogEntry,
    PublishedArticle,
    PublishedByline,
    PublishedSection,
    PublishedTag,
    PublishedWords,
    RelatedPick,
    Revision,
    SecondarySection,
    StoryShingle,
    StorySubject,
    StoryTerm,
    TaggedArticle,
    Verb,
)
from benchmarks.archive import Archive

# {table: (its field for the story, its fields that another story or another moment makes others)}
TABLES: dict[type[models.Model], tuple[str, set[str]]] = {
    Article: ("pk", {"id", "status_since", "created_at", "modified_at"}),
    Byline: ("article", {"id", "article"}),
    LogEntry: ("article", {"id", "article", "at", "details"}),
    PublishedArticle: ("article", {"id", "article", "revision", "live_from"}),
    PublishedByline: ("article", {"id", "article", "version"}),
    PublishedSection: ("article", {"id", "article", "version"}),
    PublishedTag: ("article", {"id", "article", "version"}),
    PublishedWords: ("article", {"article", "version"}),
    RelatedPick: ("article", {"id", "article"}),
    Revision: ("article", {"id", "article", "created_at"}),
    SecondarySection: ("article", {"id", "article"}),
    StoryShingle: ("article", {"article"}),
    StorySubject: ("article", {"article", "version", "twin", "related_at"}),
    StoryTerm: ("article", {"article"}),
    TaggedArticle: ("content_object", {"id", "content_object"}),
}


def compare(archive: Archive, numbers: Sequence[int]) -> dict[int, str]:
    """{number: the tables in which the loaded story differs}; nothing is left behind."""
    differing = {}
    by = User.objects.get(username="reporter")
    for number in numbers:
        with transaction.atomic():
            loaded = _rows(number)
            article = workflow.create(archive.story(number), by=by, log_as=Verb.IMPORT)
            publishing.publish_import(article, by=by, first_published_at=archive.first_published_at(number))
            relating.relate([article.pk])
            written = _rows(article.pk)
            transaction.set_rollback(True)
        if tables := [table for table, rows in written.items() if rows != loaded[table]]:
            differing[number] = ", ".join(tables)
    return differing


def _rows(number: int) -> dict[str, list[Any]]:
    """{table: the story's rows, each as (column, value) pairs}."""
    found = {}
    for model, (story, others) in TABLES.items():
        names = [field.attname for field in model._meta.concrete_fields if field.name not in others]
        rows = model._default_manager.filter(**{story: number}).values(*names)  # type: ignore[attr-defined]
        found[model._meta.db_table] = sorted((sorted(row.items()) for row in rows), key=repr)
    return found
