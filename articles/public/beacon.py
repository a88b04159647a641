"""Where a story's page reports that it is being read, since a page out of a cache asks nothing of us."""

import logging

from django.db import InterfaceError, InternalError, OperationalError
from django.db.models import BigIntegerField
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.readership import count_view, is_countable, is_live, readers_of
from newsroom.middleware import client_address

logger = logging.getLogger(__name__)

SECONDS_TO_RETRY = 5


# Exempt from the CSRF check: readers have no cookie that a forged request could abuse, cached pages have no token, and
# all that the request can do is count one view. Other sites' pages are known by what their browsers say (is_countable).
@csrf_exempt
@cache_control(no_store=True)
@require_POST
def count_view_of(request: HttpRequest, article_id: int) -> HttpResponse:
    """204 for a live story, counted or not, so that nobody learns how to be counted; 404 for any other."""
    try:
        if article_id > BigIntegerField.MAX_BIGINT or not is_live(article_id):
            return HttpResponse(status=404)
        if is_countable(request):
            count_view(article_id, readers_of(client_address(request), request.headers["User-Agent"]))
    except (InterfaceError, InternalError, OperationalError) as error:
        logger.error("a view of story %d was not counted: %s", article_id, error)
        return HttpResponse(status=503, headers={"Retry-After": SECONDS_TO_RETRY})
    return HttpResponse(status=204)
