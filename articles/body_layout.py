"""The one arrangement a stored body has: blocks on lines of their own, pictures in figures, nothing empty. Pure.

Works on what the sanitiser let through, and the sanitiser looks at the result again. The arrangement is also what the
editor's own serialiser keeps (white space at block edges means nothing), so a story that is opened and saved
unchanged stays the same to the byte.
"""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TypeGuard

from articles.body_policy import link_address, names, web_host
from articles.markup import Node, Tag, lines, parse, rebuild, write
from newsroom.vietnamese import normalise, one_line

BLOCKS = names(
    "p h2 h3 h4 blockquote ul ol li figure figcaption table caption thead tbody tfoot tr th td hr oembed div"
)
INLINE = names("strong em b i u s sub sup q cite a")
HEADINGS = names("h2 h3 h4")
CENTRED = "align-center"

# What a reader sees though it holds no text. Cells among them: a table keeps its shape.
_SEEN = names("img hr td th picture iframe")
_GONE_WHEN_EMPTY = HEADINGS | names("p li ul ol blockquote table")
_OPEN_IN_CAPTIONS = HEADINGS | names("p li ul ol blockquote")
# Anywhere else these become paragraphs. <div>, which is opened in its turn, hands captions on.
_HOMES = {"li": names("ul ol"), "figcaption": names("figure div")}

# A no-break space is somebody's wish between two words ("5 km", "TP. Hồ Chí Minh"). Beside another space, or at the
# edge of a block, it is what editors and word processors leave behind, and means nothing.
_BLANK = re.compile(r"[\t\n\r\f]|[ \t\n\r\f\u00a0]{2,}")
_SPACES = " \u00a0"
# «>» and a following U+0338 compose to «≯», which would eat the tag before the text; after a space it means nothing.
_STRAY_SLASH = re.compile(r"(?<!\S)\u0338+")
_BRACKETS_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E"})
_BRACKETS_IN_WORDS = str.maketrans("<>", "‹›")


def arrange(html: str) -> str:
    """Sanitised HTML, rearranged; sanitise again before storing. Raises markup.TooDeep."""
    root = rebuild(parse(html), _settle)
    root.children = wrap_loose(_at_home(root))
    return "\n".join(write([block]) for block in rebuild(root, _finish).children)


def shows_something(nodes: Iterable[Node]) -> bool:
    """Whether a reader would see anything: text other than white space, a picture, a line, a frame, a table's cell."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if node.name in _SEEN:
                return True
            waiting += node.children
        elif node.strip():
            return True
    return False


def is_block(node: Node) -> TypeGuard[Tag]:
    return isinstance(node, Tag) and node.name in BLOCKS


def wrap_loose(nodes: Iterable[Node], name: str = "p", attrs: dict[str, str] | None = None) -> list[Node]:
    """The nodes with every run of text and inline tags in a paragraph (or `name`) of its own; empty runs go."""
    wrapped: list[Node] = []
    for blocks, run in groupby(nodes, key=is_block):
        run_nodes = list(run)
        if blocks:
            wrapped += run_nodes
        elif shows_something(run_nodes):
            wrapped.append(Tag(name, dict(attrs or {}), run_nodes))
    return wrapped


def drop_if_empty(tag: Tag) -> list[Node]:
    """What stands in the tag's place: blocks that show nothing go, inline tags that hold nothing are opened."""
    if tag.name in _GONE_WHEN_EMPTY or tag.name in INLINE:
        if shows_something(tag.children):
            return [tag]
        return tag.children if tag.name in INLINE else []
    return [tag]


def caption_of(figure: Tag) -> str:
    """The caption's text on one line, '' without one."""
    caption = Tag("", children=(child for child in figure.children if _is(child, "figcaption")))
    return one_line(" ".join(lines(caption, BLOCKS | {"br"})))


def _is(node: Node, *tag_names: str) -> TypeGuard[Tag]:
    return isinstance(node, Tag) and node.name in tag_names


# First walk: structure


def _settle(tag: Tag) -> list[Node]:
    """What stands in the tag's place; its children are settled already."""
    # In order of name, as the editor writes them. The sanitiser leaves class="" where no class was allowed.
    tag.attrs = {name: _attribute(name, value) for name, value in sorted(tag.attrs.items()) if value or name != "class"}
    tag.children = [_text(child) if isinstance(child, str) else child for child in tag.children]
    tag.children = _at_home(tag)
    if tag.name == "img":
        return [tag] if "src" in tag.attrs else []
    if tag.name == "oembed":
        return _settle_embed(tag)
    if tag.name == "figure":
        return _settle_figure(tag)
    if tag.name in INLINE and any(map(is_block, tag.children)):
        # Documents pasted from the web come inside one <b>.
        return tag.children
    if tag.name == "a" and "href" not in tag.attrs:
        return tag.children
    if tag.name in HEADINGS or tag.name == "figcaption":
        tag.children = _without_blocks_of_text(tag.children)
    if tag.name in HEADINGS or tag.name in ("p", "div"):
        return _settle_box(tag)
    return drop_if_empty(tag)


def _attribute(name: str, value: str) -> str:
    """One line without < and >, which serialisers leave bare in attributes: then every «<» of a body begins a tag."""
    return one_line(value).translate(_BRACKETS_IN_ADDRESS if name in ("href", "src") else _BRACKETS_IN_WORDS)


