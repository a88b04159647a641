"""A text as blocks of words: the form in which two texts are compared and merged. Pure; knows no models.

Vietnamese writes its syllables apart, so a word is what stands between spaces, with punctuation by itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.body_policy import names
from articles.markup import Tag, TooDeep, parse
from newsroom import vietnamese


class Token(NamedTuple):
    """A word, a mark of punctuation, a picture, an address, or the mark of a new line."""

    text: str
    space: str = ""
    style: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list, quote, figure, table or video; or one tag, byline, pick or whole short text."""

    source: str  # as it is stored, of the body's blocks
    key: str  # two blocks are the same when their keys are
    name: str  # the HTML name: p h2 h3 h4 ul ol blockquote figure table oembed hr
    tokens: tuple[Token, ...]

    @property
    def words(self) -> list[str]:
        return [token.picture or token.text for token in self.tokens]


def body_blocks(stored: str) -> list[Block]:
    """The top-level blocks of a body in its stored form, which has each of them on a line of its own."""
    return [_body_block(line) for line in vietnamese.normalise(stored).split("\n") if line.strip()]


def _body_block(line: str) -> Block:
    try:
        root = parse(line)
    except TooDeep:  # nothing that body.clean() wrote
        return words_block(line)
    first = next((child for child in root.children if isinstance(child, Tag)), None)
    if first is not None and first.name == "div":  # around a centred figure
        first = next((child for child in first.children if isinstance(child, Tag)), first)
    reader = Reader()
    reader.read(root)
    return Block(line, line, first.name if first is not None else "p", tuple(reader.tokens))


def words_block(text: str) -> Block:
    """A short text without markup."""
    reader = Reader()
    reader.say(text)
    return Block(text, text, "p", tuple(reader.tokens))


def item(text: str, key: str = "") -> Block:
    """A thing that is the same or another, whatever words its name shares with others."""
    text = vietnamese.one_line(text)
    return Block(text, vietnamese.one_line(key) or text, "item", (Token(text),))


def items(texts: Iterable[str]) -> Block:
    """Several such things in one line."""
    tokens = tuple(Token(vietnamese.one_line(text), " ", "item") for text in texts)
    joined = ", ".join(token.text for token in tokens)
    return Block(joined, joined, "items", tokens)


_WORD = re.compile(r"(\s*)(\d+(?:[.,:/]\d+)*(?!\w)|\w[\w\u0300-\u036f]*|[^\w\s])")
_INLINE = names("strong em u s sub sup q cite")
_ALIASES = {"b": "strong", "i": "em", "th": "strong"}
_BOXES = names("p h2 h3 h4 blockquote figure tr")


class Reader:
    """Reads a tree into tokens. One in the style `line` begins a new line; `mark` is a bullet, a number or a bar."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.space = ""

    def read(self, tag: Tag, style: str = "") -> None:
        for place, child in enumerate(tag.children, start=1):
            if isinstance(child, str):
                self.say(child, style)
            else:
                self._read_tag(child, style, f"{place}." if tag.name == "ol" else "•")

    def _read_tag(self, tag: Tag, style: str, mark: str) -> None:
        style = _joined(style, _ALIASES.get(tag.name, tag.name if tag.name in _INLINE else ""))
        if tag.name in _BOXES or tag.name in ("br", "li", "figcaption", "caption"):
            self.new_line()
        match tag.name:
            case "hr":
                self.add(Token("———", style="rule"))
            case "img":
                self.add(Token(tag.attrs.get("alt") or _("picture"), style="picture", picture=tag.attrs.get("src", "")))
            case "oembed":
                self.add(Token("".join(map(str, tag.children)), style="link"))
            case "a":
                self.read(tag, _joined(style, "a"))
                self.add(Token(tag.attrs.get("href", ""), " ", "link"))
            case "figcaption" | "caption":
                self.read(tag, _joined(style, "caption"))
            case "li":
                self.add(Token(mark, style="mark"))
                self.space = " "
                self.read(tag, style)
            case "td" | "th":
                self.add(Token("|", " ", "mark"))
                self.space = " "
                self.read(tag, style)
            case _:
                self.read(tag, style)

    def new_line(self) -> None:
        self.space = ""
        if self.tokens and self.tokens[-1].style not in ("line", "mark"):
            self.add(Token("\n", style="line"))

    def say(self, text: str, style: str = "") -> None:
        for space, word in _WORD.findall(text):
            self.add(Token(word, " " if space else "", style))
        if text[-1:].isspace():
            self.space = " "

    def add(self, token: Token) -> None:
        self.tokens.append(token if token.space else token._replace(space=self.space))
        self.space = ""


def _joined(style: str, more: str) -> str:
    return " ".join(dict.fromkeys([*style.split(), *more.split()]))
