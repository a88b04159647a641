"""Plain text of a clipboard as paragraphs: a PDF's lines joined, everybody else's kept. Pure."""

import re
from collections.abc import Iterable
from html import escape

from newsroom.vietnamese import fold, normalise

# A column of print holds 30 to 140 characters a line. Set in letters of unequal width, its full lines differ in
# length, so a line counts as full from 80 % of the column on, the next word counted in. After the end of a sentence a
# line has to be fuller: there a paragraph may have ended too.
_NARROW, _WIDE, _FULL, _SURELY_FULL = 30, 140, 0.80, 0.93
_SHORT_LINE = 60
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]»]*$")
_OPEN_END = re.compile(r"[,–—\-(“‘/]$")
_ITEM = re.compile(r"(?:[-–—•·*+▪◦●○►✓]|\(?\d{1,3}[.)]|[a-zđ][.)]|[IVX]{1,5}[.)])\s")
_HEADING = re.compile(r"(?:Chương|Mục|Điều|Phần|Kỳ|Bài)\s+[\dIVX]+\b", re.IGNORECASE)
_WORD_END = re.compile(r"([^\W\d_]+)-$")
_WORD_BEGIN = re.compile(r"([^\W\d_]+)")
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
# In this order. A soft hyphen at a line's end divides a word.
_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n\n", "\u00ad\n": ""}
_GAP = re.compile(r"\n[ \t]*\n|\x0c")


def from_plain(text: str) -> str:
    """HTML of plain text: a <p> each paragraph, <br> between the lines of verse and lists."""
    for old, new in _LINE_ENDS.items():
        text = text.replace(old, new)
    text = normalise(text)
    chunks = [[line for line in chunk.split("\n") if line.strip()] for chunk in _GAP.split(text)]
    chunks = [chunk for chunk in chunks if chunk]
    width = _column([len(line.strip()) for chunk in chunks for line in chunk])
    wrapped = _is_wrapped(chunks, width)
    paragraphs = [part for chunk in chunks for part in (_joined(chunk, width) if wrapped else _as_typed(chunk, chunks))]
    return "".join(f"<p>{'<br>'.join(escape(line.strip(), quote=False) for line in part)}</p>" for part in paragraphs)


def _column(lengths: list[int]) -> int:
    """How long a full line is: nine of ten are no longer, since a program may have put two lines into one."""
    return sorted(lengths)[len(lengths) * 9 // 10] if lengths else 0


def _as_typed(chunk: list[str], chunks: list[list[str]]) -> list[list[str]]:
    """A line is a paragraph; short lines (verse, an address, a list in a chat) stay lines of one."""
    verse = len(chunk) > 1 and all(len(line.strip()) < _SHORT_LINE for line in chunk)
    return [chunk] if verse else [[line] for line in chunk]


def _is_wrapped(chunks: Iterable[list[str]], width: int) -> bool:
    """Whether most lines end because the column did: full, and in the middle of a sentence."""
    breaks = [pair for chunk in chunks for pair in zip(chunk, chunk[1:], strict=False)]
    if not _NARROW <= width <= _WIDE or len(breaks) < 2:
        return False
    full = sum(_is_full(line, following, width) for line, following in breaks)
    open_ended = sum(not _SENTENCE_END.search(line.rstrip()) and _begins_small(following) for line, following in breaks)
    return full * 10 >= len(breaks) * 6 and open_ended * 10 >= len(breaks) * 3


def _is_full(line: str, following: str, width: int, share: float = _FULL) -> bool:
    words = following.split()
    return len(line.strip()) + 1 + len(words[0] if words else "") >= width * share


def _begins_small(line: str) -> bool:
    first = next((sign for sign in line if sign.isalnum()), "")
    return first.islower() or first.isdigit()


def _joined(chunk: list[str], width: int) -> list[list[str]]:
    paragraphs: list[list[str]] = []
    for place, line in enumerate(chunk):
        if place and _runs_on(chunk[place - 1], line, width):
            paragraphs[-1][-1:] = _glued(paragraphs[-1][-1], line.strip())
        else:
            paragraphs.append([line.strip()])
    return [["".join(pieces)] for pieces in paragraphs]


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether the next line goes on with this one's paragraph."""
    indented = len(following) - len(following.lstrip()) >= 2 and not line.startswith(following[:2])
    if indented or _ITEM.match(following.strip()) or _HEADING.match(following.strip()):
        return False
    ended = bool(_SENTENCE_END.search(line.rstrip()))
    if not ended and (_begins_small(following) or _OPEN_END.search(line.rstrip())):
        return True
    return _is_full(line, following, width, _SURELY_FULL if ended else _FULL)


def _glued(line: str, following: str) -> tuple[str, str]:
    """The two lines with what stands between them: a space, or nothing after the hyphen of "Mát-xcơ-va".

    The hyphen that divided a foreign word goes.
    """
    word = line.rsplit(maxsplit=1)[-1]
    if not word.endswith("-") or len(word) == 1 or not following[:1].isalnum():
        return f"{line} ", following
    begun, rest = _WORD_END.fullmatch(word), _WORD_BEGIN.match(following)
    if begun and rest and rest[1].islower() and _divided(begun[1], rest[1]):
        return line[:-1], following
    return line, following


def _divided(before: str, after: str) -> bool:
    """Whether two pieces are one foreign word cut at the line's end: one of them is no Vietnamese syllable."""
    plain = before.isascii() and after.isascii()
    return plain and not all(_SYLLABLE.fullmatch(fold(piece)) for piece in (before, after))
