"""The table of rules, and the examination of a story by them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.doctor import dates, letters, people, punctuation, repeats, spacing, spelling
from articles.doctor.copy import Mark, Story


@dataclass(frozen=True)
class Rule:
    """`safe`: every fix may be taken at once, without looking at each."""

    name: str
    label: str | Promise
    find: Callable[[Story], Iterator[Mark]]
    safe: bool = False


# Where two find the same place, the earlier one has it.
RULES = (
    Rule("legacy", _("Letters of an old font"), letters.legacy),
    Rule("decomposed", _("Letters taken apart"), letters.decomposed, safe=True),
    Rule("look_alike", _("Foreign letters that look alike"), letters.look_alike, safe=True),
    Rule("doubled_punctuation", _("Doubled punctuation"), punctuation.doubled_punctuation),
    Rule("stray_space", _("Space that does not belong"), spacing.stray_space, safe=True),
    Rule("doubled_space", _("Doubled space"), spacing.doubled_space, safe=True),
    Rule("missing_space", _("Missing space"), spacing.missing_space, safe=True),
    Rule("unbalanced", _("Quotation mark or bracket without its partner"), punctuation.unbalanced),
    Rule("repeated_word", _("Repeated word"), repeats.repeated_word),
    Rule("repeated_paragraph", _("Repeated paragraph"), repeats.repeated_paragraph),
    Rule("weekday", _("Wrong weekday"), dates.weekday),
    Rule("person_name", _("One person, two spellings"), people.person_name),
    Rule("tone_placement", _("Two manners of placing the tone"), spelling.tone_placement, safe=True),
    Rule("digit_one", _("«1» for «một»"), spelling.digit_one, safe=True),
)
BY_NAME = {rule.name: rule for rule in RULES}

MOST_OF_ONE_RULE = 500

_FIELDS = ["kicker", "title", "lead"]


def examine(story: Story, off: Collection[str] = ()) -> list[Mark]:
    """The marks in the order of the text; none overlap, but that of a whole paragraph those inside it.

    `off`: names of rules not to look by. Of each rule the first MOST_OF_ONE_RULE are told. Takes time in proportion to
    the text, whatever it is.
    """
    found = [mark for rule in RULES if rule.name not in off for mark in islice(rule.find(story), MOST_OF_ONE_RULE)]
    return sorted(_apart(found), key=_in_order)


def count_by_rule(marks: Iterable[Mark]) -> dict[str, int]:
    """How many there are of each rule that found some, in the order of the table."""
    counts = Counter(mark.rule for mark in marks)
    return {rule.name: counts[rule.name] for rule in RULES if counts[rule.name]}


def _apart(marks: list[Mark]) -> Iterator[Mark]:
    taken: dict[tuple[str, int], set[int]] = {}
    for mark in marks:
        if mark.rule == "repeated_paragraph":
            yield mark
            continue
        places = taken.setdefault((mark.field, mark.block), set())
        if places.isdisjoint(range(mark.start, mark.end)):
            places.update(range(mark.start, mark.end))
            yield mark


def _in_order(mark: Mark) -> tuple[int, int, int, int]:
    field = _FIELDS.index(mark.field) if mark.field in _FIELDS else len(_FIELDS)
    return (field, mark.block, mark.start, mark.end)
