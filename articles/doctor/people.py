"""The same person spelled two ways: Nguyễn Văn Toàn and Nguyễn Văn Toán."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.doctor.copy import Block, Mark, Story, words
from newsroom.vietnamese import fold, normalise, tone_on_first_vowel

# Nine out of ten Vietnamese have one of these family names. Those in the second list are words of many place names too
# and count only before two more syllables.
_FAMILY = words(
    "nguyễn trần lê phạm huỳnh phan vũ võ đặng bùi đỗ ngô đinh trịnh đào tạ phùng quách trương nghiêm khuất doãn"
)
_FAMILY_OR_PLACE = words(
    "hoàng hồ dương lý lí đoàn mai tô lưu cao hà lương triệu thái tăng chu lâm kiều vương giang tống thân la ninh"
)
_FAMILY_FOLDED = frozenset(fold(name) for name in _FAMILY | _FAMILY_OR_PLACE)
_LONGEST = 5
_BEFORE_GIVEN = words("ông bà anh chị em cô chú bác thầy cụ cháu")
_LIST = re.compile(
    r"[ \u00a0]*(?:,|;|và|hay|với|cùng|-|–)[ \u00a0]*(?:và )?(?:(?:ông|bà|anh|chị|em|cô|chú|cháu)[ \u00a0])?"
)


class Name(NamedTuple):
    """A full name where it stands; `syllables` with the tone in its older place, so that hoà and hòa are one."""

    block: Block
    start: int
    end: int
    syllables: tuple[str, ...]


def person_name(story: Story) -> Iterator[Mark]:
    """The rarer spelling of a name of which the story has another; of two as frequent, the later."""
    names = [name for block in story.blocks for name in _full_names(block)]
    yield from _two_spellings(names)
    yield from _given_names(story, names)


def _full_names(block: Block) -> Iterator[Name]:
    words = block.words
    place = 0
    while place < len(words):
        run = _capitalised_from(block, place)
        if run and (name := _name_in(block, run)):
            yield name
        place += len(run) or 1


def _capitalised_from(block: Block, place: int) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    for word in block.words[place : place + 12]:
        if not _capitalised(word[0]) or (run and block.prose[run[-1].end() : word.start()] not in (" ", "\u00a0")):
            break
        run.append(word)
    return run


def _capitalised(word: str) -> bool:
    return word[0].isupper() and word[1:].islower() and word.isalpha() if len(word) > 1 else word.isupper()


def _name_in(block: Block, run: list[re.Match[str]]) -> Name | None:
    for place, word in enumerate(run[:-1]):
        rest = run[place : place + _LONGEST]
        folded = fold(normalise(word[0]))
        if folded in _FAMILY_FOLDED:
            syllables = tuple(tone_on_first_vowel(normalise(each[0])) for each in rest)
            sure = folded not in _PLACES_FOLDED or len(rest) > 2
            return Name(block, rest[0].start(), rest[-1].end(), syllables) if sure else None
    return None


_PLACES_FOLDED = frozenset(fold(name) for name in _FAMILY_OR_PLACE) - frozenset(fold(name) for name in _FAMILY)


def _two_spellings(names: list[Name]) -> Iterator[Mark]:
    groups: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in names:
        groups[tuple(map(_sound, name.syllables))].append(name)
    for group in groups.values():
        counts = Counter(name.syllables for name in group)
        if len(counts) < 2 or _stand_side_by_side(group):
            continue
        # Of equally many the first, which the writer looked up.
        right = max(counts, key=lambda spelling: (counts[spelling], -_first(group, spelling)))
        for name in group:
            if name.syllables != right and _family_is_sure(right, name.syllables):
                yield _mark(name.block, name.start, name.end, " ".join(right))


def _first(group: list[Name], spelling: tuple[str, ...]) -> int:
    return next(place for place, name in enumerate(group) if name.syllables == spelling)


def _family_is_sure(*spellings: tuple[str, ...]) -> bool:
    return any(spelling[0].lower() in _FAMILY | _FAMILY_OR_PLACE for spelling in spellings)


def _sound(syllable: str) -> str:
    """What is left of a syllable without its marks; y and i are one (Vy, Vi)."""
    return fold(syllable).replace("y", "i")


def _stand_side_by_side(group: list[Name]) -> bool:
    """Two that are told in one breath are two people: «ông Hùng, ông Hưng», twins, a list of winners."""
    for one, other in zip(group, group[1:], strict=False):
        if (
            one.block is other.block
            and one.syllables != other.syllables
            and _LIST.fullmatch(one.block.prose, one.end, other.start)
        ):
            return True
    return False


def _given_names(story: Story, names: list[Name]) -> Iterator[Mark]:
    """«ông Toán», where the story's only Toàn or Toán is Nguyễn Văn Toàn."""
    given = {name.syllables[-1] for name in names}
    by_sound: dict[str, set[str]] = defaultdict(set)
    for each in given:
        by_sound[_sound(each)].add(each)
    for block in story.blocks if given else ():
        for place, word in enumerate(block.words):
            if not _capitalised(word[0]) or len(word[0]) < 2:
                continue
            following = block.words[place + 1] if place + 1 < len(block.words) else None
            spelled = tone_on_first_vowel(normalise(word[0]))
            meant = by_sound.get(_sound(spelled), set())
            if len(meant) == 1 and spelled not in meant and _called_alone(block, word, following):
                yield _mark(block, word.start(), word.end(), *meant)


def _called_alone(block: Block, word: re.Match[str], following: re.Match[str] | None) -> bool:
    before = block.word_before(word.start() - 1).lower()
    longer = following is not None and _capitalised(following[0]) and following.start() == word.end() + 1
    return before in _BEFORE_GIVEN and not longer and block.prose[word.start() - 1].isspace()


def _mark(block: Block, start: int, end: int, right: str) -> Mark:
    why = _("The story also has «%(name)s».") % {"name": right}
    return block.mark("person_name", start, end, right, why=why)
