"""Marks that stand twice, and quotation marks and brackets without their partner."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.doctor.abbreviations import is_abbreviation
from articles.doctor.copy import Block, Mark, Story, words

_RUN = re.compile(r"[.,;:!?…]{2,}")
# A question in surprise; a sentence that trails off, also before a comma or in a question.
_RIGHT = words("... ?! !? ?... !... ...? ...! …? …! ?… !… ..., …, ...; …;")
_AFTER_ABBREVIATION = frozenset([",", ";", ":", "?", "!", ".", "..", "..."])
_LEADERS = 7  # so many dots are a line to fill in


def doubled_punctuation(story: Story) -> Iterator[Mark]:
    """«,....», «..», «;:», «!.»."""
    for block in story.blocks:
        for found in _RUN.finditer(block.prose):
            if found[0] not in _RIGHT and not _is_meant(block, found):
                space = " " if block.at(found.end()).isalnum() else ""
                fixes = [fix + space for fix in _single(found[0])]
                yield block.mark("doubled_punctuation", found.start(), found.end(), *fixes)


def _is_meant(block: Block, found: re.Match[str]) -> bool:
    run, start, end = found[0], found.start(), found.end()
    if len(run) >= _LEADERS and not run.strip("."):
        return True
    if block.at(end) == "/" or (block.at(start - 1).isdigit() and block.at(end).isdigit() and run == ".."):
        return True
    # The first stop belongs to an abbreviation: «v.v., », «U.S.A., », «Ltd., ».
    before = block.word_before(start)
    letter = len(before) == 1 and block.at(start - 2) in (".", " ", "")
    return run[0] == "." and run[1:] in _AFTER_ABBREVIATION and (letter or is_abbreviation(before))


def _single(run: str) -> tuple[str, ...]:
    if "…" in run:
        return ("…",)
    if "..." in run:
        return ("...",)
    if run.strip(".") == "":
        return (".", "...")
    for strong in "?!":
        if strong in run:
            return (strong,)
    different = list(dict.fromkeys(reversed(run)))
    return tuple(different)


_PARTNERS = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«", "’": "‘"}
_OPENING = frozenset(_PARTNERS.values())
_SIGN = re.compile(r"[()\[\]{}“”«»‘’\"]")
_ITEM = re.compile(r"(?:^|[\s;,(])[A-Za-zđĐ0-9]{1,3}$")  # a), 1), iii)


_NEAR = 20  # signs back; what was opened before them is not looked for

Sign = tuple[str, int]  # which, and where in its block


@dataclass
class _Signs:
    """What a block leaves open, and the signs in it that close nothing."""

    opened: list[Sign] = field(default_factory=list)
    alone: list[Sign] = field(default_factory=list)

    def close(self, *partners: str) -> bool:
        """Close the nearest of `partners`; what was opened after it stays without its own."""
        for back in range(1, min(_NEAR, len(self.opened)) + 1):
            if self.opened[-back][0] in partners:
                self.alone += self.opened[len(self.opened) - back + 1 :]
                del self.opened[-back:]
                return True
        return False


def unbalanced(story: Story) -> Iterator[Mark]:
    """A quotation mark or bracket without its partner. A quotation may run over several paragraphs."""
    read = [(block, _read(block)) for block in story.blocks]
    _close_across_paragraphs([(block, signs) for block, signs in read if block.field == "body"])
    for block, signs in read:
        for sign, place in sorted(signs.opened + signs.alone, key=lambda sign: sign[1]):
            # An opening sign that was meant to close has lost no partner.
            closes = (sign, place) in signs.alone and sign == "“"
            yield block.mark("unbalanced", place, place + 1, *("”" if closes else ""))


def _read(block: Block) -> _Signs:
    signs = _Signs()
    for found in _SIGN.finditer(block.prose):
        sign, place = found[0], found.start()
        if sign == '"':
            if not signs.close('"', "“") and not block.at(place - 1).isdigit():  # inches
                signs.opened.append((sign, place))
        elif sign == "“" and _stands_as_closing(block, place) and signs.close("“"):
            signs.alone.append((sign, place))
        elif sign in _OPENING:
            signs.opened.append((sign, place))
        else:
            _close(block, signs, sign, place)
    # An apostrophe and a single quotation mark look alike: what is left of them says nothing.
    signs.opened = [sign for sign in signs.opened if sign[0] != "‘"]
    signs.alone = [sign for sign in signs.alone if sign[0] != "‘"]
    return signs


def _close(block: Block, signs: _Signs, sign: str, place: int) -> None:
    partners = (_PARTNERS[sign], *('"' if sign == "”" else ""))
    if sign == ")" and _is_item(block, signs, place):
        return
    if signs.close(*partners) or sign == "’" or (sign == "”" and block.at(place - 1).isdigit()):
        return  # a single sign may be an apostrophe or minutes, and this one seconds
    if sign == "”" and block.at(place + 1).isalnum() and not block.at(place - 1).isalnum():
        signs.opened.append(("“", place))  # a closing sign that was meant to open
    else:
        signs.alone.append((sign, place))


def _stands_as_closing(block: Block, place: int) -> bool:
    before, after = block.at(place - 1), block.at(place + 1)
    return before != "" and not before.isspace() and not after.isalnum()


def _is_item(block: Block, signs: _Signs, place: int) -> bool:
    """«a)», «1)»: closes nothing, unless it stands in brackets itself."""
    opened = any(sign == "(" for sign, _place in signs.opened[-_NEAR:])
    return not opened and bool(_ITEM.search(block.prose[max(0, place - 5) : place]))


def _close_across_paragraphs(body: list[tuple[Block, _Signs]]) -> None:
    """The custom of long speeches: every paragraph opens a quotation, and the last one closes it."""
    waiting: list[tuple[_Signs, Sign]] = []
    for block, signs in body:
        begins = block.text.lstrip()[:1] in ("“", '"')
        closing = next((sign for sign in signs.alone if sign[0] == "”"), None)
        opening = next((sign for sign in signs.opened if sign[0] in ("“", '"')), None)
        if waiting and (closing or (begins and not opening)):
            for others, sign in waiting:
                others.opened.remove(sign)
            waiting = []
            if closing:
                signs.alone.remove(closing)
        if opening:
            waiting = [*waiting, (signs, opening)] if begins else [(signs, opening)]
