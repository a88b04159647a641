"""What can be a syllable of Vietnamese, by its spelling alone. Pure functions.

The language writes every syllable apart, from about 30 beginnings and 160 endings with one of six tones: so it can be
told without a dictionary whether a word could be Vietnamese at all.
"""

import unicodedata
from functools import lru_cache
from itertools import product

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng
_SHARP_OR_HEAVY = _TONES[4:]  # the only two before a final c, ch, p, t

_BEFORE_FRONT = frozenset(["k", "gh", "ngh"])  # stand before e ê i y only
_BEFORE_OTHERS = frozenset(["c", "g", "ng"])  # stand before the others; g before i too (gì)
_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
_ONSETS = ("", *_ONSET_LIST.split())

_RIME_LIST = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et "
    "ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oong "
    "ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp "
    "ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ uy uya "
    "uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
)


def _places_of_tone(rime: str) -> tuple[int, ...]:
    """Where the tone mark may stand; open oa, oe, uy have an old place (hòa) and a new one (hoà)."""
    marked = [place for place, letter in enumerate(rime) if letter in "ăâêôơ"]
    if marked:
        return (marked[-1],)
    if rime in ("oa", "oe", "uy"):
        return (0, 1)
    return (1,) if rime[:2] in ("oa", "oe", "uy", "oo") else (0,)


def _toned() -> frozenset[str]:
    found = set()
    for rime, tone in product(_RIME_LIST.split(), _TONES):
        if rime.endswith(("c", "ch", "p", "t")) and tone not in _SHARP_OR_HEAVY:
            continue
        for place in _places_of_tone(rime):
            found.add(unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :]))
    return frozenset(found)


_TONED_RIMES = _toned()
_FRONT = frozenset(rime for rime in _TONED_RIMES if unicodedata.normalize("NFD", rime)[0] in "eiy")
_LONGEST = 7  # nghiêng


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether the word, NFC in any case, is spelled as one Vietnamese syllable: 'Thuỷ' and 'the' are, 'est' is not."""
    word = word.lower()
    if not 0 < len(word) <= _LONGEST:
        return False
    return any(word.startswith(onset) and _fit(onset, word[len(onset) :]) for onset in _ONSETS)


def _fit(onset: str, rime: str) -> bool:
    if rime not in _TONED_RIMES:
        return False
    if onset == "q":
        return rime[0] == "u"
    if onset in _BEFORE_FRONT:
        return rime in _FRONT
    if onset in _BEFORE_OTHERS:
        return rime not in _FRONT or (onset == "g" and unicodedata.normalize("NFD", rime)[0] == "i")
    return True
