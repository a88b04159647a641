"""Folding for search, and the identity of tags and titles."""

import re

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.vietnamese import FOLD_FROM, FOLD_TO, fold, key, tone_on_first_vowel

VIETNAMESE_OR_ASCII = st.text(st.sampled_from([*FOLD_FROM, *map(chr, range(1, 128)), "\u00a0"]))


def test_folding_drops_marks_and_case():
    assert fold("Bí thư Tỉnh ủy Thái Bình, ĐƯỜNG Nguyễn Đức Cảnh") == "bi thu tinh uy thai binh, duong nguyen duc canh"


def test_folding_composes_first():
    assert fold("Hu\u031bng Ye\u0302n") == "hung yen"


def test_folding_leaves_marks_of_other_languages():
    assert fold("Ñandú, Müller") == "Ñandu, müller"


def test_the_folding_table_is_whole():
    # 12 vowels in 6 tones less the 6 plain ones, and đ; both cases.
    assert len(FOLD_FROM) == len(FOLD_TO) == len(set(FOLD_FROM)) == 2 * (12 * 6 - 6 + 1)
    assert set(FOLD_TO) == set("aeiouyd")


@pytest.mark.django_db
def test_the_database_folds_as_we_do():
    every_letter = f"{FOLD_FROM} {''.join(map(chr, range(1, 128)))} Hu\u031bng Ñandú"
    with connection.cursor() as cursor:
        cursor.execute("SELECT newsroom_fold(%s)", [every_letter])
        assert cursor.fetchone()[0] == fold(every_letter)


@given(VIETNAMESE_OR_ASCII)
def test_folded_vietnamese_is_plain_lower_case(text):
    assert not set(fold(text)) & set(FOLD_FROM)
    assert not re.search("[A-ZĐ]", fold(text))


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("đại uý", "đại úy"),
        ("loà xoà", "lòa xòa"),
        ("Thuỵ Anh.", "Thụy Anh."),
        ("toả", "tỏa"),
        ("hoà-thuận", "hòa-thuận"),
    ],
)
def test_the_tone_of_an_open_syllable_moves_to_the_first_vowel(new, old):
    assert tone_on_first_vowel(new) == old
    assert tone_on_first_vowel(old) == old


@pytest.mark.parametrize(
    "word", ["quý", "Quỳ", "quả", "quỳnh", "hoàn", "thoải", "huỳnh", "khuỷu", "ngoáy", "toán", "xoèn", "thuở", "tuế"]
)
def test_closed_syllables_and_qu_keep_their_tone_where_it_is(word):
    assert tone_on_first_vowel(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thái Bình", "thái bình"),
        ("hoà bình", "Hòa Bình"),
        ("Uỷ ban nhân dân", "ủy ban nhân dân"),
        ("bão  số\u00a03", "Bão số 3"),
        ("Nông thôn mới.", "nông thôn mới"),
        ("Ba\u0303o", "bão"),
        ("Ðông Hưng", "Đông Hưng"),
    ],
)
def test_these_are_the_same_tag(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bão", "bảo"), ("Thái Bình", "thai binh"), ("bán", "bàn"), ("đường", "dường"), ("quý", "qúy"), ("kỹ", "kĩ")],
)
def test_these_are_different_tags(one, other):
    assert key(one) != key(other)


@given(st.text())
@example("UY\u0300\u0300")
def test_a_key_is_its_own_key(text):
    assert key(key(text)) == key(text)
