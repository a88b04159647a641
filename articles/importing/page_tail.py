"""The foot of a page, read upwards from its end: what is printed below the story, then who signed it."""

import re
from dataclasses import dataclass, field
from dataclasses import replace as with_changes
from datetime import datetime

from django.utils.translation import gettext as _

from articles.importing.page_bylines import (
    is_office,
    read_bylines,
    read_place,
    read_source,
    source_within,
)
from articles.importing.page_captions import has_credit
from articles.importing.page_head import opening_words
from articles.importing.page_lines import Line, has_final_stop, is_furniture, is_media, listed_date
from articles.importing.record import Byline, Related, Source

_KEYWORDS = re.compile(r"^[•*·\s]*(?:từ khóa|từ khoá|tags?|keywords?)\s*(?::\s*(?P<tags>.*))?$", re.IGNORECASE)
_SAME_SECTION = re.compile(
    r"^(?:tin cùng chuyên mục|bài cùng chuyên mục|tin, bài cùng chuyên mục)\s*:?$", re.IGNORECASE
)
_BUTTON = re.compile(r"^(?:tải thêm|xem tin theo ngày)\s*:?$", re.IGNORECASE)
# Lists that other papers print below a story, and some in the middle of one.
_MORE_STORIES = re.compile(r"^(?:tin|bài|tin bài|tin, bài)\s+liên quan\s*:?$", re.IGNORECASE)
_CUT = re.compile(r"(?:\.\.\.|…)$")
# A related lead is cut near 200 characters at a word, then gets its dots.
_CUT_LEAD = range(100, 230)
_TAG_WORDS = 6
# Lines that may close a story: name, place, source, office, a series note between them.
_CLOSING_LINES = 6
_SERIES_NOTE = re.compile(
    r"^[(*]*\s*(?:còn nữa|hết|tiếp theo và hết|kỳ sau đăng tiếp|xem tiếp kỳ sau)\s*[)*.]*$", re.IGNORECASE
)


@dataclass
class Tail:
    body: list[Line] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    source: Source | None = None
    keywords: list[str] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_tail(lines: list[Line]) -> Tail:
    """Takes the foot off the lines below the lead; what is left is `body`."""
    tail = Tail()
    start = _foot_start(lines)
    _read_foot(tail, lines[start:])
    tail.body = lines[:start]
    _read_closing(tail)
    return tail


def _foot_start(lines: list[Line]) -> int:
    for index, line in enumerate(lines):
        if _KEYWORDS.match(line.text) or _SAME_SECTION.match(line.text) or _BUTTON.match(line.text):
            return index
        if _MORE_STORIES.match(line.text) and not any(_is_prose(later.text) for later in lines[index + 1 :]):
            return index
    return _unmarked_foot(lines)


def _is_prose(text: str) -> bool:
    return len(text) > 130 and has_final_stop(text) and not _CUT.search(text)


def _is_cut_lead(text: str) -> bool:
    return len(text) in _CUT_LEAD and bool(_CUT.search(text))


def _unmarked_foot(lines: list[Line]) -> int:
    """Where related stories start when the page lost its marker: doubled titles over leads cut off with dots, or bare
    cut leads. Enough evidence is one doubled title, two leads, or a name right above."""
    start, doubled, cut = len(lines), 0, 0
    while start > 0 and _is_cut_lead(lines[start - 1].text):
        start, cut = start - 1, cut + 1
        if start >= 2 and lines[start - 1].text == lines[start - 2].text:
            start, doubled = start - 2, doubled + 1
    named = start > 0 and bool(read_bylines(lines[start - 1].text))
    return start if doubled or cut >= 2 or (cut and named) else len(lines)


def _read_foot(tail: Tail, lines: list[Line]) -> None:
    texts = [line.text for line in lines]
    at_tags, index = False, 0
    while index < len(texts):
        text = texts[index]
        following = texts[index + 1] if index + 1 < len(texts) else ""
        index += 1
        if marker := _KEYWORDS.match(text):
            at_tags = True
            tail.keywords += _split_tags(marker["tags"] or "")
        elif _SAME_SECTION.match(text) or _MORE_STORIES.match(text) or _BUTTON.match(text) or is_furniture(text):
            at_tags = False
        elif (listed := listed_date(text)) is not None:
            _add_listed(tail, *listed)
        elif text.startswith(("- ", "– ")):
            tail.related.append(Related(text[2:].strip()))
        elif text == following:
            tail.related.append(Related(text))
            index += 1
        elif _is_cut_lead(text):
            _add_lead(tail, text)
        elif at_tags and not tail.related and (tags := _clear_tags(text)):
            tail.keywords += tags
        elif _is_cut_lead(following):
            tail.related.append(Related(text))
        else:
            _leave_out(tail, text, at_tags=at_tags)


