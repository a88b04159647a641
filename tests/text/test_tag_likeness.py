"""Which names are near enough to be asked about, and which are not."""

import pytest

from articles.alike import alike, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bão", "bảo"),
        ("thuỷ lợi", "Thủy lợi"),
        ("Covid-19", "covid 19"),
        ("Covid-19", "Covid19"),
        ("kỹ sư", "kĩ sư"),
        ("xây dựng nông thôn mới", "nông thôn mới xây dựng"),
        ("Thái Bình", "tỉnh Thái Bình"),
        ("thành phố Thái Bình", "Thái Bình"),
        ("nông thôn mới", "nông thon mới"),
        ("nông thôn mới", "nông thôn mớii"),
        ("bão lụt", "bão lụ"),
        ("Yagi bão", "bão Yagi"),
        ("Vietnam", "Việt Nam"),
        ("startup", "startups"),
        ("nghành giáo dục", "ngành giáo dục"),
        ("sạt lở đất", "sạt lỡ đất"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert alike(plain(one), plain(other))
    assert alike(plain(other), plain(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bão số 3", "bão số 4"),
        ("năm 2021", "năm 2022"),
        ("lũ", "lúa"),
        ("đê", "đi"),
        ("nông thôn", "nông thôn mới"),
        ("giáo dục", "thể dục"),
        ("Thái Bình", "Thái Nguyên"),
        ("huyện", "tỉnh"),
        ("ĐT.454", "ĐT.455"),
        ("bóng đá nam", "bóng đá nữ quốc gia"),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert not alike(plain(one), plain(other))
    assert not alike(plain(other), plain(one))
