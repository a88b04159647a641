"""Text of the old fonts on a clipboard: what it would read in Unicode. Nothing is converted unasked. Pure."""

from collections.abc import Iterable, Iterator

from articles.body_layout import is_block
from articles.markup import Node, Tag, parse
from newsroom.legacy_encodings import Run, convert, runs

_EDGE = "\n"
Text = tuple[Tag | None, int, str]


def encoding(root: Tag) -> str:
    """The old encoding of the longest stretch that is in one; '' for a text of today."""
    return max(_runs(_texts(root)), key=lambda run: run.end - run.start, default=Run(0, 0, "")).encoding


def converted(root: Tag) -> Tag:
    """The tree with every stretch in an old encoding converted, in place."""
    texts = list(_texts(root))
    found = _runs(texts)
    waiting, begin = found[::-1], 0
    for holder, place, piece in texts:
        end, done, text = begin + len(piece), 0, ""
        while waiting and waiting[-1].start < end:
            run = waiting[-1]
            first, last = max(run.start - begin, 0), min(run.end - begin, len(piece))
            text += piece[done:first] + convert(piece[first:last], run.encoding)
            done = last
            if run.end > end:
                break
            waiting.pop()
        if done and holder:
            holder.children[place] = text + piece[done:]
        begin = end
    return root


def _runs(texts: Iterable[Text]) -> list[Run]:
    """Told by whole lines, which are the blocks of the text: a word may be cut by tags."""
    return runs("".join(piece for _holder, _place, piece in texts))


def changed_texts(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The texts that differ between two bodies of the same shape, in order; none where the shapes differ."""
    pairs = [[text for _holder, _place, text in _texts(parse(html)) if text != _EDGE] for html in (before, after)]
    if len(pairs[0]) != len(pairs[1]):
        return ()
    return tuple((old, new) for old, new in zip(*pairs, strict=True) if old != new)


def _texts(root: Tag) -> Iterator[Text]:
    """Every text on one line, with the tag that holds it and its place there; an edge of a block is a line's end."""
    waiting: list[tuple[Tag | None, int, Node]] = [(None, 0, root)]
    while waiting:
        holder, place, node = waiting.pop()
        if isinstance(node, str):
            yield holder, place, node if node == _EDGE else node.replace(_EDGE, " ")
            continue
        edges: list[tuple[Tag | None, int, Node]] = [(None, 0, _EDGE)] if is_block(node) or node.name == "br" else []
        children = [(node, at, child) for at, child in enumerate(node.children)]
        waiting += [*edges, *reversed(children), *edges]
