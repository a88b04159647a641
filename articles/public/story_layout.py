"""How the page of each kind of story is laid out: the same parts, in other places and sizes."""

from dataclasses import dataclass

from articles.models import PublishedArticle
from articles.page_text import PageText

Kind = PublishedArticle.Kind

WIDE = {Kind.PHOTO, Kind.VIDEO, Kind.LONG_READ}
SIZES = {
    Kind.PHOTO: "(min-width: 70rem) 1040px, 100vw",
    Kind.LONG_READ: "(min-width: 75rem) 1152px, 100vw",
}
# Fewer headings need no list that leads to them.
HEADINGS_TO_LIST = 3


@dataclass(frozen=True)
class StoryLayout:
    """What the template asks for; `kind` is empty for a news story, which needs nothing of its own.

    `headings` are (id, words) of those that a list above the text leads to.
    """

    kind: str
    is_wide: bool
    shows_lead_picture: bool
    lead_picture_sizes: str
    headings: tuple[tuple[str, str], ...]


def layout_of(story: PublishedArticle, text: PageText) -> StoryLayout:
    """The layout of a story's page."""
    listed = text.headings if len(text.headings) >= HEADINGS_TO_LIST else ()
    return StoryLayout(
        kind="" if story.kind == Kind.NEWS else story.kind.replace("_", "-"),
        is_wide=story.kind in WIDE,
        shows_lead_picture=bool(story.lead_photo) and not _stands_in_text(story, text),
        lead_picture_sizes=SIZES.get(Kind(story.kind), "(min-width: 60rem) 760px, 100vw"),
        headings=listed if story.kind == Kind.LONG_READ else (),
    )


def _stands_in_text(story: PublishedArticle, text: PageText) -> bool:
    """Whether the text opens with the video in the lead picture's place, or shows that picture among the others."""
    if story.kind == Kind.VIDEO:
        return text.opens_with_video
    if story.kind != Kind.PHOTO or not story.lead_photo:
        return False
    return story.lead_photo["name"].removesuffix(".jpg") in text.whole
