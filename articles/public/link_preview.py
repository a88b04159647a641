"""What stands beside a link where somebody shares it: the picture as Open Graph asks for it (ogp.me)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from articles.pictures import picture_url
from articles.public.frame import absolute
from newsroom.images import widths_for

# Networks ask for 1200 pixels; the next width that we keep.
WIDTH = 1600


def preview_picture(request: HttpRequest, photo: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """`url` (full), `width`, `height` and `alt` of a lead picture; None without one."""
    if not photo:
        return None
    width = max((width for width in widths_for(photo["width"]) if width <= WIDTH), default=photo["width"])
    return {
        "url": absolute(request, picture_url(photo, WIDTH)),
        "width": width,
        "height": round(photo["height"] * width / photo["width"]),
        "alt": photo.get("alt") or "",
    }
