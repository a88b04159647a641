"""Vietnamese alphabetical order, and people by their given names."""

import pytest

from newsroom.vietnamese import person_sort_key, sort_key

ALPHABETICAL = [
    ["An", "Ăn", "Ân", "Bình", "Cúc", "Dung", "Đào", "Em", "Êm", "Giang", "Oanh", "Ông", "Ớt", "Ung", "Ưng", "Yên"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
    ["hoa cúc", "hoa sen", "hòa bình", "họa mi", "hoài"],
    ["an", "án", "anh", "ánh"],
    ["3 giống lúa", "Ao làng"],
    ["Thái", "Thái Bình", "Thái Thụy"],
]


@pytest.mark.parametrize("words", ALPHABETICAL)
def test_words_stand_in_the_order_of_the_alphabet(words):
    shuffled = [*words[1::2], *words[::2]]
    assert sorted(shuffled, key=sort_key) == words


def test_case_punctuation_and_tone_placement_make_no_difference():
    assert sort_key("“Thuỷ Nguyên”!") == sort_key("thủy nguyên")


def test_the_key_sorts_the_same_in_a_database_under_the_c_collation():
    words = [word for row in ALPHABETICAL for word in row]
    assert all(sort_key(word).isascii() for word in words)


def test_people_are_sorted_by_given_name_then_by_the_rest():
    people = ["Trần Văn An", "Vũ Thị An", "Lê Ân", "Bùi Thị Đào", "Nguyễn Hòa", "Đỗ Minh Hoa"]
    expected = ["Trần Văn An", "Vũ Thị An", "Lê Ân", "Bùi Thị Đào", "Đỗ Minh Hoa", "Nguyễn Hòa"]
    assert sorted(people, key=person_sort_key) == expected


def test_a_name_of_nothing_sorts_first():
    assert person_sort_key(" ") < person_sort_key("An")
