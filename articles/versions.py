"""What readers are shown of a story: the one way from its content to the fields of a published version."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import translation

from articles import body, layouts, pictures
from articles.content import Content
from articles.models import Article, Photo, Tag
from newsroom import vietnamese

BODY_PICTURE_SIZES = "(min-width: 48rem) 680px, 100vw"
# A story told by pictures, or around a video, has the width of the page.
WIDE_PICTURE_SIZES = "(min-width: 70rem) 1040px, 100vw"


def fields(
    content: Content, *, tags: Mapping[str, Tag] | None = None, photos: Mapping[str, Photo] | None = None
) -> dict[str, Any]:
    """The fields of PublishedArticle that follow from the content alone; at most 2 queries, and nothing is stored.

    Who makes many at once has `tags` by key and `photos` by file at hand, and nothing is asked then. Raises
    body.BodyRefused where the stored markup is beyond reading.
    """
    return {
        "section": content.section,
        "secondary_sections": [
            {"name": section.name, "slug": section.slug, "parent": section.parent.slug if section.parent else None}
            for section in content.secondary_sections
        ],
        "kind": content.kind,
        "kicker": content.kicker,
        "title": content.title,
        "title_key": vietnamese.key(content.title)[:250],
        "lead": content.lead,
        "body": _public_body(content, photos),
        "lead_photo": content.lead_photo.as_shown() if content.lead_photo else None,
        "bylines": [
            {"name": line.author.name, "slug": line.author.slug, "role": line.role, "affiliation": line.affiliation}
            for line in content.bylines
        ],
        "tags": _tags(content.tags, Tag.objects.called(content.tags) if tags is None else tags),
        "related": [
            {"article": pick.article.pk if pick.article else None, "title_key": vietnamese.key(pick.title)[:250]}
            for pick in content.related
        ],
        "source_name": content.source_name,
        "source_url": content.source_url,
    }


def _tags(names: tuple[str, ...], known: Mapping[str, Tag]) -> list[dict[str, str]]:
    """Name and address of each tag; a word that is none yet is not for readers."""
    return [{"name": tag.name, "slug": tag.slug} for name in names if (tag := known.get(vietnamese.key(name)))]


def _public_body(content: Content, known: Mapping[str, Photo] | None) -> str:
    stored = body.clean(content.body)
    names = body.photo_names(stored)
    if known is None:
        known = {photo.file: photo for photo in Photo.objects.filter(file__in=names)} if names else {}
    photos = [known[name] for name in names if name in known]
    # Nothing cuts a picture in the text, so where its subject is plays no part.
    sizes = WIDE_PICTURE_SIZES if content.kind == Article.Kind.PHOTO else BODY_PICTURE_SIZES
    shown = {photo.file: pictures.picture_html(photo.as_shown() | {"focus": None}, sizes=sizes) for photo in photos}
    # Readers read the site's language, whatever the editor's desk speaks.
    with translation.override(settings.LANGUAGE_CODE):
        layout = partial(layouts.laid_out, kind=content.kind, poster=_poster(content))
        return body.for_readers(stored, shown, layout=layout, pick=bool(content.related))


def _poster(content: Content) -> str:
    """What stands for the video of a video story until somebody asks for it; the words of the link beside it tell."""
    if content.kind != Article.Kind.VIDEO or content.lead_photo is None:
        return ""
    poster = content.lead_photo.as_shown() | {"alt": "", "focus": None}
    return pictures.picture_html(poster, sizes=WIDE_PICTURE_SIZES, lazy=False)
