"""A story as the doctor reads it, a block at a time, and a mark on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
# One character of no script stands for each one of an address, so that places stay the same.
MASK = "\ue000"

_PIECE = re.compile(r"[\w.+@:/?=&%#~;,!-]+")
_FILE = re.compile(
    r"\.(?:mp[34]|wav|mov|avi|docx?|xlsx?|pptx?|pdf|csv|txt|jpe?g|png|gif|webp|tiff?|svg|zip|rar|7z|html?|json|xml)$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"[a-z0-9-]++(?:\.[a-z0-9-]++)*\.(?:vn|com|net|org|edu|gov|info|biz|asia|io|me|tv|ai|app)(?:/\S*)?", re.IGNORECASE
)


class Mark(NamedTuple):
    """A likely slip: text[start:end] of one block, and what it could become; no fix where nothing sure is known."""

    rule: str
    field: str
    block: int
    start: int
    end: int
    slip: str
    fixes: tuple[str, ...]
    why: str = ""
    words: str = ""  # the slip with what it touches: by these a person knows it again
    around: str = ""  # and with the text before and after
    in_words: int = 0  # where the slip begins in `words`
    in_around: int = 0  # and in `around`


def words(listed: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(listed.split())


@dataclass(frozen=True)
class Block:
    """A field's text, or a paragraph, line of verse, heading, list item, cell or caption of the body."""

    field: str  # kicker title lead body caption
    text: str
    place: int = 0  # among the blocks of the body, from 0
    kind: str = "p"  # the HTML name: p h2 h3 h4 li td th figcaption blockquote

    @cached_property
    def prose(self) -> str:
        """The text with what is no prose masked, place for place: web and mail addresses, file names, hashtags."""
        return _PIECE.sub(_masked, self.text)

    @cached_property
    def words(self) -> list[re.Match[str]]:
        return list(WORD.finditer(self.prose))

    def mark(self, rule: str, start: int, end: int, *fixes: str, why: str = "") -> Mark:
        # A word, or one sign: «biển ,», «( huyện».
        first = start - (len(self.word_before(start)) or (start > 0 and not self.text[start - 1].isspace()))
        last = end + (len(self.word_after(end)) or (self.text[end : end + 1] != "" and not self.text[end].isspace()))
        begin = max(0, first - _AROUND)
        return Mark(
            rule,
            self.field,
            self.place,
            start,
            end,
            self.text[start:end],
            fixes,
            why,
            self.text[first:last],
            self.text[begin : last + _AROUND],
            start - first,
            start - begin,
        )

    def word_before(self, place: int) -> str:
        """The letters and digits that end at `place`; '' where something else does."""
        start = place
        while start > 0 and place - start < _LONGEST_WORD and _in_word(self.prose[start - 1]):
            start -= 1
        return self.prose[start:place]

    def word_after(self, place: int) -> str:
        end = place
        while end < len(self.prose) and end - place < _LONGEST_WORD and _in_word(self.prose[end]):
            end += 1
        return self.prose[place:end]

    def at(self, place: int) -> str:
        """The character there; '' outside the text."""
        return self.prose[place] if 0 <= place < len(self.prose) else ""


_LONGEST_WORD = 30
_AROUND = 30


def _in_word(character: str) -> bool:
    return character.isalnum() or "\u0300" <= character <= "\u036f"


def _masked(piece: re.Match[str]) -> str:
    text = piece[0].rstrip(".,;:!?")
    if not ("." in text or "://" in text or text.startswith(("#", "@"))):
        return piece[0]
    if is_address(text):
        return MASK * len(text) + piece[0][len(text) :]
    return piece[0]


def is_address(text: str) -> bool:
    """Whether a word without spaces is a web or mail address, a file's name, a hashtag."""
    start = text.lower()
    if start.startswith(("http://", "https://", "www.", "#", "@")):
        return True
    if "@" in text:
        name, _at, host = text.partition("@")
        return bool(name) and "." in host
    return text.isascii() and bool(_DOMAIN.fullmatch(text) or _FILE.search(text))


@dataclass(frozen=True)
class Story:
    """All that is examined together."""

    blocks: tuple[Block, ...]
    day: date | None = None  # of the news, for dates without a year

    @property
    def body(self) -> Iterator[Block]:
        return (block for block in self.blocks if block.field in ("body", "caption"))
