"""Which of many reports count: as if each were judged on its own, however they are cut into folds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.counting.fold import Pending, Tally
from articles.counting.marks import WINDOW, Key, Mark
from newsroom.vietnamese import HANOI

START = datetime(2026, 3, 10, 23, 0, tzinfo=HANOI)
MIDNIGHT = datetime(2026, 3, 11, tzinfo=HANOI)

# Reader, story, minute: two hours around midnight, with some at the same moment.
VISITS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 2), st.integers(0, 480).map(lambda quarter: quarter / 4)), max_size=40
)


def names(reader: int, at: datetime) -> bytes:
    """What the reader goes by at that moment: yesterday's name, both, or today's."""
    old, new = bytes([reader, 1]) * 8, bytes([reader, 2]) * 8
    if at < MIDNIGHT:
        return old
    return old + new if at < MIDNIGHT + WINDOW else new


def pending(visits: Sequence[tuple[int, int, float]]) -> list[Pending]:
    times = [(reader, story, START + timedelta(minutes=minute)) for reader, story, minute in sorted(visits, key=_time)]
    return [
        Pending(number, story, at, names(reader, at), "", "direct", False)
        for number, (reader, story, at) in enumerate(times, 1)
    ]


def _time(visit: tuple[int, int, float]) -> float:
    return visit[2]


def one_by_one(visits: Sequence[tuple[int, int, float]]) -> int:
    """The rule itself: a reader of a story counts who was not counted for it within the last half hour."""
    last: dict[tuple[int, int], float] = {}
    counted = 0
    for reader, story, minute in sorted(visits, key=_time):
        if (reader, story) not in last or minute - last[reader, story] >= WINDOW / timedelta(minutes=1):
            last[reader, story] = minute
            counted += 1
    return counted


@given(VISITS, st.integers(1, 41))
def test_folds_of_any_size_count_what_judging_one_by_one_counts(
    visits: list[tuple[int, int, float]], size: int
) -> None:
    views, known, counted = pending(visits), dict[Key, Mark](), 0
    for start in range(0, len(views), size):
        tally = Tally(dict(known)).add(views[start : start + size])
        known |= tally.marks
        counted += tally.totals.total()
        assert tally.totals.total() == tally.hours.total() == tally.sources.total()
        assert tally.totals.total() + tally.refused.total() == len(views[start : start + size])

    assert counted == one_by_one(visits)


@given(VISITS)
def test_a_fold_done_again_though_its_marks_are_kept_counts_the_same(visits: list[tuple[int, int, float]]) -> None:
    """As where the marks are in a cache and the transaction failed after all."""
    views = pending(visits)
    first = Tally({}).add(views)

    again = Tally(dict(first.marks)).add(views)

    assert again.totals == first.totals
    assert again.marks == first.marks


@pytest.mark.parametrize(("minutes", "counts"), [(-31, 1), (-30, 1), (-29, 0), (0, 0), (29, 0), (30, 1)])
def test_half_an_hour_is_measured_both_ways(minutes: int, counts: int) -> None:
    """A mark of a clock that was ahead keeps its reader from being counted for no longer than any other."""
    mark = Mark(START, 7)
    [view] = pending([(0, 1, 0)])
    view = view._replace(at=START + timedelta(minutes=minutes))

    assert Tally({(1, names(0, START)): mark}).add([view]).totals.total() == counts
