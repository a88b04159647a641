"""Restoring a revision: its content becomes the next version, and nothing in between is lost."""

import pytest

from articles import workflow
from articles.content import BylineContent, Content, PickContent
from articles.models import Article, LogEntry, Verb
from articles.refusals import BadRequest, StaleRevision
from tests import factories
from tests.public.stories import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    """A story with everything in version 1, and other words in version 2."""
    content = factories.content(
        kicker="Nông thôn mới",
        body="<p>Một</p><p>Hai</p>",
        lead_photo=photo(),
        tags=("bão", "lúa xuân"),
        bylines=(BylineContent(factories.AuthorFactory(), "photographer", "Đài xã"),),
        related=(PickContent(factories.draft()), PickContent(title="Tít chưa có bài")),
        source_name="TTXVN",
        source_url="https://vi.example/",
    )
    first = workflow.create(content, by=factories.reporter())
    return workflow.edit(first, factories.content(title="Khác hẳn"), by=first.owner, revision=1)


def test_the_restored_version_has_everything_the_revision_had(story: Article) -> None:
    restored = workflow.restore(story, by=story.owner, number=1, revision=2)

    assert restored.version == 3
    assert Content.of(restored).snapshot() == story.revisions.get(number=1).content
    assert [revision.number for revision in restored.revisions.all()] == [3, 2, 1]
    entry = LogEntry.objects.filter(article=story).first()
    assert (entry.verb, entry.details) == (Verb.RESTORE, {"restored": 1})


def test_restoring_over_a_newer_version_than_one_saw_is_refused(story: Article) -> None:
    workflow.edit(story, factories.content(title="Lần ba"), by=story.owner, revision=2)
    with pytest.raises(StaleRevision):
        workflow.restore(story, by=story.owner, number=1, revision=2)


def test_a_revision_of_another_story_is_none_of_this_one(story: Article) -> None:
    with pytest.raises(BadRequest):
        workflow.restore(factories.draft(story.owner), by=story.owner, number=2, revision=1)


def test_what_is_gone_by_now_is_left_out(story: Article) -> None:
    Article.objects.filter(pk=story.pk).update(lead_photo=None)
    kept = story.revisions.get(number=1).content | {"section": 0, "lead_photo": 0}
    kept["bylines"] = [*kept["bylines"], {"author": 0, "name": "Đã xóa", "role": "writer", "affiliation": ""}]
    content = Content.from_snapshot(kept)

    assert (content.section, content.lead_photo, len(content.bylines)) == (None, None, 1)
    assert content.tags == ("bão", "lúa xuân")


def test_planning_leaves_the_text_alone() -> None:
    story = factories.claimed()
    planned = workflow.plan(story, by=factories.editor(), deadline=None, priority=Article.Priority.URGENT)
    assert (planned.priority, planned.version, planned.claimed_by) == (2, 1, story.claimed_by)


def test_a_priority_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadRequest):
        workflow.plan(factories.draft(), by=factories.editor(), deadline=None, priority=7)
