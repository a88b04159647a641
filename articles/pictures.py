"""The markup of a picture, the same in a story's text, at its head and in lists."""

from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from newsroom.images import rendition_name, widths_for

# What old browsers, feeds and link previews load: enough for a column of text on a sharp screen.
FALLBACK_WIDTH = 960


def picture_html(photo: Mapping[str, Any], sizes: str, lazy: bool = True) -> SafeString:
    """`<picture>` with WebP and JPEG in all widths we keep of `photo`, a mapping as Photo.as_shown() gives it.

    `sizes` is the attribute of that name: how wide the picture stands on the page. Width and height are always written,
    so text does not jump while pictures load. `lazy=False` is for the one picture a reader sees first.
    """
    widths = widths_for(photo["width"])
    context = {
        "webp": _srcset(photo["name"], widths, "webp"),
        "jpg": _srcset(photo["name"], widths, "jpg"),
        "src": picture_url(photo),
        "width": photo["width"],
        "height": photo["height"],
        "alt": photo.get("alt") or "",
        "sizes": sizes,
        "lazy": lazy,
    }
    return render_to_string("public/_picture.html", context)


def picture_url(photo: Mapping[str, Any]) -> str:
    """The address of one JPEG of `photo`, at most 960 pixels wide, for whoever takes no choice of sizes."""
    width = max((width for width in widths_for(photo["width"]) if width <= FALLBACK_WIDTH), default=photo["width"])
    return default_storage.url(rendition_name(photo["name"], width, "jpg"))


def _srcset(name: str, widths: list[int], extension: str) -> str:
    return ", ".join(f"{default_storage.url(rendition_name(name, width, extension))} {width}w" for width in widths)
