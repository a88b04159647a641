"""The readers of the demo newspaper: who read what in the last weeks, and where they came from.

Reported as pages report them, and counted by the same fold. The same for every start, but for the moment of it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from articles.counting import referrers
from articles.counting.inbox import Report, append_past
from articles.models import Refusal
from newsroom.vietnamese import HANOI

# At most so many reads of a story are counted one by one, and a part of what the story says of its views; the rest
# counts as the old site's.
MOST, PART = 1500, 8
# Most of them within some days, a few later on; of a story from before, in the last weeks.
MEAN_AGE, WEEKS = timedelta(days=2.5), timedelta(days=34)
LATER = 0.2
# How much is read in each hour of a day in Hanoi: on the way to work, at noon, in the evening.
HOURS = (2, 1, 1, 1, 2, 6, 12, 18, 20, 16, 14, 15, 17, 14, 12, 12, 13, 14, 13, 16, 20, 19, 12, 5)
# Where readers come from, the usual places as often as they stand here.
SOURCES = (
    *["google.com"] * 6,
    *["facebook.com"] * 4,
    *["zalo.me"] * 3,
    *["coccoc.com"] * 2,
    *[referrers.DIRECT] * 5,
    *[referrers.HERE] * 8,
    "bing.com",
    "youtube.com",
    "dongbang.example",
    "nongnghiep.example",
)
CAME_BACK = 0.37
# Some read once more within minutes, which does not count; and what else does not, as many as this of each story's.
AGAIN = 0.06
REFUSED = {Refusal.ROBOT: 0.3, Refusal.AHEAD: 0.06, Refusal.STAFF: 0.03, Refusal.ELSEWHERE: 0.004}


def report(article_id: int, key: str, views: int, published_at: datetime, now: datetime) -> int:
    """Report the readers of one story, named by its `key`; how many of its `views` those are."""
    chance = Random(key)  # noqa: S311 (a demo is to be the same each time)
    number = min(MOST, views // PART)
    append_past(_reports(article_id, number, published_at, now, chance))
    return number


def _reports(article_id: int, number: int, published_at: datetime, now: datetime, chance: Random) -> Iterator[Report]:
    for _read in range(number):
        at, reader = _moment(published_at, now, chance), [chance.randbytes(16)]
        source, came_back = chance.choice(SOURCES), chance.random() < CAME_BACK
        yield Report(article_id, at, reader, source=source, came_back=came_back)
        if chance.random() < AGAIN:
            yield Report(article_id, min(at + timedelta(minutes=4), now), reader, source=source, came_back=came_back)
    for reason, share in REFUSED.items():
        for _report in range(int(number * share)):
            yield Report(article_id, _moment(published_at, now, chance), refused=reason)


def _moment(published_at: datetime, now: datetime, chance: Random) -> datetime:
    """When somebody read a story: soon, and in the hours in which people read."""
    age = now - published_at
    while True:
        if age > WEEKS or chance.random() < LATER:
            at = now - min(age, WEEKS) * chance.random()
        else:
            at = published_at + MEAN_AGE * chance.expovariate(1)
        if at <= now and chance.random() * max(HOURS) < HOURS[at.astimezone(HANOI).hour]:
            return at
