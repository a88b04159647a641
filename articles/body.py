"""A story's body: stored HTML in, clean HTML out, and what can be read off it. Pure functions.

Stored form, which clean() produces and everything else here expects: top-level blocks one a line; pictures as <img>
with a path under /media/; a figure with its picture is <figure class="image">, in <div class="align-center"> when
centred; a caption whose picture is still to come is <figure><figcaption>...</figcaption></figure>; videos are
<oembed>address</oembed>.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Literal, NamedTuple

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from articles.body_layout import (
    BLOCKS,
    CENTRED,
    arrange,
    caption_of,
    drop_empty,
    parse,
    serialise,
)
from articles.body_policy import MAX_BYTES, MEDIA, BodyRefused, guard, rename, sanitise
from articles.embeds import frames_to_oembed, player
from newsroom.vietnamese import one_line, without_invisible

__all__ = [
    "MAX_BYTES",
    "Block",
    "BodyRefused",
    "awaiting_captions",
    "clean",
    "excerpt",
    "for_readers",
    "from_blocks",
    "photo_names",
    "plain_text",
    "word_count",
]

_MAX_PASSES = 3
# A rendition's path stands for its master: photos/<uuid>-960.webp -> photos/<uuid>.jpg
_RENDITION = re.compile(r"-(?:480|960|1600)\.(?:jpg|webp)$")
# Between blocks while text is read off; no stored text holds a control character.
_BREAK = "\x1e"


class Block(NamedTuple):
    """One block of a text without markup, as importers read it; `text` is plain, not HTML."""

    kind: Literal["paragraph", "subhead", "caption"]
    text: str


def clean(html: str) -> str:
    """The stored form of any HTML; clean(clean(x)) == clean(x). Raises BodyRefused, as when it is too large."""
    html = rename(frames_to_oembed(without_invisible(html)))
    for _pass in range(_MAX_PASSES):
        guard(html)
        sanitised = sanitise(html)
        # Again on well-formed text: here the count of open tags is exact.
        guard(sanitised)
        cleaned = sanitise(arrange(sanitised))
        if cleaned == html:
            return cleaned
        html = cleaned
    raise BodyRefused(_("The text cannot be cleaned safely. Paste it again as plain text."))


def from_blocks(blocks: Iterable[Block]) -> str:
    """The stored form of plain blocks; a caption becomes a figure awaiting its picture."""
    frames = {
        "paragraph": "<p>{}</p>",
        "subhead": "<h2>{}</h2>",
        "caption": "<figure><figcaption>{}</figcaption></figure>",
    }
    return clean("".join(frames[block.kind].format(escape(block.text, quote=False)) for block in blocks))


def plain_text(html: str) -> str:
    """The words, captions included, each block (table row, line of verse) on its own line; no addresses of videos."""
    return "\n".join(_lines(parse(html)))


def excerpt(html: str, words: int) -> str:
    """The first `words` syllables of the running text, captions and tables left out; '…' where it was cut."""
    soup = parse(html)
    for aside in soup.find_all(["figure", "table"]):
        aside.decompose()
    syllables = " ".join(_lines(soup)).split()
    if len(syllables) <= words:
        return " ".join(syllables)
    return " ".join(syllables[:words]).rstrip(" .,;:–-") + "…"


def word_count(html: str) -> int:
    """How many Vietnamese words, that is syllables between white space; captions and lone punctuation do not count."""
    soup = parse(html)
    for caption in soup.find_all("figcaption"):
        caption.decompose()
    return sum(any(map(str.isalnum, syllable)) for line in _lines(soup) for syllable in line.split())


def photo_names(html: str) -> list[str]:
    """Storage names ('photos/<uuid>.jpg') of the pictures in order, a repeated one once."""
    names = (_photo_name(picture) for picture in parse(html).find_all("img"))
    return list(dict.fromkeys(name for name in names if name))


def awaiting_captions(html: str) -> list[str]:
    """Captions, in order, of the figures that still await their picture."""
    return [caption_of(figure) for figure in parse(html).find_all("figure") if not figure.find("img")]


def for_readers(html: str, pictures: Mapping[str, str]) -> str:
    """What the website shows of a body. Raises BodyRefused as clean() does, which runs first whatever is stored.

    `pictures` maps storage names to trusted <picture> markup; a picture not in it is left out with its figure, and so
    are captions awaiting a picture. A description (alt) written in the body goes into markup that has none.
    """
    soup = parse(clean(html))
    for picture in soup.find_all("img"):
        markup = pictures.get(_photo_name(picture))
        if markup is None:
            picture.decompose()
        else:
            picture.replace_with(*_described(markup, picture.get("alt", "")))
    for figure in soup.find_all("figure"):
        if not figure.find(["picture", "img"]):
            figure.decompose()
    for centred in soup.find_all("div"):
        for figure in centred.find_all("figure", recursive=False):
            figure["class"] = [*figure["class"], CENTRED]
        centred.unwrap()
    drop_empty(soup)
    for embed in soup.find_all("oembed"):
        embed.replace_with(_embedded(embed.get_text()))
    for table in soup.find_all("table"):
        if not table.find_parent("table"):
            table.wrap(Tag(name="div", attrs={"class": "table-scroll"}))
    return serialise(soup)


def _photo_name(picture: Tag) -> str:
    address = picture.get("src", "")
    return _RENDITION.sub(".jpg", address.removeprefix(MEDIA)) if address.startswith(MEDIA) else ""


def _described(markup: str, description: str) -> list:
    fragment = parse(markup)
    image = fragment.find("img")
    if image and description and not image.get("alt"):
        image["alt"] = description
    return [node.extract() for node in list(fragment.children)]


def _embedded(address: str) -> Tag:
    if video := player(address):
        frame = Tag(
            name="iframe",
            attrs={
                "src": video.src,
                "title": video.title,
                "loading": "lazy",
                "allowfullscreen": "",
                "referrerpolicy": "strict-origin-when-cross-origin",
            },
        )
        block = Tag(name="figure", attrs={"class": "embed"})
        block.append(frame)
        return block
    link = Tag(name="a", attrs={"href": address, "rel": "noopener noreferrer"})
    link.string = address
    block = Tag(name="p")
    block.append(link)
    return block


def _lines(soup: BeautifulSoup) -> list[str]:
    for embed in soup.find_all("oembed"):
        embed.decompose()
    for tag in soup.find_all([*BLOCKS, "br"]):
        edge = " " if tag.name in ("td", "th") else _BREAK
        tag.insert_before(edge)
        tag.insert_after(edge)
    return [line for piece in soup.get_text().split(_BREAK) if (line := one_line(piece))]
