"""A published story as rows of all its tables, by the functions with which a save and a publication make them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from accounts.models import User
from articles import publishing, relating, shingles, versions
from articles.content import Content
from articles.indexing import words_of
from articles.models import (
    Article,
    LogEntry,
    Photo,
    PublishedArticle,
    Revision,
    Section,
    Tag,
    TaggedArticle,
    Verb,
)
from newsroom import vietnamese


@dataclass(frozen=True)
class Known:
    """What every story may name, read once; `tags` by key, `photos` by file, `sections` by number."""

    tags: Mapping[str, Tag]
    photos: Mapping[str, Photo]
    sections: Mapping[int, Section]

    @classmethod
    def read(cls) -> "Known":
        tags = {tag.key: tag for tag in Tag.objects.all()}
        photos = {photo.file: photo for photo in Photo.objects.all()}
        return cls(tags, photos, Section.objects.select_related("parent").in_bulk())


def rows_of(number: int, content: Content, known: Known, *, by: User, at: datetime) -> list[models.Model]:
    """The rows of a story that was written and published at once, `at`, in an order in which they can be stored.

    The story, its revision and its version go by `number`. Nothing is asked of the database.
    """
    content = content.cleaned(known_tags=True)
    article = Article(
        pk=number,
        owner_id=by.pk,
        status=Article.Status.PUBLISHED,
        status_since=at,
        created_at=at,
        modified_at=at,
        version=1,
        approved_version=1,
        **content.columns(),
    )
    revision = Revision(
        pk=number, article_id=number, number=1, content=content.snapshot(), created_by_id=by.pk, created_at=at
    )
    version = PublishedArticle(
        pk=number,
        article_id=number,
        revision_id=number,
        live_from=at,
        first_published_at=at,
        slug=vietnamese.slugify(content.title)[:200].strip("-") or "tin",
        **versions.fields(content, tags=known.tags, photos=known.photos),
    )
    tags, bylines, sections = publishing.rows_in_lists(version, content, known.tags, known.sections)
    chosen = [row.section_id for row in sections if row.position is not None]
    return [
        article,
        *(row for rows in content.rows(article) for row in rows),
        *(TaggedArticle(content_object_id=number, tag_id=known.tags[vietnamese.key(name)].pk) for name in content.tags),
        revision,
        version,
        *tags,
        *bylines,
        *sections,
        words_of(version, chosen, (row.author_id for row in bylines)),
        relating.subject_of(version),
        _log(article, by, at, ("", Article.Status.DRAFT), {}),
        _log(article, by, at, (Article.Status.DRAFT, article.status), publishing.facts(version)),
    ]


def shingles_of(article: Article) -> set[int]:
    """The fingerprints of the rows of StoryShingle: of each story there are dozens."""
    return shingles.kept(shingles.Text(article.title, article.lead, article.body).sentences())


def _log(article: Article, by: User, at: datetime, status: tuple[str, str], details: dict[str, Any]) -> LogEntry:
    return LogEntry(
        article_id=article.pk,
        article_title=article.title,
        verb=Verb.IMPORT,
        by_id=by.pk,
        by_name=by.display_name,
        at=at,
        from_status=status[0],
        to_status=status[1],
        revision=1,
        details=details,
    )


# As PostgreSQL's COPY reads them --------------------------------------------------------------------------------------

Write = Callable[[Any], str]


class Lines:
    """The rows of one table, as lines of text."""

    def __init__(self, model: type[models.Model]) -> None:
        own = [field for field in model._meta.concrete_fields if not field.generated]
        # A number that nobody gave comes from the table's own sequence.
        fields = [field for field in own if not (field.primary_key and _is_counted(model))]
        self.table = model._meta.db_table
        self.columns = ", ".join(f'"{field.column}"' for field in fields)
        self._writers = [(field.attname, _writer(field)) for field in fields]
        self.written: list[str] = []

    def add(self, row: models.Model) -> None:
        # What was given to a row stands in it as it is, and each of these fields is.
        given = row.__dict__
        self.written.append("\t".join([write(given[name]) for name, write in self._writers]))


def _is_counted(model: type[models.Model]) -> bool:
    return model not in {Article, Revision, PublishedArticle} and isinstance(model._meta.pk, models.AutoField)


def _writer(field: models.Field) -> Write:
    match field:
        case models.JSONField():
            return _json
        case ArrayField():
            return _array
        case models.BooleanField():
            return _boolean
        case models.CharField() | models.TextField() | SearchVectorField():
            return _text
    return _plain


def _plain(value: Any) -> str:
    """A number or a moment."""
    return "\\N" if value is None else str(value)


def _boolean(value: bool | None) -> str:
    return "\\N" if value is None else "t" if value else "f"


def _array(value: list[int] | None) -> str:
    return "\\N" if value is None else f"{{{','.join(map(str, value))}}}"


def _json(value: Any) -> str:
    # No line break or tab is left in it.
    return "\\N" if value is None else _encoded(value).replace("\\", "\\\\")


def _text(value: str | None) -> str:
    if value is None:
        return "\\N"
    return value if value.isprintable() and "\\" not in value else _escaped(value)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


_encoded = json.JSONEncoder(ensure_ascii=False).encode
