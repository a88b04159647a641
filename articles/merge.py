"""Two changes of one content brought together, field by field and the text block by block. Pure.

What only one of the two changed is taken as changed. Lists (tags, bylines, related stories) come together name by name.
What both changed, each in its own way, is a collision, which somebody has to decide. Contents are expected as
Content.cleaned() leaves them.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from articles.alignment import aligned, opcodes
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
        blocks: list[Block] = []
        for place in range(len(base) + 1):
            blocks += self._place(f"body-before-{place}", [], mine.before[place], theirs.before[place])
            if place < len(base):
                blocks += self._place(f"body-{place}", [base[place]], mine.became[place], theirs.became[place])
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
    """What one side made of the base: what each block became, and what it put before each (and after the last)."""

    def __init__(self, base: list[Block], changed: list[Block]) -> None:
        self.became: list[list[Block]] = [[block] for block in base]
        self.before: list[list[Block]] = [[] for _place in range(len(base) + 1)]
        for kind, i1, i2, j1, j2 in opcodes([block.key for block in base], [block.key for block in changed]):
            if kind != "equal":
                self._take(i1, aligned(base[i1:i2], changed[j1:j2]))

    def _take(self, place: int, pairs: Iterator[tuple[Block | None, Block | None]]) -> None:
        for before, after in pairs:
            if before is None and after is not None:
                self.before[place].append(after)
            else:
                self.became[place] = [after] if after else []
                place += 1


# What makes two entries of a list the same entry, whatever else they say.
IDENTITY: dict[str, Callable[[Any], Hashable]] = {
    "tags": vietnamese.key,
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
