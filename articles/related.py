"""What stands beside a story: what an editor picked, then stories of the same tags, then the newest of its section.

And what comes next: the story that its section published before it. One query finds all of it.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models.expressions import RawSQL

from articles.models import PublishedArticle

# Of each tag only this many newest stories are considered: the price stays the same however large the archive grows.
NEWEST_OF_A_TAG = 30

# Where candidates come from, as SQL by hand: Django takes longer to put such statements together than the database
# takes to answer them. {live} is live(), the one place that says what readers may see.
PICKED_BY_NUMBER = "SELECT id FROM {live} AS live WHERE article_id = ANY(%s) AND article_id <> %s"

# The newest story of each title: "Tin vắn" may stand over hundreds.
PICKED_BY_TITLE = """
SELECT DISTINCT ON (title_key) id FROM {live} AS live WHERE title_key = ANY(%s) AND article_id <> %s
ORDER BY title_key, first_published_at DESC, article_id DESC
"""

SHARING_TAGS = """
SELECT near.version_id FROM articles_tag AS own CROSS JOIN LATERAL (
    SELECT tagged.version_id, tagged.first_published_at, tagged.article_id
    FROM articles_publishedtag AS tagged JOIN {live} AS live ON live.id = tagged.version_id
    WHERE tagged.tag_id = own.id AND tagged.article_id <> %s
    ORDER BY tagged.first_published_at DESC, tagged.article_id DESC LIMIT %s
) AS near
WHERE own.slug = ANY(%s)
GROUP BY near.version_id, near.first_published_at, near.article_id
ORDER BY count(own.id) DESC, near.first_published_at DESC, near.article_id DESC LIMIT %s
"""

SAME_SECTION = """
SELECT listed.version_id FROM articles_publishedsection AS listed JOIN {live} AS live ON live.id = listed.version_id
WHERE listed.section_id = %s AND listed.article_id <> %s
ORDER BY listed.first_published_at DESC, listed.article_id DESC LIMIT %s
"""

NEXT_IN_SECTION = """
SELECT id FROM {live} AS live WHERE section_id = %s AND (first_published_at, article_id) < (%s, %s)
ORDER BY first_published_at DESC, article_id DESC LIMIT %s
"""


@dataclass(frozen=True)
class Beside:
    """Live stories as teasers; never the story itself, and none twice."""

    inside: PublishedArticle | None
    """The editor's first pick, where it is to stand in the text."""
    related: list[PublishedArticle]
    following: PublishedArticle | None
    """The newest of the same section that is older than the story, and stands nowhere else here."""

    def shown(self) -> set[int]:
        """The article ids of all of them."""
        alone = [story for story in (self.inside, self.following) if story]
        return {story.article_id for story in (*alone, *self.related)}


def beside(version: PublishedArticle, limit: int = 6, *, inside: bool = False) -> Beside:
    """What stands beside `version`, at most `limit` of it related, best first; 1 query.

    Picks first, in the editor's order: a pick known by its title alone is found once a story of that title is live.
    Then stories that share tags, those sharing more before newer ones. Then the newest of the same section. With
    `inside`, the first pick is set apart, to stand in the text.
    """
    candidates = _candidates(version, limit + 2)
    found = list(PublishedArticle.objects.live().for_list().with_tags().filter(pk__in=candidates).newest())
    picks = _picks_in_order(version, found)
    taken = [story for story in picks if inside][:1]
    following = next((story for story in found if story not in picks and _is_older(story, version)), None)
    own_tags = {tag["slug"] for tag in version.shown_tags}
    by_shared_tags = sorted(found, key=lambda story: -len(own_tags & {tag["slug"] for tag in story.shown_tags}))
    ranked = {story.article_id: story for story in (*picks, *by_shared_tags) if story not in (*taken, following)}
    return Beside(taken[0] if taken else None, list(ranked.values())[:limit], following)


def _is_older(story: PublishedArticle, version: PublishedArticle) -> bool:
    position = (version.first_published_at, version.article_id or 0)
    return story.section_id == version.section_id and (story.first_published_at, story.article_id) < position


def _candidates(version: PublishedArticle, limit: int) -> RawSQL:
    """The ids of all versions that could stand beside `version`: its picks, and `limit` from each other source."""
    own = version.article_id or 0  # a preview may be of a story that has no number yet
    tags = [tag["slug"] for tag in version.shown_tags]
    sources: list[tuple[str, list[object]]] = [
        (SHARING_TAGS, [own, NEWEST_OF_A_TAG, tags, limit]),
        (SAME_SECTION, [version.section_id, own, limit]),
        # Picks stand elsewhere on the page: one that is not picked is among so many.
        (NEXT_IN_SECTION, [version.section_id, version.first_published_at, own, 1 + len(version.related)]),
    ]
    if numbers := [pick["article"] for pick in version.related if pick["article"]]:
        sources.append((PICKED_BY_NUMBER, [numbers, own]))
    if titles := [pick["title_key"] for pick in version.related if not pick["article"]]:
        sources.append((PICKED_BY_TITLE, [titles, own]))
    statement = " UNION ALL ".join(f"({source})" for source, _params in sources)
    params = [param for _source, params in sources for param in params]
    return RawSQL(statement.format(live=_live()), params)  # noqa: S611  # all that comes from outside is a parameter


@lru_cache(maxsize=1)
def _live() -> str:
    """live() as a table expression with the columns that the statements above ask for."""
    columns = ("id", "article_id", "section_id", "title_key", "first_published_at")
    text, params = PublishedArticle.objects.live().order_by().values(*columns).query.sql_with_params()
    if params:
        raise AssertionError(f"live() has parameters now: {params}")
    return f"({text})"


def _picks_in_order(version: PublishedArticle, found: list[PublishedArticle]) -> list[PublishedArticle]:
    by_number = {story.article_id: story for story in found}
    # `found` is newest first: read backwards, the newest story of a title is the one that stays in the table.
    by_title = {story.title_key: story for story in reversed(found)}
    picks = (
        by_number.get(pick["article"]) if pick["article"] else by_title.get(pick["title_key"])
        for pick in version.related
    )
    return [story for story in picks if story]
