"""Answers readers' searches: which live stories, in which order, at a price that does not grow with the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.utils import timezone

from articles import search
from articles.models import PublishedArticle
from articles.search import Query
from newsroom.prepared import as_table

# How many stories an answer that is ordered by how well they fit has at most.
MOST_RANKED = 200
# Fewer than this, and what was meant may be written otherwise.
FEW = 20
# To rank a story by its text is to read it: so many that have the words in their text alone are ranked, newest first.
MOST_TOLD = 60
# The index tells which stories have all the words of a phrase. So many of these, the newest, are read to see where the
# words stand: a phrase of common words that hardly ever meet is not found beyond.
TITLES_READ = 1000
TEXTS_READ = 200
TEXTS_READ_BY_TIME = 1000

# Stories that fit, period by period, newest first; it stops as soon as there are as many as were asked for. {live} is
# live(), the one place that says what readers may see. "OFFSET 0" keeps the database from joining before it has sorted.
NEWEST = """
SELECT found.* FROM unnest(%s::tsquery[]) AS period CROSS JOIN LATERAL (
    SELECT newest.* FROM (
        SELECT version_id, first_published_at, article_id, {column} AS words FROM articles_publishedwords
        WHERE {column} @@ period{between}
        ORDER BY first_published_at DESC, article_id DESC OFFSET 0
    ) AS newest JOIN {live} AS live ON live.id = newest.version_id
    ORDER BY newest.first_published_at DESC, newest.article_id DESC LIMIT %s
) AS found
LIMIT %s
"""
# Words side by side in the title, all of them in the title, side by side in kicker, title or tags, anywhere in these.
FIT_BY_TITLE = """
SELECT version_id, first_published_at, article_id, 0 AS tier,
       CASE WHEN words @@ %s::tsquery THEN 3 WHEN words @@ %s::tsquery THEN 2 WHEN words @@ %s::tsquery THEN 1
            ELSE 0 END AS fit
FROM ({newest}) AS found WHERE words @@ %s::tsquery
LIMIT %s
"""
FIT_BY_TEXT = """
SELECT version_id, first_published_at, article_id, 1 AS tier,
       ts_rank_cd('{{0.1, 0.3, 0.6, 1}}', words, %s::tsquery, 1) AS fit
FROM ({newest}) AS found WHERE words @@ %s::tsquery
LIMIT %s
"""


@dataclass(frozen=True)
class Scope:
    """Where to look: in one of the sections, under one of the names, first published from `since` and before `until`.

    None given: anywhere.
    """

    sections: Sequence[int] = ()
    authors: Sequence[int] = ()
    since: datetime | None = None
    until: datetime | None = None


def best(query: Query, scope: Scope) -> list[int]:
    """The versions that fit best, at most MOST_RANKED of each spelling; 1 or 2 queries.

    Stories with all the words in title, kicker and tags come before those that have them in their text; what is ranked
    are the newest of each. Where few have the words as they were typed, those that write them with other marks follow.
    """
    found: dict[int, None] = {}
    for form in [] if query.is_empty else [0, 1] if query.has_marks else [0]:
        if len(found) < FEW:
            found |= dict.fromkeys(_ranked(query, scope, form))
    return list(found)


def _ranked(query: Query, scope: Scope, form: int) -> list[int]:
    by_title, titled = _by_title(query, scope, form)
    by_text, told = _by_text(query, scope, form)
    statement = f"""
        SELECT version_id FROM (({by_title}) UNION ALL ({by_text}) LIMIT %s) AS ranked
        ORDER BY tier, fit DESC, first_published_at DESC, article_id DESC
    """  # noqa: S608  # all that comes from outside is a parameter
    with connection.cursor() as cursor:
        cursor.execute(statement, [*titled, *told, MOST_RANKED])
        return [version for (version,) in cursor.fetchall()]


def newest(query: Query, scope: Scope, most: int, after: tuple[datetime, int] | None = None) -> list[int]:
    """The newest versions that fit, `most` of them; `after` is (first published, story) of one to go on from.

    Where none has the words as they were typed, those that write them with other marks; 1 or 2 queries.
    """
    if query.is_empty:
        return []
    for form in [0, 1] if query.has_marks else [0]:
        read = TEXTS_READ_BY_TIME if query.has_phrases else most
        found, params = _newest("text", query.all_words(form), scope, read, after)
        statement = f"SELECT version_id FROM ({found}) AS found WHERE words @@ %s::tsquery LIMIT %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(statement, [*params, query.in_full(form), most])
            if versions := [version for (version,) in cursor.fetchall()]:
                return versions
    return []


def beginning(query: Query, most: int) -> list[int]:
    """The newest versions whose title, kicker and tags have all the words, the last perhaps begun only; 1 query."""
    found, params = _newest("title", query.begun(), Scope(), most)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT version_id FROM ({found}) AS found", params)  # noqa: S608
        return [version for (version,) in cursor.fetchall()]


def _by_title(query: Query, scope: Scope, form: int) -> tuple[str, list[Any]]:
    most = TITLES_READ if query.has_phrases else MOST_RANKED
    found, params = _newest("title", query.all_words(form), scope, most)
    sieve = [query.as_typed(form, "A"), query.anywhere(form, "A"), query.as_typed(form)]
    return FIT_BY_TITLE.format(newest=found), [*sieve, *params, query.in_full(form), MOST_RANKED]


def _by_text(query: Query, scope: Scope, form: int) -> tuple[str, list[Any]]:
    most = TEXTS_READ if query.has_phrases else MOST_TOLD
    found, params = _newest("text", query.all_words(form), scope, most)
    return FIT_BY_TEXT.format(newest=found), [query.anywhere(form), *params, query.in_full(form), MOST_TOLD]


def _newest(
    column: str, words: str, scope: Scope, most: int, after: tuple[datetime, int] | None = None
) -> tuple[str, list[Any]]:
    """The `most` newest that fit by the index of `column`."""
    narrowed = search.narrowed(words, scope.sections, scope.authors)
    ends = [scope.until, after[0] if after else None]
    until = min([timezone.now(), *(moment for moment in ends if moment)])
    periods = [f"{period} & {narrowed}" for period in search.periods(until, scope.since)]
    between = ""
    moments: list[Any] = []
    if scope.since:
        between, moments = " AND first_published_at >= %s", [scope.since]
    if scope.until:
        between, moments = between + " AND first_published_at < %s", [*moments, scope.until]
    if after:
        between, moments = between + " AND (first_published_at, article_id) < (%s, %s)", [*moments, *after]
    statement = NEWEST.format(column=column, between=between, live=_live())
    return statement, [periods, *moments, most, most]


@cache
def _live() -> str:
    return as_table(PublishedArticle.objects.live().order_by().values("id"))
