"""From a clipboard to the stored form of a body, with what could not come along. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from articles import body
from articles.body_layout import is_block, shows_something
from articles.body_policy import BodyRefused, names
from articles.markup import Node, Tag, rebuild, walk, write
from articles.pasting import families, inline, legacy, lists
from articles.pasting.pictures import MissingPicture, missing_pictures, picture
from articles.pasting.plain import from_plain
from articles.pasting.tidy import MAX_TAGS, tidy

_PRESERVED = re.compile(r"white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_MANY_BREAKS = 2
_BOXES = names("article aside center dd dl dt footer header main nav pre section")
# pdf.js, in which most browsers show a PDF, sets every line of print as a box of its own.
_PRINTED_LINES = re.compile(r"<br[^<>]*role=[\"']?presentation|class=[\"']?textLayer", re.IGNORECASE)


@dataclass(frozen=True)
class LeftOut:
    """Words that were on the clipboard and are no part of a story: `what` is related, tags, page, comment, deleted
    or placeholder."""

    what: str
    words: str


@dataclass(frozen=True)
class InUnicode:
    """What a text of the old fonts would read: each text that changes, as it is and in Unicode, in order."""

    encoding: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Pasted:
    """`html` is the stored form; `inline` where it goes into the sentence the caret stands in."""

    html: str
    inline: bool
    pictures: tuple[MissingPicture, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    in_unicode: InUnicode | None = None


def paste(html: str, text: str = "", own_hosts: Iterable[str] = ()) -> Pasted:
    """What a clipboard's HTML and its plain text are as a story's body. Raises BodyRefused as body.clean() does.

    Without HTML the plain text is taken. `own_hosts` are the names of this site, whose pictures may stay.
    """
    if text.strip() and (not html.strip() or _PRINTED_LINES.search(html)):
        html = from_plain(text)
        inline_text = "\n" not in text.strip()
    else:
        inline_text = False
    hosts = frozenset(own_hosts)
    root = tidy(html)
    encoding = legacy.encoding(root)
    taken = _taken(root, hosts)
    if encoding:
        converted = _taken(legacy.converted(tidy(html)), hosts).html
        taken = replace(taken, in_unicode=InUnicode(encoding, legacy.changed_texts(taken.html, converted)))
    return replace(taken, inline=taken.inline or inline_text)


def _taken(root: Tag, hosts: frozenset[str]) -> Pasted:
    _keep_typed_lines(root)
    _shift_headings(root)
    rebuild(root, lambda tag: _rule(tag, hosts))
    root.children = _gathered(root)
    missing = missing_pictures(root)
    gone = [LeftOut(each.attrs["data-what"], each.attrs["data-words"]) for each in families.marks_in(root.children)]
    rebuild(root, _without_marks)
    is_inline = shows_something(root.children) and not any(map(_is_block_tag, walk(root)))
    return Pasted(body.clean(write(root.children)), is_inline, tuple(missing), tuple(gone))


def _is_block_tag(tag: Tag) -> bool:
    return is_block(tag) or tag.name in ("br", "img")


def _rule(tag: Tag, own_hosts: frozenset[str]) -> list[Node]:
    """What stands in the tag's place; its children are settled already."""
    if what := families.unwanted(tag):
        return [families.left_out(what, tag)]
    if lists.marker(tag):
        return [Tag("marker", {}, ["".join(node for node in tag.children if isinstance(node, str))])]
    if tag.name == "img":
        return picture(tag, own_hosts)
    tag.children = [inline.words(child) if isinstance(child, str) else child for child in tag.children]
    families.without_placeholders(tag)
    families.without_arrows(tag)
    if (settled := families.named(tag)) is not None:
        return settled
    return _settled(tag)


def _settled(tag: Tag) -> list[Node]:
    tag.name = "div" if tag.name in _BOXES else tag.name
    match tag.name:
        case "a":
            pictures_alone = tag.children and all(
                isinstance(child, Tag) and child.name == "img" for child in tag.children
            )
            return tag.children if pictures_alone else inline.link(tag)
        case "ul" | "ol":
            return lists.settled_list(tag)
        case "hr" if "width" in tag.attrs:  # above Word's footnotes
            return []
    if tag.name == "div" and _holds_items_alone(tag):
        return tag.children
    tag.children = _gathered(tag)
    if tag.name in ("p", "div", "li") and families.is_arrows(tag):
        return list(families.marks_in(tag.children))
    if tag.name == "p" and (item := lists.word_item(tag)):
        return [item]
    if _reads_as_heading(tag):
        tag.name = f"h{min(int(tag.attrs['aria-level']) + 1, 4)}"
    if tag.name in ("p", "div"):
        return [node for part in _at_double_breaks(tag) for node in inline.emphasised(part)]
    if tag.name in ("td", "th", "li"):
        tag.children = _without_lone_paragraph(tag.children)
    return inline.emphasised(tag)


