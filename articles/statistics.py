"""What the counts of readers say, for those who make the paper: when, what, by whom and from where they read.

Every counted view stands in exactly one row of HourlyViews or, when its hours are no longer kept, of DailyViews: the
two together are all that the paper has counted itself, and what readers see under a story, less what an old site had
counted. Days are those of Hanoi. Nothing here is written; nothing is kept that tells one reader from another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from articles import permissions
from articles.counting import referrers
from articles.models import Article, PublishedArticle, RefusedViews, Section
from newsroom.vietnamese import HANOI, midnight

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A chart of so many days at most shows their hours.
DAYS_BY_HOUR = 2
LONGEST = 366
# Rows that no page could show and a spreadsheet can.
MOST_EXPORTED = 50_000


@dataclass(frozen=True)
class Period:
    """Whole days of Hanoi, both included; of today as much as there has been."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        return midnight(self.first)

    @property
    def until(self) -> datetime:
        return midnight(self.last + DAY)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def by_hour(self) -> bool:
        return self.days <= DAYS_BY_HOUR

    def moments(self) -> list[datetime]:
        """The beginnings of its hours or of its days, as `by_hour` says."""
        step, number = (HOUR, self.days * 24) if self.by_hour else (DAY, self.days)
        return [self.since + step * place for place in range(number)]

    def before(self) -> "Period":
        """As many days just before."""
        return Period(self.first - DAY * self.days, self.first - DAY)


IN_SECTION = """
    SELECT story.id FROM articles_article story JOIN articles_section place ON place.id = story.section_id
    WHERE place.id = %s OR place.parent_id = %s
"""


@dataclass(frozen=True)
class Scope:
    """Which stories' figures: those of `stories`, of a section with its sub-sections, or all (None)."""

    stories: tuple[int, ...] | None = None
    section: Section | None = None

    @property
    def is_whole_paper(self) -> bool:
        return self.stories is None and self.section is None

    def condition(self) -> tuple[str, list[Any]]:
        """As a condition of SQL, with its parameters."""
        parts: list[str] = ["true"]
        params: list[Any] = []
        if self.stories is not None:
            parts.append("article_id = ANY(%s)")
            params.append(list(self.stories))
        if self.section is not None:
            parts.append(f"article_id IN ({IN_SECTION})")
            params += [self.section.pk, self.section.pk]
        return " AND ".join(parts), params


def scope_of(user: User, section: Section | None = None) -> Scope:
    """What the user may see the figures of: editors those of the whole paper, a reporter those of own stories."""
    if permissions.sees_every_figure(user):
        return Scope(section=section)
    return Scope(stories=tuple(Article.objects.own(user).values_list("pk", flat=True)), section=section)


# Time -----------------------------------------------------------------------------------------------------------------

# Views of a scope from one moment to another: article_id, at, count.
VIEWS = """
    SELECT article_id, hour AS at, count FROM articles_hourlyviews WHERE hour >= %s AND hour < %s AND {of}
    UNION ALL
    SELECT article_id, day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', count FROM articles_dailyviews
    WHERE day >= %s AND day < %s AND {of}
"""


def _views(scope: Scope, since: datetime, until: datetime) -> tuple[str, list[Any]]:
    of, params = scope.condition()
    days = [timezone.localtime(moment, HANOI).date() for moment in (since, until)]
    return VIEWS.format(of=of), [since, until, *params, *days, *params]


def series(scope: Scope, period: Period) -> list[tuple[datetime, int]]:
    """(beginning, views) of each hour or day of the period, the empty ones too."""
    return _series(scope, period.moments(), period.until, "hour" if period.by_hour else "day")


