"""Keeps what readers' searches find a published version by; articles.finding asks for it."""

from collections.abc import Iterable

from articles import body, search
from articles.markup import TooDeep
from articles.models import PublishedArticle, PublishedWords


def keep_words(version: PublishedArticle, sections: Iterable[int], authors: Iterable[int]) -> None:
    """Write the words of a version that has none yet; call in the transaction that makes it.

    `sections` and `authors` are their keys: all the sections chosen for it, and all who signed it.
    """
    PublishedWords.objects.bulk_create([words_of(version, sections, authors)])


def keep_words_of(numbers: Iterable[int]) -> None:
    """Write the words of these versions, whether or not there are some; 4 queries."""
    versions = PublishedArticle.objects.prefetch_related("byline_rows", "section_rows").in_bulk(list(numbers)).values()
    rows = [
        words_of(
            version,
            (row.section_id for row in version.section_rows.all() if row.position is not None),
            (line.author_id for line in version.byline_rows.all()),
        )
        for version in versions
    ]
    PublishedWords.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["version"],
        update_fields=["article", "first_published_at", "title", "text"],
    )


def words_of(version: PublishedArticle, sections: Iterable[int], authors: Iterable[int]) -> PublishedWords:
    """The words of a version as a row that is not stored yet."""
    title, text = vectors(
        [version.kicker, version.title, version.lead, readable(version.body)],
        tags=[tag["name"] for tag in version.tags],
        bylines=[line["name"] for line in version.bylines],
        marks=search.marks(sections, authors, version.first_published_at),
    )
    return PublishedWords(
        version_id=version.pk,
        article_id=version.article_id,
        first_published_at=version.first_published_at,
        title=title,
        text=text,
    )


def vectors(words: list[str], *, tags: list[str], bylines: list[str], marks: list[str]) -> tuple[str, str]:
    """The vectors `title` and `text` of PublishedWords; `words` are kicker, title, lead and the body as plain text."""
    kicker, title, lead, text = words
    head = [("A", title), ("B", kicker), *(("B", tag) for tag in tags)]
    whole = [*head, *(("C", name) for name in bylines), ("C", lead), ("D", text)]
    return search.vector(head, marks), search.vector(whole, marks)


def readable(html: str) -> str:
    """The text of a published body; "" of one that is nested beyond reading, as no page shows it either."""
    try:
        return body.plain_text(html)
    except TooDeep:
        return ""
