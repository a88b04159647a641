"""Where rendered pages are kept for the next reader: shared by all workers, and by all machines that share a Redis.

Nothing here knows which pages may be kept, or how long: articles.public.held_pages does. Whatever becomes of the store,
no page fails for it: the site goes on without, and the log says so.
"""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, partial
from hashlib import blake2b
from typing import NamedTuple, TypeVar
from urllib.parse import unquote
from uuid import uuid4

from django.conf import settings
from django.core.cache import caches
from django.db import transaction

logger = logging.getLogger(__name__)

# What a page is made of besides the database. Pages of another release, or of another site in the same store, are none
# of ours: their style sheets may be gone.
SOURCES = ("accounts/**/*.py", "articles/**/*.py", "newsroom/**/*.py", "newsroom/**/*.mo", "templates/**/*.*")
SETTINGS = ("SECRET_KEY", "SITE_NAME", "SITE_URL", "FEED_FULL_TEXT", "SECURE_HSTS_SECONDS")

# Who renders a page keeps others from it for so long at most: as long as the database works on one statement.
CLAIMED = 15  # seconds
# The word that a path was dropped stands for longer than any page does.
DROPPED = 600
# A store that fails is left alone for a while: waiting for it would cost every reader a second.
REST, SILENCE = 5, 300  # and the log tells of it every five minutes

Answer = TypeVar("Answer")


class Unavailable(Exception):
    """The store does not answer."""


class Place(NamedTuple):
    """The keys of one page: its own, the claim's of who renders it, and the word's that its path was dropped."""

    page: str
    claim: str
    dropped: str

    @classmethod
    def of(cls, scheme: str, host: str, path: str, query: str) -> "Place":
        """`host` as the site has accepted it; `path` not quoted; `query` without what makes no other page."""
        name = _name(edition(), scheme, host, path, query)
        return cls(f"page:{name}", f"claim:{name}", f"dropped:{_name(path)}")


class Page(NamedTuple):
    """An answer as the store keeps it."""

    dropped: str | None
    """The word at its path when its rendering began: the page is good while no other stands there."""
    made: float
    """When its rendering began, by the clock."""
    shared: int
    stale: int
    status: int
    headers: list[tuple[str, str]]
    content: bytes

    @property
    def gone(self) -> float:
        """When nobody may be shown it any more."""
        return self.made + self.shared + self.stale

    @property
    def age(self) -> float:
        """Seconds since then."""
        return max(0.0, time.time() - self.made)

    def told(self, age: float, status: str = "") -> list[tuple[str, str]]:
        """The headers for whoever is shown it at that age; `status` as Cache-Status has it (RFC 9211)."""
        status = status or f"hit; ttl={int(self.shared - age)}"
        held = cache_control(self.shared, self.stale, age)
        return [*self.headers, ("Cache-Control", held), ("Cache-Status", f"newsroom; {status}")]


def cache_control(shared: int, stale: int, age: float = 0) -> str:
    """How long other caches may hold a page that is `age` seconds old: it is gone from all of them at the same moment.

    What is left is told in whole seconds, and never as an Age, which nginx does not look at: so a cache in front of
    another adds nothing to the time.
    """
    fresh = max(0, int(shared - age))
    rest = max(0, int(shared + stale - age) - fresh)
    return f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={rest}, stale-if-error={rest}"


class Found(NamedTuple):
    """What the store has at a place: a page that may be shown still, who renders it now, and the word at its path."""

    page: Page | None
    claim: str | None
    dropped: str | None


def look(place: Place) -> Found:
    """What there is, in one question to the store. Raises Unavailable."""
    found = _ask(partial(caches["pages"].get_many, place))
    page, dropped = found.get(place.page), found.get(place.dropped)
    # A page from the future was made before somebody put the clock back.
    if page and (page.dropped != dropped or not page.made - REST < time.time() < page.gone):
        page = None
    return Found(page, found.get(place.claim), dropped)


def claim(place: Place) -> str | None:
    """The turn to render the page, by a word to release() it with; None where somebody has it. Raises Unavailable."""
    word = uuid4().hex
    return word if _ask(partial(caches["pages"].add, place.claim, word, CLAIMED)) else None


def release(place: Place, word: str, *, after: float = 0) -> None:
    """Let the next one have the turn, at once or in some seconds."""
    pages = caches["pages"]
    if _ask_or_go_on(partial(pages.get, place.claim)) == word:
        _ask_or_go_on(partial(pages.touch, place.claim, after) if after else partial(pages.delete, place.claim))


def keep(place: Place, page: Page) -> None:
    """Show the page to others until it is gone."""
    _ask_or_go_on(partial(caches["pages"].set, place.page, page, max(0.0, page.gone - time.time())))


def forget(place: Place) -> None:
    """Show nobody what is kept there."""
    _ask_or_go_on(partial(caches["pages"].delete, place.page))


def drop(addresses: Iterable[str]) -> None:
    """Forget the pages at these paths, under every host and query, once the transaction is through.

    One that is being rendered this moment, from what was there before, is forgotten too.
    """
    if settings.PAGE_CACHE:
        transaction.on_commit(partial(_drop, list(addresses)), robust=True)


def _drop(addresses: Iterable[str]) -> None:
    words = {f"dropped:{_name(unquote(address))}": uuid4().hex for address in addresses}
    _ask_or_go_on(partial(caches["pages"].set_many, words, DROPPED), rests=False)


@cache
def edition() -> str:
    """What this release and this site are told apart by; the same on all machines that run it. Reads every source."""
    found = blake2b(digest_size=16)
    for name in SETTINGS:
        found.update(repr(getattr(settings, name)).encode())
    found.update(str(settings.DATABASES["default"]["NAME"]).encode())
    collected = settings.STATIC_ROOT / "staticfiles.json"
    sources = [path for pattern in SOURCES for path in sorted(settings.BASE_DIR.glob(pattern)) if path.is_file()]
    for path in (settings.BASE_DIR / "requirements.lock", *sources, *([collected] if collected.exists() else [])):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def _name(*parts: str) -> str:
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


class _Health:
    """How this process has found the store, by the monotonic clock."""

    rests_until = 0.0
    silent_until = 0.0


def _ask(question: Callable[[], Answer], *, rests: bool = True) -> Answer:
    """The store's answer. Raises Unavailable; while the store rests from a failure, without asking it."""
    now = time.monotonic()
    if rests and now < _Health.rests_until:
        raise Unavailable
    try:
        return question()
    except Exception as error:  # noqa: BLE001  # a full disk, a lost connection, a broken file: whatever a store may raise
        _Health.rests_until = now + REST
        if now >= _Health.silent_until:
            _Health.silent_until = now + SILENCE
            logger.error("pages are served without the page cache: %r", error)
        raise Unavailable from error


def _ask_or_go_on(question: Callable[[], Answer], *, rests: bool = True) -> Answer | None:
    with suppress(Unavailable):
        return _ask(question, rests=rests)
    return None
