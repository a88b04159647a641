"""Vietnamese text: one spelling inside, folding, slugs, dates and numbers. Pure functions."""

import re
import string
import unicodedata
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.dates import WEEKDAYS

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

# Characters nobody sees: controls, soft hyphen, CGJ (a copy protection on some papers), zero-width, bidi marks, byte
# order mark, annotation marks, tags, and what neither UTF-8 (lone surrogates) nor XML (U+FFFE, U+FFFF) can carry.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Vertical tab is the soft line break of word processors; feeds refuse it and the form feed. NEL is that of mainframes.
_OLD_LINE_BREAK = re.compile("[\x0b\x0c\x85]")

# unicodedata.normalize() is quadratic in a run of combining marks: 200 KB of them took 35 s. No script needs more
# than 30 (the stream-safe text format of UAX #15), so longer runs are cut.
_MARKS_IN_A_ROW = 30
# No mark stands among the letters of Latin or Vietnamese, which are told apart first.
_MARK_RUN = re.compile(rf"[^\x00-\u02ff\u1e00-\u1eff\w\s]{{{_MARKS_IN_A_ROW + 1},}}")

# Tones in the order of the alphabet: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", _MARK_RUN.sub(_thin_out, text))


def _thin_out(run: re.Match[str]) -> str:
    kept, in_a_row = [], 0
    for character in run[0]:
        in_a_row = in_a_row + 1 if unicodedata.combining(character) else 0
        if in_a_row <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def _base(letter: str) -> str:
    """The plain letter under the marks: 'ậ' -> 'a', 'Đ' -> 'D'. Any script; a letter without marks comes back."""
    return unicodedata.normalize("NFD", letter.translate(_STROKED))[0]


_STROKED = str.maketrans("đðĐÐ", "ddDD")
_accented = [letter for vowel in _VOWELS for tone in _TONES if not (letter := _compose(vowel + tone)).isascii()]
_accented.append("đ")

# Every accented Vietnamese letter in both cases, and the lower-case base letter of each at the same place. The SQL
# function newsroom_fold() holds the same letters spelled out in its migration, and a test holds the two together.
FOLD_FROM = "".join(_accented) + "".join(_accented).upper()
FOLD_TO = "".join(map(_base, _accented)) * 2

# Lower case by table for ASCII too: a server with the C locale lowers nothing else, so neither may we.
_FOLD = str.maketrans(string.ascii_uppercase + FOLD_FROM, string.ascii_lowercase + FOLD_TO)


def without_invisible(text: str) -> str:
    """The text less what nobody sees (zero-width, soft hyphen, CGJ, bidi controls, control characters); Ð becomes Đ."""
    # Most text is printable as it is, which is quickly told; CGJ counts as printable.
    if not text.isprintable() or "\u034f" in text:
        text = _OLD_LINE_BREAK.sub("\n", _INVISIBLE.sub("", text))
    return text.replace("Ð", "Đ").replace("ð", "đ")


def normalise(text: str) -> str:
    """The one spelling every string has inside the system: NFC, nothing invisible, Đ and never Ð (U+00D0).

    No-break spaces and line breaks stay as they are.
    """
    # Invisible characters go first: one standing between a letter and its tone would keep them apart.
    return _compose(without_invisible(text))


def one_line(text: str) -> str:
    """normalise(), every run of white space (no-break space included) as one space, none at the ends."""
    return " ".join(normalise(text).split())


def fold(text: str) -> str:
    """Lower case without Vietnamese marks, đ as d: 'Thái Bình' -> 'thai binh'. For search, and no more than SQL can.

    Marks of other languages stay ('ñ'), as the SQL twin newsroom_fold() leaves them; so do invisible characters,
    which a query loses in one_line().
    """
    return _compose(text).translate(_FOLD)


# The tone of an open syllable in oa, oe, uy has two places: hòa (old) and hoà (new). The u of qu belongs to the
# consonant (quý), and a letter after the pair closes the syllable (hoàn, huỳnh): there, only one place is right.
_OPEN = r"(?![^\W\d_]|[\u0300-\u036f])"
_NEW_PLACE = re.compile(rf"([oO])([àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]){_OPEN}|(?<![qQ])([uU])([ỳýỷỹỵỲÝỶỸỴ]){_OPEN}")


def tone_on_first_vowel(text: str) -> str:
    """The older tone placement in open syllables: hoà -> hòa, thuỷ -> thủy, Uỷ -> Ủy. `text` is NFC."""
    return _NEW_PLACE.sub(_move_tone, text)


def _move_tone(pair: re.Match[str]) -> str:
    first, second = (letter for letter in pair.groups() if letter)
    parts = unicodedata.normalize("NFD", second)
    return _compose(first + parts[1]) + parts[0]


_OLD_PLACE = re.compile(rf"([òóỏõọÒÓỎÕỌ])([aeAE]){_OPEN}|(?<![qQ])([ùúủũụÙÚỦŨỤ])([yY]){_OPEN}")


def tone_on_second_vowel(text: str) -> str:
    """The newer tone placement in open syllables: hòa -> hoà, thủy -> thuỷ, Ủy -> Uỷ. `text` is NFC."""
    return _OLD_PLACE.sub(_move_tone_on, text)


def _move_tone_on(pair: re.Match[str]) -> str:
    first, second = (letter for letter in pair.groups() if letter)
    parts = unicodedata.normalize("NFD", first)
    return parts[0] + _compose(second + parts[1])


def key(text: str) -> str:
    """Identity of tags and titles: accents count (bão is not bảo); case, tone placement and a final stop do not."""
    folded = _compose(one_line(text).casefold())
    return tone_on_first_vowel(folded).rstrip(" .…")


def slugify(text: str) -> str:
    """ASCII slug of any length, '' when nothing is left: 'Đường đê Đông Hưng' -> 'duong-de-dong-hung'.

    Django's own slugify() drops đ, which has no decomposition. Slugs collide (bán, bàn): addresses carry an id too.
    """
    parts = unicodedata.normalize("NFKD", normalise(text).translate(_STROKED)).lower()
    plain = "".join(part for part in parts if part not in "'’" and not unicodedata.combining(part))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def thousands(number: int) -> str:
    """1673 -> '1,673': counts take a comma on Vietnamese news sites, where Django's intcomma gives a dot."""
    return f"{number:,}"


def long_date(moment: datetime) -> str:
    """'Thứ 5, 11/03/2021 | 00:00:00' by Hanoi's clock in any active language. ValueError if `moment` is naive."""
    local = timezone.localtime(moment, HANOI)
    return f"{_weekday(local.weekday())}, {local:%d/%m}/{local.year:04} | {local:%H:%M:%S}"


@cache
def _weekday(number: int) -> str:
    """The name of a day of the week, Monday is 0."""
    with translation.override("vi"):
        return str(WEEKDAYS[number])


def midnight(day: date) -> datetime:
    """The moment at which the day begins in Hanoi."""
    return timezone.make_aware(datetime.combine(day, time.min), HANOI)


def machine_date(moment: datetime) -> str:
    """'2021-03-11T00:00:00+07:00': ISO 8601 by Hanoi's clock, for machines. ValueError if `moment` is naive."""
    return timezone.localtime(moment, HANOI).isoformat(timespec="seconds")
