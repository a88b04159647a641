"""How well one story fits beside another: the statement that decides it, of one story or of many. Imports nothing."""

# What a story keeps beside it: several times what a page shows, for some are withdrawn, or stand elsewhere on it.
KEPT = 20
# So many of those that share most with a story are looked at whole: near-duplicates among them fall away, and what the
# section adds moves some a few places.
LIKELY = 100

# How well a story fits beside another, in points. A tag or a pair of syllables in both titles that no other story has
# is worth 1, one that every story has 0, by the logarithm of how many have it.
WEIGHTS = {
    "a_tag": 1.0,
    "a_word": 1.0,
    "same_section": 0.1,
    "same_top": 0.05,
    # Fewer points by words and tags than this are chance.
    "least": 0.2,
    # After so many days a story fits half as well: one that came before, and one that came after.
    "half_before": 120.0,
    "half_after": 240.0,
}
# Of each term and each tag, only so many stories on either side in time are looked at: the price stays the same however
# large the archive.
NEAREST = 30
# How many stories have a term or a tag is counted up to here, and taken for so many times that if it is more: of a
# story's forty terms less far than of its five tags.
COUNTED_TERM, BEYOND_TERM = 100, 5
COUNTED_TAG, BEYOND_TAG = 1000, 3
# Small archives have no rarity: as if they held so many stories more.
AT_LEAST = 10
# What joins two terms' weights: two titles make 1, two leads less than half.
HEAVIEST = 9

# Of which stories neighbours are looked for: those that are kept, or one whose facts are given.
OF_KEPT = """
    SELECT subject.article_id, subject.first_published_at, subject.section_id, subject.twin, subject.terms,
        subject.weights,
        ARRAY(SELECT tag_id FROM articles_publishedtag AS tagged WHERE tagged.version_id = subject.version_id) AS tags
    FROM articles_storysubject AS subject WHERE subject.article_id = ANY(%(numbers)s)
"""
OF_GIVEN = """
    SELECT %(article)s::bigint AS article_id, %(first_published_at)s::timestamptz AS first_published_at,
        %(section)s::bigint AS section_id, %(article)s::bigint AS twin, %(terms)s::integer[] AS terms,
        %(weights)s::smallint[] AS weights,
        ARRAY(SELECT id FROM articles_tag WHERE slug = ANY(%(tags)s)) AS tags
"""

# The stories of a term or a tag that are nearest in time, on both sides.
NEAREST_BY = """
    (SELECT article_id, first_published_at, {columns} FROM {table} AS listed WHERE listed.{key} = {value}
        AND (listed.first_published_at, listed.article_id) < (mine.first_published_at, mine.article_id)
    ORDER BY listed.first_published_at DESC, listed.article_id DESC LIMIT %(nearest)s)
    UNION ALL
    (SELECT article_id, first_published_at, {columns} FROM {table} AS listed WHERE listed.{key} = {value}
        AND (listed.first_published_at, listed.article_id) > (mine.first_published_at, mine.article_id)
    ORDER BY listed.first_published_at, listed.article_id LIMIT %(nearest)s)
"""
BY_TERM = NEAREST_BY.format(columns="weight", table="articles_storyterm", key="term", value="own.term")
BY_TAG = NEAREST_BY.format(columns="version_id", table="articles_publishedtag", key="tag_id", value="own.tag")

# From 1 (nobody else has it) to 0 (everybody has).
RARITY = """
    SELECT greatest(0, 1 - ln(CASE WHEN few.number < %(counted_{what})s THEN greatest(few.number, 1)
        ELSE %(counted_{what})s * %(beyond_{what})s END) / ln(archive.number)) AS rarity
    FROM archive, (
        SELECT count(*) AS number
        FROM (SELECT FROM {table} AS listed WHERE listed.{key} = {value} LIMIT %(counted_{what})s) AS up_to
    ) AS few
"""
RARITY_OF_TERM = RARITY.format(what="term", table="articles_storyterm", key="term", value="pair.term")
RARITY_OF_TAG = RARITY.format(what="tag", table="articles_publishedtag", key="tag_id", value="tag")
# Exactly, of an archive of up to a thousand stories; as the database's own statistics have it, of a larger one.
ARCHIVE = """
    SELECT %(at_least)s + greatest(
        (SELECT count(*) FROM (SELECT FROM articles_storysubject LIMIT 1000) AS first),
        (SELECT reltuples FROM pg_class WHERE oid = 'articles_storysubject'::regclass)
    )::float AS number
"""

