"""Two texts side by side, when a save met a story that had moved on."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from articles import body
from articles.admin.article_form import StoryForm
from articles.content import Content
from articles.models import Article, Byline
from articles.refusals import Refusal, StaleRevision

# Beyond this many words the comparison would keep people waiting; the texts then stand unmarked.
MOST_WORDS = 6000

Piece = tuple[str, bool]


@dataclass(frozen=True)
class Difference:
    """One field in both texts, in pieces; a piece that the other text has not is marked (True)."""

    label: str
    theirs: list[Piece]
    mine: list[Piece]


def compare(form: StoryForm, stored: Article, refusal: Refusal) -> dict[str, Any]:
    """Context of desk/_conflict.html: why the save was refused, and where typed and stored text differ."""
    return {
        "refusal": refusal,
        "stored": stored,
        # Only a newer text can be saved over; a claim or a status cannot be talked away.
        "may_save_over": isinstance(refusal, StaleRevision),
        "differences": differences(form.content().cleaned(), Content.of(stored).cleaned()),
    }


def differences(mine: Content, theirs: Content) -> list[Difference]:
    """The fields in which two contents differ, in the order of the form."""
    labels = _labels()
    found = []
    for name, label in labels.items():
        if getattr(mine, name) != getattr(theirs, name):
            pieces = _marked(_in_words(name, theirs), _in_words(name, mine))
            found.append(Difference(label, *pieces))
    return found


def _labels() -> dict[str, str]:
    return {
        "kicker": _("kicker"),
        "title": _("title"),
        "lead": _("lead"),
        "body": _("body"),
        "bylines": _("bylines"),
        "related": _("related stories"),
        "section": _("section"),
        "tags": _("tags"),
        "lead_photo": _("lead picture"),
        "source_name": _("source"),
        "source_url": _("link to the source"),
    }


def _in_words(name: str, content: Content) -> str:
    value = getattr(content, name)
    if name == "body":
        return body.plain_text(value)
    if name == "tags":
        return ", ".join(value)
    if name == "bylines":
        lines = ([line.author.name, Byline.Role(line.role).label, line.affiliation] for line in value)
        return "\n".join(" · ".join(str(part) for part in parts if part) for parts in lines)
    if name == "related":
        return "\n".join(pick.article.title if pick.article else pick.title for pick in value)
    return str(value or "")


def _marked(theirs: str, mine: str) -> tuple[list[Piece], list[Piece]]:
    left, right = _words(theirs), _words(mine)
    if len(left) + len(right) > MOST_WORDS:
        return [(theirs, False)], [(mine, False)]
    marked_left: list[Piece] = []
    marked_right: list[Piece] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, left, right).get_opcodes():
        marked_left.append(("".join(left[start:end]), kind != "equal"))
        marked_right.append(("".join(right[other_start:other_end]), kind != "equal"))
    return [piece for piece in marked_left if piece[0]], [piece for piece in marked_right if piece[0]]


def _words(text: str) -> list[str]:
    """Words and white space in turn, so that line breaks are compared too."""
    words: list[str] = []
    for line in text.splitlines(keepends=True):
        for word in line.split(" "):
            words += [word, " "]
        words.pop()
    return words
