"""Dates and counts as the newspaper prints them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from newsroom.vietnamese import long_date, thousands

MONDAY = datetime(2021, 3, 7, 17, tzinfo=UTC)  # midnight in Hanoi


@pytest.mark.parametrize(
    ("days", "printed"),
    [
        (0, "Thứ 2, 08/03/2021 | 00:00:00"),
        (3, "Thứ 5, 11/03/2021 | 00:00:00"),
        (5, "Thứ 7, 13/03/2021 | 00:00:00"),
        (6, "Chủ nhật, 14/03/2021 | 00:00:00"),
    ],
)
def test_weekdays_are_numbered_and_sunday_is_a_word(days, printed):
    assert long_date(MONDAY + timedelta(days=days)) == printed


def test_the_clock_is_hanois_and_runs_to_24():
    assert long_date(datetime(2017, 7, 17, 9, 40, 10, tzinfo=UTC)) == "Thứ 2, 17/07/2017 | 16:40:10"


def test_the_date_is_vietnamese_whatever_language_and_time_zone_are_active():
    with translation.override("en"), timezone.override("UTC"):
        assert long_date(MONDAY) == "Thứ 2, 08/03/2021 | 00:00:00"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="naive"):
        long_date(datetime(2021, 3, 8))  # noqa: DTZ001


@pytest.mark.parametrize(("number", "printed"), [(0, "0"), (369, "369"), (1673, "1,673"), (1048873, "1,048,873")])
def test_counts_take_a_comma(number, printed):
    with translation.override("vi"):
        assert thousands(number) == printed
