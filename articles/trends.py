"""How much each story is read lately, for the lists of the most read.

A read weighs half as much after a quarter of the window: in the list of 24 hours after six hours, in that of 7 days
after 42, in that of 30 days after a week. So a list moves all day, and a read as old as the window weighs a sixteenth.

The sum of such weights falls for all stories alike, so their order stays until somebody reads again, and one number a
story and window is enough: the logarithm of the sum as it was at EPOCH, which no age takes out of what a float holds.
An index on it is the list, whatever the number of stories and of rows.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log

from django.db import connection, transaction

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Window:
    """The time in which reads count for a list; `column` of ReadingTrend holds its trend."""

    column: str
    length: timedelta

    @property
    def rate(self) -> float:
        """By how much a trend falls in a second."""
        return log(2) / (self.length / 4).total_seconds()

    def least(self, now: datetime) -> float:
        """The trend of one read a whole window ago: what has less is not read any more."""
        return (now - self.length - EPOCH).total_seconds() * self.rate


DAY = Window("day", timedelta(hours=24))
WEEK = Window("week", timedelta(days=7))
MONTH = Window("month", timedelta(days=30))
WINDOWS = (DAY, WEEK, MONTH)

# exp() of less than about -745 is an error in PostgreSQL, and 0 to every float it could be added to.
SMALLEST = -700


def _sum(window: Window) -> str:
    """The trend that `added` alone gives: its reads weighed as in their newest hour, and that hour by EPOCH."""
    age = "extract(epoch FROM hour - newest)::float8"
    newest = f"extract(epoch FROM newest - '{EPOCH.isoformat()}'::timestamptz)::float8"
    return f"ln(sum(count * exp(greatest({age} * {window.rate!r}, {SMALLEST})))) + {newest} * {window.rate!r}"


def _both(window: Window) -> str:
    """The logarithm of the sum of two numbers that are given as logarithms."""
    one, other = f"trend.{window.column}", f"excluded.{window.column}"
    return f"greatest({one}, {other}) + ln(1 + exp(greatest(-abs({one} - {other}), {SMALLEST})))"


def adding(source: str) -> str:
    """The statement that adds reads to the trends, for whoever writes the same reads to HourlyViews.

    `source` gives rows of article_id, hour, count: a table or the name of a WITH query. Rows are locked by the story's
    number, upwards.
    """
    columns = ", ".join(window.column for window in WINDOWS)
    sums = ", ".join(_sum(window) for window in WINDOWS)
    changes = ", ".join(f"{window.column} = {_both(window)}" for window in WINDOWS)
    return f"""
INSERT INTO articles_readingtrend AS trend (article_id, {columns}, read_at)
SELECT article_id, {sums}, newest
FROM (SELECT article_id, hour, count, max(hour) OVER (PARTITION BY article_id) AS newest FROM {source}) AS added
WHERE count > 0 GROUP BY article_id, newest ORDER BY article_id
ON CONFLICT (article_id) DO UPDATE SET {changes}, read_at = greatest(trend.read_at, excluded.read_at)
"""  # noqa: S608


@transaction.atomic
def rebuild() -> None:
    """Make all trends anew from the rows of HourlyViews, which reach back three times the longest window.

    What is read meanwhile waits until this is done.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE articles_hourlyviews, articles_readingtrend IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM articles_readingtrend")
        cursor.execute(adding("articles_hourlyviews"))
