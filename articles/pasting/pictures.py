"""Pictures on a clipboard: which is a picture, where it truly is, and which of them cannot come along. Pure.

Nothing is fetched from anywhere: a picture of our own site keeps its place, any other leaves its caption, and where it
stood is told.
"""

import re
import unicodedata
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from articles.body_layout import caption_of, is_block
from articles.body_policy import MEDIA, web_host
from articles.markup import Node, Tag

Source = Literal["inside", "elsewhere", "file"]


class MissingPicture(NamedTuple):
    """A picture that could not come along.

    `source`: "inside" the text itself (data:), "elsewhere" on the web, in a "file" of the other computer.
    `caption` is '' without one; `after` are the last words before it, '' at the beginning.
    """

    source: Source
    caption: str
    after: str


# The most telling first: lazy pages keep a placeholder in src.
_ADDRESSES = ("data-original", "data-photo-original-src", "data-src", "data-lazy-src", "data-image-src", "src")
_SIZE = re.compile(r"\s*(\d+)(?:\.\d+)?(?:px)?\s*")
_BOILERPLATE = re.compile(r"\s*[-–—]?\s*(?:Ảnh|Photo|Hình)\s+\d+\s*\.?\s*$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"data:image/(?:gif|svg\+xml)", re.IGNORECASE)
_LONG = 1000  # characters: a picture, not the spacer that stands for one
_AFTER = 8  # words
_REMEMBERED = 200  # characters


def picture(tag: Tag, own_hosts: frozenset[str]) -> list[Node]:
    """What stands in an <img>'s place: our own picture, one marked missing, the sign it stood for, or nothing."""
    if emoji := _emoji(tag):
        return [emoji]
    if any(0 <= _size(tag.attrs.get(side, "")) <= 2 for side in ("width", "height")):
        return []
    address = _address(tag)
    if own := _own_path(address, own_hosts):
        kept = {"src": own, "alt": without_boilerplate(tag.attrs.get("alt", ""))}
        return [Tag("img", kept)]
    return [Tag("img", {"data-missing": _source(address)})] if address else []


def missing_pictures(root: Tag) -> list[MissingPicture]:
    """The pictures marked missing, in order, and where each was."""
    found: list[MissingPicture] = []
    read = ""
    waiting: list[tuple[Node, str]] = [(root, "")]
    while waiting:
        node, caption = waiting.pop()
        if isinstance(node, str):
            read = (read + node)[-_REMEMBERED:]
        elif node.name == "img" and "data-missing" in node.attrs:
            found.append(
                MissingPicture(_as_source(node.attrs["data-missing"]), caption, " ".join(read.split()[-_AFTER:]))
            )
        else:
            caption = caption_of(node) if node.name == "figure" else caption
            read += " " if is_block(node) or node.name == "br" else ""
            waiting += [(child, caption) for child in reversed(node.children)]
    return found


def without_boilerplate(description: str) -> str:
    """A description or caption less the "- Ảnh 1." that content systems put behind it."""
    return _BOILERPLATE.sub("", description)


def _as_source(value: str) -> Source:
    return "inside" if value == "inside" else "file" if value == "file" else "elsewhere"


def _emoji(tag: Tag) -> str:
    """Chats and social networks write 🔥 as a picture."""
    alt = tag.attrs.get("alt", "")
    return alt if 0 < len(alt) <= 8 and all(unicodedata.category(sign)[0] in "SMC" for sign in alt) else ""


def _size(value: str) -> int:
    number = _SIZE.fullmatch(value)
    return int(number[1][:5]) if number else -1


def _address(tag: Tag) -> str:
    found = [tag.attrs[name].strip() for name in _ADDRESSES if tag.attrs.get(name, "").strip()]
    found += [
        piece.split()[0]
        for piece in (tag.attrs.get("srcset") or tag.attrs.get("data-srcset", "")).split(",")[:1]
        if piece.strip()
    ]
    true = [address for address in found if len(address) > _LONG or not _PLACEHOLDER.match(address)]
    return (true or [""])[0]


def _own_path(address: str, own_hosts: frozenset[str]) -> str:
    """The path under /media/ of a picture of ours."""
    if address.startswith(MEDIA):
        return address
    path = urlsplit(address).path if web_host(address) in own_hosts else ""
    return path if path.startswith(MEDIA) else ""


def _source(address: str) -> Source:
    if address.startswith(("data:", "blob:", "cid:")):
        return "inside"
    return "file" if address.startswith(("file:", "webkit-fake-url:")) else "elsewhere"
