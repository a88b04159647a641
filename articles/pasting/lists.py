"""Lists as Word, Word online and Google Docs write them, as lists in each other. Pure.

Word's lists are paragraphs that name a level and carry their marker as text; Word online makes a list of every item;
Google Docs puts an inner list beside its item. Each item first becomes <item data-level data-marker>, and items that
follow each other are then built into lists. A list of ours counts 1, 2, 3 alone: what is numbered otherwise (a), i.,
1.1.) stays a paragraph with its marker, so that «điểm b» is still there to be found.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from articles.body_layout import is_block, wrap_loose
from articles.markup import Node, Tag, walk

_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)", re.IGNORECASE)
_MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(\d{1,3})[.)/]?\)?")
_COUNTED = re.compile(r"\(?(?:\w{1,5}|\d+(?:\.\d+)+)[.)/]\)?|\d+(?:\.\d+)+", re.ASCII)
_LETTERED = {"a": "a", "lower-alpha": "a", "lower-latin": "a", "A": "A", "upper-alpha": "A", "upper-latin": "A"}
_ROMAN = {"i": "i", "lower-roman": "i", "I": "I", "upper-roman": "I"}
_ROMAN_DIGITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LIST_STYLE = re.compile(r"list-style-type:\s*([\w-]+)", re.IGNORECASE)


def marker(tag: Tag) -> bool:
    """Whether the tag holds the marker of one of Word's list items."""
    return bool(_MARKER.search(tag.attrs.get("style", "")))


def word_item(paragraph: Tag) -> Tag | None:
    """The item that a paragraph of Word stands for, if it has a marker."""
    if not (found := _take_marker(paragraph)):
        return None
    level = _LEVEL.search(paragraph.attrs.get("style", ""))
    return _item(int(level[1]) if level else 1, found, paragraph.children)


def _item(level: int, sign: str, children: list[Node]) -> Tag:
    return Tag("item", {"data-level": str(level), "data-marker": sign}, children)


def _take_marker(paragraph: Tag) -> str:
    taken = ""
    for holder in (paragraph, *walk(paragraph)):
        for child in list(holder.children):
            if isinstance(child, Tag) and child.name == "marker":
                taken += "".join(node for node in child.children if isinstance(node, str))
                holder.children.remove(child)
    return " ".join(taken.split())


def settled_list(tag: Tag) -> list[Node]:
    """A <ul> or <ol>: items where its <li> name their level, else itself with inner lists in the item before them."""
    if any(_level(child) for child in tag.children):
        return _items(tag)
    letters = _letters(tag)
    if letters:
        return _lettered(tag, letters)
    held: list[Node] = []
    for child in tag.children:
        last = next((node for node in reversed(held) if isinstance(node, Tag)), None)
        if isinstance(child, Tag) and child.name in ("ul", "ol") and last is not None:
            last.children.append(child)
        else:
            held.append(child)
    tag.children = held
    return [tag]


def _level(node: Node) -> int:
    if not isinstance(node, Tag) or node.name not in ("li", "item"):
        return 0
    level = node.attrs.get("data-aria-level") or node.attrs.get("aria-level") or node.attrs.get("data-level", "")
    return int(level) if level.isascii() and level.isdigit() and len(level) < 3 else 0


def _items(tag: Tag) -> list[Node]:
    number = _whole(tag.attrs.get("start", ""), 1)
    items: list[Node] = []
    for child in tag.children:
        if isinstance(child, Tag) and child.name == "item":
            items.append(child)
        elif isinstance(child, Tag) and child.name == "li":
            number = _whole(child.attrs.get("data-aria-posinset", ""), number)
            sign = _sign(_letters(tag) or _letters(child), number) if tag.name == "ol" else "•"
            items.append(_item(_level(child) or 1, sign, child.children))
            number += 1
        elif isinstance(child, Tag):
            items.append(_item(1, "•", [child]))
    return items


def _whole(digits: str, otherwise: int) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else otherwise


def _letters(tag: Tag) -> str:
    named = tag.attrs.get("type", "")
    styled = _LIST_STYLE.search(tag.attrs.get("style", ""))
    kind = styled[1].lower() if styled else named
    return (_LETTERED | _ROMAN).get(kind, "")


def _sign(letters: str, number: int) -> str:
    if letters in ("a", "A"):
        sign = chr(ord("a") + (number - 1) % 26)
    elif letters:
        sign, left = "", number
        for value, digits in _ROMAN_DIGITS:
            sign, left = sign + digits * (left // value), left % value
    else:
        return f"{number}."
    return (sign.upper() if letters.isupper() else sign) + "."


def _lettered(tag: Tag, letters: str) -> list[Node]:
    number = _whole(tag.attrs.get("start", ""), 1)
    held: list[Node] = []
    for child in tag.children:
        if isinstance(child, Tag) and child.name == "li":
            held += _paragraph(_sign(letters, number), child.children)
            number += 1
        else:
            held.append(child)
    return held


def _paragraph(sign: str, children: list[Node]) -> list[Node]:
    """The item's blocks as paragraphs, the first with the marker before its words."""
    blocks = wrap_loose(children)
    first = next((block for block in blocks if isinstance(block, Tag) and block.name == "p"), None)
    if first is None:
        return [Tag("p", {}, [sign]), *blocks]
    first.children = [f"{sign} ", *first.children]
    return blocks


def with_lists(nodes: Iterable[Node]) -> list[Node]:
    """The nodes with every run of items as lists; white space between items is none."""
    built: list[Node] = []
    for is_item, run in groupby(_without_gaps(nodes), key=lambda node: isinstance(node, Tag) and node.name == "item"):
        if is_item:
            built += _lists([node for node in run if isinstance(node, Tag)])
        else:
            built += run
    return built


def _without_gaps(nodes: Iterable[Node]) -> list[Node]:
    """Less the white space between blocks."""
    held = list(nodes)
    if not any(isinstance(node, Tag) and node.name == "item" for node in held):
        return held
    return [node for node in held if is_block(node) or not isinstance(node, str) or node.strip()]


def _lists(items: list[Tag]) -> list[Node]:
    built: list[Node] = []
    open_lists: list[tuple[int, Tag]] = []
    for item in items:
        level, sign = int(item.attrs["data-level"]), item.attrs["data-marker"]
        number = _NUMBER.fullmatch(sign)
        if not number and _COUNTED.fullmatch(sign) and sign.lower() not in ("o", "o."):
            built += _paragraph(sign, item.children)
            open_lists = []
            continue
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        if not (open_lists and open_lists[-1][0] == level and _goes_on(open_lists[-1][1], number)):
            if open_lists and open_lists[-1][0] == level:
                open_lists.pop()
            fresh = Tag("ol" if number else "ul", _start(number))
            inside = open_lists[-1][1].children[-1] if open_lists else None
            (inside.children if isinstance(inside, Tag) else built).append(fresh)
            open_lists.append((level, fresh))
        open_lists[-1][1].children.append(Tag("li", {}, item.children))
    return built


def _start(number: re.Match[str] | None) -> dict[str, str]:
    return {"start": str(int(number[1]))} if number and int(number[1]) != 1 else {}


def _goes_on(current: Tag, number: re.Match[str] | None) -> bool:
    if number is None or current.name == "ul":
        return (number is None) == (current.name == "ul")
    return int(number[1]) == _whole(current.attrs.get("start", ""), 1) + len(current.children)
