"""A stored story as the doctor reads it. In the editor the browser reads the blocks itself, by the same division."""

from collections.abc import Iterator
from datetime import date

from articles.body_policy import names
from articles.doctor.copy import Block, Story
from articles.markup import Node, Tag, parse

_KINDS = names("p h2 h3 h4 li td th figcaption caption blockquote div figure ul ol table thead tbody tfoot tr hr")
_SKIPPED = names("oembed img")
_CAPTIONS = names("figcaption caption")


def story_of(*, kicker: str = "", title: str = "", lead: str = "", body: str = "", day: date | None = None) -> Story:
    """`body` is stored HTML; `day` that of the news. Raises markup.TooDeep."""
    fields = [("kicker", kicker), ("title", title), ("lead", lead)]
    blocks = [Block(field, text) for field, text in fields if text]
    for place, (kind, text) in enumerate(body_blocks(body)):
        blocks.append(Block("caption" if kind in _CAPTIONS else "body", text, place, kind))
    return Story(tuple(blocks), day)


def body_blocks(html: str) -> Iterator[tuple[str, str]]:
    """(HTML name, text) of each paragraph, line of verse, heading, list item, cell and caption that has words."""
    for kind, pieces in _gathered(parse(html)):
        if (text := "".join(pieces)).strip():
            yield kind, text


def _gathered(root: Tag) -> Iterator[tuple[str, list[str]]]:
    kinds, pieces = ["p"], list[str]()
    waiting: list[Node | None] = [root]  # None: a block ends
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node is None or node.name in _KINDS:
            yield kinds[-1], pieces
            pieces = []
            if node is None:
                kinds.pop()
            else:
                kinds.append(node.name)
                waiting += [None, *reversed(node.children)]
        elif node.name == "br":
            yield kinds[-1], pieces
            pieces = []
        elif node.name not in _SKIPPED:
            waiting += reversed(node.children)
    yield kinds[-1], pieces
