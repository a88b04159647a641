"""The pages of the fronts: the same for readers and for whoever arranges them and looks before saving."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse

from articles.models import PublishedArticle, Section
from articles.public import structured_data
from articles.public.frame import page
from articles.public.front import Front, SectionFront
from articles.public.story_page import BOX
from articles.readership import most_read

# A home page with a dozen blocks shows some fifty stories, and they may be just the ones that are read most.
MOST_ASKED = 8 * BOX


def home_page(request: HttpRequest, front: Front) -> HttpResponse:
    context = {
        "front": front,
        "most_read": _most_read_but(front.shown()),
        "at_home": True,
        "masthead_tag": "h1",
        "canonical": "/",
        "structured_data": structured_data.of_site(request),
    }
    return page(request, "public/home.html", context)


def first_page_of_section(
    request: HttpRequest, section: Section, subsections: list[Section], front: SectionFront
) -> HttpResponse:
    shown = {story.article_id for story in [*front.top, *front.listing.stories]}
    address = section.get_absolute_url()
    context = {
        "section": section,
        "subsections": subsections,
        "current_top": section,
        "top": front.top,
        "listing": front.listing,
        "most_read": _most_read_but(shown),
        "unranked": True,
        "address": address,
        "canonical": address,
    }
    return page(request, "public/section.html", context)


def _most_read_but(shown: Collection[int]) -> list[PublishedArticle]:
    """No story stands twice on the page, so this asks for more than it gives and leaves out what is there already."""
    unseen = [story for story in most_read(limit=MOST_ASKED) if story.article_id not in shown]
    return unseen[:BOX]
