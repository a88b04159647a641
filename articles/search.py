"""What a search asks for and what a story is found by. Pure functions: words in, vectors and queries as text out.

Stories and queries are read by the same function, so that what PostgreSQL's own parser makes of "11/3/2021", "GD-ĐT" or
"4.200" plays no part. A vector holds each word twice at one place: as it is written, and without marks. So a word typed
with its marks finds itself, one typed without finds them all, and a phrase may mix the two.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from newsroom import vietnamese

# What is read of a query: more than anybody types, less than it takes to keep a database busy.
MOST_LETTERS = 200
MOST_WORDS = 16
MOST_EXCLUDED = 4
# Of a word, and of a story: PostgreSQL keeps no place beyond 16383.
_LONGEST_WORD = 64
_MOST_PLACES = 16_000
# "4.200" and "4,200" are one number, and no one else's "4" and "200".
_WORD = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9])|[^\W_]+")
_QUOTES = str.maketrans("“”„‟«»″＂", '""""""""')
_CHUNK = re.compile(r'(?P<minus>[-−–](?=[^\s-]))?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# Letters beyond ASCII as addresses write them; "96% dân" is none.
_ENCODED = re.compile("%[c-fC-F][0-9a-fA-F]%[89abAB][0-9a-fA-F]")
# An open syllable ends in y or i as the writer likes: bác sỹ, bác sĩ; tỷ lệ, tỉ lệ.
_EITHER_I = re.compile("[hklmst][yỳýỷỹỵ]")
_I_FOR_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
# What is older than the web is told apart by no mark.
_FIRST_YEAR = 2000


class Word(NamedTuple):
    """One word of a text: in one spelling, without marks, and where it stands."""

    exact: str
    plain: str
    start: int
    end: int


class Words:
    """The words of a text, of which only those are looked at that play a part: a page of results has thousands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found = list(_WORD.finditer(text))

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, place: int) -> Word:
        found = self._found[place]
        return Word(*_forms(found[0]), found.start(), found.end())

    def without_marks(self, plain: Collection[str]) -> list[int]:
        """The places of the words that are one of these when their marks are left out."""
        written = [found[0] for found in self._found]
        meant = {word for word in set(written) if _forms(word)[1] in plain}
        return [place for place, word in enumerate(written) if word in meant] if meant else []


@dataclass(frozen=True)
class Term:
    """Words that stand one after another, or a single one, as (exact, plain)."""

    words: tuple[tuple[str, str], ...]
    excluded: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class Query:
    """What was typed, as it is read; `typed` is its one spelling, `cut` says that more was typed than is read."""

    typed: str
    terms: tuple[Term, ...]
    cut: bool

    @property
    def wanted(self) -> list[Term]:
        return [term for term in self.terms if not term.excluded]

    @property
    def words(self) -> list[tuple[str, str]]:
        """(exact, plain) of all that is to be found, in order."""
        return [word for term in self.wanted for word in term.words]

    @property
    def is_empty(self) -> bool:
        """Nothing is left to look for: no letter or digit, or excluded words alone."""
        return not self.words

    @property
    def has_marks(self) -> bool:
        return any(exact != plain for exact, plain in self.words)

    @property
    def has_phrases(self) -> bool:
        """Whether the words alone do not tell what fits: some must stand side by side, or must not."""
        return any(len(term.words) > 1 for term in self.terms)

    def all_words(self, form: int) -> str:
        """A tsquery that an index answers by itself: every word somewhere, none of those excluded.

        `form` 0: as typed, where a word without marks stands for any; 1: no marks count.
        """
        wanted = [_lexeme(word[form]) for word in self.words]
        unwanted = [f"!{_lexeme(term.words[0][form])}" for term in self.terms if term.excluded and len(term.words) == 1]
        return " & ".join([*dict.fromkeys(wanted), *unwanted])

    def in_full(self, form: int) -> str:
        """all_words() with the phrases: what stood in quotes or between signs without a space, word beside word."""
        return " & ".join(
            ("!" if term.excluded else "") + _side_by_side(word[form] for word in term.words) for term in self.terms
        )

    def anywhere(self, form: int, weights: str = "") -> str:
        """Every word, each anywhere in what has one of the weights."""
        return " & ".join(dict.fromkeys(_lexeme(word[form], weights) for word in self.words))

    def begun(self) -> str:
        """A tsquery without marks for words of which the last may be the beginning of one.

        One letter begins a tenth of all words, and two do of many: these wait for more, unless they stand alone and are
        a word (cá, ở).
        """
        *whole, last = (word for _exact, word in self.words)
        if whole and len(last) == 1:
            return " & ".join(dict.fromkeys(map(_lexeme, whole)))
        open_end = ":*" if len(last) > (1 if whole else 2) else ""
        return " & ".join([*dict.fromkeys(map(_lexeme, whole)), _lexeme(last) + open_end])

    def as_typed(self, form: int, weights: str = "") -> str:
        """All the words, one beside the other in the order in which they were typed."""
        return _side_by_side((word[form] for word in self.words), weights)


