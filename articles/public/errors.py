"""What a reader sees when there is nothing at an address, or when the site fails."""

from base64 import b64encode
from hashlib import sha256

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from articles.public.caching import NOT_THERE
from articles.public.frame import page

# Read once at the start: a page about a failure must need nothing that can fail, no template engine and no other file.
SERVER_ERROR_PAGE = (settings.BASE_DIR / "templates" / "500.html").read_text(encoding="utf-8")
# Its style stands in the page, which the content policy refuses to all but this one.
STYLE = SERVER_ERROR_PAGE.partition("<style>")[2].partition("</style>")[0]
STYLE_SOURCE = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 for whoever is not at the desk. Only public addresses may be cached: the desk answers 404 to some alone."""
    response = page(request, "404.html", {}, status=404)
    if request.path_info.startswith("/admin/"):
        add_never_cache_headers(response)
    else:
        NOT_THERE.apply(response)
    return response


def gone(request: HttpRequest) -> HttpResponse:
    """410 for a story that was withdrawn; neutral: nothing of the story, and no reason."""
    return page(request, "410.html", {}, status=410)


@csp_update({"style-src": STYLE_SOURCE})
def server_error(request: HttpRequest) -> HttpResponse:
    """500 for the whole site."""
    response = HttpResponse(SERVER_ERROR_PAGE, status=500)
    add_never_cache_headers(response)
    return response
