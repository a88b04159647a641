"""What stands beside a link where somebody shares it: the picture as Open Graph asks for it (ogp.me)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from articles.pictures import cut
from articles.public.frame import absolute


def preview_picture(request: HttpRequest, photo: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """`url` (full), `width`, `height` and `alt` of a lead picture; None without one."""
    if not photo:
        return None
    shape = cut(photo, "og")
    return {
        "url": absolute(request, shape.url),
        "width": shape.width,
        "height": shape.height,
        "alt": photo.get("alt") or "",
    }
