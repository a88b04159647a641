"""What stands beside a story: what an editor picked, what fits (see articles.relating), the newest of its section.

And what comes next: the story that its section published before it. One query finds all of it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from articles.models import PublishedArticle
from articles.querysets import TEASER_OF_STORY
from articles.relating import near_to
from articles.teasers import Teaser, teasers
from newsroom.prepared import Statement, as_table

# Where candidates come from, as SQL by hand: Django takes longer to put such statements together than the database
# takes to answer them. {live} is live(), the one place that says what readers may see. Each answers with (source, place
# in it, version).
PICKED, FITTING, SAME_SECTION, NEXT = range(4)

BY_NUMBER = """
SELECT {PICKED} AS source, array_position(%s::bigint[], article_id) AS place, id FROM {live} AS live
WHERE article_id = ANY(%s) AND article_id <> %s
"""

# The newest story of each title: "Tin vắn" may stand over hundreds.
BY_TITLE = """
SELECT DISTINCT ON (title_key) {PICKED}, array_position(%s::text[], title_key), id FROM {live} AS live
WHERE title_key = ANY(%s) AND article_id <> %s
ORDER BY title_key, first_published_at DESC, article_id DESC
"""

KEPT = "SELECT other_id, score FROM articles_relatedstory WHERE article_id = %s"
GIVEN = "SELECT * FROM unnest(%s::bigint[], %s::float8[]) AS given (other_id, score)"
FITS = """
SELECT {FITTING}, row_number() OVER (ORDER BY kept.score DESC, kept.other_id DESC), live.id
FROM ({kept} ORDER BY score DESC, other_id DESC) AS kept JOIN {live} AS live ON live.article_id = kept.other_id
ORDER BY kept.score DESC, kept.other_id DESC LIMIT %s
"""

NEWEST_OF_SECTION = """
SELECT {SAME_SECTION}, row_number() OVER (ORDER BY listed.first_published_at DESC, listed.article_id DESC), live.id
FROM articles_publishedsection AS listed JOIN {live} AS live ON live.id = listed.version_id
WHERE listed.section_id = %s AND listed.article_id <> %s AND (SELECT coalesce(max(place), 0) FROM fits) < %s
ORDER BY listed.first_published_at DESC, listed.article_id DESC LIMIT %s
"""

NEXT_IN_SECTION = """
SELECT {NEXT}, row_number() OVER (ORDER BY first_published_at DESC, article_id DESC), id FROM {live} AS live
WHERE section_id = %s AND (first_published_at, article_id) < (%s, %s)
ORDER BY first_published_at DESC, article_id DESC LIMIT %s
"""

# What the statements above ask of live().
ASKED_OF_LIVE = ("id", "article_id", "section_id", "title_key", "first_published_at")

FOUND = """
WITH fits (source, place, id) AS MATERIALIZED ({fits})
SELECT {columns}, section.name, coalesce(parent.slug, section.slug), found.source
FROM (SELECT * FROM fits UNION ALL {others}) AS found
JOIN articles_publishedarticle AS story ON story.id = found.id
JOIN articles_section AS section ON section.id = story.section_id
LEFT JOIN articles_section AS parent ON parent.id = section.parent_id
ORDER BY found.source, found.place
"""


@dataclass(frozen=True)
class Beside:
    """Live stories; never the story itself, and none twice."""

    inside: Teaser | None
    """The editor's first pick, where it is to stand in the text."""
    related: list[Teaser]
    following: Teaser | None
    """The newest of the same section that is older than the story, and stands nowhere else here."""

    def shown(self) -> set[int]:
        """The article ids of all of them."""
        alone = [story for story in (self.inside, self.following) if story]
        return {story.article_id for story in (*alone, *self.related)}


def beside(version: PublishedArticle, limit: int = 6, *, inside: bool = False) -> Beside:
    """What stands beside `version`, at most `limit` of it related, best first; 1 query, 2 for one that is not stored.

    Picks first, in the editor's order: a pick known by its title alone is found once a story of that title is live.
    Then what fits best. Then, where that is not enough, the newest of the same section. With `inside`, the first pick
    is set apart, to stand in the text.
    """
    found = _found(version, limit)
    picks = [story for source, story in found if source == PICKED]
    picked = {story.article_id for story in picks}
    following = next((story for source, story in found if source == NEXT and story.article_id not in picked), None)
    taken = picks[0] if inside and picks else None
    apart = {story.article_id for story in (taken, following) if story}
    related: dict[int, Teaser] = {}
    for source, story in found:
        if source != NEXT and story.article_id not in apart:
            related.setdefault(story.article_id, story)
    return Beside(taken, list(related.values())[:limit], following)


def _found(version: PublishedArticle, limit: int) -> list[tuple[int, Teaser]]:
    """(source, story) of all that could stand beside `version`, in each source the best first."""
    statement, params = question(version, limit)
    rows = statement.rows(params)
    return [(row[-1], story) for row, story in zip(rows, teasers(rows), strict=True)]


def question(version: PublishedArticle, limit: int) -> tuple[Statement, list[Any]]:
    """The statement that finds what could stand beside `version`, and its parameters."""
    own = version.article_id or 0  # a preview may be of a story that has no number yet
    picks = len(version.related)
    # Any of them may stand elsewhere already: as a pick, or as what comes next.
    enough = limit + picks + 1
    kept: list[Any] = [own]
    if version.pk is None:
        near = near_to(version)
        kept = [[each.other for each in near], [each.score for each in near]]
    params: list[Any] = [*kept, enough, version.section_id, own, enough, enough]
    params += [version.section_id, version.first_published_at, own, 1 + picks]
    numbers = [pick["article"] for pick in version.related]
    titles = [None if pick["article"] else pick["title_key"] for pick in version.related]
    params += [numbers, numbers, own] if any(numbers) else []
    params += [titles, titles, own] if any(titles) else []
    return _statement(version.pk is not None, any(numbers), any(titles)), params


@lru_cache(maxsize=8)
def _statement(is_stored: bool, has_numbers: bool, has_titles: bool) -> Statement:
    others = [NEWEST_OF_SECTION, NEXT_IN_SECTION]
    others += [BY_NUMBER] if has_numbers else []
    others += [BY_TITLE] if has_titles else []
    statement = FOUND.format(
        columns=", ".join(f"story.{name}" for name in TEASER_OF_STORY),
        fits=FITS.replace("{kept}", KEPT if is_stored else GIVEN),
        others=" UNION ALL ".join(f"({source})" for source in others),
    )
    live = as_table(PublishedArticle.objects.live().order_by().values(*ASKED_OF_LIVE))
    text = statement.format(live=live, PICKED=PICKED, FITTING=FITTING, SAME_SECTION=SAME_SECTION, NEXT=NEXT)
    return Statement(text, "articles.related")  # all that comes from outside is a parameter
