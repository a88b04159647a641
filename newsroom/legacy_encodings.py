"""Text typed with the fonts of the time before Unicode: TCVN3 (ABC), VNI, and VIQR. Told from others and converted.

Pure functions. These texts come out of old Word files and PDFs as Latin-1 letters that mean something else: «céng hoµ»,
«coäng hoøa», «co^.ng ho`a». No single sign gives them away, since French, German and Vietnamese itself use the same
letters. So a word counts as evidence only where it is no Vietnamese syllable as it stands and becomes one when it is
converted; foreign words stay none either way.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from newsroom.syllables import is_syllable

TCVN3 = "TCVN3"
VNI = "VNI"
VIQR = "VIQR"


class Run(NamedTuple):
    """A stretch of a text, text[start:end], in one of the old encodings."""

    start: int
    end: int
    encoding: str


# Tables ---------------------------------------------------------------------------------------------------------------

# TCVN 5712:1993, third set, as its codes look in Windows-1252. Its capitals with tones are in fonts of their own, under
# the codes of the small letters. The soft hyphen is ư, and U+00D0 may have become the Vietnamese Đ on the way.
_FROM_TCVN3 = str.maketrans(
    dict(
        zip(
            "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§Đ",
            "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐé",
            strict=True,
        )
    )
)

_MARKS_OF_VNI = {"": "", "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_LETTERS = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_LETTERS)
    for letter, stands_for in [*((vowel, vowel) for vowel in "aeouy"), ("ô", "ơ"), ("ö", "ư")]:
        for mark, tone in _MARKS_OF_VNI.items():
            table[letter + mark] = stands_for + tone
    for vowel in "aeo":  # with a roof and a tone in one sign
        for mark, tone in zip("âáàåãä", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True):
            table[vowel + mark] = vowel + "\u0302" + tone
    for mark, tone in zip("êéèúüë", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True):
        table["a" + mark] = "a\u0306" + tone
    return {key: unicodedata.normalize("NFC", letter) for key, letter in table.items() if key not in "aeouy"}


_VNI = _vni_table()
_VNI_PAIR = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)), re.IGNORECASE)

_VIQR_SIGNS = dict(zip("^(+'`?~.", "\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", strict=True))
_VIQR_LETTER = re.compile(r"[dD][dD]|([aeoAEO]\^|[aA]\(|[oOuU]\+|[aeiouyAEIOUY])([\'`?~.])?")

_ENDS_SENTENCE = re.compile(r"\s*+(?![a-z,;:.?!)\"'^+(`~])")

# Telling --------------------------------------------------------------------------------------------------------------

_WORD = re.compile("[A-Za-z\u00a1-\u024f\u1e00-\u1eff\u0300-\u036f]+")
_VIQR_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff^(+'`?~.]*")
_VIQR_SURE = re.compile(r"[aeoAEO]\^|[aA]\([a-z'`?~.]|[oOuU]\+|\b[dD]d")
# Where a line has none of these, no word of it is looked at: letters that Vietnamese does not have, or not in such a
# place. Nearly every line of today is done with at that.
_SUSPECT = {
    TCVN3: re.compile("[\u00a1-\u00bf\u00ad×÷ßØÞþÆæÇçåäëîïðñöøûüÅÄËÎÏÐÑÖÛÜ]|[A-Z][à-þ][A-Z]|[a-z][À-Þ]"),
    VNI: re.compile("[aeouyôö][øûïåäëü]|[aeuyôö]õ|[ae][áàãâ]|aê|oâ|ñ|ö", re.IGNORECASE),
    VIQR: _VIQR_SURE,
}
# What no living language writes: a sign that is no letter inside a word, a marked capital after a small letter, a small
# one among capitals; of VNI, a vowel followed by a mark that other languages put on that letter's neighbour at most.
_STRONG = {
    TCVN3: re.compile("[A-Za-zà-þ][¡-¿×÷\u00ad]|[®§¨©ª«¬\u00ad¡-¦¶·¸¹»¼½¾][A-Za-z]|[a-zà-þ][À-Þ]|[A-Z][à-þ][A-Z]"),
    VNI: re.compile("[aeouyôö][ùøûõïåäëü]|^ñ", re.IGNORECASE),
    VIQR: _VIQR_SURE,
}
_UNICODE_ONLY = re.compile("[đĐơƠưƯăĂĩĨũŨ\u1ea0-\u1ef9]")
# Letters of TCVN3 that are signs of their own in a page of today; they belong to a word that is none without them.
_AROUND_WORDS = "«»·°©®ªº"
_WORDS_OF_TODAY = "có là và xã mà nên cho ông bà nhà thành tháng công thôn vì thì lên cùng các chính hành tên"
_OF_TODAY = frozenset(_WORDS_OF_TODAY.split())
_Weighed = tuple[re.Match[str], int]  # a word, and what _weigh() says of it
_UNITS = frozenset(["µm", "µg", "µl", "µs", "µw", "µa", "µv"])


def legacy(text: str) -> str | None:
    """The old encoding of a text that is in one, or None: Unicode Vietnamese, French, German, English are not.

    Works on a title as on a whole story, and best before the text is normalised, which loses some of the signs. Of a
    page that holds both old and new, see runs().
    """
    found = runs(text)
    if not found:
        return None
    covered = sum(run.end - run.start for run in found)
    return max(found, key=lambda run: run.end - run.start).encoding if covered * 2 > len(text.strip()) else None


def runs(text: str) -> list[Run]:
    """The stretches in an old encoding, in order; each lies in one line."""
    suspects = [encoding for encoding, sign in _SUSPECT.items() if sign.search(text)]
    lines = list(re.finditer(r"[^\n\r]+", text)) if suspects else []
    found = [_runs_of(line, suspects, needed=2) for line in lines]
    encodings = sorted({run.encoding for here in found for run in here})
    # Beside lines that are sure, a single word gives a short line away (a date, a byline).
    found = [here or _runs_of(line, encodings, needed=1) for line, here in zip(lines, found, strict=True)]
    return [run for here in found for run in here]


def _runs_of(line: re.Match[str], encodings: list[str], needed: int) -> list[Run]:
    for encoding in encodings:
        if here := list(_runs_in_line(line[0], encoding, needed)):
            return [Run(line.start() + run.start, line.start() + run.end, encoding) for run in here]
    return []


def _runs_in_line(line: str, encoding: str, needed: int) -> Iterator[Run]:
    """Between words that are surely Unicode, the stretches with `needed` words of the old encoding."""
    if not _SUSPECT[encoding].search(line):
        return
    stretches: list[list[_Weighed]] = [[]]
    for word in (_VIQR_WORD if encoding == VIQR else _WORD).finditer(line):
        weight = _weigh(line, word, encoding)
        if weight is None:
            stretches.append([])
        else:
            stretches[-1].append((word, weight))
    if needed == 1 and len(stretches) > 1:
        return
    for place, stretch in enumerate(stretches):
        if place > 0:
            stretch = _without_new_words(line, stretch)
        if place < len(stretches) - 1:
            stretch = _without_new_words(line, stretch[::-1])[::-1]
        if _is_old(stretch, encoding, needed):
            kept = [word for word, _weight in stretch if not word[0].isascii() or encoding == VIQR]
            yield Run(kept[0].start(), kept[-1].end(), encoding)


def _without_new_words(line: str, stretch: list[_Weighed]) -> list[_Weighed]:
    """The stretch without the words at its beginning that may be either and more likely belong to the new text before.

    Those that a sign of punctuation keeps from the old words, and those that every page of today is full of.
    """
    begin = next((place for place, (_word, weight) in enumerate(stretch) if weight > 0), None)
    if begin is None:
        return []
    while begin > 0:
        word, after = stretch[begin - 1][0], stretch[begin][0]
        between = line[min(word.end(), after.end()) : max(word.start(), after.start())]
        if between.strip() or word[0].lower() in _OF_TODAY:
            break
        begin -= 1
    return stretch[begin:]


def _weigh(line: str, word: re.Match[str], encoding: str) -> int | None:
    """1: of the encoding; -1: of no Vietnamese; 0: may be either; None: surely Unicode Vietnamese."""
    text = word[0]
    touches_digit = line[word.start() - 1 : word.start()].isdigit() or line[word.end() : word.end() + 1].isdigit()
    if touches_digit or text.lower() in _UNITS or (text.isascii() and text.isupper()):
        return 0
    bare = unicodedata.normalize("NFC", text).strip(_AROUND_WORDS)
    if not bare or is_syllable(bare.rstrip(".?'") if encoding == VIQR else bare):
        return None if _UNICODE_ONLY.search(bare) else 0
    if encoding == VIQR and not _VIQR_SURE.search(text):
        return 0 if is_syllable(_from_viqr(text).rstrip(".?'")) else -1
    converted = convert(text, encoding).strip(_AROUND_WORDS)
    return 1 if converted != bare and is_syllable(converted.rstrip(".?'")) else -1


def _is_old(stretch: list[_Weighed], encoding: str, needed: int) -> bool:
    evidence = [word for word, weight in stretch if weight > 0]
    foreign = sum(1 for _word, weight in stretch if weight < 0)
    different = {word[0].lower() for word in evidence}
    strong = any(_STRONG[encoding].search(word[0]) for word in evidence)
    enough = len(different) >= needed and (strong or needed == 1) and len(evidence) >= 2 * foreign
    return enough or (len(different) >= 5 and len(evidence) >= 5 * foreign)


# Converting -----------------------------------------------------------------------------------------------------------


def convert(text: str, encoding: str) -> str:
    """The text in Unicode (NFC). ASCII stays as it is, except in VIQR. Raises KeyError for an unknown encoding."""
    return {TCVN3: _from_tcvn3, VNI: _from_vni, VIQR: _from_viqr}[encoding](text)


def convert_runs(text: str) -> str:
    """The text with its runs() converted and the rest as it is."""
    parts, done = [], 0
    for run in runs(text):
        parts += [text[done : run.start], convert(text[run.start : run.end], run.encoding)]
        done = run.end
    return "".join([*parts, text[done:]])


def _from_tcvn3(text: str) -> str:
    has_lost_u = "\u00ad" not in text
    words = [(word, _tcvn3_word(word[0], has_lost_u)) for word in _WORD.finditer(text)]
    parts, done = [], 0
    for place, (word, converted) in enumerate(words):
        # One small letter may stand after a capital: «BÝ» is Bí, and in a line of capitals BÍ.
        if len(re.findall("[A-Z¡-§]", word[0])) < 2 and _stands_among_capitals(words, place, word[0]):
            converted = converted.upper()
        parts += [text[done : word.start()], converted]
        done = word.end()
    return "".join([*parts, text[done:]])


def _tcvn3_word(word: str, has_lost_u: bool) -> str:
    """The capitals of this encoding are small codes in another font: what stands among capitals is one."""
    bare = word.strip(_AROUND_WORDS)
    if bare != word and is_syllable(bare.translate(_FROM_TCVN3)) and not is_syllable(word.translate(_FROM_TCVN3)):
        before, _bare, after = word.partition(bare)
        return before + _tcvn3_word(bare, has_lost_u) + after
    converted = word.translate(_FROM_TCVN3)
    if has_lost_u:
        converted = _with_lost_u(converted)
    is_capital = len(re.findall("[A-Z¡-§]", word)) > 1 and not re.search("[a-z]", word)
    return converted.upper() if is_capital else converted


def _stands_among_capitals(words: list[tuple[re.Match[str], str]], place: int, word: str) -> bool:
    if re.search("[a-z]", word):
        return False
    beside = [words[near][0][0] for near in (place - 1, place + 1) if 0 <= near < len(words)]
    letters = [found for found in ("".join(re.findall("[A-Za-z]", word)) for word in beside) if len(found) > 1]
    return bool(letters) and all(found.isupper() for found in letters)


# The soft hyphen that stands for ư is lost in most programs. These endings and words exist with it alone.
_LOST_IN_RIME = re.compile("(?<![ưƯ])([ơớờởỡợ])(?=(?:c|ng|u)$)", re.IGNORECASE)
_LOST_BEFORE_NG = re.compile("^(b|c|ch|d|đ|h|kh|l|m|n|nh|r|s|t|th|tr|v|x)(?=ng$)", re.IGNORECASE)
_LOST_IN_WORD = {
    "nh": "như", "th": "thư", "t": "tư", "ngời": "người", "dới": "dưới", "cời": "cười", "rỡi": "rưỡi", "lợt": "lượt",
}  # fmt: skip


def _with_lost_u(word: str) -> str:
    word = _LOST_IN_RIME.sub(r"ư\1", word)
    word = _LOST_BEFORE_NG.sub(r"\1ư", word)
    if word.istitle() and word.lower() in _LOST_IN_WORD:
        return _LOST_IN_WORD[word.lower()].capitalize()
    return _LOST_IN_WORD.get(word, word)


def _from_vni(text: str) -> str:
    def letter(pair: re.Match[str]) -> str:
        stands_for = _VNI[pair[0].lower()]
        return stands_for.upper() if pair[0][0].isupper() else stands_for

    return _VNI_PAIR.sub(letter, text)


def _from_viqr(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        if found[1] is None:
            return "Đ" if found[0][0] == "D" else "đ"
        vowel, tone = found[1], found[2] or ""
        # A stop or a question mark at a sentence's end is just that.
        if tone in (".", "?") and _ENDS_SENTENCE.match(text, found.end()):
            return _composed(vowel) + tone
        return _composed(vowel + tone)

    return _VIQR_LETTER.sub(letter, text)


def _composed(letter: str) -> str:
    marks = "".join(_VIQR_SIGNS[sign] for sign in letter[1:])
    return unicodedata.normalize("NFC", letter[0] + marks)
