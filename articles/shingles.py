"""What a story's sentences are recognised by in another story, however its words were mended. Pure; knows no models.

A shingle is a run of neighbouring syllables without marks. Of each sentence a story keeps the shingles with the
smallest hashes: which those are depends on the sentence alone, so a sentence that was taken over is found wherever it
went, and one that was mended mostly is. Whether two sentences really are alike, their own words decide: see pairs().

Quoted speech is nobody's own wording: two reporters who heard the same minister write the same. So are pictures'
captions, tables and videos. None of them is compared.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from typing import Literal, NamedTuple
from zlib import crc32

from articles import body
from articles.markup import TooDeep
from newsroom import vietnamese

Field = Literal["title", "lead", "body"]

# Syllables in a shingle: some three words, which seldom meet by chance.
SYLLABLES = 5
# Fewer syllables say too little: "Ảnh: Minh Thư", "Theo TTXVN", a subheading, "ông Nam nói".
SHORTEST = 8
# One shingle is kept of every so many syllables of a sentence, and of a shorter one too; of a short story so many more
# that it has about this number of them: a news brief is six sentences.
EVERY = 24
FEWEST = 32
# So many of a sentence are asked for: what the other kept of a mended sentence need not be the first of one's own.
ASKED = 8
MOST_KEPT = 300
MOST_ASKED = 400
# Quoted words up to this number are a name or a term, not speech.
LONGEST_NAME = 7
# Two sentences are one and the same, mended, from this share of common runs of three syllables on.
ALIKE = 0.42
_RUN = 3

_SYLLABLE = re.compile(r"[^\W_]+")
_QUOTED = re.compile('“[^”]*(?:”|$)|«[^»]*(?:»|$)|"[^"]*"')
_STOP = re.compile(r"[.!?…]+[”\"»)\]]*")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:[A-ZĐ]|TP|Tp|TX|TT|TS|ThS|GS|PGS|BS|CN|KS|LS|NSND|NSƯT|ĐT|tr|v\.v)\.\s*$")


class Sentence(NamedTuple):
    """One sentence and where it stands: `paragraph` counts a body's from 1, figures and tables apart; 0 elsewhere."""

    field: Field
    paragraph: int
    text: str
    syllables: tuple[str, ...]


class Pair(NamedTuple):
    """A sentence of one text and the one it is alike to in another. `likeness`: up to 1.0, the same syllables."""

    mine: Sentence
    theirs: Sentence
    likeness: float


@dataclass(frozen=True)
class Text:
    """The words of a story that are compared."""

    title: str
    lead: str
    body: str

    def sentences(self) -> list[Sentence]:
        """The sentences with enough words of their own to be told by, in the order of the text."""
        return [sentence for sentence in self._all() if len(sentence.syllables) >= SHORTEST]

    def _all(self) -> Iterator[Sentence]:
        yield from _sentences("title", 0, self.title)
        yield from _sentences("lead", 0, self.lead)
        try:
            paragraphs = body.paragraphs(self.body)
        except TooDeep:  # nothing that body.clean() wrote
            return
        for number, lines in enumerate(paragraphs, start=1):
            for line in lines:
                yield from _sentences("body", number, line)


