"""How good the search for near-duplicates is, measured on a labelled set: see labelled.py."""

import json
from pathlib import Path

import pytest

from articles import workflow
from articles.content import Content
from articles.demo import loader
from articles.models import Article
from articles.similar import similar_to
from tests import factories
from tests.duplicates.labelled import Labelled, content_of, events, forms

pytestmark = pytest.mark.django_db

# The issue of a form from which on it is known to be one: as many before it as make a sentence a standing one.
KNOWN_FROM = 5


def kept_in_archive(content: Content) -> Article:
    return workflow.create(content, by=factories.reporter())


def other_stories() -> list[Content]:
    """The demo newspaper: sixty stories of other matters from the same province."""
    found = []
    for path in sorted((Path(loader.__file__).parent / "stories").glob("*.json")):
        for story in json.loads(path.read_text("utf-8")):
            paragraphs = [value for block in story["body"] for value in block.values() if isinstance(value, str)]
            found.append(content_of("\n".join([story["title"], story["lead"], *paragraphs])))
    return found


def found_for(content: Content) -> set[int]:
    """The stories that are shown to a managing editor, who may read everything, for a new one with this content."""
    story = kept_in_archive(content)
    found = {each.number for each in similar_to(story, factories.managing_editor())}
    story.delete()
    return found


def test_near_duplicates_are_found_and_nothing_else() -> None:
    archive, filed = events()
    bases = {event: kept_in_archive(content).pk for event, content in archive.items()}
    for content in other_stories() + [issue for issues in forms().values() for issue in issues[:KNOWN_FROM]]:
        kept_in_archive(content)

    def outcome(each: Labelled) -> tuple[bool, int]:
        """(was the story of the event found?, how many others were)"""
        found = found_for(each.content)
        return bases[each.event] in found, len(found - {bases[each.event]})

    outcomes = {(each.event, each.kind): outcome(each) for each in filed}
    near = {(each.event, each.kind) for each in filed if each.near}
    hits = {key for key, (is_found, _others) in outcomes.items() if is_found}
    others = sum(number for _is_found, number in outcomes.values())
    figures = {
        "near": len(near),
        "apart": len(outcomes) - len(near),
        "recall": len(hits & near) / len(near),
        "precision": len(hits & near) / (len(hits) + others),
    }
    assert figures["near"] >= 25
    assert figures["apart"] >= 20
    assert figures["recall"] == 1.0, near - hits
    assert figures["precision"] == 1.0, hits - near


@pytest.mark.parametrize("name", forms())
def test_a_weekly_form_is_known_from_its_sixth_issue_on(name: str) -> None:
    *before, newest = forms()[name]
    for issue in before[:KNOWN_FROM]:
        kept_in_archive(issue)
    assert found_for(newest) == set()


@pytest.mark.parametrize("name", forms())
def test_until_then_it_is_what_it_looks_like_a_story_with_new_figures(name: str) -> None:
    first, second, *_later = forms()[name]
    assert found_for(second) == set()
    archived = kept_in_archive(first)
    assert found_for(second) == {archived.pk}


def test_the_same_issue_of_a_form_filed_twice_is_found_though_the_form_is_known() -> None:
    *before, newest = forms()["giá vàng"]
    for issue in before:
        kept_in_archive(issue)
    twin = kept_in_archive(newest)
    assert found_for(newest) == {twin.pk}
