"""Whether a text has its stored form already, told by one pattern: most texts that are saved do. Pure.

Of all stored texts the everyday ones are told: paragraphs, headings, quotations and figures with a picture of ours,
with bold, italic and plain links in them. Whatever has more (a reference like &amp;, a list, a table, a video) goes the
whole way of articles.body. What is told here comes out of that way as it went in: a test holds the two together.
"""

import re

from articles.body_policy import MAX_BYTES, MAX_TAGS, MEDIA
from newsroom.vietnamese import normalise

_WORDS = r"[^<>&\n]++"
_FILE = r"[A-Za-z0-9_-]++(?:[./][A-Za-z0-9_-]++)*+"
# Of addresses those that no parser reads otherwise: of the site itself, and of a host with an everyday name.
_ADDRESS = r"(?:https?://(?:[a-z0-9]+[.-])+[a-z]{2,})?/(?!/)[A-Za-z0-9_./?=-]*+"
# A tag that holds nothing but a space is opened.
_INLINE = "|".join(
    rf"<{opened}>(?! <){_WORDS}</{name}>"
    for opened, name in (("strong", "strong"), ("em", "em"), (rf'a href="{_ADDRESS}" rel="noopener noreferrer"', "a"))
)
# A space at the edge of a block goes.
_TEXT = rf"(?! )(?:{_WORDS}|{_INLINE})++(?<! )"
_PICTURE = rf'<img alt="(?! )[^"<>&\n]*+(?<! )" height="[0-9]{{1,4}}" src="{MEDIA}{_FILE}" width="[0-9]{{1,4}}">'
_BLOCK = "|".join(
    [
        *(f"<{name}>{_TEXT}</{name}>" for name in ("p", "h2", "h3", "h4")),
        f"<blockquote><p>{_TEXT}</p></blockquote>",
        f'<figure class="image">{_PICTURE}(?:<figcaption>{_TEXT}</figcaption>)?+</figure>',
    ]
)
_STORED = re.compile(rf"(?:{_BLOCK})(?:\n(?:{_BLOCK}))*+")


def is_stored(html: str) -> bool:
    """Whether it is an everyday text in its stored form. False says nothing: it may be one all the same."""
    return bool(_STORED.fullmatch(html)) and _is_small(html) and _is_settled(html.replace("\n", ""))


def _is_small(html: str) -> bool:
    """Whether no limit of articles.body_policy is near: of the tags of _BLOCK no more than three are in each other."""
    return 4 * len(html) <= MAX_BYTES and html.count("<") <= MAX_TAGS


def _is_settled(text: str) -> bool:
    """Whether the words have their one spelling and single spaces between them."""
    return text.isprintable() and "  " not in text and "\u0338" not in text and normalise(text) == text
