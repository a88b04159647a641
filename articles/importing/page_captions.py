"""Is a block a caption, a subhead or body? The layouts mark none of them, so the rules go from certain to likely; what
they leave open is body and is named to the editor. The numbers were measured on the paper's own pages, where captions
run from 13 to about 210 characters and paragraphs from about 40."""

import re
from typing import Literal

from articles.importing.caption_words import (
    EITHER_WAY,
    HEADING,
    PEOPLE,
    PLACE,
    REPORT,
    SCENE,
    TELLING,
    shows_doing,
)
from articles.importing.page_lines import LOWER, UPPER, has_final_stop, is_media
from articles.importing.record import BlockKind

# A caption without printed credit is never longer than this when it ends with a stop.
SHORT = 130
_LONGEST_CAPTION = 210
_LONGEST_WITH_CREDIT = 250
_SUBHEAD_WORDS = 15

# «… _Ảnh: Duy Khánh», «… (ảnh: Duy Khánh)», «Ảnh tư liệu». Without bracket or stroke the label has its capital.
_CREDIT = re.compile(
    r"(?:^|(?<=[\s.,;:…)”»/|*-])|[_(\[])\s*"
    r"(?:Ảnh|(?<=[_(\[])ảnh|Hình ảnh|Nguồn ảnh|Ảnh nguồn|Ảnh chụp)\s*:\s*(?P<credit>\S.*)$"
)
_CREDIT_KIND = re.compile(
    r"(?:^|(?<=[.,;:…)”»_(\[/|*-])\s*)"
    r"(?P<credit>(?:Ảnh|Hình)\s+(?:tư liệu|minh họa|minh hoạ|internet|tài liệu)\b.{0,60})$",
    re.IGNORECASE,
)
_CREDIT_WITHOUT_COLON = re.compile(
    rf"(?<=[.…)”»_(])\s*Ảnh\s+(?P<credit>[{UPPER}][\w.]*(?:\s+[{UPPER}][\w.]*){{0,3}}(?:\s*\([^()]+\))?\)?)\.?$"
)
_INNER_STOP = re.compile(rf"[{LOWER}0-9)”»][.!?…]\s+[“\"{UPPER}]")
_GLUED = re.compile(rf"(?<=[{LOWER}0-9)][.!?])(?=[{UPPER}][{LOWER}])")
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)/]|[a-zđ]\)|[IVX]{1,5}[.)]|[IVX]{1,5}\s*[-–])\s*\S")
_SERIES_PART = re.compile(r"^(?:Kỳ|Bài|Phần|Chương)\s+(?:\d{1,2}|[IVX]{1,5}|cuối)\s*[:.–-]", re.IGNORECASE)
_SPOKEN = re.compile(
    r"^(?:thưa|kính thưa|xin trân trọng|trân trọng|[“\"‘«]|(?:phóng viên|pv|p\.v|hỏi|đáp)\s*:)", re.IGNORECASE
)
_TABLE = re.compile(r"\s\|(?:\s|$)|^\|")
# Without a view or a doing, only a short sentence about a place is taken for a caption.
_BARE_PLACE = 80
_GLUED_SERIES_PART = re.compile(rf"(?<=[{LOWER}0-9)])(?:Kỳ|Bài|Phần)\s+\d{{1,2}}\s*:.*")

Kind = BlockKind | Literal["open"]


def has_credit(text: str) -> bool:
    return len(text) < _LONGEST_WITH_CREDIT and split_credit(text) is not None


def split_credit(text: str) -> tuple[str, str] | None:
    """The caption without its credit, and the credit; None when no credit is printed."""
    found = _CREDIT.search(text) or _CREDIT_KIND.search(text) or _CREDIT_WITHOUT_COLON.search(text)
    if not found:
        return None
    credit = found["credit"].rstrip(" _")
    # The full stop of «P.V.» is the name's own; a closing bracket belongs to one opened before the label.
    if not re.search(r"\.\w+\.$", credit):
        credit = credit.rstrip(".")
    if credit.count(")") > credit.count("("):
        credit = credit.rstrip(".)]").rstrip()
    return text[: found.start()].rstrip(" _(-–—/|*["), credit


def settled_kind(text: str) -> Kind | None:
    """What the block is by its own words, whatever stands around it; "open" when its words can be read both ways; None
    when the neighbours decide."""
    if is_media(text):
        return "media"
    if has_credit(text):
        return "caption"
    if (by_mark := _kind_by_mark(text)) is not None:
        return by_mark
    if has_final_stop(text):
        return _kind_with_stop(text)
    return _kind_without_stop(text)


def _kind_by_mark(text: str) -> Kind | None:
    words = len(text.split())
    if _SERIES_PART.match(text):
        return "subhead" if len(text) <= SHORT else "paragraph"
    if _NUMBERED.match(text) or text.startswith("* "):
        return "subhead" if words <= _SUBHEAD_WORDS and text[-1] not in ".!?…;:," else "paragraph"
    if text.startswith(("- ", "– ", "+ ", "• ")) or text.endswith((":", ";", ",")):
        return "paragraph"
    if _SPOKEN.match(text) or _TABLE.search(text):
        return "paragraph"
    if text.isupper() and words > 1 and len(text) <= SHORT:
        return "subhead"
    return None


def _kind_with_stop(text: str) -> Kind | None:
    if text.endswith(("?", "!", "...", "…")) or REPORT.match(text) or TELLING.search(text):
        return "paragraph"
    if _GLUED.search(text) and len(text) < _LONGEST_WITH_CREDIT:
        return _kind_of_glued(text)
    if len(text) > _LONGEST_CAPTION or _INNER_STOP.search(text):
        return "paragraph"
    if len(text) > SHORT:
        return "open" if PEOPLE.match(text) and shows_doing(text) else "paragraph"
    return None if is_picture_like(text) and _reads_one_way(text) else "open"


def _kind_of_glued(text: str) -> Kind | None:
    """Two sentences without a blank between them: two captions run together, or a slip of the story's own."""
    return None if all(map(is_picture_like, glued_halves(text))) else "open"


def _reads_one_way(text: str) -> bool:
    if SCENE.match(text):
        return True
    return not EITHER_WAY.search(text) and (len(text) <= _BARE_PLACE or shows_doing(text))


def _kind_without_stop(text: str) -> Kind | None:
    if _GLUED.search(text) and len(text) < _LONGEST_WITH_CREDIT:
        return _kind_of_glued(text)
    if _INNER_STOP.search(text):
        return "open" if len(text) <= SHORT and not TELLING.search(text) else "paragraph"
    if len(text) <= SHORT:
        return None
    return None if len(text) <= _LONGEST_CAPTION and is_picture_like(text) else "paragraph"


def is_picture_like(text: str) -> bool:
    """A view, people doing something that can be seen, or a place."""
    if SCENE.match(text):
        return True
    if REPORT.match(text):
        return False
    if PEOPLE.match(text):
        return shows_doing(text)
    return bool(PLACE.match(text))


def is_heading_like(text: str) -> bool:
    """«Giải pháp đồng bộ»: few words, no name of a person or place, nothing anybody is seen doing."""
    words = text.split()
    named = any(word[0].isupper() and not word.isupper() for word in words[1:])
    return len(words) <= 10 and not named and bool(HEADING.match(text)) and not is_picture_like(text)


def glued_halves(text: str) -> list[str]:
    return _GLUED.split(text)


def glued_series_part(title: str) -> str | None:
    """«Kỳ 2: Người mở đất» of a title that runs two parts of a series together."""
    found = _GLUED_SERIES_PART.search(title)
    return found[0] if found else None
