"""Turns the blocks of a demo story into the markup that an editor would have stored."""

from collections.abc import Callable
from typing import Any

from django.core.files.storage import default_storage
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.models import Photo

Picture = dict[str, str]


def body_html(blocks: list[dict[str, Any]], photo_of: Callable[[Picture], Photo]) -> str:
    """HTML of blocks such as {"p": text}, {"h2": text}, {"quote": text}, {"list": [text]}, {"table": [[cell]]},
    {"video": address} and {"figure": picture}; `photo_of` gives the photo of a picture."""
    return "\n".join(_block(kind, value, photo_of) for block in blocks for kind, value in block.items())


def _block(kind: str, value: Any, photo_of: Callable[[Picture], Photo]) -> SafeString:
    if kind == "figure":
        return _figure(value, photo_of(value))
    if kind == "list":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in value)))
    if kind == "table":
        return _table(*value)
    if kind == "video":
        return format_html("<oembed>{}</oembed>", value)
    if kind == "quote":
        return format_html("<blockquote><p>{}</p></blockquote>", value)
    return format_html("<{0}>{1}</{0}>", mark_safe(kind), value)  # noqa: S308  # kind is "p" or "h2", from our own files


def _figure(picture: Picture, photo: Photo) -> SafeString:
    return format_html(
        '<figure class="image"><img src="{}" alt="{}" width="{}" height="{}"><figcaption>{} {}</figcaption></figure>',
        default_storage.url(photo.file),
        picture["alt"],
        photo.width,
        photo.height,
        picture["caption"],
        picture["credit"],
    )


def _table(head: list[str], *rows: list[str]) -> SafeString:
    body = format_html_join("", "<tr>{}</tr>", ((_cells("td", row),) for row in rows))
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", _cells("th", head), body)


def _cells(tag: str, cells: list[str]) -> SafeString:
    return format_html_join("", f"<{tag}>{{}}</{tag}>", ((cell,) for cell in cells))
