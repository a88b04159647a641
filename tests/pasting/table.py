"""What comes of real clipboards, as figures: read by the tests, and written to docs/pasting.md by

python -m tests.pasting.table
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from articles.body_policy import names
from articles.pasting.clipboard import Pasted, paste
from newsroom.vietnamese import normalise

CLIPBOARDS = Path(__file__).parent / "clipboards"
PAGE = Path(__file__).parents[2] / "docs" / "pasting.md"
OWN_HOST = "bao.example"

_HOUSE_TAGS = names(
    "p br h2 h3 h4 strong em s sub sup blockquote ul ol li a img figure figcaption div table tbody tr td th oembed"
)
_HOUSE_ATTRIBUTES = {"href", "rel", "title", "src", "alt", "colspan", "rowspan", "start", "class"}
_HOUSE_CLASSES = {"image", "align-left", "align-right", "align-center"}
_STRAY = re.compile("[\u00a0\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060\ufeff]|[?&](?:utm_|fbclid|gclid)|>>|\\[nhập")


@dataclass(frozen=True)
class Clipboard:
    """One clipboard as its program left it; `stored` is what a story is expected to hold then."""

    name: str
    origin: str
    what: str
    copied: bool
    gone: tuple[str, ...]
    html: str
    text: str
    rtf: str
    stored: str

    def paste(self) -> Pasted:
        return paste(self.html, self.text, own_hosts=[OWN_HOST])


def clipboards() -> list[Clipboard]:
    told = tomllib.loads((CLIPBOARDS / "clipboards.toml").read_text(encoding="utf-8"))
    return [
        Clipboard(
            name,
            facts["from"],
            facts["what"],
            facts.get("copied", False),
            tuple(facts.get("gone", ())),
            *(_read(f"{name}.{ending}") for ending in ("html", "txt", "rtf", "stored.html")),
        )
        for name, facts in told.items()
    ]


def _read(name: str) -> str:
    path = CLIPBOARDS / name
    return path.read_bytes().decode("cp1252" if name.endswith(".rtf") else "utf-8") if path.exists() else ""


class Reader(HTMLParser):
    """Reads stored HTML by itself, independently of the code that wrote it: its text with the numbers of lists, its
    blocks, and whatever in it is not of the house."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.blocks, self.foreign = "", Counter[str](), list[str]()
        self._lists: list[list[int] | None] = []
        self._figures: list[bool] = []
        self.feed(html)
        self.foreign += _STRAY.findall(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in _HOUSE_TAGS:
            self.foreign.append(f"<{tag}>")
        self.foreign += [f"{tag}[{name}]" for name in values if name not in _HOUSE_ATTRIBUTES]
        self.foreign += [f".{name}" for name in (values.get("class") or "").split() if name not in _HOUSE_CLASSES]
        if tag in ("ul", "ol"):
            self._lists.append([int(values.get("start") or 1)] if tag == "ol" else None)
        if tag == "li" and self._lists and (counter := self._lists[-1]):
            self.text += f" {counter[0]}. "
            counter[0] += 1
        if tag == "figure":
            self._figures.append(False)
        if tag == "img" and self._figures:
            self._figures[-1] = True
        if tag in ("p", "h2", "h3", "h4", "ul", "ol", "table", "blockquote", "oembed"):
            self.blocks[tag] += 1
        self.text += "" if tag in ("strong", "em", "sup", "sub", "a", "s") else " "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists.pop()
        if tag == "figure":
            self.blocks["figure" if self._figures.pop() else "figure awaiting its picture"] += 1

    def handle_data(self, data: str) -> None:
        self.text += data


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def words(text: str) -> list[str]:
    return [word for word in text.split() if letters(word)]


def words_meant_to_stay(clipboard: Clipboard) -> list[str]:
    """The words of the clipboard's plain text, which its own program has written, less those meant to go."""
    text = clipboard.text
    for gone in clipboard.gone:
        assert gone in text, f"{clipboard.name}: nothing like {gone!r} on the clipboard"
        before, _gone, after = text.rpartition(gone)
        text = before + after
    return words(normalise(text))


def lost(clipboard: Clipboard, stored: str) -> list[str]:
    """The words that are not in the stored text, or not where they belong."""
    stream, place, missing = letters(Reader(stored).text), 0, []
    for word in words_meant_to_stay(clipboard):
        found = stream.find(letters(word), place)
        if found < 0:
            missing.append(word)
        else:
            place = found + len(letters(word))
    return missing


def rows() -> Iterator[str]:
    for clipboard in clipboards():
        taken = clipboard.paste()
        reader = Reader(taken.html)
        offered = f"; {taken.in_unicode.encoding} told, Unicode offered" if taken.in_unicode else ""
        pictures = f"; {len(taken.pictures)} not taken, told where" if taken.pictures else ""
        blocks = ", ".join(f"{number} {kind}" for kind, number in reader.blocks.items())
        cells = [
            f"{clipboard.name}{' ●' if clipboard.copied else ''}",
            f"{clipboard.origin}: {clipboard.what}",
            f"{len(clipboard.html or clipboard.text):,} · {len(words(clipboard.text))}",
            f"{blocks}{pictures}{offered}",
            str(len(lost(clipboard, taken.html))),
            "; ".join(f"“{gone.strip()}”" for gone in dict.fromkeys(clipboard.gone)) or "–",
            ", ".join(reader.foreign) or "none",
        ]
        yield f"| {' | '.join(cells)} |".replace("<b>", "`<b>`")


HEAD = """# What becomes of pasted text

Every clipboard below is kept in `tests/pasting/clipboards/` in the shape its program gives it (HTML, plain text, RTF);
those marked ● were copied from the real program. A browser test pastes each into the text editor, and this table is
written by `python -m tests.pasting.table`; a test keeps it current.

"In" counts the characters of the HTML and the words of the plain text that the program itself put beside it. A word is
lost if it is not found in the stored text in its order; "meant to go" names those that are no part of a story. "Markup
left" lists whatever is not of the house: styles, classes, foreign tags, tracking fields, no-break and invisible signs.

| clipboard | from | in | stored | words lost | meant to go | markup left |
|---|---|---|---|---|---|---|
"""
FOOT = """
Pictures never come along with a text: those of this site keep their place, for any other the caption waits in a frame
and the desk says where it stood and how to add it. Text of the old fonts (TCVN3, VNI, VIQR) is pasted as it is, and its
reading in Unicode is offered with a sample; nothing is converted unasked. Lines of a PDF are joined into paragraphs; a
paragraph whose last line fills the column may be joined with the next. Lists that count with letters stay paragraphs
with their letters. Without the server the editor pastes by its own filter, and the text is cleaned when it is saved.
"""


def page() -> str:
    return HEAD + "\n".join(rows()) + "\n" + FOOT


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
