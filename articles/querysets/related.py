"""What stands beside what, and what is kept to decide it: see articles.querysets.fitting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models

from articles.querysets import fitting

if TYPE_CHECKING:
    from articles.models import RelatedStory, StorySubject  # noqa: F401 (named in strings)

# Near-duplicates: so many shingles in common, at least, and such a part of the smaller story's. On the labelled set of
# near-duplicates (tests/duplicates) half of those rewritten in every sentence have as many, and no other story has.
TWIN_SHINGLES, TWIN_SHARE = 4, 0.14
# A shingle in more stories than this is a form of words.
MOST_STORIES = 40


class Near(NamedTuple):
    """A story that fits beside another."""

    other: int
    score: float
    tags: float
    words: float


# Lists that others have come into: the best of them stay, and of near-duplicates of each other one.
TRIM = """
DELETE FROM articles_relatedstory AS gone USING (
    SELECT article_id, other_id, among_twins,
        row_number() OVER (PARTITION BY article_id ORDER BY among_twins > 1, score DESC, other_id DESC) AS place
    FROM (
        SELECT listed.*, row_number() OVER (
            PARTITION BY listed.article_id, subject.twin ORDER BY score DESC, other_id DESC
        ) AS among_twins
        FROM articles_relatedstory AS listed
        JOIN articles_storysubject AS subject ON subject.article_id = listed.other_id
        WHERE listed.article_id = ANY(%(numbers)s)
    ) AS each
) AS each
WHERE gone.article_id = each.article_id AND gone.other_id = each.other_id
    AND (each.place > %(kept)s OR each.among_twins > 1)
"""

KEEP_TERMS = """
INSERT INTO articles_storyterm (term, first_published_at, article_id, weight)
SELECT term, first_published_at, article_id, weight
FROM articles_storysubject CROSS JOIN unnest(terms, weights) AS pair (term, weight)
WHERE article_id = ANY(%(numbers)s) ORDER BY term, first_published_at ON CONFLICT DO NOTHING
"""
FORGET_TERMS = """
DELETE FROM articles_storyterm AS gone USING (
    SELECT article_id, first_published_at, term, weight
    FROM articles_storysubject CROSS JOIN unnest(terms, weights) AS pair (term, weight)
    WHERE article_id = ANY(%(numbers)s)
) AS old
WHERE (gone.term, gone.first_published_at, gone.article_id, gone.weight)
    = (old.term, old.first_published_at, old.article_id, old.weight)