def _add_listed(tail: Tail, title: str, moment: datetime | None) -> None:
    """«- title 12.09.2024 | 10:20 AM», or the date alone on the line below its title."""
    title = re.sub(r"^[-–•]\s+", "", title)
    if title and title not in "-–•":
        tail.related.append(Related(title, published=moment))
    elif tail.related and tail.related[-1].published is None:
        tail.related[-1] = with_changes(tail.related[-1], published=moment)


def _add_lead(tail: Tail, text: str) -> None:
    if tail.related and not tail.related[-1].lead and tail.related[-1].published is None:
        tail.related[-1] = with_changes(tail.related[-1], lead=uncut(text))
    else:
        tail.problems.append(
            _("A related story without a title was left out: “%(words)s”.") % {"words": opening_words(text)}
        )


def uncut(lead: str) -> str:
    """A related lead without the dots the page put behind it: exactly three, so a full stop before them stays."""
    return (lead[:-1] if lead.endswith("…") else lead.removesuffix("...")).rstrip()


def _leave_out(tail: Tail, text: str, *, at_tags: bool) -> None:
    message = (
        _("Tag or related title? Left out: “%(words)s”.") if at_tags else _("Left out below the story: “%(words)s”.")
    )
    tail.problems.append(message % {"words": opening_words(text)})


def _split_tags(text: str) -> list[str]:
    tags = [tag.strip(" .#") for tag in re.split(r"\s*[,;•·|]\s*|\s+#", text)]
    return [tag for tag in tags if tag]


def _clear_tags(text: str) -> list[str]:
    """The tags of a line below the marker, when it is clearly that: bullets or commas between short phrases. A title
    may hold a comma too, so one comma does not settle it."""
    tags = _split_tags(text)
    short = all(len(tag.split()) <= _TAG_WORDS for tag in tags)
    marked = text.startswith(("•", "#")) or "•" in text or len(tags) >= 3
    return tags if tags and short and marked and not has_final_stop(text) else []


def _read_closing(tail: Tail) -> None:
    """Name, office and source from the end of the body upwards; media lines may stand between them."""
    place, role = "", ""
    index = len(tail.body) - 1
    lowest = max(len(tail.body) - _CLOSING_LINES, 0)
    while index >= lowest:
        text = tail.body[index].text
        above = [line.text for line in tail.body[:index]]
        if is_media(text) or is_furniture(text):
            index -= 1
            continue
        if _SERIES_NOTE.match(text):
            pass
        elif found := read_place(text):
            place, role = found[0] or place, found[1] or role
        elif source := read_source(text):
            tail.source = tail.source or source
        elif is_office(text) and above and read_bylines(above[-1]):
            place = text
        elif names := _signature(text, above, signed=bool(tail.bylines)):
            tail.source = tail.source or source_within(text)
            tail.bylines = [_placed(name, place, role) for name in names] + tail.bylines
            place, role = "", ""
        else:
            break
        del tail.body[index]
        index -= 1
    if place or role:
        tail.problems.append(_("A place or role without a name was left out: “%(words)s”.") % {"words": place or role})


def _signature(text: str, above: list[str], *, signed: bool) -> list[Byline]:
    """A second unlabelled line is no byline, and neither is a line that repeats a caption above."""
    if text in above:
        return []
    labelled = read_bylines(text, labelled_only=True)
    # «Ảnh: Duy Khánh» may be the credit of the last picture; below a name it says who took the pictures.
    if labelled and has_credit(text) and labelled[0].role == "ảnh" and not (above and read_bylines(above[-1])):
        return []
    return labelled or ([] if signed else read_bylines(text))


def _placed(name: Byline, place: str, role: str) -> Byline:
    return with_changes(name, affiliation=name.affiliation or place, role=name.role or role)
