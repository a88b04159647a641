"""The top of a page: title, date, view count, lead. The date line (else the view count) is the anchor: the title is the
line above it, the lead the line below, blank line between or not."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from articles.importing.address import TELEVISION, OldAddress
from articles.importing.page_bylines import read_bylines
from articles.importing.page_captions import has_credit
from articles.importing.page_lines import (
    Line,
    Stamp,
    has_final_stop,
    is_clock,
    is_furniture,
    is_media,
    other_date,
    page_date,
    read_views,
    views_beside_date,
)
from articles.importing.record import Byline

# Other papers open the lead with their own name: (PLO)- , (Cadn.com.vn) -, TCCS -, LTS.
_PAPER_PREFIX = re.compile(
    r"^(?:\([\w.+ ]{2,25}\)\s*[-–—:]"
    r"|(?:TCCS|TTXVN|ĐCSVN|QĐND|SGGP|NDO|VOV|VTV|PLO|PLVN|CAND|VGP|TTO|TNO|TPO|NLĐO|HNMO)\s*[-–—]"
    r"|(?:LTS|Lời tòa soạn)\s*[.:–-])"
)
# The longest title met is half of this; a shorter line without a stop may be a title, a longer one is prose.
_TITLE_LIMIT = 200
_PROSE = 130
_SENTENCE = 40
# Lines that may stand between the date and the view count, or below a closing date.
_NEAR = 3

Found = TypeVar("Found")


@dataclass
class Head:
    title: str | None = None
    published: datetime | None = None
    date_only: bool = False
    views: int | None = None
    lead: str | None = None
    bylines: list[Byline] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    date_is_wrong: bool = False
    date_in_doubt: bool = False


def read_head(lines: list[Line], address: OldAddress) -> Head:
    head = Head()
    lines = [line for line in lines if not is_clock(line.text)]
    if dated := _first(_above_prose(lines, _PROSE), page_date) or _first(_above_prose(lines, _SENTENCE), other_date):
        if dated[0] == 0 and page_date(lines[0].text) is None:
            _read_below_date(head, dated[1], lines[1:], address)
        else:
            _read_around_date(head, lines, dated)
        return head
    lines = _read_closing_date(head, lines)
    if counted := _first(_above_prose(lines, _SENTENCE), read_views):
        head.views = counted[1]
        _read_around(head, lines, counted[0], counted[0])
    else:
        _read_without_anchor(head, lines, address)
    return head


def _read_around_date(head: Head, lines: list[Line], dated: tuple[int, Stamp]) -> None:
    at, stamp = dated
    _take_date(head, stamp)
    near = max(at - _NEAR, 0)
    counted = _first(lines[near : at + 1 + _NEAR], read_views)
    if counted:
        head.views = counted[1]
        beside = near + counted[0]
        _read_around(head, lines, min(at, beside), max(at, beside))
    else:
        head.views = views_beside_date(lines[at].text)
        _read_around(head, lines, at, at)


def _read_around(head: Head, lines: list[Line], first: int, last: int) -> None:
    """The anchor lines are `first` to `last`: the title stands above them, the lead below."""
    _read_between(head, lines[first + 1 : last])
    _read_title_above(head, lines[:first])
    _read_lead(head, lines[last + 1 :])


def _read_below_date(head: Head, stamp: Stamp, lines: list[Line], address: OldAddress) -> None:
    """A date at the very top is the clock of the site, unless it carries its zone: so one large paper prints the hour
    of publication above the title, and the lead below it."""
    if not stamp.zoned:
        head.problems.append(_("The date at the top of the page may be the day it was fetched, so it was left out."))
        _read_without_anchor(head, lines, address)
        return
    _take_date(head, stamp)
    if lines and len(lines[0].text) < _TITLE_LIMIT:
        head.title = lines[0].text
        lines = lines[1:]
    _read_lead(head, lines)


def opening_words(text: str) -> str:
    """Enough of a line to find it on the page by."""
    words = text.split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")


def _above_prose(lines: list[Line], sentence: int) -> list[Line]:
    """The lines above the first paragraph, taking a line of `sentence` characters with a stop for one: a date further
    down belongs to the prose or to another story."""
    for index, line in enumerate(lines):
        if len(line.text) >= _TITLE_LIMIT or (len(line.text) >= sentence and has_final_stop(line.text)):
            return lines[:index]
    return lines


def _first(lines: list[Line], read: Callable[[str], Found | None]) -> tuple[int, Found] | None:
    return next(((i, found) for i, line in enumerate(lines) if (found := read(line.text)) is not None), None)


def _take_date(head: Head, stamp: Stamp) -> None:
    head.published, head.date_only = stamp.moment, stamp.date_only
    if stamp.moment is None:
        head.date_is_wrong = True
        head.problems.append(_("The printed date does not exist in the calendar."))
    elif not stamp.weekday_fits:
        head.date_in_doubt = True
        head.problems.append(_("The printed weekday does not fit the printed date."))


def _read_closing_date(head: Head, lines: list[Line]) -> list[Line]:
    """Some papers print the date below the story. Only there: further up it is prose."""
    for index in range(len(lines) - 1, max(len(lines) - 1 - _NEAR, 0), -1):
        if stamp := page_date(lines[index].text) or other_date(lines[index].text):
            _take_date(head, stamp)
            return lines[:index] + lines[index + 1 :]
    return lines


def _read_between(head: Head, lines: list[Line]) -> None:
    """Lines of the head that are neither title nor lead: authors, else left out and named."""
    left_out = []
    for line in lines:
        if names := read_bylines(line.text):
            head.bylines += names
        elif not is_furniture(line.text):
            left_out.append("“" + opening_words(line.text) + "”")
    if left_out:
        head.problems.append(_("Left out at the top of the page: %(lines)s.") % {"lines": ", ".join(left_out)})


def _read_title_above(head: Head, lines: list[Line]) -> None:
    """The last line is the title, unless it names the authors of the longer line above it. Menus come before both."""
    lines = [line for line in lines if not is_furniture(line.text)]
    while len(lines) > 1 and (names := _authors(lines[-1].text, beside=lines[-2].text)):
        head.bylines = names + head.bylines
        lines = lines[:-1]
    if not lines:
        return
    head.title = lines[-1].text
    _read_between(head, [line for line in lines[:-1] if line.text != head.title])


def _authors(text: str, beside: str) -> list[Byline]:
    """Names printed between title and lead. A title may be two capitalised words itself («Chùa Keo»), so an unlabelled
    name counts only beside a line of more than four words."""
    return read_bylines(text, labelled_only=len(beside.split()) <= 4)


def _read_lead(head: Head, lines: list[Line]) -> None:
    media = []
    while lines and (is_media(lines[0].text) or is_furniture(lines[0].text)):
        media += [lines[0]] if is_media(lines[0].text) else []
        lines = lines[1:]
    while len(lines) > 1 and len(lines[1].text) >= _SENTENCE and (names := _authors(lines[0].text, lines[1].text)):
        head.bylines += names
        lines = lines[1:]
    # A picture with its credit, or a name alone, says that the lead was lost.
    if lines and not has_credit(lines[0].text) and not (len(lines) == 1 and read_bylines(lines[0].text)):
        head.lead = lines[0].text
        lines = lines[1:]
    # The same lead twice running is a slip of the page; inside a paragraph it is the author's own repetition.
    while lines and lines[0].text == head.lead:
        lines = lines[1:]
    head.body = media + lines


def _read_without_anchor(head: Head, lines: list[Line], address: OldAddress) -> None:
    """Neither date nor count: what a main-content extractor leaves. The paper's pages then keep the title and lose the
    lead, the television's keep the lead and lose the title; of other papers only a printed prefix tells the lead, or
    that it is printed twice running."""
    prose = next((i for i, line in enumerate(lines) if _is_prose(line.text)), len(lines))
    if prose < len(lines) and _PAPER_PREFIX.match(lines[prose].text):
        _read_title_above(head, lines[:prose])
        _read_lead(head, lines[prose:])
        return
    above = [line for line in lines[:prose] if not is_furniture(line.text)]
    title = _skip_menu(above)
    if title < len(above):
        head.title = above[title].text
        _read_between(head, above[:title])
        lines = above[title + 1 :] + lines[prose:]
    doubled = len(lines) > 1 and lines[0].text == lines[1].text and _is_prose(lines[0].text)
    if address.site == TELEVISION or doubled:
        _read_lead(head, lines)
    else:
        head.body = lines


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE or (len(text) >= _SENTENCE and has_final_stop(text) and not text.endswith("?"))


def _skip_menu(lines: list[Line]) -> int:
    """Three short labels or more before a longer line are a menu."""
    longer = next((i for i, line in enumerate(lines) if len(line.text.split()) > 4), 0)
    return longer if longer >= 3 else 0
