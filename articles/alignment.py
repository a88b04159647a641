"""Which blocks of two texts belong together, in bounded time. Pure."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, product, zip_longest

from articles.wording import Block

Opcode = tuple[str, int, int, int, int]
# A block and what it became; None where it stands on one side only.
Pair = tuple[Block | None, Block | None]

# Pairs of equal elements that one comparison may weigh: difflib's time grows with them, some ten million a second. A
# paragraph of 2,000 words has 30,000; where there are more, the two are taken as having nothing in common.
MOST_PAIRS = 400_000
# Below this share of common words two paragraphs are two paragraphs, and not one that was changed.
ALIKE = 0.35


def aligned(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Pair]:
    """Two runs of blocks with no block in common, each old one beside the new one it became, in the order of both.

    Blocks that share rare pairs of words belong together; what is left between them is paired in order.
    """
    i = j = 0
    for there, here in [*_anchors(old, new), (len(old), len(new))]:
        yield from zip_longest(old[i:there], new[j:here])
        if there < len(old):
            yield old[there], new[here]
        i, j = there + 1, here + 1


def _anchors(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Places (old, new) of blocks that are alike, rising in both."""
    there, here = _places_of_pairs(old), _places_of_pairs(new)
    votes: Counter[tuple[int, int]] = Counter()
    for pair, places in there.items():
        if len(places) <= 3 and len(here.get(pair, ())) <= 3:
            votes.update(product(places, here.get(pair, ())))
    best: dict[int, int] = {}
    for (i, j), _count in votes.most_common():
        if j not in best and alike(old[i], new[j]):
            best[j] = i
    return _longest_rising(sorted(best.items()))


def _places_of_pairs(blocks: Sequence[Block]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, block in enumerate(blocks):
        for pair in word_pairs(block):
            found[pair].append(place)
    return found


def word_pairs(block: Block) -> set[tuple[str, str]]:
    """Each two words that follow one another."""
    return {*pairwise(block.words)}


def alike(old: Block, new: Block) -> bool:
    """Whether one is the other with some words changed."""
    mine, theirs = set(old.words), set(new.words)
    return 2 * len(mine & theirs) >= ALIKE * (len(mine) + len(theirs))


def _longest_rising(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of (new, old) places, sorted by new, in which old rises too; given as (old, new)."""
    tails: list[int] = []  # the smallest old place at which a choice of each length ends
    ends: list[int] = []  # which of `places` that is
    before: list[int] = []
    for number, (_j, i) in enumerate(places):
        length = bisect_left(tails, i)
        tails[length : length + 1] = [i]
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [number]
    chosen = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chosen.append(places[number][::-1])
        number = before[number]
    return chosen[::-1]


def opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Opcode]:
    """SequenceMatcher's, in bounded time: where too many elements repeat, one `replace` of all that differs."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle, other = old[start : len(old) - end], new[start : len(new) - end]
    found = [("equal", 0, start, 0, start)] if start else []
    found += [(kind, start + a, start + b, start + c, start + d) for kind, a, b, c, d in _middle(middle, other)]
    if end:
        found.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def _middle(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Opcode]:
    counts = Counter(new)
    if sum(counts[each] for each in old) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
