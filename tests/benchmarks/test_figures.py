"""What is made of wrk's figures."""

import pytest

from benchmarks.bars import Bar, bars
from benchmarks.measuring import Result, ratios, spread
from benchmarks.storm import slope


def _result(name: str, *rps: float, busy: float = 0) -> Result:
    return Result(name, rounds=[{"rps": each, "bad": 0, "busy": busy} for each in rps])


def test_a_spread_is_the_lowest_the_middle_and_the_highest() -> None:
    assert spread([3, 1, 2, 9]) == (1, 2.5, 9)


def test_ratios_are_taken_round_by_round() -> None:
    # The second round was slow for both: that says nothing about either.
    assert ratios(_result("ours", 100, 50), _result("theirs", 10, 5)) == (10, 10, 10)


def test_a_round_on_a_busy_machine_is_told() -> None:
    assert _result("ours", 1, 2, busy=50).noisy == 2


def test_a_series_that_does_not_grow_has_no_slope() -> None:
    assert slope([(0, 100), (30, 101), (60, 100)]) == pytest.approx(0)
    assert slope([(0, 100), (60, 102)]) == pytest.approx(2)
    assert slope([(0, 100)]) == 0


def test_a_bar_is_met_by_its_median() -> None:
    assert Bar("", 15, (14, 16, 17)).is_met
    assert not Bar("", 15, (14, 14.9, 17)).is_met
    assert Bar("", 60, (59.0,), most=True).is_met
    assert not Bar("", 60, (61.0,), most=True).is_met


def test_what_was_not_measured_is_said_so() -> None:
    found = list(bars({}, "wagtail"))

    assert found and all("not measured" in bar.line() for bar in found)


def test_bars_are_read_from_what_was_kept() -> None:
    pages = {"article": {"newsroom": {"rounds": [{"rps": 900}]}, "wagtail": {"rounds": [{"rps": 50}]}}}
    kept = {"pages": pages, "load": {"stories": 20_000, "seconds": 70}}

    found = {bar.words: bar for bar in bars(kept, "wagtail")}

    assert found["article, to the rival's"].figures == (18, 18, 18)
    assert not found["loading 20,000 stories, seconds"].is_met