# Queries --------------------------------------------------------------------------------------------------------------


def parse(typed: str) -> Query:
    """Read what somebody typed into the field; there is nothing that is wrong to type."""
    if _ENCODED.search(typed):
        typed = unquote(typed, errors="replace")
    line = vietnamese.one_line(typed).translate(_QUOTES)
    kept = line[:MOST_LETTERS]
    terms: list[Term] = []
    count = excluded = 0
    cut = len(line) > MOST_LETTERS
    for chunk in _CHUNK.finditer(kept):
        read = tuple((word.exact, word.plain) for word in words_of(chunk["phrase"] or chunk["word"] or ""))
        words = read[: MOST_WORDS - count]
        cut |= len(words) < len(read)
        count += len(words)
        excluded += bool(words and chunk["minus"])
        if chunk["minus"] and excluded > MOST_EXCLUDED:
            cut = True
        elif words:
            terms.append(Term(words, bool(chunk["minus"]), chunk["phrase"] is not None))
    return Query(kept, tuple(terms), cut)


def words_of(text: str) -> list[Word]:
    """The words of a text in NFC, in order; a tone has one place, an open syllable's y is i, case is none."""
    return [Word(*_forms(word[0]), word.start(), word.end()) for word in _WORD.finditer(text)]


# There are some 7,000 syllables, and a page of results has as many words.
@lru_cache(maxsize=20_000)
def _forms(written: str) -> tuple[str, str]:
    exact = vietnamese.tone_on_first_vowel(written).lower()
    if exact[0].isdigit() and not exact.isalpha():
        digits = re.sub("[.,]", "", exact)
        exact = digits.lstrip("0") or "0"
    elif _EITHER_I.fullmatch(exact):
        exact = exact.translate(_I_FOR_Y)
    exact = exact[:_LONGEST_WORD]
    return exact, _plain(exact)


