"""The labelled sets, and how the doctor does on them. As a program it prints the table of docs/text-doctor.md:

DJANGO_SETTINGS_MODULE=newsroom.settings python -m tests.text.doctor.labelled
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import django

from articles.doctor.copy import Block, Mark, Story
from articles.doctor.rules import RULES, examine

HERE = Path(__file__).parent
SETS = {
    "development": ["slips.txt", "clean.txt"],
    "held out": ["held_out_slips.txt", "held_out_clean.txt"],
}
NO_FIX = "-"

_LABEL = re.compile(r"\[\[(?P<slip>.*?)\|(?P<fix>[^|\]]*)\|(?P<rule>\w+)\]\]", re.DOTALL)
_FIELD = re.compile(r"(kicker|title|lead|caption): ")


class Label(NamedTuple):
    """What a person marked; `fix` is None where nothing sure can be proposed."""

    rule: str
    field: str
    block: int
    start: int
    end: int
    fix: str | None


@dataclass(frozen=True)
class Sample:
    story: Story
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Score:
    """Of one rule: slips labelled, marks that hit one, marks that hit none, slips that no mark hit, fixes as wanted."""

    labelled: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    fixes_wanted: int = 0
    fixes_right: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0


def samples(names: list[str]) -> Iterator[Sample]:
    for name in names:
        lines = [line for line in (HERE / name).read_text().split("\n") if not line.startswith("#")]
        for story in re.split(r"\n{2,}", "\n".join(lines).strip("\n")):
            yield _sample(story.split("\n"))


def _sample(lines: list[str]) -> Sample:
    blocks: list[Block] = []
    labels: list[Label] = []
    day = None
    for line in lines:
        if line.startswith("date: "):
            day = date.fromisoformat(line.removeprefix("date: "))
            continue
        named = _FIELD.match(line)
        field = named[1] if named else "body"
        # What stands in fields of their own has no place in the body.
        place = sum(block.field in ("body", "caption") for block in blocks) if field in ("body", "caption") else 0
        text, found = _unlabelled(line[named.end() :] if named else line)
        labels += [Label(rule, field, place, start, end, fix) for rule, start, end, fix in found]
        blocks.append(Block(field, text, place, "figcaption" if field == "caption" else "p"))
    return Sample(Story(tuple(blocks), day), tuple(labels))


def _unlabelled(line: str) -> tuple[str, list[tuple[str, int, int, str | None]]]:
    text, found, done = "", [], 0
    for label in _LABEL.finditer(line):
        text += line[done : label.start()]
        slip, fix = label["slip"], label["fix"]
        if label["rule"] == "decomposed":
            slip = unicodedata.normalize("NFD", slip)
        found.append((label["rule"], len(text), len(text) + len(slip), None if fix == NO_FIX else fix))
        text += slip
        done = label.end()
    return text + line[done:], found


def scores(names: list[str]) -> dict[str, Score]:
    counts: Counter[tuple[str, str]] = Counter()
    for sample in samples(names):
        marks = examine(sample.story)
        for label in sample.labels:
            counts[label.rule, "labelled"] += 1
            hit = next((mark for mark in marks if _hits(mark, label)), None)
            counts[label.rule, "right" if hit else "missed"] += 1
            if label.fix is not None:
                counts[label.rule, "fixes_wanted"] += 1
                counts[label.rule, "fixes_right"] += bool(hit and hit.fixes and hit.fixes[0] == label.fix)
        for mark in marks:
            if not any(_hits(mark, label) for label in sample.labels):
                counts[mark.rule, "wrong"] += 1
    facts = Score.__dataclass_fields__
    return {rule.name: Score(**{fact: counts[rule.name, fact] for fact in facts}) for rule in RULES}


def _hits(mark: Mark, label: Label) -> bool:
    return (mark.rule, mark.field, mark.block, mark.start, mark.end) == label[:5]


def total(by_rule: dict[str, Score]) -> Score:
    return Score(*(sum(getattr(score, fact) for score in by_rule.values()) for fact in Score.__dataclass_fields__))


def table(names: list[str]) -> str:
    by_rule = scores(names)
    lines = [f"{'rule':22}{'slips':>6}{'found':>6}{'false':>6}{'precision':>11}{'recall':>8}{'fix right':>11}"]
    for name, score in [*by_rule.items(), ("all", total(by_rule))]:
        fixes = f"{score.fixes_right}/{score.fixes_wanted}"
        lines.append(
            f"{name:22}{score.labelled:6}{score.right:6}{score.wrong:6}{score.precision:11.1%}{score.recall:8.1%}{fixes:>11}"
        )
    return "\n".join(lines)


def differences(names: list[str]) -> Iterator[str]:
    """What the doctor and the person do not agree on."""
    for sample in samples(names):
        marks = examine(sample.story)
        texts = {(block.field, block.place): block.text for block in sample.story.blocks}
        for label in sample.labels:
            if not any(_hits(mark, label) for mark in marks):
                yield f"missed {label.rule}: {_around(texts[label.field, label.block], label.start, label.end)}"
        for mark in marks:
            if not any(_hits(mark, label) for label in sample.labels):
                place = _around(texts[mark.field, mark.block], mark.start, mark.end)
                yield f"false {mark.rule}: {place} -> {mark.fixes}"


def _around(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 25) : start]}⟦{text[start:end]}⟧{text[end : end + 20]}"


if __name__ == "__main__":
    django.setup()
    for title, names in SETS.items():
        found = list(samples(names))
        slips = sum(len(sample.labels) for sample in found)
        paragraphs = Counter(bool(sample.labels) for sample in found)
        sys.stdout.write(f"{title}: {slips} slips in {paragraphs[True]} stories, {paragraphs[False]} clean ones\n")
        sys.stdout.write(table(names) + "\n")
        if "-v" in sys.argv or title != "held out":
            sys.stdout.write("\n".join(differences(names)) + "\n")
