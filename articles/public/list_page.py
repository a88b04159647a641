"""A page that is a list of stories: what all of them show, whatever the list is of."""

from django.http import HttpRequest, HttpResponse

from articles.models import Section
from articles.most_read import box_without
from articles.public.frame import page
from articles.public.listing import Listing


def list_page(
    request: HttpRequest,
    template: str,
    address: str,
    listing: Listing,
    context: dict[str, object],
    section: Section | None = None,
) -> HttpResponse:
    """The page `template` of a list whose first page is at `address`, with the box of the most read.

    `section`: whose list it is, if it is one's; the box begins with its most read.
    """
    frame = {
        "address": address,
        "canonical": address + listing.address_query,
        "listing": listing,
        "most_read": box_without((), section),
    }
    return page(request, template, {**frame, **context})
