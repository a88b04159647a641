"""Dates whose weekday is wrong."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from articles.doctor.copy import Block, Mark, Story, words

_WEEKDAY = r"(?P<weekday>[Tt]hứ[ \u00a0]+(?:hai|ba|tư|năm|sáu|bảy|Hai|Ba|Tư|Năm|Sáu|Bảy|[2-7])|[Cc]hủ nhật|[Cc]hủ Nhật)"
_DAY = (
    r"(?P<day>\d{1,2})(?:[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}))?"
    r"|[ \u00a0]tháng[ \u00a0](?P<month2>\d{1,2})(?:[ \u00a0]năm[ \u00a0](?P<year2>\d{4}))?)(?![\d/])"
)
_BETWEEN = r"[ \u00a0]?[,(]?[ \u00a0]?(?:ngày[ \u00a0])?"
_WEEKDAY_FIRST = re.compile(rf"(?<!\w){_WEEKDAY}{_BETWEEN}{_DAY}")
_DAY_FIRST = re.compile(rf"(?<![\d/.,-]){_DAY}[ \u00a0]?[,(][ \u00a0]?{_WEEKDAY}(?!\w)")

# «lần thứ hai», «kỳ họp thứ 7» are no weekdays; these words lead up to one.
_LEADS_UP = words("sáng chiều tối trưa đêm khuya hôm vào từ đến tới hết trước sau là và hoặc qua rạng ngày nay")
_IS_NUMBERED = words("lần họp đợt phiên khóa kỳ vòng nghị hội giải cuộc tập")
_NAMES = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
_NUMBERS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}
# Without a year a date is that of the news, or one that is near.
_NEAR = timedelta(days=60)


def weekday(story: Story) -> Iterator[Mark]:
    """«thứ Hai, ngày 11/3/2021», which was a Thursday."""
    for block in story.blocks:
        for pattern in (_WEEKDAY_FIRST, _DAY_FIRST):
            for found in pattern.finditer(block.prose):
                if pattern is _WEEKDAY_FIRST and not _names_a_weekday(block, found):
                    continue
                day = _date_of(found, story.day)
                if day and day.weekday() != _weekday_of(found["weekday"]):
                    start, end = found.span("weekday")
                    why = _("%(date)s is %(weekday)s.") % {
                        "date": f"{day:%-d/%-m/%Y}",
                        "weekday": _NAMES[day.weekday()],
                    }
                    yield block.mark("weekday", start, end, _in_the_manner_of(found["weekday"], day), why=why)


def _names_a_weekday(block: Block, found: re.Match[str]) -> bool:
    start = found.start()
    before = block.prose[:start].rstrip() if start < 40 else block.prose[start - 40 : start].rstrip()
    if not before or before[-1] in "(,.;:–-/|":
        return True
    last = before.split()[-1].lower().strip('“"(')
    return last in _LEADS_UP or (found["weekday"].split()[-1].istitle() and last not in _IS_NUMBERED)


def _date_of(found: re.Match[str], news: date | None) -> date | None:
    """The day meant; None where there is none of that number, or no year to be sure of."""
    day, month = int(found["day"]), int(found["month"] or found["month2"])
    year = found["year"] or found["year2"]
    years = [int(year)] if year else [news.year - 1, news.year, news.year + 1] if news else []
    days = []
    for each in years:
        try:
            days.append(date(each, month, day))
        except ValueError:
            continue
    if year:
        return days[0] if days else None
    near = [each for each in days if news and abs(each - news) <= _NEAR]
    return near[0] if near else None


def _weekday_of(name: str) -> int:
    last = name.lower().split()[-1]
    if name[0] in "cC":
        return 6
    return int(last) - 2 if last.isdigit() else _NUMBERS[last]


def _in_the_manner_of(name: str, day: date) -> str:
    """The right weekday as the writer spells weekdays: thứ 5, thứ năm, Thứ Năm."""
    right = _NAMES[day.weekday()]
    if day.weekday() == 6:
        return right
    last = name.split()[-1]
    if last.isdigit():
        right = f"thứ {day.weekday() + 2}"
    elif last.islower() and name[0] not in "cC":
        right = right.lower()
    return right[0].upper() + right[1:] if name[0].isupper() else right
