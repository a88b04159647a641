"""The page of one story: the same for readers and for whoever looks at it before they may."""

from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator

from articles.models import PublishedArticle
from articles.public.frame import page
from articles.public.link_preview import preview_picture
from articles.readership import most_read
from articles.related import related_to

BOX = 8
DESCRIPTION_LENGTH = 200


def story_page(
    request: HttpRequest, story: PublishedArticle, template: str = "public/article.html", **more: object
) -> HttpResponse:
    """The story with what stands beside it; `story` need not be stored, nor have its section yet."""
    others = [other for other in most_read(limit=BOX + 1) if other.article_id != story.article_id]
    context = {
        "story": story,
        "current_top": story.section.top if story.section_id else None,
        "description": Truncator(story.lead or story.title).chars(DESCRIPTION_LENGTH),
        "preview_picture": preview_picture(request, story.lead_photo),
        "related": related_to(story),
        "most_read": others[:BOX],
    }
    return page(request, template, {**context, **more})
