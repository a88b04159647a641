"""Counting how often stories are read. The only writer of the tables of models/readership.py.

Who a reader is stays unknown: what is stored is a keyed hash of network address and browser. The key is random and new
every day; it is destroyed by whoever reads first once half an hour of the next day is over, or by prune() before that
reader comes. No address, no browser's name and no cookie is stored anywhere.
"""

import hmac
import ipaddress
import re
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from crawleruseragents import is_crawler
from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone

from articles import trends
from articles.models import Article, PublishedArticle, ReaderKey, RecentView, ViewTotal

# One reader counts once for one story within this time.
WINDOW = timedelta(minutes=30)

# Is it a reader? ----------------------------------------------------------------------------------------------------

# What the list of known crawlers (crawler-user-agents) leaves out: Zalo's fetchers, and whatever calls itself a robot.
# CUBOT makes telephones.
UNLISTED_ROBOT = re.compile(r"zalo[ _-]?(bot|crawler|preview)|(?<!cu)bot\b|crawler\b|spider\b|headless", re.IGNORECASE)
# Longer than what any browser calls itself, and short enough that a made-up name costs little to judge.
USER_AGENT_JUDGED = 1000
SPECULATION_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
SPECULATION = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)


def is_countable(request: HttpRequest) -> bool:
    """Whether this request can be somebody reading: not a robot, a page loaded ahead, another site, or our own staff.

    Costs queries (session and user) only where a session's cookie came along: readers have none.
    """
    return not (
        is_robot(request.headers.get("User-Agent", ""))
        or _is_speculative(request)
        or _is_from_elsewhere(request)
        or _is_from_staff(request)
    )


def is_robot(user_agent: str) -> bool:
    """Whether this is a known crawler, or says nothing of itself, as no browser does."""
    return _is_robot(user_agent.strip()[:USER_AGENT_JUDGED])


# The list has 1,500 expressions and takes half a millisecond, longer than the rest of the request. What is remembered
# here, while the process lives, are names of browsers alone: not who used them, nor for what.
@lru_cache(maxsize=2048)
def _is_robot(user_agent: str) -> bool:
    return not user_agent or is_crawler(user_agent) or bool(UNLISTED_ROBOT.search(user_agent))


def _is_speculative(request: HttpRequest) -> bool:
    return any(SPECULATION.search(request.headers.get(name, "")) for name in SPECULATION_HEADERS)


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the page that sent this is not ours. Sec-Fetch-Site decides; Origin where a browser lacks it."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site != "same-origin"
    if (origin := request.headers.get("Origin")) is None:
        return False
    # Hosts alone: where a proxy ends TLS, the scheme seen here is not the one that readers see.
    ours = {request.get_host(), urlsplit(settings.SITE_URL).netloc}
    host = origin.partition("://")[2]
    return not host or host not in ours


