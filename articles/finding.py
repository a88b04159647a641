"""Answers readers' searches: which live stories, in which order, at a price that does not grow with the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.utils import timezone

from articles import search
from articles.models import PublishedArticle
from articles.search import Query
from newsroom.prepared import Statement, as_table

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
SELECT found.* FROM unnest(%s::text[]::tsquery[], %s::timestamptz[]) AS period (words, until) CROSS JOIN LATERAL (
    SELECT newest.* FROM (
        SELECT version_id, first_published_at, article_id, {column} AS words FROM articles_publishedwords
        WHERE {column} @@ period.words AND first_published_at < period.until AND first_published_at >= %s
          AND (first_published_at, article_id) < (%s, %s)
        ORDER BY first_published_at DESC, article_id DESC OFFSET 0
    ) AS newest JOIN {live} AS live ON live.id = newest.version_id
    ORDER BY newest.first_published_at DESC, newest.article_id DESC LIMIT {most}
) AS found
LIMIT {most}
"""
# Words side by side in the title, all of them in the title, side by side in kicker, title or tags, anywhere in these.
FIT_BY_TITLE = """
SELECT version_id, first_published_at, article_id, 0 AS tier,
       CASE WHEN words @@ %s::tsquery THEN 3 WHEN words @@ %s::tsquery THEN 2 WHEN words @@ %s::tsquery THEN 1
            ELSE 0 END AS fit
FROM ({newest}) AS found WHERE words @@ %s::tsquery
LIMIT {most}
"""
FIT_BY_TEXT = """
SELECT version_id, first_published_at, article_id, 1 AS tier,
       ts_rank_cd('{{0.1, 0.3, 0.6, 1}}', words, %s::tsquery, 1) AS fit
FROM ({newest}) AS found WHERE words @@ %s::tsquery
LIMIT {most}
"""
BEST = """
SELECT version_id FROM (({by_title}) UNION ALL ({by_text}) LIMIT {most}) AS ranked
ORDER BY tier, fit DESC, first_published_at DESC, article_id DESC
"""
EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


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
    where = _where(query.all_words(form), scope)
    sieve = [query.as_typed(form, "A"), query.anywhere(form, "A"), query.as_typed(form)]
    whole = query.in_full(form)
    return _versions(_best(query.has_phrases), [*sieve, *where, whole, query.anywhere(form), *where, whole])


def newest(query: Query, scope: Scope, most: int, after: tuple[datetime, int] | None = None) -> list[int]:
    """The newest versions that fit, `most` of them; `after` is (first published, story) of one to go on from.

    Where none has the words as they were typed, those that write them with other marks; 1 or 2 queries.
    """
    if query.is_empty:
        return []
    statement = _newest("text", TEXTS_READ_BY_TIME if query.has_phrases else most, most)
    for form in [0, 1] if query.has_marks else [0]:
        if found := _versions(statement, [*_where(query.all_words(form), scope, after), query.in_full(form)]):
            return found
    return []


def beginning(query: Query, most: int) -> list[int]:
    """The newest versions whose title, kicker and tags have all the words, the last perhaps begun only; 1 query."""
    begun = query.begun()
    return _versions(_newest("title", most, most), [*_where(begun, Scope()), begun])


def _versions(statement: Statement, values: list[Any]) -> list[int]:
    return [version for (version,) in statement.rows(values)]


def _where(words: str, scope: Scope, after: tuple[datetime, int] | None = None) -> list[Any]:
    """The values for NEWEST."""
    narrowed = search.narrowed(words, scope.sections, scope.authors)
    ends = [scope.until, after[0] if after else None]
    until = min([timezone.now(), *(moment for moment in ends if moment)])
    periods = search.periods(until, scope.since)
    queries = [f"{period.mark} & {narrowed}" if period.mark else narrowed for period in periods]
    first, last = EVER
    untils = [min(period.until, scope.until or last) for period in periods]
    return [queries, untils, scope.since or first, *(after or (last, 0))]


# The statements. A few texts for all searches, so that each is planned once.


@cache
def _best(phrases: bool) -> Statement:
    titles, texts = (TITLES_READ, TEXTS_READ) if phrases else (MOST_RANKED, MOST_TOLD)
    by_title = FIT_BY_TITLE.format(newest=_of_index("title", titles), most=MOST_RANKED)
    by_text = FIT_BY_TEXT.format(newest=_of_index("text", texts), most=MOST_TOLD)
    return Statement(BEST.format(by_title=by_title, by_text=by_text, most=MOST_RANKED), "articles.finding.best")


@cache
def _newest(column: str, read: int, most: int) -> Statement:
    """Of the `read` newest that fit by the index of `column`, those that fit in full."""
    found = _of_index(column, read)
    text = f"SELECT version_id FROM ({found}) AS found WHERE words @@ %s::tsquery LIMIT {most}"  # noqa: S608  # numbers
    return Statement(text, "articles.finding.newest")


def _of_index(column: str, most: int) -> str:
    live = as_table(PublishedArticle.objects.live().order_by().values("id"))
    return NEWEST.format(column=column, live=live, most=most)