def _plain(word: str) -> str:
    """Without the marks of any language: newsroom_fold() knows those of Vietnamese alone."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", vietnamese.fold(word))
    kept = "".join(part for part in parts if not unicodedata.combining(part) and part.isalnum())
    return kept[:_LONGEST_WORD] or word


def _lexeme(word: str, weights: str = "") -> str:
    return f"'{word}'{weights and ':'}{weights}"


def _side_by_side(words: Iterable[str], weights: str = "") -> str:
    return "(" + " <-> ".join(_lexeme(word, weights) for word in words) + ")"


# Vectors --------------------------------------------------------------------------------------------------------------


def vector(parts: Iterable[tuple[str, str]], marks: Iterable[str]) -> str:
    """A tsvector of (weight A to D, text) parts in order, and of marks(): what a story is found by.

    Between parts there is a gap, so that no phrase reaches from one into the next.
    """
    places: dict[str, list[str]] = defaultdict(list, {mark: [] for mark in marks})
    place = 0
    for weight, text in parts:
        # Not words_of(): a text has thousands, and where they stand in it plays no part here.
        written = _written(text)[: max(0, _MOST_PLACES - place)]
        where_each = _places(weight)[place : place + len(written)]
        for (exact, plain), where in zip(map(_forms, written), where_each, strict=True):
            places[exact].append(where)
            if plain != exact:
                places[plain].append(where)
        place += len(written) + 1
    return " ".join(f"'{word}':{','.join(where)}" if where else f"'{word}'" for word, where in places.items())


def _written(text: str) -> list[str]:
    """The words of a text as they are written. Most stand between spaces, which is told sooner than by a pattern."""
    found = []
    for part in text.split():
        if part.isalnum():
            found.append(part)
        else:
            found += _WORD.findall(part)
    return found


@cache
def _places(weight: str) -> list[str]:
    """Every place with the weight, as a vector has it."""
    return [f"{place}{weight}" for place in range(1, _MOST_PLACES + 1)]


def marks(sections: Iterable[int], authors: Iterable[int], moment: datetime) -> list[str]:
    """What narrows a search down, as words of a vector that nobody can type."""
    local = moment.astimezone(UTC)
    when = [f"@{local:%Y}", f"@{local:%Y-%m}"] if local.year >= _FIRST_YEAR else []
    return [*when, *(f"#{section}" for section in sections), *(f"~{author}" for author in authors)]


def narrowed(words: str, sections: Iterable[int], authors: Iterable[int]) -> str:
    """A tsquery for `words` in one of the sections and under one of the names; none given: anywhere."""
    groups = [[f"#{section}" for section in sections], [f"~{author}" for author in authors]]
    return " & ".join([*(_any_of(group) for group in groups if group), f"({words})"])


def _any_of(marks: Iterable[str]) -> str:
    return "(" + " | ".join(_lexeme(mark) for mark in marks) + ")"


class Period(NamedTuple):
    """A span of time: the word that its stories are found by ("" for all that there are), and when it ends."""

    mark: str
    until: datetime


def periods(newest: datetime, oldest: datetime | None = None) -> list[Period]:
    """Spans of time that join each other, the newest first: two months, the rest of that year, the year before, all.

    An index of PostgreSQL's knows no order. Asked period after period, it gives what is newest first and can stop: a
    common word is found often in the first month. Words that are so rare that two years have too few of them are looked
    for in the whole archive at once, for each time an index is asked it walks through all places of the rarest word.
    """
    day = newest.astimezone(UTC) + timedelta(days=1)  # the database's clock may be ahead of ours
    month = day.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = (month - timedelta(days=1)).replace(day=1)
    year = before.replace(month=1)
    found, until = [], (month + timedelta(days=31)).replace(day=1)
    for begin, mark in ((month, "%Y-%m"), (before, "%Y-%m"), (year, "%Y"), (year.replace(year=year.year - 1), "%Y")):
        if begin.year >= _FIRST_YEAR and begin < until:
            found.append(Period(f"'@{begin:{mark}}'", until))
            until = begin
    found.append(Period("", until))
    return [period for period in found if not oldest or oldest < period.until]


# What is shown of what was found --------------------------------------------------------------------------------------

Piece = tuple[str, bool]


def marked(text: str, query: Query) -> list[Piece]:
    """The text in pieces, and whether each is what was looked for; words side by side are one piece."""
    text = vietnamese.normalise(text)
    return _pieces(Words(text), query)


def passage(text: str, query: Query, length: int) -> list[Piece]:
    """As marked(), the `length` words of the text that say most of what was looked for."""
    words = Words(vietnamese.normalise(text))
    if len(words) <= length:
        return _pieces(words, query)
    first = max(0, min(_densest(words, query, length) - 6, len(words) - length))
    first = next((n for n in range(first, max(first - 8, -1), -1) if _begins(words, n)), first)
    start, end = (words[first].start if first else 0), words[first + length - 1].end
    pieces = _pieces(Words(words.text[start:end]), query)
    before = [("… ", False)] if first else []
    return before + pieces + ([("…", False)] if end < len(words.text.rstrip()) else [])


def _begins(words: Words, place: int) -> bool:
    start = words[place].start
    # Quotes and brackets before a sentence are few.
    return not start or words.text[max(0, start - 9) : start].rstrip(" “\"'(")[-1:] in ".!?…\n"


def _densest(words: Words, query: Query, length: int) -> int:
    """Where the words begin among which most of what was looked for stands, the longest runs counting most."""
    best, place = 0, 0
    runs = _runs(words, query)
    for first, _last in runs:
        near = [run for run in runs if first <= run[0] < first + length - 6]
        told = {words[n].plain for start, stop in near for n in range(start, stop)}
        score = 4 * max(stop - start for start, stop in near) + 2 * len(told) + min(len(near), 3)
        if score > best:
            best, place = score, first
    return place


def _pieces(words: Words, query: Query) -> list[Piece]:
    pieces, done = [], 0
    for first, last in _runs(words, query):
        start, end = words[first].start, words[last - 1].end
        pieces += [(words.text[done:start], False), (words.text[start:end], True)]
        done = end
    return [piece for piece in [*pieces, (words.text[done:], False)] if piece[0]]


def _runs(words: Words, query: Query) -> list[tuple[int, int]]:
    """[first, last) of words side by side that were looked for.

    Where some stand beside each other, a word of theirs that stands alone elsewhere means something else; so does a
    word alone where others that were looked for are missing.
    """
    asked = set(query.words)
    typed = {exact for exact, plain in asked if exact != plain}
    any_marks = {plain for exact, plain in asked if exact == plain}
    plain = {plain for _exact, plain in asked}
    places = words.without_marks(plain)
    fits = [n for n in places if words[n].exact in typed or words[n].plain in any_marks] or places
    runs = list(_side_by_side_runs(words, fits))
    told = {words[n].plain for first, last in runs if last - first > 1 for n in range(first, last)}
    if not told and {words[first].plain for first, _last in runs} != plain:
        return []
    return [(first, last) for first, last in runs if last - first > 1 or words[first].plain not in told]


def _side_by_side_runs(words: Words, fits: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for place in fits:
        # More than a space between two words is a comma, a full stop, the end of a line.
        if first >= 0 and not (place == last and words[place].start - words[place - 1].end == 1):
            yield first, last
            first = -1
        if first < 0:
            first = place
        last = place + 1
    if first >= 0:
        yield first, last


def spelling(query: Query, texts: Iterable[str]) -> str:
    """How the texts mostly write what was typed with other marks or none; "" where that is as it was typed.

    A spelling that stands in them as typed is never put right.
    """
    asked = query.words
    if not asked or any(term.excluded or term.quoted for term in query.terms):
        return ""
    plain = [word for _exact, word in asked]
    typed = " ".join(exact for exact, _plain in asked)
    found: Counter[str] = Counter()
    for text in texts:
        text = vietnamese.normalise(text)
        words = words_of(text)
        for first in range(len(words) - len(plain) + 1):
            run = words[first : first + len(plain)]
            if [word.plain for word in run] == plain:
                if " ".join(word.exact for word in run) == typed:
                    return ""
                found[vietnamese.tone_on_first_vowel(text[run[0].start : run[-1].end])] += 1
    return _most_common(found)


def _most_common(found: Counter[str]) -> str:
    """Of the words that are written most, the way they are written most: "Thái Bình" before "THÁI BÌNH"."""
    if not found:
        return ""
    words: Counter[str] = Counter()
    for written, times in found.items():
        words[written.lower()] += times
    [(best, _times)] = words.most_common(1)
    return max((written for written in found if written.lower() == best), key=lambda each: (found[each], each))
