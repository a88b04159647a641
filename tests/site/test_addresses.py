"""The short way to an address gives what Django's gives."""

import pytest
from django.urls import NoReverseMatch, reverse

from newsroom.addresses import address_of


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("public:home", {}),
        ("public:tag", {"slug": "lua-xuan"}),
        ("public:subsection", {"slug": "kinh-te", "subslug": "nong-nghiep"}),
        ("public:article", {"section": "kinh-te", "slug": "gia-lua-tang-5", "article_id": 12}),
        ("public:article", {"section": "a b", "slug": "giá% lúa&'\"<", "article_id": 987_650_002}),
        ("public:count_view", {"article_id": 7}),
    ],
)
def test_it_is_what_reverse_gives(name: str, params: dict[str, str | int]) -> None:
    assert address_of(name, **params) == reverse(name, kwargs=params)


def test_parameters_are_asked_for_in_their_order() -> None:
    with pytest.raises(ValueError, match="public:subsection"):
        address_of("public:subsection", subslug="nong-nghiep", slug="kinh-te")


def test_no_such_address() -> None:
    with pytest.raises(NoReverseMatch):
        address_of("public:tag", name="lua")
