"""How pages write moments, counts and addresses."""

from datetime import UTC, datetime

import pytest

from articles.templatetags import news


def test_lists_show_day_and_time_in_the_newsrooms_zone() -> None:
    assert news.short_date(datetime(2021, 3, 11, 23, 5, tzinfo=UTC)) == "12/03/2021 | 06:05"


def test_midnight_sharp_means_that_only_the_day_is_known() -> None:
    assert news.short_date(datetime(2021, 3, 10, 17, tzinfo=UTC)) == "11/03/2021"


def test_machines_read_the_moment_with_its_offset() -> None:
    assert news.machine_date(datetime(2021, 3, 10, 17, tzinfo=UTC)) == "2021-03-11T00:00:00+07:00"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("https://bao.example/1", "https://bao.example/1"),
        ("http://bao.example", "http://bao.example"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//bao.example", ""),
        ("https://bao.example]", ""),
        ("https://[bao.example", ""),
        ("https://bao.example@khac.example/", ""),
        ("https://bao\\.khac.example/", ""),
        ("mailto:bao@bao.example", ""),
        ("/kinh-te/", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(stored: str, shown: str) -> None:
    assert news.web_address(stored) == shown


@pytest.mark.parametrize(
    ("credit", "itself"),
    [("Ảnh: Hà An", True), ("ảnh tư liệu", True), ("Đồ họa: Minh Tú", True), ("Hà An", False), ("", False)],
)
def test_a_credit_that_says_what_it_is_needs_no_label(credit: str, itself: bool) -> None:
    assert news.names_itself(credit) is itself
