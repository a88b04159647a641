"""Readers who come by an address of an old site: they are sent on in one step, and only where we have nothing there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect

from articles import old_addresses
from articles.models import PublishedArticle
from articles.public.caching import NOT_FOR_READERS, PAGE
from articles.public.errors import gone


def moved_pages(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Middleware: asks only where nothing was found, or where the next step would be the same address and a slash."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        slashed = response.status_code == 301 and response["Location"].partition("?")[0] == f"{request.path}/"
        if request.method in {"GET", "HEAD"} and (response.status_code == 404 or slashed):
            return _moved(request) or response
        return response

    return answer


def _moved(request: HttpRequest) -> HttpResponseBase | None:
    # The desk, files and machines' addresses were never an old site's.
    if request.path_info.startswith(NOT_FOR_READERS):
        return None
    place = old_addresses.leads_to(request.path_info, request.META.get("QUERY_STRING", ""))
    if isinstance(place, int):
        versions = PublishedArticle.objects.filter(article_id=place)
        live = versions.live().select_related("section__parent").first()
        if live is None:
            return gone(request) if versions.ever_public().exists() else None
        place = live.get_absolute_url()
    if place is None:
        return None
    response = HttpResponsePermanentRedirect(place)
    PAGE.apply(response)
    return response
