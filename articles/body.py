"""A story's body: stored HTML in, clean HTML out, and what can be read off it. Pure functions.

Stored form, which clean() produces and everything else here expects: top-level blocks one a line; pictures as <img>
with a path under /media/; a figure with its picture is <figure class="image">, in <div class="align-center"> when
centred; a caption whose picture is still to come is <figure><figcaption>...</figcaption></figure>; videos are
<oembed>address</oembed>.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from itertools import filterfalse
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from articles.body_form import is_stored
from articles.body_layout import BLOCKS, CENTRED, arrange, caption_of, drop_if_empty, shows_something
from articles.body_policy import MAX_BYTES, MEDIA, BodyRefused, guard, rename, sanitise
from articles.embeds import frames_to_oembed, waiting
from articles.markup import Node, Raw, Rule, Tag, TooDeep, lines, parse, rebuild, walk, words, write
from newsroom.vietnamese import without_invisible

__all__ = [
    "MAX_BYTES",
    "PICK_PLACE",
    "WORDS_PER_MINUTE",
    "Block",
    "BodyRefused",
    "Picture",
    "Clean",
    "awaiting_captions",
    "clean",
    "for_readers",
    "from_blocks",
    "paragraphs",
    "photo_names",
    "pictures",
    "plain_text",
    "word_count",
    "words_among",
]

# Vietnamese words (syllables) that an adult reads on a screen in a minute: how long a story takes is told by it alone.
WORDS_PER_MINUTE = 250
# Where a picked story may stand in a published text. No attribute can hold these letters: its quotes would be escaped.
PICK_PLACE = '<div class="pick-place"></div>'
PARAGRAPHS_BEFORE_A_PICK = 3
Layout = Callable[[list[Node]], list[Node]]
_MAX_PASSES = 3
# A rendition's path stands for its master: photos/<uuid>-960.webp -> photos/<uuid>.jpg
_RENDITION = re.compile(r"-(?:480|960|1600)\.(?:jpg|webp)$")
_LINES = BLOCKS - {"td", "th"} | {"br"}
_RUNNING = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote"})
_NOT_RUNNING = frozenset({"figure", "table", "oembed", "blockquote"})


class Picture(NamedTuple):
    """One picture of ours where it stands: its storage name, and the caption below it, '' where there is none."""

    name: str
    caption: str


class Block(NamedTuple):
    """One block of a text without markup, as importers read it; `text` is plain, not HTML."""

    kind: Literal["paragraph", "subhead", "caption"]
    text: str


class Clean(str):
    """A text in its stored form, which clean() alone makes, so that no request cleans one twice.

    Whatever is done to it (+, replace(), strip(), a way through JSON or the database) gives a plain str again.
    """

    __slots__ = ()


def clean(html: str) -> Clean:
    """The stored form of any HTML; clean(clean(x)) is clean(x). Raises BodyRefused, as when it is too large."""
    if isinstance(html, Clean):
        return html
    return Clean(html) if is_stored(html) else _cleaned(html)


def _cleaned(html: str) -> Clean:
    html = rename(frames_to_oembed(without_invisible(html)))
    for _pass in range(_MAX_PASSES):
        guard(html)
        sanitised = sanitise(html)
        # The parser makes tags of its own, from what looked harmless before.
        guard(sanitised)
        try:
            cleaned = sanitise(arrange(sanitised))
        except TooDeep:
            break
        if cleaned == html:
            return Clean(cleaned)
        html = cleaned
    raise BodyRefused(_("The text cannot be cleaned safely. Paste it again as plain text."))


def from_blocks(blocks: Iterable[Block]) -> str:
    """The stored form of plain blocks; a caption becomes a figure awaiting its picture."""
    frames = {
        "paragraph": "<p>{}</p>",
        "subhead": "<h2>{}</h2>",
        "caption": "<figure><figcaption>{}</figcaption></figure>",
    }
    return clean("\n".join(frames[block.kind].format(_line_breaks(block.text)) for block in blocks))


def _line_breaks(text: str) -> str:
    """Escaped; lines of verse stay lines."""
    return escape(text, quote=False).replace("\n", "<br>")


# A save asks the same text for its pictures, its words and its sentences.
@lru_cache(maxsize=2)
def _read(html: str) -> Tag:
    """The tree of a text, for reading: nothing may be changed in it. Raises TooDeep."""
    return parse(html)


def plain_text(html: str) -> str:
    """The words, captions included, each block (table row, line of verse) on its own line; no addresses of videos."""
    return "\n".join(lines(parse(html), _LINES, skip={"oembed", ".embed"}))


def paragraphs(html: str) -> list[list[str]]:
    """The lines of each paragraph, heading and list that holds words; no pictures, tables, videos.

    A quotation counts as one, and has no lines here. Works on stored bodies and on what for_readers() made of them.
    Raises markup.TooDeep.
    """
    blocks = (child for child in _read(html).children if isinstance(child, Tag))
    found = ((block.name, lines(block, _LINES, skip=_NOT_RUNNING)) for block in blocks if block.name in _RUNNING)
    return [running for name, running in found if running or name == "blockquote"]


def word_count(html: str) -> int:
    """How many Vietnamese words, that is syllables between white space; captions and lone punctuation do not count."""
    return words_among(words(_read(html), _LINES, skip={"oembed", "figcaption"}))


def words_among(written: list[str]) -> int:
    """How many of what stands between white space are words: have a letter or a digit, as mostly all signs are."""
    return len(written) - sum(not any(map(str.isalnum, sign)) for sign in filterfalse(str.isalnum, written))


def photo_names(html: str) -> list[str]:
    """Storage names ('photos/<uuid>.jpg') of the pictures in order, a repeated one once."""
    found = (_photo_name(tag) for tag in walk(_read(html)) if tag.name == "img")
    return list(dict.fromkeys(name for name in found if name))


def pictures(html: str) -> list[Picture]:
    """Every picture of ours, in order, each as often as it stands there."""
    root = parse(html)
    captions = {id(tag): caption_of(figure) for figure in walk(root) if figure.name == "figure" for tag in walk(figure)}
    found = ((_photo_name(tag), captions.get(id(tag), "")) for tag in walk(root) if tag.name == "img")
    return [Picture(name, caption) for name, caption in found if name]


def awaiting_captions(html: str) -> list[str]:
    """Captions, in order, of the figures that still await their picture."""
    figures = (tag for tag in walk(parse(html)) if tag.name == "figure")
    return [caption_of(figure) for figure in figures if not any(tag.name == "img" for tag in walk(figure))]


def for_readers(html: str, pictures: Mapping[str, str], *, layout: Layout | None = None, pick: bool = False) -> str:
    """What the website shows of a body. Raises BodyRefused as clean() does, which runs first whatever is stored.

    `pictures` maps storage names to trusted <picture> markup; a picture not in it is left out with its figure, and so
    are captions awaiting a picture. A description (alt) written in the body goes into markup whose alt is "".
    `layout` arranges the blocks, as articles.layouts does for some kinds of stories. `pick`: somewhere in the text
    there is to be room (PICK_PLACE) for a story that an editor picked.
    """
    shown = rebuild(parse(clean(html)), _shown_with(pictures)).children
    shown = layout(shown) if layout else shown
    return write(_with_place_for_a_pick(shown) if pick else shown).strip()


def _shown_with(pictures: Mapping[str, str]) -> Rule:
    def shown(tag: Tag) -> list[Node]:
        match tag.name:
            case "img":
                markup = pictures.get(_photo_name(tag))
                return [_described(markup, tag.attrs.get("alt", ""))] if markup else []
            case "figure":
                held = [child for child in tag.children if not (isinstance(child, Tag) and child.name == "figcaption")]
                return [tag] if shows_something(held) else []
            case "div":  # around a centred figure, and around nothing else
                for figure in tag.children:
                    if isinstance(figure, Tag):
                        figure.attrs["class"] = f"{figure.attrs.get('class', '')} {CENTRED}"
                return tag.children
            case "oembed":
                return [_embedded("".join(map(str, tag.children)))]
            case "table":
                # Focusable and named, so that a keyboard can scroll it too.
                named = _table_name(tag) or _("Table")
                box = {"class": "table-scroll", "tabindex": "0", "role": "group", "aria-label": named}
                return [Tag("div", box, [tag])]
        return drop_if_empty(tag)

    return shown


def _table_name(table: Tag) -> str:
    captions = [child for child in table.children if isinstance(child, Tag) and child.name == "caption"]
    return " ".join(lines(captions[0], _LINES)) if captions else ""


def _photo_name(picture: Tag) -> str:
    address = picture.attrs.get("src", "")
    return _RENDITION.sub(".jpg", address.removeprefix(MEDIA)) if address.startswith(MEDIA) else ""


def _described(markup: str, description: str) -> Raw:
    return Raw(markup.replace(' alt=""', f' alt="{escape(description)}"', 1) if description else markup)


def _embedded(address: str) -> Tag:
    return waiting(address) or Tag("p", {}, [Tag("a", {"href": address, "rel": "noopener noreferrer"}, [address])])


def _with_place_for_a_pick(blocks: list[Node]) -> list[Node]:
    """The blocks of a text with a place for a picked story, where the text runs on; without one in a short text.

    Behind the third paragraph at the earliest, between two paragraphs, two or more before the end; not where the first
    of them announces the second.
    """
    at = [place for place, node in enumerate(blocks) if isinstance(node, Tag)]
    read = 0
    for number, place in enumerate(at[:-2]):
        follows = [blocks[next_one] for next_one in at[number : number + 2]]
        read += follows[0].name == "p"  # type: ignore[union-attr]  # only tags are counted
        if read >= PARAGRAPHS_BEFORE_A_PICK and all(map(_is_running, follows)) and not _announces(blocks[place]):
            return [*blocks[: place + 1], "\n", Raw(PICK_PLACE), *blocks[place + 1 :]]
    return blocks


def _is_running(node: Node) -> bool:
    return isinstance(node, Tag) and node.name == "p" and bool(lines(node, _LINES))


def _announces(node: Node) -> bool:
    """Whether what follows belongs to it: it ends with a colon, or is a question of an interview."""
    return isinstance(node, Tag) and ("question" in node.classes or " ".join(lines(node, _LINES)).endswith(":"))
