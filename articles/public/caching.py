"""How long shared caches (a proxy, a CDN) may hold what readers see.

Browsers ask again every time. A shared cache may answer from memory for `shared` seconds, and for `stale` seconds more
while it fetches a fresh copy. So a withdrawn or corrected story is gone from every shared cache 90 s after the fact at
the latest (30 s, and 60 s stale-while-revalidate); after the first 30 s it takes no more than one reader's request.
The built-in cache (articles.public.held_pages) is one of them, and tells a cache in front how much of the time is left.
Addresses that are not there are held for a shorter time, so that a story shows soon where somebody looked too early.

What many pages show alike is held 30 s more in each process: the frame (articles.public.frame) and the most read
(articles.most_read). So a bar of breaking news is there, and gone with its withdrawn story, 120 s after the fact at the
latest, and so is the title of a withdrawn or blocked story gone from the most read; who follows it sooner finds the
notice that the story is gone. A bar whose time is over is gone after 90 s like a story.

Nothing here varies by reader: pages set no cookie and read none (articles.public.frame renders without the request).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import conditional_page

from newsroom.page_cache import cache_control


@dataclass(frozen=True)
class Policy:
    """Seconds in a shared cache: fresh, and then stale while a fresh copy is fetched, or cannot be."""

    shared: int
    stale: int

    def apply(self, response: HttpResponseBase) -> None:
        response["Cache-Control"] = cache_control(self.shared, self.stale)

    @staticmethod
    def told_by(response: HttpResponseBase) -> "Policy | None":
        """The policy that a view has applied; None where no shared cache may hold the answer."""
        told = TOLD.fullmatch(response.get("Cache-Control", ""))
        return Policy(int(told[1]), int(told[2])) if told else None


TOLD = re.compile(r"public, max-age=0, s-maxage=(\d+), stale-while-revalidate=(\d+), stale-if-error=\2")

# What no page for readers is under.
NOT_FOR_READERS = ("/admin/", "/static/", "/media/", "/xem-truoc/", "/luot-xem/", "/healthz")
# Answers that depend on the path alone where the query says nothing to the page. Whether an address of an old site is
# known, and where it leads, may hang on any query.
WHATEVER_IS_ASKED = {200, 410}
SEARCH_READS = ("q", "muc", "tacgia", "tu", "den", "xep", "trang", "truoc")
LIST_READS = ("truoc",)

PAGE = Policy(shared=30, stale=60)
# A cache has more use for its room than pages that hardly anybody asks for twice.
SEARCH = Policy(shared=10, stale=20)
NOT_THERE = Policy(shared=10, stale=0)

View = Callable[..., HttpResponse]


def read_at(path: str) -> tuple[str, ...]:
    """The parameters of a query that the page at `path` looks at; what else an address carries makes no other page."""
    if path.startswith("/tim-kiem/"):
        return SEARCH_READS
    return () if path == "/" or path.endswith(".html") else LIST_READS


def held(view: View, policy: Policy) -> View:
    """A public page under `policy` for what it shows and for redirects, NOT_THERE for 4xx it answers itself.

    A page also carries the digest of its bytes (ETag), and who has them already is answered 304. A raised Http404
    passes through; `articles.public.errors.not_found` applies the policy to it.
    """

    @conditional_page
    @wraps(view)
    def cached(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        (NOT_THERE if response.status_code >= 400 else policy).apply(response)
        if response.status_code == 200:
            # Or else conditional_page takes MD5, for which processors have no instruction as they have for this.
            response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
        return response

    return cached


def for_readers(view: View) -> View:
    """held() under the policy of a page."""
    return held(view, PAGE)


def for_searchers(view: View) -> View:
    """held() under the policy of what was found."""
    return held(view, SEARCH)
