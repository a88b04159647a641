"""The page of one story: the same for readers and for whoever looks at it before they may."""

from django.http import HttpRequest, HttpResponse

from articles.models import PublishedArticle
from articles.most_read import box_without
from articles.page_text import page_text
from articles.public.frame import absolute, page
from articles.public.link_preview import preview_picture
from articles.public.sharing import share_links
from articles.public.story_layout import layout_of
from articles.related import beside

DESCRIPTION_LENGTH = 200


def story_page(
    request: HttpRequest, story: PublishedArticle, template: str = "public/article.html", **more: object
) -> HttpResponse:
    """The story with what stands beside it; `story` need not be stored, nor have its section yet."""
    text = page_text(story.body)
    near = beside(story, inside=bool(text.after))
    context = {
        "story": story,
        "current_top": story.section.top if story.section_id else None,
        "description": _description(story.lead or story.title),
        "preview_picture": preview_picture(request, story.lead_photo),
        "text": text,
        "layout": layout_of(story, text),
        "minutes": text.minutes(beside=story.lead),
        "near": near,
        "networks": share_links(absolute(request, request.path)),
        "most_read": box_without(near.shown() | {story.article_id}),
    }
    return page(request, template, {**context, **more})


def _description(text: str) -> str:
    """The beginning of a text. It is in NFC, so that no letter is cut from its marks."""
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1] + "…"
