"""The pages of the fronts: the same for readers and for whoever arranges them and looks before saving."""

from django.http import HttpRequest, HttpResponse

from articles.models import Section
from articles.most_read import box_without
from articles.public import structured_data
from articles.public.frame import page
from articles.public.front import Front, SectionFront


def home_page(request: HttpRequest, front: Front) -> HttpResponse:
    context = {
        "front": front,
        "most_read": box_without(front.shown()),
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
        "most_read": box_without(shown, section),
        "unranked": True,
        "address": address,
        "canonical": address,
    }
    return page(request, "public/section.html", context)
