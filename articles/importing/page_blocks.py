"""From the lines of a body to its blocks: the words of a block first (page_captions), then what stands around it."""

from collections import Counter
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from articles.importing.page_captions import (
    SHORT,
    Kind,
    glued_halves,
    is_heading_like,
    is_picture_like,
    settled_kind,
    split_credit,
)
from articles.importing.page_head import opening_words
from articles.importing.page_lines import Line, has_final_stop, is_furniture
from articles.importing.record import Block, BlockKind

# This paper's photo stories print every caption twice (text and alt), at times with a typing slip between the two.
_PRINTS_CAPTIONS_TWICE = "baohungyen.vn"
_SAME_BUT_FOR_A_SLIP = 0.95
_VERSE_LINES = 3
_VERSE_WIDTH = 60


def read_blocks(lines: list[Line], *, site: str = "") -> tuple[list[Block], list[str]]:
    """The blocks in page order, and what an editor has to look at. A block that reads both ways is a paragraph."""
    problems: list[str] = []
    texts = [line for line in lines if not is_furniture(line.text)]
    if site == _PRINTS_CAPTIONS_TWICE:
        texts = _without_echo(texts, problems)
    printed = _join_verse(texts)
    times_printed = Counter(printed)
    kinds = [settled_kind(text) if "\n" not in text else "paragraph" for text in printed]
    blocks = []
    for index, text in enumerate(printed):
        kind = kinds[index] or _kind_by_neighbours(printed, kinds, index, repeated=times_printed[text] > 1)
        if kind == "open":
            problems.append(_("Caption or body? Taken as body: “%(words)s”.") % {"words": opening_words(text)})
            kind = "paragraph"
        blocks.append(_block(kind, text))
        if kind == "caption" and len(halves := glued_halves(text)) > 1 and not split_credit(text):
            problems.append(
                _("Two captions may be run together; the second would start: “%(words)s”.")
                % {"words": opening_words(halves[1])}
            )
    return blocks, problems


def _block(kind: BlockKind, text: str) -> Block:
    if kind != "caption":
        return Block(kind, text)
    bare, credit = split_credit(text) or (text, "")
    return Block(kind, text, bare=bare, credit=credit)


def _kind_by_neighbours(printed: list[str], kinds: list[Kind | None], index: int, *, repeated: bool) -> Kind:
    """A short block between longer ones is a caption; in a row of short blocks only one that names a picture is, or one
    that is printed again elsewhere: two photographs may carry one caption."""
    text = printed[index]
    between = _is_longer(printed, kinds, index, -1) and _is_longer(printed, kinds, index, +1)
    if has_final_stop(text):
        return "caption" if between or repeated else "open"
    last = index == len(printed) - 1
    if is_heading_like(text) and not last:
        return "subhead"
    if between or is_picture_like(text) or repeated:
        return "caption"
    return "open"


def _is_longer(printed: list[str], kinds: list[Kind | None], index: int, step: int) -> bool:
    """The neighbour is longer prose, a settled caption, or the end of the body."""
    beside = index + step
    if not 0 <= beside < len(printed) or kinds[beside] in ("caption", "media", "subhead"):
        return True
    rival = kinds[beside] is None and len(printed[beside]) <= SHORT and not has_final_stop(printed[beside])
    return len(printed[beside]) > len(printed[index]) and not rival


def _without_echo(lines: list[Line], problems: list[str]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        before = kept[-1].text if kept else ""
        alike = SequenceMatcher(None, before, line.text).ratio() if len(line.text) < 2 * SHORT else 0
        if alike <= _SAME_BUT_FOR_A_SLIP:
            kept.append(line)
        elif before != line.text:
            problems.append(
                _("A caption is printed twice with different spelling: “%(words)s”.") % {"words": opening_words(before)}
            )
    return kept


def _join_verse(lines: list[Line]) -> list[str]:
    """On a page that sets its blocks apart with blank lines, a run of short lines without any is one stanza."""
    set_apart = any(line.after_blank for line in lines[1:])
    runs: list[list[str]] = []
    for line in lines:
        if runs and not line.after_blank and set_apart and _is_verse(line.text) and _is_verse(runs[-1][-1]):
            runs[-1].append(line.text)
        else:
            runs.append([line.text])
    joined: list[str] = []
    for run in runs:
        stanza = len(run) >= _VERSE_LINES and not all(map(is_picture_like, run))
        joined += ["\n".join(run)] if stanza else run
    return joined


def _is_verse(text: str) -> bool:
    if len(text) > _VERSE_WIDTH or text.startswith(("- ", "* ")):
        return False
    return settled_kind(text) in (None, "open", "paragraph")