def kept(sentences: Sequence[Sentence]) -> set[int]:
    """The hashes that a story is found by; signed 32-bit numbers, the same on every machine and for ever."""
    every = max(1, min(EVERY, sum(len(each.syllables) for each in sentences) // FEWEST))
    return _smallest(sentences, MOST_KEPT, lambda sentence: max(1, len(sentence.syllables) // every))


def asked(sentences: Iterable[Sentence]) -> set[int]:
    """The hashes to look for when a story with these sentences seeks others like it."""
    return _smallest(sentences, MOST_ASKED, lambda _sentence: ASKED)


def pairs(mine: Sequence[Sentence], theirs: Sequence[Sentence]) -> list[Pair]:
    """Each of my sentences that has one alike among theirs, with the one that is most alike."""
    runs = [_runs(sentence) for sentence in theirs]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, each in enumerate(runs):
        for run in each:
            places[run].append(place)
    found = []
    for sentence in mine:
        own = _runs(sentence)
        common = Counter(place for run in own for place in places.get(run, ()))
        # The first of several as much alike.
        best = max(common, key=lambda place: (_likeness(common[place], own, runs[place]), -place), default=None)
        if best is not None and (likeness := _likeness(common[best], own, runs[best])) >= ALIKE:
            found.append(Pair(sentence, theirs[best], likeness))
    return found


def _likeness(common: int, own: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return 2 * common / (len(own) + len(other))


def _runs(sentence: Sentence) -> set[tuple[str, ...]]:
    syllables = sentence.syllables
    return {syllables[at : at + _RUN] for at in range(len(syllables) - _RUN + 1)}


def _sentences(field: Field, paragraph: int, line: str) -> Iterator[Sentence]:
    quoted = [match.span() for match in _QUOTED.finditer(line) if len(_SYLLABLE.findall(match[0])) > LONGEST_NAME]
    start = 0
    for end in [*_ends(line, quoted), len(line)]:
        text = line[start:end].strip()
        if text:
            own = "".join(_outside(line, start, end, quoted)) if quoted else text
            yield Sentence(field, paragraph, text, tuple(chain.from_iterable(map(_syllables, own.split()))))
        start = end


# There are some 7,000 syllables, most of them with no sign beside them or a comma; to take a text apart as a whole, and
# to fold each syllable, takes three times as long as looking up what stands between its spaces.
@lru_cache(maxsize=50_000)
def _syllables(part: str) -> tuple[str, ...]:
    return tuple(map(vietnamese.fold, _SYLLABLE.findall(part)))


def _ends(line: str, quoted: list[tuple[int, int]]) -> Iterator[int]:
    for match in _STOP.finditer(line):
        stop, after = match.span()
        within = quoted and any(first < stop and after < last for first, last in quoted)
        if not within and _begins_another(line, stop, after):
            yield after


def _begins_another(line: str, stop: int, after: int) -> bool:
    """Whether a sentence ends with the stop: one that begins with no small letter follows, after a space, or by a slip
    of the pen without one ("2021.Phân tích")."""
    rest = line[after : after + 3]
    if rest[:1].isspace():
        return not rest.lstrip()[:1].islower() and not _ABBREVIATED.search(line[max(0, stop - 6) : stop + 1])
    before = line[stop - 1 : stop]
    return (before.islower() or before.isdigit()) and rest[:1].isupper() and rest[1:2].islower()


def _outside(line: str, start: int, end: int, quoted: list[tuple[int, int]]) -> Iterator[str]:
    """The pieces of line[start:end] that nobody else is quoted with."""
    for first, last in quoted:
        if start < last and first < end:
            yield line[start : max(start, first)]
            yield " "
            start = min(last, end)
    yield line[start:end]


def _smallest(sentences: Iterable[Sentence], most: int, number: Callable[[Sentence], int]) -> set[int]:
    found: set[int] = set()
    for each in sentences:
        hashes, kept_of_it = _hashes(each.syllables), number(each)
        # Of most one is kept.
        found.update(sorted(set(hashes))[:kept_of_it] if kept_of_it > 1 else [min(hashes)] if hashes else [])
    # PostgreSQL's integers have a sign.
    return {key - 0x80000000 for key in (found if len(found) <= most else nsmallest(most, found))}


def _hashes(syllables: tuple[str, ...]) -> list[int]:
    written = " ".join(syllables).encode().split()
    runs = map(b" ".join, zip(*(written[at:] for at in range(SYLLABLES)), strict=False))
    # The product spreads what the checksum leaves close together.
    return [key * 0x9E3779B1 & 0xFFFFFFFF for key in map(crc32, runs)]
