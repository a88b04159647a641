"""Spaces: missing after a mark, doubled, or standing where none belongs."""

import re
from collections.abc import Iterator

from articles.doctor.abbreviations import is_abbreviation
from articles.doctor.copy import Block, Mark, Story
from newsroom.syllables import is_syllable

_SPACE = " \u00a0\u2002-\u200a\u3000"
_OPENING = '“‘"(['
_CLOSING = ')]”"»’%'

_NO_SPACE_AFTER = re.compile(r"(\.{3}|[.,;:!?…)\]”])(?=[“‘\"(]?[^\W_])")
_NO_SPACE_BEFORE = re.compile(r"(?<=[^\W\d_])(?:[(“](?=[^\W_])|\((?= [^\W_]))")


def missing_space(story: Story) -> Iterator[Mark]:
    """«2021.Phân tích», «thời,trong», «nói“Tôi», «viên(trong»."""
    for block in story.blocks:
        for found in _NO_SPACE_AFTER.finditer(block.prose):
            if _lacks_space_after(block, found[1], found.start(), found.end()):
                yield block.mark("missing_space", found.start(), found.end(), f"{found[1]} ")
        for found in _NO_SPACE_BEFORE.finditer(block.prose):
            if _lacks_space_before(block, found.start()):
                yield block.mark("missing_space", found.start(), found.end(), f" {found[0]}")


def _lacks_space_after(block: Block, mark: str, start: int, end: int) -> bool:
    opened = block.at(end) in _OPENING
    if mark in ",;" and block.at(start - 1) == " ":  # «biển ,ba»: both are wrong
        start -= 1
    before, after = block.word_before(start), block.word_after(end + opened)
    closed = not before and block.at(start - 1) in _CLOSING and block.at(start - 1) != ""
    if opened and mark in ")]”":
        return False
    match mark:
        case "," | ";":
            return _after_comma(block, start, before, after, closed)
        case ":":
            return before.isalpha() and (opened or (len(after) > 1 and is_syllable(before.lower()) and after.isalnum()))
        case "." if opened:
            return before.islower() and is_syllable(before)
        case ".":
            return _after_stop(before, after, closed)
        case "!" | "?":
            return after[0].isalpha() and (bool(before) or closed)
        case "…" | "...":
            return before.isalpha() and after[0].isupper() and len(after) > 1
    return _after_closing(block, mark, start, after)


def _after_comma(block: Block, start: int, before: str, after: str, closed: bool) -> bool:
    if block.at(start - len(before) - 1) == "&":  # an entity that stayed in the text: &nbsp;
        return False
    if after[0].isdigit():
        return len(before) > 1 and is_syllable(before.lower())
    if not before:
        return closed
    if before[-1].isdigit():
        return len(after) > 1 and is_syllable(after.lower())
    return len(before) > 1 or len(after) > 1


def _after_stop(before: str, after: str, closed: bool) -> bool:
    """A sentence has ended here, and this is no abbreviation (TP.HCM, T.Ư), no number, no name of a file or a host."""
    if not before:
        return closed and after[0].isupper()
    begins_sentence = after[0].isupper() and (len(after) > 1 or not after.isascii())
    if before.isdigit():
        lower = after.islower() and not after.isascii() and is_syllable(after)
        return lower or (begins_sentence and after[1:2].islower())
    if is_abbreviation(before) or (len(before) == 1 and (before.isascii() or before.isupper())):
        return False
    ends_sentence = is_syllable(before) and (before.islower() or before.istitle())
    if after[0].isdigit():
        return ends_sentence and before.islower() and after.isdigit()
    if after.islower():
        return ends_sentence and is_syllable(after) and not (before + after).isascii()
    if not begins_sentence:
        return False
    if ends_sentence:
        return after.isupper() or is_syllable(after) or not before.isascii()
    if before.isupper():
        return len(before) > 2 and after.istitle() and is_syllable(after)
    return after.istitle() and is_syllable(after) and not after.isascii()


def _after_closing(block: Block, mark: str, start: int, after: str) -> bool:
    if not after[0].isalpha():
        return False
    if mark == "”":  # 106°20’15”E
        return not (block.at(start - 1).isdigit() and len(after) == 1)
    # «(s)», «(84)»: an ending in brackets belongs to its word.
    return not any(block.at(start - back) in ("(", "[") for back in (1, 2, 3))


def _lacks_space_before(block: Block, start: int) -> bool:
    before = block.word_before(start)
    if block.at(start) == "“":
        return True
    inside = block.prose[start + 1 : start + 4]
    is_word = len(before) > 1 and is_syllable(before.lower()) and not before.isupper()
    return is_word and ")" not in inside


_DOUBLED = re.compile(rf"(?<=\S)[{_SPACE}]{{2,}}+(?=[^\s,.;:!?…)\]”])")


def doubled_space(story: Story) -> Iterator[Mark]:
    """Two or more spaces between words, no-break spaces included."""
    for block in story.blocks:
        for found in _DOUBLED.finditer(block.prose):
            if block.at(found.start() - 1) not in ("(", "[", "“", "‘"):
                yield block.mark("doubled_space", found.start(), found.end(), " ")


_BEFORE_MARK = re.compile(rf"(?<=[^\s])[{_SPACE}]++(?=[,.;:!?…)\]”])")
_AFTER_OPENING = re.compile(rf"(?<=[(\[“‘])[{_SPACE}]++(?=[^\s)\]])")


def stray_space(story: Story) -> Iterator[Mark]:
    """A space before a comma, a stop, a closing bracket; after an opening one."""
    for block in story.blocks:
        for found in _BEFORE_MARK.finditer(block.prose):
            if not _has_its_reason(block, found.start(), found.end()):
                yield block.mark("stray_space", found.start(), found.end(), "")
        for found in _AFTER_OPENING.finditer(block.prose):
            yield block.mark("stray_space", found.start(), found.end(), "")


def _has_its_reason(block: Block, start: int, end: int) -> bool:
    before, mark, after = block.at(start - 1), block.at(end), block.at(end + 1)
    if mark in ")]":
        return before in ("(", "[")
    if before in ("(", "[", "“", "‘"):
        return True  # marked as a space after an opening bracket
    if mark == "”":  # a closing sign that was meant to open
        return after.isalnum()
    if mark == "…" or block.prose.startswith("..", end):
        follows = block.prose[end : end + 4].lstrip(".…")
        return follows[:1].isalnum()
    if mark == ".":
        return after.isalnum()
    if mark == ":":  # «3 : 2», and a smile
        return after in (")", "(", "D") or (before.isdigit() and block.prose[end + 1 : end + 3].strip()[:1].isdigit())
    return False
