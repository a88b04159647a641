"""How figures are shown at the desk and given away: charts for unfold's components, and files for a spreadsheet."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from newsroom.vietnamese import HANOI

Point = tuple[datetime, int]

# Labels along a chart that stand side by side on a telephone.
LABELS_SHOWN = 8
# More bars than this are a line.
MOST_BARS = 48


def chart(points: Sequence[Point], *, by_hour: bool) -> dict[str, Any]:
    """What desk/_chart.html shows: the points as a chart of unfold's, and again as the rows of a table."""
    days = {timezone.localtime(moment, HANOI).date() for moment, _count in points}
    short = "H:i" if len(days) == 1 else "H:i d/m" if by_hour else "d/m"
    data = {
        "labels": [_moment(moment, short) for moment, _count in points],
        "datasets": [
            {
                "label": _("Views"),
                "data": [count for _moment, count in points],
                "borderColor": "var(--color-primary-500)",
                "backgroundColor": "var(--color-primary-500)",
                "maxTicksXLimit": LABELS_SHOWN,
                "displayYAxis": True,
                "maxBarThickness": 22,
                "borderRadius": 2,
                "borderSkipped": "bottom",
                "tension": 0.2,
            }
        ],
    }
    long = "H:i d/m/Y" if by_hour else "l, d/m/Y"
    return {
        "data": json.dumps(data),
        "in_bars": len(points) <= MOST_BARS,
        "rows": [(_moment(moment, long), count) for moment, count in points],
        "by_hour": by_hour,
        "total": sum(count for _moment, count in points),
    }


def _moment(moment: datetime, shape: str) -> str:
    return date_format(timezone.localtime(moment, HANOI), shape)


# Files ----------------------------------------------------------------------------------------------------------------

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """csv writes into it what is then sent."""

    def write(self, text: str) -> str:
        return text


def csv_file(name: str, headings: Iterable[object], rows: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """A file for Excel and its like, which know by the mark at its beginning that it is UTF-8; sent as it is made."""
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([_cell(str(heading)) for heading in headings])
        for row in rows:
            yield writer.writerow([_cell(value) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _cell(value: object) -> object:
    """Words that a spreadsheet would work out (a title that begins with "=") as words."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def series_file(name: str, points: Sequence[Point], *, by_hour: bool) -> StreamingHttpResponse:
    """One row an hour or a day, by Hanoi's clock."""
    shape = "Y-m-d H:i" if by_hour else "Y-m-d"
    rows = ((_moment(moment, shape), count) for moment, count in points)
    return csv_file(name, [_("hour") if by_hour else _("day"), _("views")], rows)
