"""How the text of each kind of story is laid out for its page, on the tree that readers get. Pure.

What a kind needs is read off the text itself; the editor knows no markup for it. The kinds are those of Article.Kind.
"""

import re
from typing import TypeGuard

from articles.markup import Node, Raw, Tag, lines

# The kinds of story that are told in pictures.
IN_PICTURES = ("photo", "video")
_BOLD = frozenset({"strong", "b"})
# How a question begins where it is not told by its letters: "Phóng viên: …", "PV - …", "Hỏi: …".
_ASKING = re.compile(r"(?:phóng viên|PV|P\.V\.?|hỏi)\s*[:–-]\s", re.IGNORECASE)
HEADING_ID = "muc-"


def laid_out(blocks: list[Node], kind: str, poster: str = "") -> list[Node]:
    """The blocks of a text as its page shows them; `poster` is trusted <picture> markup that stands for a video."""
    match kind:
        case "photo":
            _number_pictures(blocks)
        case "video":
            return _video_first(blocks, poster)
        case "interview":
            _mark_questions(blocks)
        case "long_read":
            _name_headings(blocks)
    return blocks


def asks(text: str) -> bool:
    """Whether a line of an interview is a question by its beginning."""
    return bool(_ASKING.match(text))


def _number_pictures(blocks: list[Node]) -> None:
    """Tells each picture its place: 3/12. Pictures side by side in one figure are one."""
    figures = [block for block in blocks if _is(block, "figure") and "image" in block.classes]
    for place, figure in enumerate(figures, 1):
        figure.attrs["data-place"] = f"{place}/{len(figures)}"


def _video_first(blocks: list[Node], poster: str) -> list[Node]:
    video = next((block for block in blocks if _is(block, "figure") and "embed" in block.classes), None)
    if video is None:
        return blocks
    links = [child for child in video.children if _is(child, "a")]
    if poster and links:
        links[0].children.insert(0, Raw(poster))
    return [video, "\n", *(block for block in blocks if block is not video)]


def _mark_questions(blocks: list[Node]) -> None:
    for block in blocks:
        if _is(block, "p") and (_is_bold(block) or asks(" ".join(lines(block, ())))):
            block.attrs["class"] = " ".join([*block.classes, "question"])


def _is_bold(paragraph: Tag) -> bool:
    """Whether it has words, and all of them are bold."""
    return bool(lines(paragraph, ())) and not lines(paragraph, (), skip=_BOLD)


def _name_headings(blocks: list[Node]) -> None:
    """Gives the headings of the highest level that the text uses an address, so that a list above it leads to them."""
    for level in ("h2", "h3"):
        if found := [block for block in blocks if _is(block, level)]:
            for number, heading in enumerate(found, 1):
                heading.attrs["id"] = f"{HEADING_ID}{number}"
            return


def _is(node: Node, name: str) -> TypeGuard[Tag]:
    return isinstance(node, Tag) and node.name == name
