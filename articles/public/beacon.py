"""Where a story's page reports that it is being read, since a page out of a cache asks nothing of us."""

import json
import logging

from django.db import InterfaceError, InternalError, OperationalError
from django.db.models import BigIntegerField
from django.http import HttpRequest, HttpResponse, RawPostDataException, UnreadablePostError
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.counting.inbox import Report, append
from articles.counting.readers import own_hosts, readers_of, refusal
from articles.counting.referrers import DIRECT, source_of
from newsroom.middleware import client_address

logger = logging.getLogger(__name__)

SECONDS_TO_RETRY = 5
LONGEST_BODY = 300


# Exempt from the CSRF check: readers have no cookie that a forged request could abuse, cached pages have no token, and
# all that the request can do is count one view. Other sites' pages are known by what their browsers say (refusal).
@csrf_exempt
@cache_control(no_store=True)
@require_POST
def count_view_of(request: HttpRequest, article_id: int) -> HttpResponse:
    """204 for a live story, to be counted or not, so that nobody learns how to be counted; 404 for any other."""
    if article_id > BigIntegerField.MAX_BIGINT:
        return HttpResponse(status=404)
    try:
        live = append(_report(request, article_id))
    except (InterfaceError, InternalError, OperationalError) as error:
        logger.error("a view of story %d was not counted: %s", article_id, error)
        return HttpResponse(status=503, headers={"Retry-After": SECONDS_TO_RETRY})
    return HttpResponse(status=204 if live else 404)


def _report(request: HttpRequest, article_id: int) -> Report:
    # The moment of which the reader's names are: those of tomorrow are other ones.
    at = timezone.now()
    if refused := refusal(request):
        return Report(article_id, at, refused=refused)
    readers = readers_of(client_address(request), request.META["HTTP_USER_AGENT"], at)
    source, came_back = _told(request)
    return Report(article_id, at, readers, source=source, came_back=came_back)


def _told(request: HttpRequest) -> tuple[str, bool]:
    """What static/public/js/views.js tells of the reader: the host that led here, and whether this browser read here on
    an earlier day. Nonsense is no answer, and no error: the view is one all the same."""
    try:
        if not 0 < int(request.META.get("CONTENT_LENGTH") or 0) <= LONGEST_BODY:
            return DIRECT, False
        told = json.loads(request.body)
        return source_of(told["from"], own_hosts(request)), told["again"] is True
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UnreadablePostError, RawPostDataException):
        return DIRECT, False
