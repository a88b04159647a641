"""A story's pictures: their markup, the same in the text, at its head and in lists, and the words that go with them."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import Any, NamedTuple

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.utils.encoding import filepath_to_uri
from django.utils.safestring import SafeString, mark_safe

from articles import body
from articles.models import Article, Photo
from newsroom import vietnamese
from newsroom.images import CENTRE, crop_name, crop_size, rendition_name, widths_for, without_extension

# What old browsers, feeds and link previews load: enough for a column of text on a sharp screen.
FALLBACK_WIDTH = 960
# Style sheets cut pictures to the shape of a list; where, they are told in steps of so many percent.
FOCUS_STEP = 25
# Stands for a master's name; no sign of it is in any markup.
NAME = "\0.jpg"
# Names of files that are the same in an address, which all of ours are.
_PLAIN = re.compile(r"[A-Za-z0-9._-]*").fullmatch
# Credits that begin like this say what they are.
NAME_THEMSELVES = ("ảnh", "hình", "tranh", "đồ họa")


class CutPicture(NamedTuple):
    """One file cut to a shape: its address, and its size."""

    url: str
    width: int
    height: int


def picture_html(photo: Mapping[str, Any], sizes: str, lazy: bool = True) -> SafeString:
    """`<picture>` with WebP and JPEG in all widths we keep of `photo`, a mapping as Photo.as_shown() gives it.

    `sizes` is the attribute of that name: how wide the picture stands on the page. Width and height are always written,
    so text does not jump while pictures load. `lazy=False` is for the one picture a reader sees first. Where the style
    sheet cuts the picture, it is cut about its focus.
    """
    width, height, alt = photo["width"], photo["height"], photo.get("alt") or ""
    # All its files stand beside each other and begin with the same words.
    beginning = escape(_address(without_extension(photo["name"])))
    files = beginning.join(_between_names(tuple(widths_for(width)), sizes))
    manner = _manner(tuple(photo.get("focus") or CENTRE), lazy)
    return mark_safe(  # noqa: S308  # what is put into it is escaped or a number
        f'{files} width="{int(width)}" height="{int(height)}" alt="{escape(alt)}"{manner}></picture>'
    )


@lru_cache(maxsize=256)
def _between_names(widths: tuple[int, ...], sizes: str) -> list[str]:
    """What stands in a picture's markup around the beginnings of its files' names: the same for most pictures."""
    webp, jpg = (
        ", ".join(f"{rendition_name(NAME, width, extension)} {width}w" for width in widths)
        for extension in ("webp", "jpg")
    )
    markup = (
        f'<picture><source type="image/webp" srcset="{webp}" sizes="{escape(sizes)}">'
        f'<img src="{rendition_name(NAME, _fallback(widths), "jpg")}" srcset="{jpg}" sizes="{escape(sizes)}"'
    )
    return markup.split(NAME.removesuffix(".jpg"))


@lru_cache(maxsize=256)
def _manner(focus: tuple[int, ...], lazy: bool) -> str:
    """The attributes that say how the picture is cut and loaded."""
    classes = " ".join(_focus_classes(focus))
    about = f' class="{classes}"' if classes else ""
    return about + (' loading="lazy"' if lazy else ' fetchpriority="high"')


def picture_url(photo: Mapping[str, Any], at_most: int = FALLBACK_WIDTH) -> str:
    """The address of one JPEG of `photo`, at most so many pixels wide, for whoever takes no choice of sizes."""
    return _address(rendition_name(photo["name"], _fallback(widths_for(photo["width"]), at_most), "jpg"))


def _fallback(widths: Sequence[int], at_most: int = FALLBACK_WIDTH) -> int:
    return max((width for width in widths if width <= at_most), default=widths[0])


def cut(photo: Mapping[str, Any], crop: str) -> CutPicture:
    """`photo` in the shape of one of newsroom.images.CROPS, about its focus."""
    name = crop_name(photo["name"], crop, tuple(photo.get("focus") or CENTRE))
    return CutPicture(_address(name), *crop_size(crop, photo["width"], photo["height"]))


def _focus_classes(focus: tuple[int, ...]) -> list[str]:
    """The classes of css/teaser.css; none for what the middle is good enough for."""
    steps = [round(part / FOCUS_STEP) * FOCUS_STEP for part in focus]
    return [f"focus-{axis}-{step}" for axis, step in zip("xy", steps, strict=True) if step != 50]


def _address(name: str) -> str:
    """The address of a file beside a master: as the storage gives it, which takes its time, for one of them."""
    folder, slash, file = name.rpartition("/")
    return _folder_address(folder + slash) + (file if _PLAIN(file) else filepath_to_uri(file))


@lru_cache(maxsize=64)
def _folder_address(folder: str) -> str:
    return default_storage.url(folder)


def names_itself(credit: str) -> bool:
    """Whether a credit says what it is ("Ảnh tư liệu", "Đồ họa: Hà An"), so that no label need stand before it."""
    return vietnamese.normalise(credit).casefold().startswith(NAME_THEMSELVES)


def of_story(article: Article) -> QuerySet[Photo]:
    """The pictures at the head of the desk copy and in its text; one query, none where there are none."""
    try:
        names = body.photo_names(article.body)
    except ValueError:  # markup that nobody could read, written past body.clean(): it cannot be published either
        names = []
    if not names and not article.lead_photo_id:
        return Photo.objects.none()
    return Photo.objects.filter(Q(pk=article.lead_photo_id) | Q(file__in=names))


def words(photos: Iterable[Photo]) -> dict[str, list[str]]:
    """What readers are told of each picture, as the log keeps it: {number: [caption, credit, alternative text]}."""
    return {str(photo.pk): [photo.caption, photo.credit, photo.alt_text] for photo in photos}


def digest(words: Mapping[str, list[str]]) -> str:
    """A short name for exactly these words(): a page that shows them sends it back with the approval."""
    return sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]
