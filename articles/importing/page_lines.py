"""A page as lines, and the lines that mean the same wherever they stand: clock, date, views, media, labels."""

import re
from dataclasses import dataclass
from datetime import datetime

from newsroom.vietnamese import HANOI, normalise, one_line

# For character classes: the ranges of Unicode mix the two cases.
LOWER = "a-z" + "".join(map(chr, (*range(0xE0, 0x100), *map(ord, "ăđĩũơư"), *range(0x1EA1, 0x1EFA, 2))))
UPPER = LOWER.upper()

_WEEKDAYS = {"2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5, "chủ nhật": 6}
_WEEKDAYS |= {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}
_WEEKDAY = r"(?P<weekday>(?:thứ\s+(?:[2-7]|hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật))"
_DAY = r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_ZONE = r"(?:\s*\(?GMT\s*\+\s*7\)?)?"

# What the family prints under the title: Thứ 5, 11/03/2021 | 00:00:00
_PAGE_DATE = re.compile(rf"{_WEEKDAY}\s*,\s*{_DAY}\s*\|\s*{_TIME}", re.IGNORECASE)
# The clock above the title says when the page was fetched: Thứ 3, 05/12/2023, 03:36[GMT+7]
_CLOCK = re.compile(rf"{_WEEKDAY}\s*,\s*{_DAY}\s*,?\s*{_TIME}\s*\[\s*GMT\s*\+\s*7\s*\]", re.IGNORECASE)
# Other papers: Thứ ba, 11/3/2025, 21:38 (GMT+7) - 22/08/2025 15:17 - 08:21, ngày 16-04-2021
_LABEL = r"(?:(?:ngày đăng|đăng ngày|đăng lúc|xuất bản|ngày xuất bản)\s*:?\s*)?"
_OTHER_DATES = (
    re.compile(
        rf"{_LABEL}(?:{_WEEKDAY}\s*[,-]?\s*)?(?:ngày\s+)?{_DAY}(?:\s*[,|–-]?\s*(?:lúc\s+)?{_TIME}{_ZONE})?",
        re.IGNORECASE,
    ),
    re.compile(rf"{_LABEL}{_TIME}{_ZONE}\s*[,|–-]?\s*(?:{_WEEKDAY}\s*,?\s*)?(?:ngày\s+)?{_DAY}", re.IGNORECASE),
)
_LISTED_DATE = re.compile(rf"{_DAY}\s*\|\s*{_TIME}\s*(?P<half>[AP]M)?$", re.IGNORECASE)

_VIEWS = re.compile(
    r"(?P<count>\d{1,3}(?:[,.]\d{3})+|\d+)\s+lượt xem|lượt xem\s*:\s*(?P<after>\d[\d,.]*)", re.IGNORECASE
)
_RELATIVE_TIME = re.compile(r"\d+\s+(?:giây|phút|giờ|ngày|tuần|tháng|năm)\s+trước\b", re.IGNORECASE)
_MEDIA = re.compile(r"(?:Audio|Video)\s*:\s*\S+\.\w{2,4}\S*|(?:Audio|Video)\s*:\s*https?://\S+", re.IGNORECASE)
_SOURCE_URL = re.compile(r"#\s*source:\s*(\S*)", re.IGNORECASE)
_FINAL_STOP = re.compile(r"[.!?…][”\"'’»)\]]*$")

# Buttons and boxes of the page, never part of a story.
_FURNITURE = re.compile(
    r"(?:trang chủ|chia sẻ|lên top|về đầu trang|đăng nhập|in bài này|tin nổi bật|tin mới|tin mới nhất|video khác"
    r"|xem thêm|đọc thêm|bài liên quan|tin liên quan|tin, bài liên quan|ý kiến|ý kiến bạn đọc|bình luận|gửi bình luận)"
    r"[\s:»>]*(?:\(\d*\))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Stamp:
    """A printed date. `moment` is None for a day that never was (31/02); `zoned` when "(GMT+7)" is printed with it."""

    moment: datetime | None
    date_only: bool
    weekday_fits: bool
    zoned: bool


def page_lines(text: str) -> tuple[str, list[Line]]:
    """The address of the "# source:" line ("" without one) and every line that holds anything, as one_line() has it."""
    lines: list[Line] = []
    source_url, after_blank = "", False
    for raw in normalise(text).splitlines():
        line = one_line(raw)
        if not line:
            after_blank = True
        elif not lines and not source_url and (header := _SOURCE_URL.match(line)):
            source_url = header[1]
        else:
            lines.append(Line(line, after_blank))
            after_blank = False
    return source_url, lines


def has_final_stop(text: str) -> bool:
    return bool(_FINAL_STOP.search(text))


def is_clock(text: str) -> bool:
    return bool(_CLOCK.fullmatch(text))


def is_media(text: str) -> bool:
    return bool(_MEDIA.fullmatch(text))


def is_relative_time(text: str) -> bool:
    """«9 tháng trước», with or without the view count some listings print beside it."""
    found = _RELATIVE_TIME.match(text)
    if not found:
        return False
    rest = text[found.end() :].strip()
    return not rest or read_views(rest) is not None


def is_furniture(text: str) -> bool:
    return bool(_FURNITURE.fullmatch(text))


def page_date(text: str) -> Stamp | None:
    """The family's date line; the view count may follow on the same line."""
    found = _PAGE_DATE.match(text)
    if not found or not (found.end() == len(text) or read_views(text[found.end() :].strip(" |-"))):
        return None
    return _stamp(found)


def other_date(text: str) -> Stamp | None:
    """A whole line in another paper's date form."""
    for form in _OTHER_DATES:
        if found := form.fullmatch(text):
            return _stamp(found)
    return None


def listed_date(text: str) -> tuple[str, datetime | None] | None:
    """What stands before the date of a "same section" line, and the date: «… 12.09.2024 | 18:21 PM». The site prints
    24 hours and still adds PM; only an hour below 12 is moved."""
    found = _LISTED_DATE.search(text)
    if not found:
        return None
    hour = int(found["hour"])
    half = (found["half"] or "").upper()
    if half == "PM" and hour < 12:
        hour += 12
    return text[: found.start()].strip(), _moment(found, hour)


def read_views(text: str) -> int | None:
    """The count of a whole "1,673 lượt xem" line. "1,5 nghìn lượt xem" is no exact count, so no count."""
    found = _VIEWS.fullmatch(text)
    digits = re.sub(r"\D", "", (found["count"] or found["after"]) if found else "")
    # Longer than any count of readers, and than the database's column.
    return int(digits) if digits and len(digits) < 10 else None


def views_beside_date(text: str) -> int | None:
    found = _PAGE_DATE.match(text)
    return read_views(text[found.end() :].strip(" |-")) if found else None


def _stamp(found: re.Match[str]) -> Stamp:
    time = found.groupdict().get("hour")
    moment = _moment(found, int(time) if time else 0)
    weekday = re.sub(r"^thứ\s+", "", " ".join((found["weekday"] or "").casefold().split()))
    fits = not weekday or moment is None or _WEEKDAYS[weekday] == moment.weekday()
    midnight = moment is not None and (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return Stamp(moment, midnight, fits, "GMT" in found[0].upper())


def _moment(found: re.Match[str], hour: int) -> datetime | None:
    try:
        return datetime(
            int(found["year"]),
            int(found["month"]),
            int(found["day"]),
            hour,
            int(found["minute"] or 0),
            int(found.groupdict().get("second") or 0),
            tzinfo=HANOI,
        )
    except ValueError:
        return None
