"""Which stories may be picked as related: one's own to see, and those of others as far as readers know them."""

from datetime import timedelta

import pytest

from accounts.models import User
from articles import publishing, workflow
from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter() -> User:
    return factories.reporter()


def pickable(user: User) -> set[Article]:
    return set(Article.objects.pickable_by(user))


def test_a_reporter_picks_own_stories_and_published_ones(reporter: User) -> None:
    own, public = factories.draft(owner=reporter), factories.published()
    for state in (factories.draft, factories.submitted, factories.approved, factories.scheduled, factories.withdrawn):
        state()
    assert pickable(reporter) == {own, public}


def test_a_story_with_an_unpublished_change_is_not_shown_under_its_new_title(reporter: User) -> None:
    story = factories.published()
    workflow.edit(story, factories.content(title="Chưa ai được biết"), by=factories.editor(), revision=1)
    assert pickable(reporter) == set()


def test_nor_with_a_change_that_waits_for_its_moment(reporter: User) -> None:
    """Its status is "published" already; readers still see the text before."""
    story, editor = factories.published(), factories.editor()
    changed = workflow.edit(story, factories.content(title="Hẹn giờ công bố"), by=editor, revision=1)
    changed = factories.submit(changed, editor)
    changed = workflow.approve(changed, by=factories.managing_editor(), revision=2)
    at = workflow.database_now() + timedelta(hours=1)
    publishing.schedule(changed, by=editor, revision=2, at=at)
    assert Article.objects.get(pk=story.pk).status == "published"
    assert pickable(reporter) == set()


def test_whoever_has_no_part_in_stories_picks_what_readers_see() -> None:
    factories.draft()
    public = factories.published()
    assert pickable(factories.administrator()) == {public}