def _is_from_staff(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_active and request.user.is_staff


# Who is it? ---------------------------------------------------------------------------------------------------------


def readers_of(address: str, user_agent: str, at: datetime | None = None) -> list[bytes]:
    """The hashes that this reader goes by at `at` (default: now), the older one first.

    The key changes at midnight in Ho Chi Minh City. Who was counted just before must not count again just after, so for
    as long as that matters a reader goes by yesterday's hash and by today's.
    """
    reader = f"{_network(address)}\0{user_agent}".encode(errors="replace")
    return [hmac.digest(key, reader, "sha256")[:16] for key in _keys_of(_days_that_matter(at))]


def _days_that_matter(at: datetime | None = None) -> tuple[date, ...]:
    """Today, and before it yesterday while the last WINDOW began there."""
    now = timezone.localtime(at, timezone.get_default_timezone())
    return tuple(sorted({(now - WINDOW).date(), now.date()}))


def _network(address: str) -> str:
    """A household has one IPv4 address, but of IPv6 as many as it likes, all with the same first half."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(parsed.ipv4_mapped or parsed.packed[:8].hex())


# The days of now alone: a key that is destroyed in the database does not live on in a process.
@lru_cache(maxsize=1)
def _keys_of(days: tuple[date, ...]) -> list[bytes]:
    """The keys of these days, after destroying all older ones. A process comes here twice a day."""
    _destroy_keys_before(days[0])
    return [_key_of(day) for day in days]


def _key_of(day: date) -> bytes:
    if found := ReaderKey.objects.filter(day=day).first():
        return bytes(found.secret)
    # Of several processes that make a key at once the database lets one win, and all of them read that one back.
    ReaderKey.objects.bulk_create([ReaderKey(day=day, secret=secrets.token_bytes(32))], ignore_conflicts=True)
    return bytes(ReaderKey.objects.get(day=day).secret)


def _destroy_keys_before(day: date) -> int:
    return ReaderKey.objects.filter(day__lt=day).delete()[0]


# Counting -----------------------------------------------------------------------------------------------------------

# The reader's row decides: of any number of requests at once one inserts it, or finds it old enough, and gets it back;
# the others wait for that row and then find it fresh.
# The answer does not wait for the disk. A view that was committed survives any end of a web process; a crash of the
# database itself may cost the last half second of views.
MARK = """
SET LOCAL synchronous_commit TO off;
INSERT INTO articles_recentview AS recent (article_id, reader, counted_at)
VALUES (%s, %s, coalesce(%s, statement_timestamp()))
ON CONFLICT (article_id, reader) DO UPDATE SET counted_at = excluded.counted_at
WHERE recent.counted_at <= excluded.counted_at - %s
RETURNING counted_at
"""
# The increments happen in the database, under the row's lock: reading a number and saving it plus one would lose most
# of those that arrive together.
COUNT = f"""
INSERT INTO articles_hourlyviews AS views (article_id, hour, count) VALUES (%(article)s, %(hour)s, 1)
ON CONFLICT (article_id, hour) DO UPDATE SET count = views.count + 1;
INSERT INTO articles_viewtotal AS total (article_id, counted, imported) VALUES (%(article)s, 1, 0)
ON CONFLICT (article_id) DO UPDATE SET counted = total.counted + 1;
{trends.adding("(VALUES (%(article)s, %(hour)s, 1)) AS one (article_id, hour, count)")}
"""  # noqa: S608


def count_view(article_id: int, readers: Sequence[bytes], at: datetime | None = None) -> bool:
    """Count one read of a story by whoever goes by `readers` (see readers_of); False if counted within WINDOW already.

    `at` stands in for the database's clock. A transaction of its own, which locks reader, hour, total in this order, so
    no two wait for each other. Nothing is written to the story. Whether it is live is for is_live() to say first.
    """
    # Durable: what MARK sets about the commit must not hold for somebody else's transaction around this one.
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        for reader in readers:
            cursor.execute(MARK, [article_id, reader, at, WINDOW])  # type: ignore[list-item]
            if (marked := cursor.fetchone()) is None:
                return False
        cursor.execute(COUNT, {"article": article_id, "hour": marked[0].replace(minute=0, second=0, microsecond=0)})
    return True


def is_live(article_id: int) -> bool:
    """Whether readers see this story now. One query, whose text is made once: making it takes longer than asking it."""
    with connection.cursor() as cursor:
        cursor.execute(_live_story(), [article_id])
        return cursor.fetchone() is not None


@lru_cache(maxsize=1)
def _live_story() -> str:
    story = PublishedArticle.objects.live().filter(article_id=0).order_by().values("pk")
    text, params = story.query.sql_with_params()
    if params != (0,):
        raise AssertionError(f"the story's number is no longer the only parameter of live(): {params}")
    return text


def set_imported_views(article: Article, count: int) -> None:
    """What an old site had counted: shown on top of our own count and kept apart from it. A second call replaces it."""
    if count < 0:
        raise ValueError(f"views cannot be negative: {count}")
    ViewTotal.objects.bulk_create(
        [ViewTotal(article=article, imported=count)],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["imported"],
    )


# Forgetting ---------------------------------------------------------------------------------------------------------


def prune() -> tuple[int, int]:
    """Destroy what tells readers apart and is no longer needed: keys of days that ended WINDOW ago, marks that old.

    Returns how many keys and how many marks went. A mark that a count holds at this moment stays for the next time.
    """
    keys = _destroy_keys_before(_days_that_matter()[0])
    with transaction.atomic():
        old = RecentView.objects.filter(counted_at__lte=Now() - WINDOW).select_for_update(skip_locked=True)
        marks = RecentView.objects.filter(pk__in=old.values("pk")).delete()[0]
    return keys, marks
