"""Every string has one spelling inside the system."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.vietnamese import normalise, one_line

DECOMPOSED = unicodedata.normalize("NFD", "Hội làng Nguyễn mở từ rằm tháng Giêng")


def test_letters_and_marks_apart_become_one_letter():
    assert normalise(DECOMPOSED) == "Hội làng Nguyễn mở từ rằm tháng Giêng"


def test_tones_typed_after_composed_vowels_find_their_letter():
    assert normalise("ga\u0302\u0300n huy\u1eb9\u0302n") == "gần huyện"


@pytest.mark.parametrize(
    "unseen",
    [
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\u00ad",
        "\u034f",
        "\ufeff",
        "\u200e",
        "\u202e",
        "\u2066",
        "\u061c",
        "\x00",
        "\x1b",
        "\x80",
        "\x9b",
        "\ufff9",
        "\U000e0041",
        "\ud800",
    ],
)
def test_characters_nobody_sees_are_dropped(unseen):
    assert normalise(f"Đông{unseen} Hưng") == "Đông Hưng"


def test_a_letter_and_its_tone_meet_across_a_character_nobody_sees():
    assert normalise("a\u034f\u0301") == "á"


def test_icelandic_eth_becomes_the_vietnamese_letter():
    assert normalise("Ðông Hưng, ðường") == "Đông Hưng, đường"


def test_no_break_spaces_and_line_breaks_stay():
    assert normalise("30\u00a0ha\r\nlúa\tmùa") == "30\u00a0ha\r\nlúa\tmùa"


def test_the_line_break_of_word_processors_becomes_a_plain_one():
    assert normalise("Một\x0bHai\x0cBa\x85Bốn") == "Một\nHai\nBa\nBốn"


def test_endless_combining_marks_are_cut():
    assert len(normalise("a" + "\u0316\u0317" * 50_000)) <= 31


def test_a_row_of_thirty_dots_or_more_is_text_like_any_other():
    assert normalise("Thưa" + "…" * 40) == "Thưa" + "…" * 40


@given(st.text())
def test_normalising_again_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_one_line_has_single_spaces_and_none_at_the_ends():
    assert one_line(" \u00a0Bão  số\u00a03\n vào\u2028bờ\t") == "Bão số 3 vào bờ"


@given(st.text())
def test_one_line_is_normalised_already(text):
    assert normalise(one_line(text)) == one_line(text)
