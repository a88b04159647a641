"""How long shared caches (a proxy, a CDN) may hold what readers see.

Browsers ask again every time. A shared cache may answer from memory for `shared` seconds, and for `stale` seconds more
while it fetches a fresh copy. So a withdrawn or corrected story is gone from every shared cache 90 s after the fact at
the latest (30 s, and 60 s stale-while-revalidate); after the first 30 s it takes no more than one reader's request.
Addresses that are not there are held for a shorter time, so that a story shows soon where somebody looked too early.

What many pages show alike is held 30 s more in each process: the frame (articles.public.frame) and the most read
(articles.most_read). So a bar of breaking news is there, and gone with its withdrawn story, 120 s after the fact at the
latest, and so is the title of a withdrawn or blocked story gone from the most read; who follows it sooner finds the
notice that the story is gone. A bar whose time is over is gone after 90 s like a story.

Nothing here varies by reader: pages set no cookie and read none (articles.public.frame renders without the request).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page


@dataclass(frozen=True)
class Policy:
    """Seconds in a shared cache: fresh, and then stale while a fresh copy is fetched."""

    shared: int
    stale: int

    def apply(self, response: HttpResponse) -> None:
        patch_cache_control(response, public=True, max_age=0, s_maxage=self.shared, stale_while_revalidate=self.stale)


PAGE = Policy(shared=30, stale=60)
# A cache has more use for its room than pages that hardly anybody asks for twice.
SEARCH = Policy(shared=10, stale=20)
NOT_THERE = Policy(shared=10, stale=0)

View = Callable[..., HttpResponse]


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
        return response

    return cached


def for_readers(view: View) -> View:
    """held() under the policy of a page."""
    return held(view, PAGE)


def for_searchers(view: View) -> View:
    """held() under the policy of what was found."""
    return held(view, SEARCH)
