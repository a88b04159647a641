"""A page that is a list of stories: what all of them show, whatever the list is of."""

from django.http import HttpRequest, HttpResponse

from articles.public.frame import page
from articles.public.listing import Listing
from articles.public.story_page import BOX
from articles.readership import most_read


def list_page(
    request: HttpRequest, template: str, address: str, listing: Listing, context: dict[str, object]
) -> HttpResponse:
    """The page `template` of a list whose first page is at `address`, with the box of the most read."""
    frame = {
        "address": address,
        "canonical": address + listing.address_query,
        "listing": listing,
        "most_read": most_read(limit=BOX),
    }
    return page(request, template, {**frame, **context})
