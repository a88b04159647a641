"""The neutral record every reader of an outside format fills in and the one writer stores. No database, no files."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from newsroom.vietnamese import key

BlockKind = Literal["paragraph", "subhead", "caption", "media"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body in page order. `text` is the block as printed; lines of verse are separated by newlines.
    Of a caption, `bare` is the text without its credit ("" when the credit stands alone) and `credit` the credit."""

    kind: BlockKind
    text: str
    bare: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who signed. `affiliation` is the office or station printed with the name ("Đài TT – TH Quỳnh Phụ"); `role` what
    the page says they did ("thực hiện", "ảnh") or their title ("TS.")."""

    name: str
    affiliation: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The agency or paper a story is credited to; never the address it was fetched from."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    title: str
    lead: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """What one file says, and what it leaves open (`problems`). `refused` is set when the file is no story at all.

    `published` is in Hanoi's time, 00:00:00 where only the day is printed (`date_only`); `date_in_doubt` when the page
    contradicts it.
    """

    file: str
    title: str | None = None
    published: datetime | None = None
    date_only: bool = False
    date_in_doubt: bool = False
    views: int | None = None
    lead: str | None = None
    blocks: tuple[Block, ...] = ()
    bylines: tuple[Byline, ...] = ()
    source: Source | None = None
    keywords: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    source_url: str = ""
    site: str = ""
    old_id: int | None = None
    problems: tuple[str, ...] = ()
    refused: str | None = None

    @property
    def captions(self) -> list[str]:
        return [block.text for block in self.blocks if block.kind == "caption"]

    @property
    def paragraphs(self) -> list[str]:
        """The running text: paragraphs and subheads in order."""
        return [block.text for block in self.blocks if block.kind in ("paragraph", "subhead")]

    @property
    def media(self) -> list[str]:
        return [block.text for block in self.blocks if block.kind == "media"]

    @property
    def identity(self) -> str:
        """One story, one identity, whatever host, section or slug it was fetched under: "site/id", or a hash of the
        text where the page gives no id. A page that lost its date or lead is told apart by its body as well, or every
        undated "Thông báo" would be one story."""
        if self.site and self.old_id is not None:
            return f"{self.site}/{self.old_id}"
        parts = [self.title or "", self.published.isoformat() if self.published else "", self.lead or ""]
        if not all(parts):
            parts += [block.text for block in self.blocks]
        return "text:" + _digest(key(part) for part in parts)

    @property
    def fingerprint(self) -> str:
        """Changes when the story's words change; not with the view count, the fetch address or the list of other
        stories below it, which differ from one fetch of the same page to the next."""
        words = [self.title or "", self.published.isoformat() if self.published else "", self.lead or ""]
        words += [block.text for block in self.blocks]
        words += [byline.name for byline in self.bylines]
        return _digest(key(part) for part in words if part)

    def as_json(self) -> dict[str, Any]:
        """The public form: exactly these keys, see the contract of import_articles."""
        return {
            "file": self.file,
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "views": self.views,
            "lead": self.lead,
            "captions": self.captions,
            "paragraphs": self.paragraphs,
            "bylines": [byline.name for byline in self.bylines],
            "source": self.source.name if self.source else None,
            "keywords": list(self.keywords),
            "related": [related.title for related in self.related],
            "problems": list(self.problems),
            "refused": self.refused,
        }


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