"""
# A story and its near-duplicates, told by their shingles, go by the lowest of their numbers. Answers with those that go
# by a lower one now: what is alike to them is to be told, too.
JOIN_TWINS = """
WITH shared AS (
    SELECT own.article_id, near.article_id AS other_id, count(*) AS number
    FROM articles_storyshingle AS own CROSS JOIN LATERAL (
        SELECT article_id FROM articles_storyshingle AS theirs
        WHERE theirs.fingerprint = own.fingerprint LIMIT %(most_stories)s
    ) AS near
    WHERE own.article_id = ANY(%(numbers)s) AND near.article_id <> own.article_id
    GROUP BY own.article_id, near.article_id HAVING count(*) >= %(twin_shingles)s
),
alike AS (
    SELECT article_id, other_id FROM shared WHERE number >= %(twin_share)s * least(
        (SELECT count(*) FROM articles_storyshingle AS own WHERE own.article_id = shared.article_id),
        (SELECT count(*) FROM articles_storyshingle AS own WHERE own.article_id = shared.other_id)
    )
),
lowest AS (
    SELECT article_id, min(twin) AS twin FROM (
        SELECT alike.article_id, other.twin FROM alike JOIN articles_storysubject AS other
            ON other.article_id = alike.other_id
        UNION ALL
        SELECT alike.other_id, own.twin FROM alike JOIN articles_storysubject AS own
            ON own.article_id = alike.article_id
    ) AS each GROUP BY article_id
)
UPDATE articles_storysubject AS subject SET twin = lowest.twin
FROM lowest WHERE subject.article_id = lowest.article_id AND subject.twin > lowest.twin
RETURNING subject.article_id
"""

FORGET_NEIGHBOURS = """
DELETE FROM articles_relatedstory
WHERE article_id = ANY(%(numbers)s) OR (%(changed)s AND other_id = ANY(%(numbers)s))
RETURNING article_id, other_id
"""

PARAMS: dict[str, Any] = {
    **fitting.PARAMS,
    # Of lists that have just been emptied; in most questions there is none.
    "having": [],
    "had": [],
    "most_stories": MOST_STORIES,
    "twin_shingles": TWIN_SHINGLES,
    "twin_share": TWIN_SHARE,
}


def _execute(statement: str, **params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, PARAMS | params)
        return cursor.fetchall() if cursor.description else []


class StorySubjectQuerySet(models.QuerySet["StorySubject"]):
    def replace(self, numbers: Iterable[int], subjects: Iterable[StorySubject]) -> None:
        """Keep exactly these subjects of the stories of these numbers, with their terms; no other story is touched."""
        numbers = list(numbers)
        _execute(FORGET_TERMS, numbers=numbers)
        rows: list[Any] = list(subjects)
        self.filter(article__in=set(numbers) - {row.article_id for row in rows}).delete()
        names = [field.name for field in self.model._meta.concrete_fields if not field.primary_key]
        self.bulk_create(rows, update_conflicts=True, unique_fields=["article"], update_fields=names)
        self.keep_terms(numbers)

    def keep_terms(self, numbers: Iterable[int]) -> None:
        """Keep the terms of these stories' subjects where they are found by them."""
        _execute(KEEP_TERMS, numbers=list(numbers))

    def join_twins(self, numbers: Iterable[int]) -> None:
        """Find the near-duplicates of these stories, whose subjects are kept; they and theirs go by one number."""
        joined = list(numbers)
        while joined:
            joined = [number for (number,) in _execute(JOIN_TWINS, numbers=joined)]

    def rarity_of_terms(self, numbers: Iterable[int]) -> dict[int, float]:
        """{number of a term: how rare it is}, from 1 (in one story) to 0 (in all)."""
        return dict(_execute(fitting.RARITIES_OF_TERMS, asked=list(numbers)))

    def rarity_of_tags(self, slugs: Iterable[str]) -> dict[str, float]:
        """{address of a tag: how rare it is}, likewise."""
        return dict(_execute(fitting.RARITIES_OF_TAGS, asked=list(slugs)))

    def waiting(self) -> models.QuerySet[StorySubject]:
        """Subjects whose neighbours have not been looked for."""
        return self.filter(related_at=None)


class RelatedStoryQuerySet(models.QuerySet["RelatedStory"]):
    def replace(self, numbers: list[int], *, since: datetime | None = None) -> None:
        """Find anew what fits beside the stories of these numbers, and what they fit beside; their subjects are kept.

        The one way in which it is decided, of one story or of many: 2 statements, 3 where others' lists have changed.
        With `since`, only lists made before that moment take new stories in, and none loses one: for a run over the
        archive, in which every story is asked about. With one before all lists, no other list is touched.
        """
        changed = since is None
        gone = _execute(FORGET_NEIGHBOURS, numbers=numbers, changed=changed)
        others = _execute(
            fitting.KEEP_NEIGHBOURS,
            numbers=numbers,
            since=since or "infinity",
            having=[article for article, _other in gone] if changed else [],
            had=[other for _article, other in gone] if changed else [],
        )
        if others:
            _execute(TRIM, numbers=[number for (number,) in others])

    def near_to(
        self,
        *,
        article: int,
        first_published_at: datetime,
        section: int | None,
        terms: dict[int, int],
        tags: list[str],
    ) -> list[Near]:
        """What would fit beside a story with these facts, best first; `terms`: {number: weight}, `tags`: addresses."""
        rows = _execute(
            fitting.NEIGHBOURS_OF_GIVEN,
            article=article,
            first_published_at=first_published_at,
            section=section,
            terms=list(terms),
            weights=list(terms.values()),
            tags=tags,
        )
        return [Near(*row) for row in rows]
