"""The built-in page cache: what was rendered for one reader is shown to the next ones, whichever worker they meet.

It stands before everything else and holds what a public view has declared that any cache may hold
(articles.public.caching), for as long: fresh, then stale while one request renders it anew, or while it cannot be
rendered. So a popular page that expires is rendered once, whatever the number of its readers; and a page that nobody
has is rendered once while the others wait for it a moment.

Cache-Status (RFC 9211) says of each answer where it came from.
"""

import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from articles.public.caching import NOT_FOR_READERS, WHATEVER_IS_ASKED, Policy, read_at
from newsroom import page_cache
from newsroom.page_cache import Found, Page, Place, Unavailable
from newsroom.quick_answers import CONDITIONS

HELD = {200, 301, 302, 404, 410}
# Few pages are larger, and they are machines'.
LARGEST = 2 * 1024 * 1024
# Readers of a page that nobody has yet wait so long for whoever renders it, and look so often.
PATIENCE, FIRST_PAUSE, LONGEST_PAUSE = 2.0, 0.004, 0.05
# A page that could not be rendered anew is not tried again for so long, while there is an old one to show.
AFTER_FAILURE = 2

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def held_pages(get_response: GetResponse) -> GetResponse:
    """Middleware, the outermost: what it holds has been through all the others."""
    if not settings.PAGE_CACHE:
        raise MiddlewareNotUsed
    page_cache.edition()

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or request.path_info.startswith(NOT_FOR_READERS):
            return get_response(request)
        query, asks_more = _query(request)
        try:
            place = Place.of(request.scheme or "", request.get_host(), request.path, query)
            found = page_cache.look(place)
        except (DisallowedHost, Unavailable):
            return get_response(request)
        return _Asked(request, get_response, place, asks_more).answer(found)

    return answer


def _query(request: HttpRequest) -> tuple[str, bool]:
    """What of the query makes a page of its own, in one order; and whether there is more, which makes none."""
    if not request.META.get("QUERY_STRING"):
        return "", False
    asked = request.GET
    read = {name: asked[name] for name in read_at(request.path_info) if name in asked}
    return urlencode(read), len(read) < len(asked)


class _Asked:
    """One request for a page, and how it is answered."""

    def __init__(self, request: HttpRequest, get_response: GetResponse, place: Place, asks_more: bool) -> None:
        self.request, self.get_response, self.place, self.asks_more = request, get_response, place, asks_more

    def answer(self, found: Found) -> HttpResponseBase:
        page = self.good(found.page)
        if page and page.age < page.shared:
            return self.shown(page)
        # What a view answers to HEAD may lack its text, and is no page for others.
        if self.request.method == "HEAD" or found.page is not page:
            return self.shown(page) if page else self.get_response(self.request)
        try:
            turn = None if found.claim else page_cache.claim(self.place)
            if turn:
                return self.in_turn(turn)
            return self.shown(page) if page else self.waited(found.claim)
        except Unavailable:
            return self.shown(page) if page else self.get_response(self.request)

    def in_turn(self, turn: str) -> HttpResponseBase:
        """The page, rendered while others are shown the old one or wait."""
        failed = False
        try:
            # Who had the turn before may have rendered it since this request looked.
            found = page_cache.look(self.place)
            page = self.good(found.page)
            if page and page.age < page.shared:
                return self.shown(page)
            response, kept = self.rendered(found.dropped, "stale" if page else "uri-miss")
            failed = response.status_code >= 500
            if failed and page and page.gone > time.time():
                return self.shown(page)
            if page and not (failed or kept or self.asks_more):
                page_cache.forget(self.place)
            return response
        finally:
            page_cache.release(self.place, turn, after=AFTER_FAILURE if failed and page else 0)

    def waited(self, claim: str | None) -> HttpResponseBase:
        """The page as another request renders it; rendered here where that comes to nothing, or takes too long."""
        until, pause = time.monotonic() + PATIENCE, FIRST_PAUSE
        while True:
            time.sleep(pause)
            found, pause = page_cache.look(self.place), min(2 * pause, LONGEST_PAUSE)
            if page := self.good(found.page):
                return self.shown(page, "fwd=uri-miss; collapsed")
            claim = claim or found.claim
            # A claim that is another's by now: the one waited for has left nothing that may be kept.
            if not found.claim or found.claim != claim or time.monotonic() > until:
                return self.rendered(found.dropped, "uri-miss")[0]

    def good(self, page: Page | None) -> Page | None:
        """The page, where it is the answer to this request too."""
        return None if page and self.asks_more and page.status not in WHATEVER_IS_ASKED else page

    def shown(self, page: Page, status: str = "") -> HttpResponseBase:
        headers = dict(page.told(page.age, status))
        return self.on_condition(HttpResponse(page.content, status=page.status, headers=headers))

    def rendered(self, dropped: str | None, why: str) -> tuple[HttpResponseBase, bool]:
        """What the view answers, and whether it is kept for others."""
        conditions = {name: self.request.META.pop(name) for name in CONDITIONS if name in self.request.META}
        made = time.time()  # not later: what is published or withdrawn from here on may not be in it
        response = self.get_response(self.request)
        self.request.META.update(conditions)
        page = self.good(_to_keep(response, dropped, made))
        if page:
            page_cache.keep(self.place, page)
        response.headers["Cache-Status"] = f"newsroom; fwd={why}{'; stored' if page else ''}"
        return self.on_condition(response), page is not None

    def on_condition(self, response: HttpResponseBase) -> HttpResponseBase:
        if any(name in self.request.META for name in CONDITIONS):
            status = response.headers["Cache-Status"]
            answer = get_conditional_response(self.request, response.get("ETag"), None, response)  # type: ignore[arg-type]
            answer.headers["Cache-Status"] = status  # type: ignore[union-attr]
            return answer  # type: ignore[return-value]
        return response


def _to_keep(response: HttpResponseBase, dropped: str | None, made: float) -> Page | None:
    """The answer as others may be shown it; None where it is for this reader, or for no cache."""
    policy = Policy.told_by(response)
    if policy is None or response.status_code not in HELD or response.cookies:
        return None
    if not isinstance(response, HttpResponse) or len(response.content) > LARGEST:
        return None
    if response.get("Vary", "Accept-Encoding").lower() != "accept-encoding":
        return None
    headers = [(name, value) for name, value in response.items() if name not in {"Cache-Control", "Cache-Status"}]
    return Page(dropped, made, policy.shared, policy.stale, response.status_code, headers, response.content)
