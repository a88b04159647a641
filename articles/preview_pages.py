"""What is not published, on the page that readers would get: for the desk, and behind a secret link.

The page is the public one (public/preview.html is public/article.html), less the count of views and what would lead a
search engine to it.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from articles import body, previews
from articles.models import PreviewLink, PublishedArticle
from articles.public.frame import page
from articles.public.story_page import story_page

View = Callable[..., HttpResponse]


def kept_secret(view: View) -> View:
    """Held by no cache, found by no search engine, and its address told to no other site."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        del response["Cache-Control"]
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def as_readers_would_see(
    request: HttpRequest, version: PublishedArticle, link: PreviewLink | None = None
) -> HttpResponse:
    """The page of a version that need not be stored, in the language of the website whatever the desk's is."""
    with translation.override(settings.LANGUAGE_CODE):
        return story_page(request, version, "public/preview.html", link=link)


@require_safe
@kept_secret
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The revision behind a secret link. Whatever is wrong with the link, the answer is the same 404."""
    link = previews.find(secret)
    if link is None:
        return _dead(request)
    try:
        version = previews.version_of(previews.content_of(link.revision), link.revision.article)
    except body.BodyRefused:  # markup that nobody could read, written past body.clean()
        return _dead(request)
    return as_readers_would_see(request, version, link=link)


def _dead(request: HttpRequest) -> HttpResponse:
    return page(request, "public/preview_gone.html", {}, status=404)


urlpatterns = [path("<str:secret>/", open_link, name="preview_link")]