def _reads_as_heading(tag: Tag) -> bool:
    """Word online's headings."""
    return tag.attrs.get("role") == "heading" and tag.attrs.get("aria-level", "") in set("123456")


def _gathered(tag: Tag) -> list[Node]:
    """The children, with items that follow each other as lists and captions with the pictures before them."""
    if not any(map(_is_box, tag.children)):
        return tag.children
    return _with_paragraphs(lists.with_lists(families.with_captions(tag.children)))


def _with_paragraphs(nodes: list[Node]) -> list[Node]:
    """The nodes with text that stands loose between blocks as paragraphs."""
    held: list[Node] = []
    for is_box, run in groupby(nodes, key=_is_box):
        run_nodes = list(run)
        if is_box:
            held += run_nodes
        elif shows_something(run_nodes):
            held += _at_double_breaks(Tag("p", {}, run_nodes))
        else:
            held += families.marks_in(run_nodes)
    return held


def _holds_items_alone(tag: Tag) -> bool:
    shown = [child for child in tag.children if not (isinstance(child, str) and not child.strip())]
    return bool(shown) and all(isinstance(child, Tag) and child.name == "item" for child in shown)


def _is_box(node: Node) -> bool:
    return is_block(node) or (isinstance(node, Tag) and node.name == "item")


def _at_double_breaks(tag: Tag) -> list[Tag]:
    """Paragraphs that somebody set apart by two line breaks."""
    if any(map(_is_box, tag.children)):
        return [tag]
    parts: list[Tag] = [Tag(tag.name, tag.attrs)]
    breaks = 0
    for child in tag.children:
        if isinstance(child, Tag) and child.name == "br":
            breaks += 1
        elif not (breaks and isinstance(child, str) and not child.strip()):
            if breaks >= _MANY_BREAKS:
                parts.append(Tag(tag.name, dict(tag.attrs)))
            elif breaks:
                parts[-1].children.append(Tag("br"))
            breaks = 0
            parts[-1].children.append(child)
    return parts


def _without_lone_paragraph(children: list[Node]) -> list[Node]:
    shown = [child for child in children if not (isinstance(child, str) and not child.strip())]
    blocks = [child for child in shown if isinstance(child, Tag) and child.name in ("p", "div")]
    if len(blocks) != 1 or shown[0] is not blocks[0]:
        return children
    # An inner list may follow the item's one paragraph.
    rest = shown[1:]
    if any(not (isinstance(child, Tag) and child.name in ("ul", "ol", "left-out")) for child in rest):
        return children
    return [*blocks[0].children, *rest]


def _keep_typed_lines(root: Tag) -> None:
    """Line breaks as <br> where the page showed them: in <pre>, and by the style that chats use.

    Raises BodyRefused for more lines than a text may have tags.
    """
    made = 0
    waiting: list[tuple[Tag, bool]] = [(root, False)]
    while waiting:
        tag, shown = waiting.pop()
        if tag.name == "pre" or _PRESERVED.search(tag.attrs.get("style", "")):
            shown = True
        elif "white-space" in tag.attrs.get("style", ""):
            shown = False
        children: list[Node] = []
        for child in tag.children:
            if isinstance(child, str) and shown and "\n" in child and child.strip():
                for line in child.strip("\n").split("\n"):
                    children += [line, Tag("br")]
                children.pop()
                made += child.count("\n")
            else:
                children.append(child)
        if made > MAX_TAGS:
            raise BodyRefused(_("The text has too many tags or layers. Paste it again as plain text."))
        tag.children = children
        waiting += [(child, shown) for child in children if isinstance(child, Tag)]


def _shift_headings(root: Tag) -> None:
    """One <h1> is a title and becomes our first level; several are the first of the text's own levels."""
    levels = [tag for tag in walk(root) if re.fullmatch(r"h[1-6]", tag.name)]
    down = 1 if sum(tag.name == "h1" for tag in levels) > 1 else 0
    for tag in levels:
        tag.name = f"h{min(max(int(tag.name[1]) + down, 2), 4)}"


def _without_marks(tag: Tag) -> list[Node]:
    match tag.name:
        case "left-out" | "marker":
            return []
        case "img" if "data-missing" in tag.attrs:
            return []
        case "item":
            return [Tag("p", {}, tag.children)]
    return [tag]
