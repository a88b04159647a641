"""Questions about what stories have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, models

if TYPE_CHECKING:
    from articles.models import Article, StoryShingle  # noqa: F401 (named in strings)


# For StoryShingleQuerySet.sharing().
STORIES_SHARING = """
    SELECT story
    FROM unnest(%s::integer[]) AS mine (fingerprint)
    CROSS JOIN LATERAL (
        SELECT array_agg(few.article_id) AS stories
        FROM (
            SELECT article_id
            FROM articles_storyshingle
            WHERE fingerprint = mine.fingerprint AND article_id <> %s
            LIMIT %s
        ) AS few
    ) AS found
    CROSS JOIN LATERAL unnest(found.stories) AS story
    WHERE cardinality(found.stories) <= %s
    GROUP BY story
    HAVING count(*) > 1
    ORDER BY sum(1.0 / cardinality(found.stories)) DESC, story DESC
    LIMIT %s
"""


# More stories than any archive has.
MOST_FOUND = 100_000_000


class StoryShingleQuerySet(models.QuerySet["StoryShingle"]):
    def replace(self, article: Article, fingerprints: set[int]) -> None:
        """Keep exactly these hashes of the story; call in the transaction of the save that changed its words."""
        rows = self.filter(article=article)
        before = set(rows.values_list("fingerprint", flat=True))
        if gone := before - fingerprints:
            rows.filter(fingerprint__in=gone).delete()
        self.bulk_create(self.model(article=article, fingerprint=each) for each in sorted(fingerprints - before))

    def sharing(self, fingerprints: set[int], *, but: Article, most_stories: int, most_found: int) -> list[int]:
        """The stories but one that have two or more of these hashes, by how many and how rare they are; one query.

        A hash in more than `most_stories` stories is a form of words and says nothing. So few of each are read however
        large the archive, by the table's key alone.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                STORIES_SHARING, [sorted(fingerprints), but.pk or 0, most_stories + 1, most_stories, most_found]
            )
            return [story for (story,) in cursor.fetchall()]