# Story after story, so that what many of them share with one is summed up while it is at hand.
SCORED = """
WITH own AS MATERIALIZED ({own}),
archive AS MATERIALIZED ({archive}),
-- What its terms and its tags are worth: of the same in many of the stories it is asked once.
worded AS MATERIALIZED (
    SELECT own.article_id, array_agg(pair.term) AS terms, array_agg(rare.rarity * pair.weight) AS worth
    FROM own CROSS JOIN unnest(own.terms, own.weights) AS pair (term, weight)
    CROSS JOIN LATERAL ({rarity_of_term}) AS rare WHERE rare.rarity > 0 GROUP BY own.article_id
),
tagged AS MATERIALIZED (
    SELECT own.article_id, array_agg(tag) AS tags, array_agg(rare.rarity) AS worth
    FROM own CROSS JOIN unnest(own.tags) AS tag
    CROSS JOIN LATERAL ({rarity_of_tag}) AS rare WHERE rare.rarity > 0 GROUP BY own.article_id
),
mine AS MATERIALIZED (
    SELECT own.article_id, own.first_published_at, own.section_id, own.twin,
        worded.terms, worded.worth AS words_worth, tagged.tags, tagged.worth AS tags_worth
    FROM own LEFT JOIN worded USING (article_id) LEFT JOIN tagged USING (article_id)
),
had AS MATERIALIZED (SELECT * FROM unnest(%(having)s::bigint[], %(had)s::bigint[]) AS pair (article_id, other_id)),
likely AS (
    SELECT mine.article_id, mine.section_id, mine.twin, near.* FROM mine CROSS JOIN LATERAL (
        WITH shared AS (
            SELECT near.article_id AS other_id, near.first_published_at, 0::float AS tags,
                own.worth * near.weight / %(heaviest)s AS words
            FROM unnest(mine.terms, mine.words_worth) AS own (term, worth) CROSS JOIN LATERAL ({by_term}) AS near
            UNION ALL
            SELECT near.article_id, other.first_published_at, own.worth, 0
            FROM unnest(mine.tags, mine.tags_worth) AS own (tag, worth) CROSS JOIN LATERAL ({by_tag}) AS near
            -- Not by a tag that a version had which nobody sees any more.
            JOIN articles_storysubject AS other
                ON other.article_id = near.article_id AND other.version_id = near.version_id
        ),
        summed AS MATERIALIZED (
            SELECT other_id, sum(tags) AS tags, sum(words) AS words,
                %(a_tag)s * sum(tags) + %(a_word)s * sum(words) AS points,
                date_part('epoch', first_published_at - mine.first_published_at) / 86400 AS days
            FROM shared WHERE other_id <> mine.article_id GROUP BY other_id, first_published_at
            HAVING %(a_tag)s * sum(tags) + %(a_word)s * sum(words) >= %(least)s
        )
        -- Of hundreds only those that can come to something, and those that had the story.
        (
            SELECT * FROM summed
            ORDER BY points / (1 + greatest(days / %(half_after)s, -days / %(half_before)s)) DESC, other_id DESC
            LIMIT %(likely)s
        )
        UNION
        SELECT * FROM summed WHERE (other_id, mine.article_id) IN (SELECT article_id, other_id FROM had)
    ) AS near
),
pointed AS (
    SELECT own.article_id, own.other_id, own.tags, own.words, own.days, other.twin,
        own.points + CASE
            WHEN other.section_id = own.section_id THEN %(same_section)s
            WHEN coalesce(theirs.parent_id, theirs.id) = coalesce(ours.parent_id, ours.id) THEN %(same_top)s
            ELSE 0 END AS points
    FROM likely AS own JOIN articles_storysubject AS other ON other.article_id = own.other_id
    LEFT JOIN articles_section AS ours ON ours.id = own.section_id
    LEFT JOIN articles_section AS theirs ON theirs.id = other.section_id
    WHERE own.twin <> other.twin AND own.twin <> other.article_id AND other.twin <> own.article_id
),
scored AS (
    SELECT article_id, other_id, twin, tags, words,
        points / (1 + greatest(days / %(half_after)s, -days / %(half_before)s)) AS score,
        points / (1 + greatest(-days / %(half_after)s, days / %(half_before)s)) AS score_back
    FROM pointed
),
-- Of near-duplicates of each other the best; the others have no place.
ranked AS MATERIALIZED (
    SELECT *, CASE WHEN among_twins = 1 THEN row_number() OVER (
        PARTITION BY article_id ORDER BY among_twins > 1, score DESC, other_id DESC
    ) END AS place FROM (
        SELECT *,
            row_number() OVER (PARTITION BY article_id, twin ORDER BY score DESC, other_id DESC) AS among_twins
        FROM scored
    ) AS each
)
"""
# Both ways: a story that has neighbours already comes to know the new one. Where it was one of theirs before, it stays
# one if it still fits at all, for they may be many more than its own. Answers with the other lists that have changed.
KEEP = """
, written AS (
    INSERT INTO articles_relatedstory (article_id, other_id, score)
    SELECT article_id, other_id, score FROM ranked WHERE place <= %(kept)s
    UNION ALL
    SELECT ranked.other_id, ranked.article_id, ranked.score_back FROM ranked
    JOIN articles_storysubject AS older ON older.article_id = ranked.other_id
    LEFT JOIN had ON had.article_id = ranked.other_id AND had.other_id = ranked.article_id
    WHERE older.related_at < %(since)s AND older.article_id <> ALL(%(numbers)s)
        AND (ranked.place <= %(kept)s OR had.other_id IS NOT NULL)
    ON CONFLICT (article_id, other_id) DO UPDATE SET score = excluded.score
    RETURNING article_id
)
SELECT DISTINCT article_id FROM written WHERE article_id <> ALL(%(numbers)s)
"""
TELL = "SELECT other_id, score, tags, words FROM ranked WHERE place <= %(kept)s ORDER BY place"


