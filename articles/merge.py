"""Two changes of one content brought together, field by field and the text block by block. Pure.

What only one of the two changed is taken as changed. Lists (tags, bylines, other sections, related stories) come
together name by name. What both changed, each in its own way, is a collision, which somebody has to decide. Contents
are expected as Content.cleaned() leaves them.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Any, Literal

from articles.alignment import Pair, aligned, opcodes, word_pairs
from articles.compare import field_blocks
from articles.content import Content
from articles.models import Article
from articles.wording import Block, body_blocks
from newsroom import vietnamese

Side = Literal["mine", "theirs", "both"]
Choices = Mapping[str, str]
Texts = tuple[Sequence[Block], ...]  # of the base, mine and theirs

# Two leads become one where they fit into the field.
LONGEST_LEAD = Article._meta.get_field("lead").max_length or 0


@dataclass(frozen=True)
class Collision:
    """A field, or one place in the text, that both changed. `key` names it as long as the three contents stay."""

    key: str
    field: str
    base: tuple[Block, ...]
    mine: tuple[Block, ...]
    theirs: tuple[Block, ...]
    sides: tuple[Side, ...]
    chosen: Side | None


@dataclass(frozen=True)
class Merged:
    """The outcome. Where a collision is not decided, `content` has mine."""

    content: Content
    collisions: tuple[Collision, ...]

    @property
    def is_decided(self) -> bool:
        return all(collision.chosen for collision in self.collisions)


def merge(base: Content, mine: Content, theirs: Content, choices: Choices | None = None) -> Merged:
    """What `mine` and `theirs` have made of `base`, together; `choices` decides collisions: {key: side}.

    merge(b, m, b) is m, merge(b, b, t) is t, merge(b, x, x) is x.
    """
    return _Merge(base, mine, theirs, choices or {}).whole()


class _Merge:
    def __init__(self, base: Content, mine: Content, theirs: Content, choices: Choices) -> None:
        self.base, self.mine, self.theirs = base, mine, theirs
        self.choices = choices
        self.collisions: list[Collision] = []

    def whole(self) -> Merged:
        fields = {name: self._field(name) for name in Content.__dataclass_fields__}
        return Merged(replace(self.base, **fields), tuple(self.collisions))

    def _field(self, name: str) -> Any:
        base, mine, theirs = (getattr(content, name) for content in (self.base, self.mine, self.theirs))
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        if name == "body":
            return self._body()
        if name in IDENTITY:
            return self._items(name, base, mine, theirs)
        sides: tuple[Side, ...] = ("mine", "theirs")
        if name == "lead" and mine and theirs and len(mine) + len(theirs) < LONGEST_LEAD:
            sides = ("mine", "theirs", "both")
        chosen = self._decide(name, name, self._blocks(name), sides)
        return f"{mine} {theirs}" if chosen == "both" else theirs if chosen == "theirs" else mine

    def _blocks(self, field: str) -> Texts:
        # Related stories never collide, so no title is asked for.
        return tuple(
            field_blocks(field, content, lambda pick: pick.title) for content in (self.base, self.mine, self.theirs)
        )

    def _decide(self, key: str, field: str, texts: Texts, sides: tuple[Side, ...]) -> Side | None:
        chosen = next((side for side in sides if side == self.choices.get(key)), None)
        base, mine, theirs = map(tuple, texts)
        self.collisions.append(Collision(key, field, base, mine, theirs, sides, chosen))
        return chosen

    # Lists ----------------------------------------------------------------------------------------------------------

    def _items(self, name: str, *lists: tuple[Any, ...]) -> tuple[Any, ...]:
        """Every name as three_way() has it, in the order of whoever changed the order."""
        base, mine, theirs = ({IDENTITY[name](item): item for item in items} for items in lists)
        keys = {**base, **mine, **theirs}
        # Two spellings of one tag are one tag; a byline also says where somebody works.
        collide = name == "bylines" and any(len({base.get(key), mine.get(key), theirs.get(key)}) == 3 for key in keys)
        chosen = self._decide(name, name, self._blocks(name), ("mine", "theirs")) if collide else None
        preferred = theirs if chosen == "theirs" else mine

        def outcome(key: Hashable) -> Any:
            if mine.get(key) == base.get(key):
                return theirs.get(key)
            return mine.get(key) if theirs.get(key) == base.get(key) else preferred.get(key)

        moved_by_them = [key for key in theirs if key in base] != [key for key in base if key in theirs]
        first, second = (theirs, mine) if moved_by_them else (mine, theirs)
        return tuple(item for key in _one_order([*first], [*second]) if (item := outcome(key)) is not None)

    # The text -------------------------------------------------------------------------------------------------------

    def _body(self) -> str:
        base = body_blocks(self.base.body)
        mine, theirs = _Change(base, body_blocks(self.mine.body)), _Change(base, body_blocks(self.theirs.body))
        starts = [place for place in range(len(base)) if place not in mine.joined | theirs.joined]
        blocks: list[Block] = []
        for start, end in pairwise([*starts, len(base)]):
            blocks += self._place(f"body-before-{start}", [], mine.before[start], theirs.before[start])
            blocks += self._place(f"body-{start}", base[start:end], mine.of(start, end), theirs.of(start, end))
        blocks += self._place(f"body-before-{len(base)}", [], mine.before[-1], theirs.before[-1])
        return "\n".join(block.source for block in blocks)

    def _place(self, key: str, base: list[Block], mine: list[Block], theirs: list[Block]) -> list[Block]:
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        sides: tuple[Side, ...] = ("mine", "theirs", "both") if mine and theirs else ("mine", "theirs")
        chosen = self._decide(key, "body", (base, mine, theirs), sides)
        if chosen == "both":
            return [*mine, *(block for block in theirs if block not in mine)]
        return theirs if chosen == "theirs" else mine


class _Change:
    """What one side made of the base: what each block became, and what it put before each (and after the last).

    A block that was split became all its parts. `joined` are the places of blocks that became one with the block
    before: such blocks are decided about together. Else choosing one side's text would leave the other's beside it.
    """

    def __init__(self, base: list[Block], changed: list[Block]) -> None:
        self.became: list[list[Block]] = [[block] for block in base]
        self.before: list[list[Block]] = [[] for _place in range(len(base) + 1)]
        self.joined: set[int] = set()
        for kind, i1, i2, j1, j2 in opcodes([block.key for block in base], [block.key for block in changed]):
            if kind != "equal":
                self._take(i1, aligned(base[i1:i2], changed[j1:j2]))

    def of(self, start: int, end: int) -> list[Block]:
        """What became of the blocks from `start` up to `end`, with what was put between them."""
        found = [*self.became[start]]
        for place in range(start + 1, end):
            found += [*self.before[place], *self.became[place]]
        return found

    def _take(self, place: int, pairs: Iterator[Pair]) -> None:
        left: Pair = (None, None)
        run: list[Pair] = []
        for pair in chain(pairs, [(None, None)]):
            before, after = pair
            if (before is None) != (after is None):
                run.append(pair)
                continue
            place = self._between(place, run, left, pair)
            if after is not None:
                self.became[place].append(after)
                place += 1
            left, run = pair, []

    def _between(self, place: int, run: list[Pair], left: Pair, right: Pair) -> int:
        """Take in what only one of the two texts has, from `place` on, between two blocks that became others.

        It is all added or all removed (see aligned()): parts of what stands beside it, or something by itself. Answers
        the place of the block on the right; what that became is still to be written behind its parts.
        """
        first = max((number for number, pair in enumerate(run, 1) if _is_part(pair, left)), default=0)
        last = next((number for number, pair in enumerate(run) if number >= first and _is_part(pair, right)), len(run))
        added = [after for _before, after in run if after]
        if first and added:
            self.became[place - 1] += added[:first]
        self.before[place] += added[first:last]
        if not added:
            self.joined.update(range(place, place + first), range(place + last + 1, place + len(run) + 1))
            self.became[place : place + len(run)] = [[] for _pair in run]
            place += len(run)
        if right[0]:
            self.became[place] = added[last:]
        return place


def _is_part(alone: Pair, beside: Pair) -> bool:
    """Whether a block that was added is a part of the block that stood beside it, or one that was removed went into
    what that became: most of its words, two by two, stand there, and not in what else there is of that block."""
    (removed, added), (before, after) = alone, beside
    if before is None or after is None:
        return False
    part, whole, rest = (added, before, after) if added else (removed, after, before)
    words = word_pairs(part) if part else set()
    return bool(words) and 2 * len(words & word_pairs(whole) - word_pairs(rest)) >= len(words)


# What makes two entries of a list the same entry, whatever else they say.
IDENTITY: dict[str, Callable[[Any], Hashable]] = {
    "tags": vietnamese.key,
    "secondary_sections": lambda section: section,
    "bylines": lambda line: (line.author, line.role),
    "related": lambda pick: pick.article or vietnamese.key(pick.title),
}


def _one_order(first: list[Hashable], second: list[Hashable]) -> list[Hashable]:
    """All keys in the order of `first`; what only `second` has stands behind the one it stands behind there."""
    order = list(first)
    for place, key in enumerate(second):
        if key not in order:
            order.insert(order.index(second[place - 1]) + 1 if place else 0, key)
    return order
