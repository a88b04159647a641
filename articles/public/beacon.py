"""Where a story's page reports that it is being read, since a page out of a cache asks nothing of us.

Most of these requests are answered before Django makes a request of them (in_front_of): finding the view and passing
the middleware took five times as long as what the view does, and a site has more of these than of all others.
"""

import json
import logging
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError, connection
from django.db.models import BigIntegerField
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.counting.inbox import Report, append
from articles.counting.journal import NotKept
from articles.counting.readers import Meta, nobody, own_hosts, readers_of, refusal
from articles.counting.referrers import DIRECT, source_of
from newsroom.middleware import address_in
from newsroom.quick_answers import scheme_in

logger = logging.getLogger(__name__)

PATH = "luot-xem/"
SECONDS_TO_RETRY = 5
LONGEST_BODY = 300


# Exempt from the CSRF check: readers have no cookie that a forged request could abuse, cached pages have no token, and
# all that the request can do is count one view. Other sites' pages are known by what their browsers say (refusal).
@csrf_exempt
@cache_control(no_store=True)
@require_POST
def count_view_of(request: HttpRequest, article_id: int) -> HttpResponse:
    """204 for a live story, to be counted or not, so that nobody learns how to be counted; 404 for any other."""
    status = _answer(article_id, request.META, request, is_staff=lambda: _is_staff(request))
    return HttpResponse(status=status, headers=_headers(status))


def _is_staff(request: HttpRequest) -> bool:
    """Costs two queries (session and user), and only where a session's cookie came along: readers have none."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_active and request.user.is_staff


def in_front_of(application: WSGIApplication) -> WSGIApplication:
    """The application with the reports of readers taken out: those that need nothing of what Django does for a page.

    Whatever is unlike them (signed in, for another host, to be sent on to https, no POST) is left to the application.
    """
    ours = re.compile(rf"/{PATH}(\d{{1,19}})/")

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        match = ours.fullmatch(environ.get("PATH_INFO", ""))
        if match is None or not _is_plain(environ):
            return application(environ, start_response)
        status = _answer(int(match[1]), environ, environ["wsgi.input"])
        # As at the end of each of Django's requests: a connection that has failed, or is old enough, is closed.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        headers = {"Cache-Control": "no-store"} | _headers(status)
        start_response(f"{status} {STATUS[status]}", list(headers.items()))
        return []

    return answer


STATUS = {204: "No Content", 404: "Not Found", 503: "Service Unavailable"}


def _is_plain(environ: WSGIEnvironment) -> bool:
    return (
        environ["REQUEST_METHOD"] == "POST"
        and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
        and _is_ours(environ.get("HTTP_HOST", ""))
        and (not settings.SECURE_SSL_REDIRECT or scheme_in(environ) == "https")
    )


@lru_cache(maxsize=100)
def _is_ours(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def _headers(status: int) -> dict[str, str]:
    return {"Retry-After": str(SECONDS_TO_RETRY)} if status == 503 else {}


# What is common to both ----------------------------------------------------------------------------------------------


def _answer(article_id: int, meta: Meta, body: Any, is_staff: Callable[[], bool] = nobody) -> int:
    """The status that answers this report, once it is kept; `body` is what it can be read from."""
    if article_id > BigIntegerField.MAX_BIGINT:
        return 404
    try:
        return 204 if append(_report(article_id, meta, body, is_staff)) else 404
    except NotKept:  # the log has it
        return 503
    except (InterfaceError, InternalError, OperationalError) as error:
        logger.error("a view of story %d was not counted: %s", article_id, error)
        return 503


def _report(article_id: int, meta: Meta, body: Any, is_staff: Callable[[], bool]) -> Report:
    # The moment at which the reader goes by these names: tomorrow by others.
    at = timezone.now()
    if refused := refusal(meta, is_staff):
        return Report(article_id, at, refused=refused)
    readers = readers_of(address_in(meta), meta["HTTP_USER_AGENT"], at)
    source, came_back = _told(meta, body)
    return Report(article_id, at, readers, source=source, came_back=came_back)


def _told(meta: Meta, body: Any) -> tuple[str, bool]:
    """What static/public/js/views.js tells of the reader: the host that led here, and whether this browser read here on
    an earlier day. Nonsense is no answer, and no error: the view is one all the same."""
    try:
        length = int(meta.get("CONTENT_LENGTH") or 0)
        if not 0 < length <= LONGEST_BODY:
            return DIRECT, False
        told = json.loads(body.read(length))
        return source_of(told["from"], own_hosts(meta)), told["again"] is True
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        return DIRECT, False
