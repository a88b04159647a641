"""Where a story stands, in words."""

import pytest
from django.utils import translation

from accounts.models import User
from articles import workflow
from articles.admin.status_line import status_colour, status_line
from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


def line(story: Article) -> str:
    fresh = Article.objects.with_publication().select_related("claimed_by").get(pk=story.pk)
    with translation.override("en"):
        return status_line(fresh)


def colour(story: Article) -> str:
    return status_colour(Article.objects.with_publication().get(pk=story.pk))


def changed(story: Article, by: User) -> Article:
    story.refresh_from_db()
    return workflow.edit(story, factories.content(title="Sửa", section=story.section), by=by, revision=story.version)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "Draft"),
        ("submitted", "Waiting for an editor"),
        ("returned", "Returned to the writer"),
        ("approved", "Approved, not published yet"),
        ("published", "Live"),
        ("withdrawn", "Withdrawn"),
    ],
)
def test_plain_states(state: str, words: str) -> None:
    assert line(getattr(factories, state)()) == words


def test_claimed_story_names_who_holds_it(editor: User) -> None:
    assert line(factories.claimed(by=editor)) == "Waiting for an editor · Phạm Huy is editing it"


def test_scheduled_story_names_the_minute() -> None:
    assert line(factories.scheduled()).startswith("Scheduled for ")


def test_change_to_a_live_story_stands_beside_it(editor: User) -> None:
    story = changed(factories.published(by=editor), editor)
    assert line(story) == "Live · changes not submitted yet"
    factories.submit(story, editor)
    assert (line(story), colour(story)) == ("Live · changes waiting for an editor", "submitted")


def test_change_to_a_withdrawn_story_stands_beside_it(editor: User) -> None:
    assert line(changed(factories.withdrawn(), editor)) == "Withdrawn · changes not submitted yet"


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        ("draft", "draft"),
        ("submitted", "submitted"),
        ("published", "live"),
        ("scheduled", "scheduled"),
        ("withdrawn", "withdrawn"),
    ],
)
def test_colours(state: str, tone: str) -> None:
    assert colour(getattr(factories, state)()) == tone
