"""Shows a fresh page of the page cache before Django has begun with the request.

Of what a bare view costs, most is the request and the response as objects, signals and the way to the view. The one
question that most readers ask, an address without a query, needs none of that. Whatever is not as simple takes the way
through articles.public.held_pages, which also kept the page: under a host that Django had accepted, so a page that is
found under one has nothing to fear from it.
"""

from collections.abc import Iterable
from http.client import OK
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings

from newsroom import page_cache
from newsroom.page_cache import Page, Place, Unavailable

# What would make the view answer "you have it already", which is no page for others.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
# Each asks for something else than the page.
NOT_SIMPLE = ("QUERY_STRING", *CONDITIONS)


def at_once(application: WSGIApplication) -> WSGIApplication:
    """The site, with its fresh pages in front of it."""
    if not settings.PAGE_CACHE or settings.USE_X_FORWARDED_HOST:
        return application

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = _fresh(environ)
        if page is None:
            return application(environ, start_response)
        start_response("200 OK", page.told(page.age))
        return [page.content]

    return answer


def _fresh(environ: WSGIEnvironment) -> Page | None:
    host = environ.get("HTTP_HOST")
    if environ["REQUEST_METHOD"] != "GET" or not host or any(map(environ.get, NOT_SIMPLE)):
        return None
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    try:
        page = page_cache.look(Place.of(scheme_in(environ), host, path, "")).page
    except Unavailable:
        return None
    return page if page and page.status == OK and page.age < page.shared else None


def scheme_in(environ: WSGIEnvironment) -> str:
    """http or https, as request.scheme has it, from what the server gives a WSGI application."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        if (told := environ.get(header)) is not None:
            return "https" if told.split(",", 1)[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])
