"""Readers who come by an address of an old site: they are sent on in one step, and only where we have nothing there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect

from articles import moved
from articles.models import Article, ImportRecord, OldAddress, OldAddressPattern, PublishedArticle
from articles.public.caching import PAGE
from articles.public.errors import gone

# The desk, files and machines' addresses were never an old site's.
NOT_OURS = ("/admin/", "/static/", "/media/", "/xem-truoc/", "/luot-xem/", "/healthz")


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
    if request.path_info.startswith(NOT_OURS):
        return None
    place = _place_of(request)
    if isinstance(place, Article):
        versions = PublishedArticle.objects.filter(article=place)
        live = versions.live().select_related("section__parent").first()
        if live is None:
            return gone(request) if versions.ever_public().exists() else None
        place = live.get_absolute_url()
    if place is None:
        return None
    response = HttpResponsePermanentRedirect(place)
    PAGE.apply(response)
    return response


def _place_of(request: HttpRequest) -> Article | str | None:
    """What has taken the address over; at most 3 queries."""
    path = moved.normalise(request.path_info)
    whole = moved.normalise(request.get_full_path())
    known = {row.path: row for row in OldAddress.objects.filter(path__in={path, whole}).select_related("article")}
    if row := known.get(whole) or known.get(path):
        return row.article or row.target
    identities = [
        f"{family.site}/{number}"
        for family in OldAddressPattern.objects.all()
        if (number := moved.number_in(whole, family.pattern) or moved.number_in(path, family.pattern))
    ]
    record = ImportRecord.objects.filter(identity__in=identities).select_related("article").first()
    return record.article if record else None