def _scored(own: str) -> str:
    return SCORED.format(
        own=own,
        archive=ARCHIVE,
        rarity_of_term=RARITY_OF_TERM,
        rarity_of_tag=RARITY_OF_TAG,
        by_term=BY_TERM,
        by_tag=BY_TAG,
    )


KEEP_NEIGHBOURS = _scored(OF_KEPT) + KEEP
NEIGHBOURS_OF_GIVEN = _scored(OF_GIVEN) + TELL
RARITIES_OF_TERMS = f"""
WITH archive AS ({ARCHIVE})
SELECT pair.term, rare.rarity
FROM unnest(%(asked)s::integer[]) AS pair (term) CROSS JOIN LATERAL ({RARITY_OF_TERM}) AS rare
"""  # noqa: S608  # all that comes from outside is a parameter
RARITIES_OF_TAGS = f"""
WITH archive AS ({ARCHIVE}), own AS (SELECT slug, id AS tag FROM articles_tag WHERE slug = ANY(%(asked)s))
SELECT slug, rare.rarity FROM own CROSS JOIN LATERAL ({RARITY_OF_TAG}) AS rare
"""  # noqa: S608
PARAMS = {
    **WEIGHTS,
    "kept": KEPT,
    "likely": LIKELY,
    "nearest": NEAREST,
    "counted_term": COUNTED_TERM,
    "beyond_term": BEYOND_TERM,
    "counted_tag": COUNTED_TAG,
    "beyond_tag": BEYOND_TAG,
    "at_least": AT_LEAST,
    "heaviest": HEAVIEST,
}
