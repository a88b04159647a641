"""live(at) shows what readers saw at any past moment, and live() is what they see now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, PublishedArticle
from tests import factories
from tests.rules.state import let_pass
from tests.rules.test_publishing import reapproved, republished, versions

pytestmark = pytest.mark.django_db

INSTANT = timedelta(microseconds=1)


@pytest.fixture
def story() -> Article:
    """Published, updated, withdrawn, published again, each an hour after the one before; then an update called off."""
    story = factories.published(title="Bản một")
    let_pass(hours=1)
    republished(story, "Bản hai")
    let_pass(hours=1)
    publishing.withdraw(story, by=factories.managing_editor(), reason="Chờ kiểm chứng.")
    let_pass(hours=1)
    republished(story, "Bản ba")
    let_pass(hours=1)
    changed, at = reapproved(story, "Bản bốn"), timezone.now() + timedelta(hours=1)
    publishing.schedule(changed, by=factories.editor(), revision=changed.version, at=at)
    publishing.cancel_schedule(changed, by=factories.editor())
    let_pass(hours=2)
    return story


def titles(at: object = None) -> list[str]:
    return [version.title for version in PublishedArticle.objects.live(at)]


def test_at_every_moment_there_was_one_version_or_none(story: Article) -> None:
    first, second, third, fourth = versions(story)
    assert titles(first.live_from - INSTANT) == []
    assert titles(first.live_from) == ["Bản một"]
    assert titles(second.live_from - INSTANT) == ["Bản một"]
    assert titles(second.live_from) == ["Bản hai"]
    assert titles(second.live_until - INSTANT) == ["Bản hai"]
    assert titles(second.live_until) == []
    assert titles(third.live_from) == ["Bản ba"]
    assert titles(fourth.live_from) == ["Bản ba"]
    assert titles() == ["Bản ba"]


def test_the_first_publication_never_moved(story: Article) -> None:
    first, second, third, _called_off = versions(story)
    assert {first.first_published_at, second.first_published_at, third.first_published_at} == {first.live_from}


def test_what_readers_have_seen_counts_and_what_was_called_off_does_not(story: Article) -> None:
    assert [version.title for version in PublishedArticle.objects.ever_public().order_by("pk")] == [
        "Bản một",
        "Bản hai",
        "Bản ba",
    ]


def test_the_desk_tells_live_scheduled_and_withdrawn_apart(story: Article) -> None:
    scheduled, withdrawn, draft = factories.scheduled(), factories.withdrawn(), factories.draft()
    facts = {
        row.pk: (row.is_live, row.was_public, row.scheduled_for is not None)
        for row in Article.objects.with_publication()
    }
    assert facts == {
        story.pk: (True, True, False),
        scheduled.pk: (False, False, True),
        withdrawn.pk: (False, True, False),
        draft.pk: (False, False, False),
    }
    assert list(Article.objects.live()) == [story]
    assert list(Article.objects.scheduled()) == [scheduled]
    assert list(Article.objects.withdrawn()) == [withdrawn]