def _text(text: str) -> str:
    text = normalise(text)
    return _STRAY_SLASH.sub("", text) if "\u0338" in text else text


def _at_home(tag: Tag) -> list[Node]:
    """The tag's children; items outside a list and captions outside a figure as paragraphs."""
    children: list[Node] = []
    for child in tag.children:
        if isinstance(child, Tag) and tag.name not in _HOMES.get(child.name, (tag.name,)):
            children += _settle_box(Tag("div", {}, child.children))
        else:
            children.append(child)
    return children


def _settle_embed(tag: Tag) -> list[Node]:
    address = one_line(" ".join(lines(tag, ())))
    if link_address(address) and web_host(address):
        return [Tag("oembed", {}, [address])]
    return _settle_box(Tag("div", {}, tag.children))


def _without_blocks_of_text(nodes: Iterable[Node]) -> list[Node]:
    """The nodes with paragraphs, lists and the like opened, a space after each."""
    opened: list[Node] = []
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if _is(node, *_OPEN_IN_CAPTIONS):
            waiting.append(" ")
            waiting += reversed(node.children)
        else:
            opened.append(node)
    return opened


def _settle_box(tag: Tag) -> list[Node]:
    """A paragraph or heading holds no blocks, and <div> is none of ours: text beside blocks gets its own paragraph."""
    name = "p" if tag.name == "div" else tag.name
    if CENTRED in tag.classes:
        for figure in tag.children:
            if _is(figure, "figure") and "image" in figure.classes:
                figure.attrs["class"] = f"image {CENTRED}"
    return wrap_loose(tag.children, name, tag.attrs)


def _settle_figure(tag: Tag) -> list[Node]:
    """A figure holds pictures, then one caption. Without a picture the caption waits for one; the rest moves out.

    The class `image` marks figures with a picture only: the editor's image plugin takes every `figure.image` for its
    own and fails on one without a picture.
    """
    pictures, captions, others = _sorted_out(tag.children)
    if any(_is(child, "figure") for child in tag.children) or (not pictures and shows_something(others)):
        return wrap_loose(Tag("p", {}, child.children) if _is(child, "figcaption") else child for child in tag.children)
    if not pictures and not captions:
        return []
    caption: list[Node] = []
    for piece in captions:
        caption += [" ", *piece] if caption else piece
    classes = ["image", *(name for name in tag.classes if name != "image")]
    figure = Tag("figure", {"class": " ".join(classes)} if pictures else {}, pictures)
    if caption:
        figure.children.append(Tag("figcaption", {}, caption))
    return [figure, *wrap_loose(others)]


def _sorted_out(children: Iterable[Node]) -> tuple[list[Node], list[list[Node]], list[Node]]:
    """A figure's children as pictures (in their links), the captions' contents, and what belongs in no figure."""
    pictures: list[Node] = []
    captions: list[list[Node]] = []
    others: list[Node] = []
    for child in children:
        if _is_picture(child):
            pictures.append(child)
        elif _is(child, "figcaption", "p"):
            pictures += filter(_is_picture, child.children)
            words = [node for node in child.children if not _is_picture(node)]
            if shows_something(words):
                if child.name == "p":
                    others.append(Tag("p", child.attrs, words))
                else:
                    captions.append(words)
        else:
            others.append(child)
    return pictures, captions, others


def _is_picture(node: Node) -> bool:
    if _is(node, "a"):
        shown = [child for child in node.children if shows_something([child])]
        return bool(shown) and all(_is(child, "img") for child in shown)
    return _is(node, "img")


# Second walk: text, now that its neighbours are known


def _finish(tag: Tag) -> list[Node]:
    tag.children = _settled_text(tag)
    # The editor knows a centred figure by <div class="align-center"> around it, and by nothing else.
    if tag.name == "figure" and CENTRED in tag.classes:
        tag.attrs["class"] = " ".join(name for name in tag.classes if name != CENTRED)
        return [Tag("div", {"class": CENTRED}, [tag])]
    return [tag]


def _settled_text(tag: Tag) -> list[Node]:
    """The children with neighbouring strings joined, single spaces (no-break ones too), none at edges of blocks."""
    joined: list[Node] = []
    for is_text, run in groupby(tag.children, key=lambda node: isinstance(node, str)):
        nodes = list(run)
        joined += ["".join(map(str, nodes))] if is_text else nodes
    settled: list[Node] = []
    for place, node in enumerate(joined):
        if isinstance(node, str):
            node = normalise(node)
            # No other text has a blank: line breaks, tabs and no-break spaces are not printable.
            if "  " in node or not node.isprintable():
                node = _BLANK.sub(" ", node)
            if _at_edge(tag, joined[place - 1] if place else None):
                node = node.lstrip(_SPACES)
            if _at_edge(tag, joined[place + 1] if place + 1 < len(joined) else None):
                node = node.rstrip(_SPACES)
        if node != "":
            settled.append(node)
    return settled


def _at_edge(tag: Tag, neighbour: Node | None) -> bool:
    return tag.name not in INLINE if neighbour is None else is_block(neighbour) or _is(neighbour, "br")
