"""Who reads: whether a request can be a person reading, and what one reader goes by for half an hour.

Who a reader is stays unknown: what is stored is a keyed hash of network address and browser. The key is random and new
every day; it is destroyed by whoever reads first once half an hour of the next day is over, or by the hourly command
before that reader comes. No address, no browser's name and no cookie is stored anywhere.
"""

import hmac
import ipaddress
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from crawleruseragents import is_crawler
from django.conf import settings
from django.utils import timezone

from articles.counting.marks import WINDOW
from articles.counting.referrers import bare
from articles.models import ReaderKey, Refusal

# Is it a reader? ----------------------------------------------------------------------------------------------------

# What the list of known crawlers (crawler-user-agents) leaves out: Zalo's fetchers, and whatever calls itself a robot.
# CUBOT makes telephones.
UNLISTED_ROBOT = re.compile(r"zalo[ _-]?(bot|crawler|preview)|(?<!cu)bot\b|crawler\b|spider\b|headless", re.IGNORECASE)
# Longer than what any browser calls itself, and short enough that a made-up name costs little to judge.
USER_AGENT_JUDGED = 1000
# Sec-Purpose and its forerunners.
SPECULATION_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
SPECULATION = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)

# What a request says of itself: request.META, or what the server gives a WSGI application.
Meta = Mapping[str, Any]


def nobody() -> bool:
    """Where no session came along, nobody is of the staff."""
    return False


def refusal(meta: Meta, is_staff: Callable[[], bool] = nobody) -> Refusal | None:
    """Why this request cannot be somebody reading: a robot, a page loaded ahead, another site's page, or our own staff.

    Whether it is, is asked last: that costs queries.
    """
    if is_robot(meta.get("HTTP_USER_AGENT", "")):
        return Refusal.ROBOT
    if any(name in meta and SPECULATION.search(meta[name]) for name in SPECULATION_HEADERS):
        return Refusal.AHEAD
    if _is_from_elsewhere(meta):
        return Refusal.ELSEWHERE
    return Refusal.STAFF if is_staff() else None


def is_robot(user_agent: str) -> bool:
    """Whether this is a known crawler, or says nothing of itself, as no browser does."""
    return _is_robot(user_agent.strip()[:USER_AGENT_JUDGED])


# The list has 1,500 expressions and takes half a millisecond, longer than the rest of the request. What is remembered
# here, while the process lives, are names of browsers alone: not who used them, nor for what.
@lru_cache(maxsize=2048)
def _is_robot(user_agent: str) -> bool:
    return not user_agent or is_crawler(user_agent) or bool(UNLISTED_ROBOT.search(user_agent))


def _is_from_elsewhere(meta: Meta) -> bool:
    """Whether the page that sent this is not ours. Sec-Fetch-Site decides; Origin where a browser lacks it."""
    if site := meta.get("HTTP_SEC_FETCH_SITE"):
        return site != "same-origin"
    if (origin := meta.get("HTTP_ORIGIN")) is None:
        return False
    # Hosts alone: where a proxy ends TLS, the scheme seen here is not the one that readers see.
    host = origin.partition("://")[2]
    return not host or host not in {_host(meta), urlsplit(settings.SITE_URL).netloc}


def own_hosts(meta: Meta) -> frozenset[str]:
    """This site's names: the one that the reader used, and the one that its addresses are built from."""
    return _own_hosts(_host(meta), settings.SITE_URL)


@lru_cache(maxsize=100)
def _own_hosts(host: str, site: str) -> frozenset[str]:
    return frozenset({bare(host), bare(urlsplit(site).netloc)})


def _host(meta: Meta) -> str:
    return meta.get("HTTP_HOST") or meta["SERVER_NAME"]


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
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address)
    except ValueError:
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


def destroy_old_keys() -> int:
    """Destroy the keys of days that ended WINDOW ago, and say how many those were."""
    return _destroy_keys_before(_days_that_matter()[0])
