"""The doctor finds what people marked and leaves the rest alone, at least as well as docs/text-doctor.md says."""

import re
from pathlib import Path

import pytest

from articles.doctor.rules import BY_NAME
from tests.text.doctor.labelled import SETS, samples, scores

PAGE = (Path(__file__).parents[3] / "docs" / "text-doctor.md").read_text()
_ROW = re.compile(r"^\| `(\w+)` \| .* \| (\d+) / (\d+)% / (\d+)% \| (\d+) / (\d+)% / (\d+)% \|$", re.MULTILINE)
STATED = {
    (row[1], name): (int(row[place]), int(row[place + 1]), int(row[place + 2]))
    for row in _ROW.finditer(PAGE)
    for name, place in (("development", 2), ("held out", 5))
}


def test_the_page_states_every_rule() -> None:
    assert {rule for rule, _name in STATED} == set(BY_NAME)


@pytest.mark.parametrize("name", SETS)
def test_precision_and_recall_are_as_stated(name: str) -> None:
    found = scores(SETS[name])
    below = {
        rule: (score.labelled, score.precision, score.recall)
        for rule, score in found.items()
        if score.labelled != STATED[rule, name][0]
        or score.precision * 100 < STATED[rule, name][1]
        or score.recall * 100 < STATED[rule, name][2]
    }
    assert below == {}


def test_the_sets_are_large_enough_to_tell() -> None:
    stories = [sample for names in SETS.values() for sample in samples(names)]
    assert sum(len(sample.labels) for sample in stories) >= 150
    assert sum(bool(sample.labels) for sample in stories) >= 60
    assert sum(not sample.labels for sample in stories) >= 60


def test_every_fix_is_the_one_wanted() -> None:
    for names in SETS.values():
        for rule, score in scores(names).items():
            assert score.fixes_right == score.fixes_wanted, rule
