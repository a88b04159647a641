"""A small tree of HTML as the sanitiser writes it: parse, rebuild from the leaves up, read, write. Pure.

Every step is linear in the size of the text. Beautiful Soup looks up a node's place among its siblings at each change,
which took a minute for a long table.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from html import escape, unescape
from html.parser import HTMLParser

# One level of HTML is one level here; nobody's story comes near it, and readers' browsers need not either.
MAX_DEPTH = 256
_NO_END = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# Between blocks while text is read off; no stored text holds a control character.
_BREAK = "\x1e"


class Raw(str):
    """Markup to be written as it is; plain strings in a tree are text and are escaped."""

    __slots__ = ()


class Tag:
    """One element. `children` are tags and strings; class names stand in attrs["class"] as one string."""

    __slots__ = ("attrs", "children", "name", "stand_in")

    def __init__(self, name: str, attrs: dict[str, str] | None = None, children: Iterable["Node"] = ()):
        self.name = name
        self.attrs = attrs or {}
        self.children = list(children)
        self.stand_in: list[Node] | None = None

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()


Node = Tag | str
Rule = Callable[[Tag], list[Node]]


class TooDeep(ValueError):
    """More than MAX_DEPTH elements inside each other."""


def parse(html: str) -> Tag:
    """The tree under a nameless root. Raises TooDeep."""
    builder = _Builder()
    if not _read_plain(html, builder):
        builder = _Builder()
        builder.feed(html)
        builder.close()
    return builder.open[0]


# What the sanitiser and write() give: small letters, every value in double quotes, no < in a text.
_VALUE = r'"[^"<&]*(?:&[a-z]+;[^"<&]*)*"'
_ATTRIBUTE = re.compile(rf" ([a-z-]+)=({_VALUE})")
_PIECE = re.compile(rf"([^<]+)|<([a-z][a-z0-9]*)((?: [a-z-]+={_VALUE})*)>|</([a-z][a-z0-9]*)>")
# What stands in these is no markup.
_RAW_TEXT = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"}
)


def _read_plain(html: str, builder: "_Builder") -> bool:
    """Read markup as it is stored, in a fifth of the time that the parser for any markup takes; False if it is not."""
    read, within = 0, builder.open
    for piece in _PIECE.finditer(html):
        if piece.start() != read:
            return False
        read = piece.end()
        text, name, attributes, ended = piece.groups()
        if text is not None:
            within[-1].children.append(unescape(text))
        elif ended is not None:
            builder.handle_endtag(ended)
        elif name in _RAW_TEXT:
            return False
        else:
            found = _ATTRIBUTE.findall(attributes) if attributes else ()
            builder.begin(Tag(name, {key: unescape(value[1:-1]) for key, value in found}))
    return read == len(html)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Tag("")]

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.begin(Tag(name, {key: value or "" for key, value in attrs}))

    def begin(self, tag: Tag) -> None:
        self.open[-1].children.append(tag)
        if tag.name not in _NO_END:
            self.open.append(tag)
            if len(self.open) > MAX_DEPTH:
                raise TooDeep

    def handle_endtag(self, name: str) -> None:
        if len(self.open) > 1 and self.open[-1].name == name:
            self.open.pop()
            return
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].name == name:
                del self.open[depth:]
                break

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def walk(root: Tag, skip: Collection[str] = ()) -> Iterator[Tag]:
    """Every tag under `root` in the order of the text; not those named in `skip`, nor anything in them."""
    waiting = [root]
    while waiting:
        tag = waiting.pop()
        if tag is not root:
            yield tag
        waiting += [child for child in reversed(tag.children) if isinstance(child, Tag) and child.name not in skip]


def rebuild(root: Tag, rule: Rule) -> Tag:
    """Put in every tag's place what `rule` gives for it, its children first: [] drops it, its children open it."""
    for tag in reversed(list(walk(root))):
        tag.children = _with_stand_ins(tag.children)
        tag.stand_in = rule(tag)
    root.children = _with_stand_ins(root.children)
    return root


def _with_stand_ins(children: list[Node]) -> list[Node]:
    return [node for child in children for node in (child.stand_in or () if isinstance(child, Tag) else (child,))]


def write(nodes: Iterable[Node]) -> str:
    """HTML with & < > escaped once and attributes in double quotes."""
    written: list[str] = []
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Raw):
            written.append(node)
        elif isinstance(node, str):
            written.append(escape(node, quote=False))
        else:
            attrs = "".join(f' {name}="{_quotable(value)}"' for name, value in node.attrs.items())
            written.append(f"<{node.name}{attrs}>")
            if node.name not in _NO_END:
                waiting.append(Raw(f"</{node.name}>"))
                waiting += reversed(node.children)
    return "".join(written)


def _quotable(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def lines(root: Tag, blocks: Collection[str], skip: Collection[str] = ()) -> list[str]:
    """The text under `root`, a line for each tag named in `blocks` and each line break.

    Without what is in `skip`: names of tags, and classes as `.name`.
    """
    return [line for piece in _text(root, blocks, skip).split(_BREAK) if (line := " ".join(piece.split()))]


def words(root: Tag, blocks: Collection[str], skip: Collection[str] = ()) -> list[str]:
    """What stands between white space in lines(), in order."""
    return _text(root, blocks, skip).split()  # _BREAK is white space, too


def _text(root: Tag, blocks: Collection[str], skip: Collection[str]) -> str:
    pieces: list[str] = []
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.name not in skip and not (node.attrs and f".{node.attrs.get('class')}" in skip):
            edge = _BREAK if node.name in blocks else " " if node.name in ("td", "th") else ""
            pieces.append(edge)
            waiting.append(edge)
            waiting += reversed(node.children)
    return "".join(pieces)
