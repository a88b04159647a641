"""Letters that are not what they look like: taken apart, from another alphabet, or of an old font."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.doctor.copy import Mark, Story
from newsroom import legacy_encodings
from newsroom.syllables import is_syllable
from newsroom.vietnamese import normalise

_NEAR = 30  # characters
_WORD = re.compile(r"[\w\u0300-\u036f]+")


def decomposed(story: Story) -> Iterator[Mark]:
    """Letters and their marks as separate characters, as Macs and some PDFs write them; one mark for words in a row."""
    for block in story.blocks:
        if unicodedata.is_normalized("NFC", block.text):
            continue
        for start, end in _stretches_apart(block.text):
            yield block.mark("decomposed", start, end, normalise(block.text[start:end]))


def _stretches_apart(text: str) -> list[tuple[int, int]]:
    """Where words with letters taken apart stand, those near each other together."""
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if not unicodedata.is_normalized("NFC", word[0]):
            goes_on = found and word.start() - found[-1][1] <= _NEAR
            found.append((found.pop()[0] if goes_on else word.start(), word.end()))
    return found


# Cyrillic and Greek letters, wide letters, ligatures and the like that a Vietnamese or English eye reads as Latin.
_LOOKS_LIKE = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁһАВЕКМНОРСТХІЈЅУ", "aeopcyxijsdhABEKMHOPCTXIJSY", strict=True)),
        **dict(zip("ανοκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "avokABEZHIKMNOPTYX", strict=True)),
        "Ð": "Đ",
        "ð": "đ",
        "Ɖ": "Đ",
        "ı": "i",
        "ǎ": "ă",
        "Ǎ": "Ă",
        **{
            chr(code): unicodedata.normalize("NFKC", chr(code))
            for code in (*range(0xFF21, 0xFF5B), *range(0xFB00, 0xFB07))
        },
    }
)
_SUSPECT = re.compile("[" + "".join(map(chr, _LOOKS_LIKE)) + "]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OWN_ALPHABET = re.compile(r"[\u0370-\u052f]")


def look_alike(story: Story) -> Iterator[Mark]:
    """«HÐND», «nước sạсh» with a Cyrillic letter; a word all in Russian or Greek is none, nor is Icelandic."""
    for block in story.blocks:
        if not _SUSPECT.search(block.prose):
            continue
        for word in block.words:
            if _SUSPECT.search(word[0]) and (meant := _meant(word[0])):
                yield block.mark("look_alike", word.start(), word.end(), meant)


def _meant(word: str) -> str | None:
    meant = word.translate(_LOOKS_LIKE)
    if _OWN_ALPHABET.search(meant):  # a word of that alphabet
        return None
    if _OWN_ALPHABET.search(word):
        # Latin letters and others in one word; or all of the others, which together spell a Vietnamese word.
        mixed = any(_LATIN.match(letter) for letter in word)
        return meant if (mixed and len(word) > 1) or (len(word) > 1 and is_syllable(meant)) else None
    if word.isupper() or is_syllable(meant) or re.search("[\ufb00-\ufb06\uff21-\uff5a]", word):
        return meant
    return None


def legacy(story: Story) -> Iterator[Mark]:
    """Words typed with the fonts before Unicode."""
    for block in story.blocks:
        for run in legacy_encodings.runs(block.prose):
            converted = legacy_encodings.convert(block.text[run.start : run.end], run.encoding)
            why = _("These letters are of the old %(encoding)s fonts.") % {"encoding": run.encoding}
            yield block.mark("legacy", run.start, run.end, converted, why=why)
