"""The database folds text exactly as we do, whatever form and case the letters come in."""

import unicodedata
from itertools import product

import pytest
from django.db import connection

from accounts.models import Author
from newsroom import vietnamese
from tests.factories import AuthorFactory

pytestmark = pytest.mark.django_db

TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
VOWELS = [form for vowel in "aăâeêioôơuưy" for form in (vowel, vowel.upper())]
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)] + ["đ", "Đ"]


def folded_by_the_database(texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT newsroom_fold(words) FROM unnest(%s::text[]) WITH ORDINALITY AS g (words, place) ORDER BY place",
            [texts],
        )
        return [row[0] for row in cursor.fetchall()]


def half_composed(letter: str) -> str:
    """The vowel with its hat or horn as one sign, and the tone behind it, as some keyboards write it."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES)) + tone


def test_there_are_all_the_letters() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 12 * 6 * 2 + 2


@pytest.mark.parametrize("form", ["NFC", "NFD", "half"])
def test_every_letter_in_every_form_folds_the_same_on_both_sides(form: str) -> None:
    texts = [half_composed(letter) if form == "half" else unicodedata.normalize(form, letter) for letter in LETTERS]
    folded = folded_by_the_database(texts)
    assert folded == [vietnamese.fold(text) for text in texts]
    assert set(folded) == set("aeiouyd")


@pytest.mark.parametrize(
    "text",
    [
        "Đường sắt THỐNG NHẤT, đoạn qua Thái Bình: 12 km",
        "HOÀ BÌNH và Hoà bình",
        "mixed Ủy Ban uỷ ban",
        "A1 b2 — “ngoặc” 100%_",
        "Ñandú Ö ß ŁÓDŹ Жук İstanbul ǅ",
        "🌾 lúa\u00a0mới",
        "",
    ],
)
def test_whole_texts_too_other_languages_and_signs_included(text: str) -> None:
    for form in ("NFC", "NFD"):
        given = unicodedata.normalize(form, text)
        assert folded_by_the_database([given]) == [vietnamese.fold(given)]


def test_a_name_is_found_in_whatever_form_it_is_typed() -> None:
    author: Author = AuthorFactory(name="Đỗ Thị Gấm")
    for typed in ("do thi gam", "ĐỖ THỊ", unicodedata.normalize("NFD", "đỗ thị gấm"), "Gấm"):
        assert list(Author.objects.named(typed)) == [author]
    assert not Author.objects.named("do thi%").exists()
