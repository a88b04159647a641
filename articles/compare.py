"""Two contents of a story compared: field by field, the text block by block, inside a changed block word by word.

Pure: it works on what the contents hold and asks no table. Contents are expected as Content.cleaned() leaves them.
templates/desk/_differences.html shows the outcome, side by side or in one text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from articles.alignment import Opcode, aligned, alike, opcodes
from articles.content import Content, PickContent
from articles.models import Article, Byline, Photo
from articles.pictures import picture_url
from articles.wording import Block, Reader, Token, body_blocks, item, items, words_block
from newsroom import vietnamese

Kind = Literal["equal", "removed", "added"]
Change = Literal["equal", "changed", "replaced", "removed", "added"]
Key = tuple[str, str, bool]
TitleOf = Callable[[PickContent], str]

_STOPS = frozenset(".,;:!?…")
# Unchanged blocks shown on either side of a change.
CONTEXT = 1


class Piece(NamedTuple):
    """A run of words of one kind and style. `style` names inline tags and roles as the style sheet knows them."""

    kind: Kind
    text: str
    space: str = ""  # what stands before the text
    style: str = ""
    picture: str = ""  # the address, where the piece is a picture and `text` describes it


@dataclass(frozen=True)
class Row:
    """One block in both texts: `equal`, `changed` in some words, `replaced` by one with little in common with it, or
    in one of the texts only: `removed`, `added`."""

    kind: Change
    name: str
    pieces: tuple[Piece, ...]
    label: str = ""  # what kind of block it is, where it is no paragraph
    old_label: str = ""

    @property
    def old(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind != "added"]

    @property
    def new(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind != "removed"]

    @property
    def labels(self) -> str:
        """`Picture`, or `Paragraph → Subheading` where it became another kind of block."""
        if self.label == self.old_label:
            return self.label
        return " → ".join(label or _("Paragraph") for label in (self.old_label, self.label))

    @property
    def unseen(self) -> bool:
        """A change that words do not show: alignment, the size of a picture, spaces that do not break."""
        equal = all(piece.kind == "equal" for piece in self.pieces)
        return self.kind == "changed" and self.label == self.old_label and equal


class Passage(NamedTuple):
    """Neighbouring rows; `folded` where they are unchanged and far from any change."""

    folded: bool
    rows: list[Row]


@dataclass(frozen=True)
class Difference:
    """One field in which two contents differ. `field` is its name in Content."""

    field: str
    label: str
    rows: tuple[Row, ...]

    @property
    def passages(self) -> list[Passage]:
        """The rows as they are shown: what did not change is folded, but for what stands beside a change."""
        changes = [place for place, row in enumerate(self.rows) if row.kind != "equal"]
        near = {place + step for place in changes for step in range(-CONTEXT, CONTEXT + 1)}
        runs = groupby(enumerate(self.rows), key=lambda numbered: numbered[0] not in near)
        return [Passage(folded, [row for _place, row in run]) for folded, run in runs]


def differences(old: Content, new: Content, *, title_of: TitleOf) -> list[Difference]:
    """The fields in which two contents differ, in the order of the form.

    `title_of` says what the reader of the comparison may know of a picked story: articles.admin.reach.pick_titles().
    """
    found = []
    for field, label in field_labels().items():
        before, after = field_blocks(field, old, title_of), field_blocks(field, new, title_of)
        if [block.key for block in before] != [block.key for block in after]:
            found.append(Difference(field, label, tuple(block_rows(before, after))))
    return found


def field_labels() -> dict[str, str]:
    return {
        "kicker": _("kicker"),
        "title": _("title"),
        "lead": _("lead"),
        "body": _("body"),
        "bylines": _("bylines"),
        "related": _("related stories"),
        "kind": _("kind of story"),
        "section": _("section"),
        "secondary_sections": _("other sections"),
        "tags": _("tags"),
        "lead_photo": _("lead picture"),
        "source_name": _("source"),
        "source_url": _("link to the source"),
    }


# Blocks ---------------------------------------------------------------------------------------------------------------


def field_blocks(field: str, content: Content, title_of: TitleOf) -> list[Block]:
    """The blocks of one field; none where it is empty."""
    match field:
        case "body":
            return body_blocks(content.body)
        case "tags":
            return [items(content.tags)] if content.tags else []
        case "bylines":
            lines = (
                [line.author.name, str(Byline.Role(line.role).label), line.affiliation] for line in content.bylines
            )
            return [words_block(" · ".join(filter(None, parts))) for parts in lines]
        case "related":
            return [item(title_of(pick), _pick_key(pick)) for pick in content.related]
        case "kind":
            return [item(str(Article.Kind(content.kind).label))]
        case "section":
            return [item(str(content.section))] if content.section else []
        case "secondary_sections":
            return [items(map(str, content.secondary_sections))] if content.secondary_sections else []
        case "lead_photo":
            return [_photo_block(content.lead_photo)] if content.lead_photo else []
        case "source_url":
            return [item(content.source_url)] if content.source_url else []
    text = vietnamese.one_line(getattr(content, field))
    return [words_block(text)] if text else []


def _photo_block(photo: Photo) -> Block:
    reader = Reader()
    reader.add(
        Token(photo.alt_text or photo.caption or photo.original_name, "", "picture", picture_url(photo.as_shown()))
    )
    reader.say(f"{photo.caption} ({photo.credit})" if photo.credit else photo.caption, "caption")
    return Block("", photo.file, "figure", tuple(reader.tokens))


def _pick_key(pick: PickContent) -> str:
    return f"#{pick.article.pk}" if pick.article else pick.title


# Rows -----------------------------------------------------------------------------------------------------------------


def block_rows(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Row]:
    """The rows of two runs of blocks."""
    for kind, i1, i2, j1, j2 in opcodes([block.key for block in old], [block.key for block in new]):
        if kind == "equal":
            yield from (whole("equal", block) for block in new[j1:j2])
        else:
            for before, after in aligned(old[i1:i2], new[j1:j2]):
                yield from _row_of(before, after)


def _row_of(before: Block | None, after: Block | None) -> Iterator[Row]:
    if before is None or after is None:
        if before:
            yield whole("removed", before)
        if after:
            yield whole("added", after)
        return
    change: Change = "changed"
    if after.name == "items" or (after.name != "item" and alike(before, after)):
        pieces = _marked(before.tokens, after.tokens)
    else:
        change, pieces = "replaced", [*_pieces("removed", before.tokens), *_pieces("added", after.tokens)]
    yield Row(change, after.name, tuple(pieces), _block_label(after), _block_label(before))


def whole(kind: Kind, block: Block) -> Row:
    """One block by itself, wholly of one kind."""
    label = _block_label(block)
    return Row(kind, block.name, tuple(_pieces(kind, block.tokens)), label, label)


def _marked(old: tuple[Token, ...], new: tuple[Token, ...]) -> list[Piece]:
    """The words of both in one line: what is gone stands before what came in its place."""
    found: list[Piece] = []
    for kind, i1, i2, j1, j2 in _with_own_stops(_keys(old), _keys(new)):
        if kind == "equal":
            # Where one of the two begins its block, the other's space keeps the words apart.
            both = zip(old[i1:i2], new[j1:j2], strict=True)
            found += _pieces("equal", [now._replace(space=now.space or was.space) for was, now in both])
        else:
            found += [*_pieces("removed", old[i1:i2]), *_pieces("added", new[j1:j2])]
    return found


def _with_own_stops(old: list[Key], new: list[Key]) -> list[Opcode]:
    """The opcodes of two runs of words; an added or removed sentence takes its own full stop along.

    Of `Một. Hai.` after `Một.` a plain comparison says that `. Hai` was added.
    """
    found: list[Opcode] = []
    for kind, i1, i2, j1, j2 in opcodes(old, new):
        if kind == "equal" and found:
            last, a1, a2, b1, b2 = found[-1]
            run, first, after = (new, b1, b2) if last == "insert" else (old, a1, a2)
            if last in ("insert", "delete") and run[first] == run[after] and run[first][0] in _STOPS:
                found[-1:] = [("equal", a1, a1 + 1, b1, b1 + 1), (last, a1 + 1, a2 + 1, b1 + 1, b2 + 1)]
                i1, j1 = i1 + 1, j1 + 1
        if i1 < i2 or j1 < j2:
            found.append((kind, i1, i2, j1, j2))
    return found


def _keys(tokens: Iterable[Token]) -> list[Key]:
    """What makes two tokens the same: text, style, whether a space parts them from the one before. Any bullet is."""
    keys: list[Key] = []
    starts = True
    for token in tokens:
        text = "" if token.style == "mark" else token.picture or token.text
        keys.append((text, token.style, starts or bool(token.space)))
        starts = token.style in ("line", "mark")
    return keys


def _pieces(kind: Kind, tokens: Iterable[Token]) -> list[Piece]:
    found = []
    numbered = groupby(
        enumerate(tokens), key=lambda each: (each[1].style, each[1].style in ("item", "picture") and each[0])
    )
    for (style, _number), run in numbered:
        words = [token for _place, token in run]
        text = words[0].text + "".join(token.space + token.text for token in words[1:])
        if not (style == "link" and kind == "equal"):  # an address is worth showing where it changed
            found.append(Piece(kind, text, words[0].space, style, words[0].picture))
    return found


def _block_label(block: Block) -> str:
    """What kind of block it is, where its words do not show it; a paragraph has none."""
    labels = {
        "h2": _("Subheading"),
        "h3": _("Smaller subheading"),
        "h4": _("Smallest subheading"),
        "ul": _("List"),
        "ol": _("Numbered list"),
        "blockquote": _("Quotation"),
        "figure": _("Picture"),
        "table": _("Table"),
        "oembed": _("Video"),
        "hr": _("Rule"),
    }
    return labels.get(block.name, "")
