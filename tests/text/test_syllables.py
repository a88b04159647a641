"""A word that could be Vietnamese is told from one that could not, by its spelling."""

import pytest

from newsroom.syllables import is_syllable

VIETNAMESE = (
    "nghiêng khuỷu quýt quỳnh gì giếng giữa hoà hòa thuỷ thủy ưng Ơn ĐƯỜNG yêu uẩn khuya thuở ngoằn ngoèo xoong oai "
    "the an ý ở thịt sách cước qua quốc kẻ ghế nghề"
)
OTHERS = "est Paris thực1 cac tich bờc ñoäng nghang kà gê ngê cẻ tập1 wa zô fê jết hoàà quúynh ng nh x2 ''"


@pytest.mark.parametrize("word", VIETNAMESE.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", OTHERS.split())
def test_others(word: str) -> None:
    assert not is_syllable(word)


def test_no_word_is_none() -> None:
    assert not is_syllable("")