def _series(scope: Scope, moments: Sequence[datetime], until: datetime, step: str) -> list[tuple[datetime, int]]:
    views, params = _views(scope, moments[0], until)
    statement = f"""
        SELECT date_trunc(%s, at, 'Asia/Ho_Chi_Minh') AS beginning, sum(count)::bigint
        FROM (SELECT at, sum(count) AS count FROM ({views}) AS views GROUP BY at) AS hours GROUP BY beginning
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [step, *params])
        found = dict(cursor.fetchall())
    return [(moment, found.get(moment, 0)) for moment in moments]


def last_hours(scope: Scope, number: int) -> list[tuple[datetime, int]]:
    """(beginning, views) of the last so many hours, the running one included."""
    now = timezone.localtime(None, HANOI).replace(minute=0, second=0, microsecond=0)
    return _series(scope, [now - HOUR * back for back in reversed(range(number))], now + HOUR, "hour")


def last_days(scope: Scope, number: int) -> list[tuple[datetime, int]]:
    """(beginning, views) of the last so many days, today included."""
    today = timezone.localdate(None, HANOI)
    moments = [midnight(today - DAY * back) for back in reversed(range(number))]
    return _series(scope, moments, midnight(today + DAY), "day")


def views_before(scope: Scope, period: Period) -> int:
    """How many views the days before had: of a period that is not over, as much of them as there has been of it."""
    before = period.before()
    until = before.until
    if period.until > (now := timezone.now()):
        passed = now.replace(minute=0, second=0, microsecond=0) + HOUR - period.since
        until = min(before.since + passed, until)
    views, params = _views(scope, before.since, until)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(sum(count), 0)::bigint FROM ({views}) AS views", params)  # noqa: S608
        return cursor.fetchone()[0]


# What and by whom -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leaders:
    """(key, views), the most read first, of stories, main sections and names under stories, and how many were read."""

    stories: list[tuple[int, int]]
    sections: list[tuple[int, int]]
    writers: list[tuple[int, int]]
    number: int


def leaders(scope: Scope, period: Period, shown: int = 20) -> Leaders:
    """What was read most in the period; one query, which reads the period's rows once."""
    views, params = _views(scope, period.since, period.until)
    statement = f"""
        WITH read AS MATERIALIZED (SELECT article_id, sum(count)::bigint AS views FROM ({views}) AS v GROUP BY 1)
        (SELECT 'stories', article_id, views FROM read ORDER BY views DESC, article_id DESC LIMIT %s)
        UNION ALL
        (SELECT 'sections', story.section_id, sum(views)::bigint FROM read JOIN articles_article story
         ON story.id = article_id WHERE story.section_id IS NOT NULL GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT %s)
        UNION ALL
        (SELECT 'writers', author_id, sum(views)::bigint FROM read
         JOIN (SELECT DISTINCT article_id, author_id FROM articles_byline) AS line USING (article_id)
         GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT %s)
        UNION ALL
        SELECT 'number', 0, count(*) FROM read
    """  # noqa: S608
    found: dict[str, list[tuple[int, int]]] = {"stories": [], "sections": [], "writers": []}
    number = 0
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, shown, shown, shown])
        for kind, key, count in cursor.fetchall():
            if kind == "number":
                number = count
            else:
                found[kind].append((key, count))
    ordered = {kind: sorted(rows, key=lambda row: (-row[1], -row[0])) for kind, rows in found.items()}
    return Leaders(**ordered, number=number)


def stories_read(scope: Scope, period: Period) -> list[tuple[int, int]]:
    """(story, views) of everything read in the period, the most read first; for an export."""
    views, params = _views(scope, period.since, period.until)
    statement = f"""
        SELECT article_id, sum(count)::bigint AS views FROM ({views}) AS views
        GROUP BY article_id ORDER BY views DESC, article_id DESC LIMIT %s
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, MOST_EXPORTED])
        return cursor.fetchall()


def as_published(stories: Sequence[int]) -> dict[int, PublishedArticle]:
    """What readers see or saw last of these stories, with the counts: `views` on it is what stands on its page."""
    versions = PublishedArticle.objects.ever_public().of_articles(stories)
    newest = versions.order_by("article_id", "-live_from").distinct("article_id")
    found = newest.select_related("section__parent", "article__view_total", "article__most_read_block").defer("body")
    return {version.article_id: version for version in found}


# Where from -----------------------------------------------------------------------------------------------------------

SEARCH, SOCIAL, OTHER = "search", "social", "other"
# In the order in which they are shown.
KINDS = (referrers.HERE, SEARCH, SOCIAL, OTHER, referrers.DIRECT)


@dataclass(frozen=True)
class Source:
    """A kind of places readers came from, with the sites of that kind: (host, views)."""

    kind: str
    views: int
    hosts: list[tuple[str, int]]


@dataclass(frozen=True)
class Sources:
    views: int = 0
    came_back: int = 0
    """Of these views, those by browsers that had read here on an earlier day."""
    kinds: tuple[Source, ...] = ()

    @property
    def from_here(self) -> int:
        """Views of pages that were reached from another page of ours."""
        return sum(source.views for source in self.kinds if source.kind == referrers.HERE)


def sources(scope: Scope, period: Period | None = None) -> Sources:
    """Where the readers of a period, or of all time, came from."""
    of, params = scope.condition()
    if period:
        of, params = f"day >= %s AND day <= %s AND {of}", [period.first, period.last, *params]
    statement = f"""
        SELECT host, sum(count)::bigint, sum(came_back)::bigint FROM articles_viewsource WHERE {of}
        GROUP BY host ORDER BY 2 DESC, 1
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows = cursor.fetchall()
    hosts: dict[str, list[tuple[str, int]]] = {kind: [] for kind in KINDS}
    for host, count, _came_back in rows:
        hosts[kind_of(host)].append((host, count))
    kinds = (Source(kind, sum(count for _host, count in found), found) for kind, found in hosts.items() if found)
    return Sources(sum(row[1] for row in rows), sum(row[2] for row in rows), tuple(kinds))


def kind_of(host: str) -> str:
    """The kind of a source as ViewSource names it."""
    if host in {referrers.DIRECT, referrers.HERE}:
        return host
    if referrers.is_search(host):
        return SEARCH
    return SOCIAL if referrers.is_social(host) else OTHER


def refused(period: Period) -> list[tuple[str, int]]:
    """(reason, number) of what was reported in the period and not counted, of the whole paper."""
    rows = RefusedViews.objects.filter(day__gte=period.first, day__lte=period.last)
    return list(rows.values_list("reason").annotate(number=Sum("count")).order_by("-number", "reason"))
