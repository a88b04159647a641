"""Slugs of addresses and file names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.vietnamese import slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đường đê Đông Hưng", "duong-de-dong-hung"),
        ("Ðà Nẵng", "da-nang"),
        ("Hu\u031bng Ye\u0302n", "hung-yen"),
        ("Thu 1.673 tỷ đồng – tăng 12%", "thu-1-673-ty-dong-tang-12"),
        ("Hà Nội–Huế", "ha-noi-hue"),
        ("  “Lá lành”, lá rách…  ", "la-lanh-la-rach"),
        ("30m² đất", "30m2-dat"),
        ("Ñandú", "nandu"),
        ("O’Brien's", "obriens"),
        ("🎌", ""),
        ("", ""),
    ],
)
def test_slugs(text, slug):
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_lower_case_ascii_and_its_own_slug(text):
    slug = slugify(text)
    assert slug.isascii()
    assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-") and not slug.endswith("-") and "--" not in slug
    assert slugify(slug) == slug
