"""Names of tags that may be one tag: written with other marks, in another order, or with a slip. Pure functions."""

import re

from newsroom import vietnamese

# Words that say what a name is of, and are as often left out: "tỉnh Thái Bình", "Thái Bình".
_CLASSES = frozenset(
    ["tinh", "thanh pho", "tp", "quan", "huyen", "xa", "phuong", "thi xa", "thi tran", "cac", "nhung", "ong", "ba"]
)
# Shorter words differ by one letter as a matter of course: "đê" and "đi", "lũ" and "lúa".
_LONG_ENOUGH = 6


def plain(name: str) -> str:
    """The name by its sounds alone: folded, i for y, signs as spaces: "Covid-19" -> "covid 19", "kỹ sư" -> "ki su"."""
    folded = vietnamese.fold(vietnamese.key(name))
    return " ".join(re.findall(r"[^\W_]+", folded)).replace("y", "i")


def alike(one: str, other: str) -> bool:
    """Whether two names, as plain() gives them, are near enough to ask somebody: are these one tag?

    They are where the letters are the same but for spaces, the words are the same in another order or but for a word
    like "tỉnh", or one word has one letter more, less or other. A number is never a slip: "bão số 3", "bão số 4".
    """
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    words, others = _without_class(one).split(), _without_class(other).split()
    if not words or not others:
        return False
    return sorted(words) == sorted(others) or _one_slip(words, others)


def _without_class(name: str) -> str:
    first, _space, rest = name.partition(" ")
    second, _space, after = rest.partition(" ")
    if after and f"{first} {second}" in _CLASSES:
        return after
    return rest if rest and first in _CLASSES else name


def _one_slip(words: list[str], others: list[str]) -> bool:
    differing = [(word, other) for word, other in zip(words, others, strict=False) if word != other]
    letters = max(len("".join(words)), len("".join(others)))
    if len(words) != len(others) or len(differing) != 1 or letters < _LONG_ENOUGH:
        return False
    [(word, other)] = differing
    return word.isalpha() and other.isalpha() and _one_letter_apart(*sorted((word, other), key=len))


def _one_letter_apart(short: str, long: str) -> bool:
    """Whether one letter more or another one, or two in the other order, makes `long` of `short`."""
    if len(long) - len(short) > 1:
        return False
    start = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = long[:start] + long[start : start + 2][::-1] + long[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or short == swapped
