"""An approval belongs to one revision: what changes later is not covered by it, in the code or in the database."""

import pytest
from django.db import IntegrityError, transaction

from articles import publishing, workflow
from articles.models import Article, PublishedArticle
from articles.refusals import StaleRevision, WrongState
from tests import factories

pytestmark = pytest.mark.django_db


def edited(story: Article) -> Article:
    content = factories.content(section=story.section, title="Đổi sau khi duyệt")
    return workflow.edit(story, content, by=factories.editor(), revision=story.version)


def test_approval_names_the_version_it_was_given_to() -> None:
    story = factories.approved()
    assert (story.status, story.approved_version, story.version) == ("approved", 1, 1)


def test_an_edit_takes_the_approval_away() -> None:
    story = edited(factories.approved())
    assert (story.status, story.version) == ("submitted", 2)
    with pytest.raises(WrongState):
        publishing.publish(story, by=factories.editor(), revision=2)
    assert not PublishedArticle.objects.exists()


def test_an_approval_given_to_an_older_version_than_the_newest_is_refused() -> None:
    story = factories.submitted()
    held = edited(story)
    with pytest.raises(StaleRevision):
        workflow.approve(story, by=held.claimed_by, revision=1)


def test_whoever_looked_at_an_older_version_does_not_publish_the_newer_one() -> None:
    story = edited(factories.approved())
    story = workflow.release(story, by=story.claimed_by)
    workflow.approve(story, by=factories.managing_editor(), revision=2)
    with pytest.raises(StaleRevision):
        publishing.publish(story, by=factories.editor(), revision=1)
    assert not PublishedArticle.objects.exists()


def test_what_is_published_is_the_approved_revision() -> None:
    version = PublishedArticle.objects.get(article=factories.published(title="Đúng bản này"))
    assert (version.revision.number, version.revision.content["title"], version.title) == (
        1,
        "Đúng bản này",
        version.title,
    )


@pytest.mark.parametrize("status", ["approved", "published"])
def test_the_database_refuses_an_approved_status_for_another_version(status: str) -> None:
    story = edited(factories.approved())
    with pytest.raises(IntegrityError, match="article_approval_binds_the_version"), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(status=status, claimed_by=None)


@pytest.mark.parametrize("status", ["approved", "published"])
def test_the_database_refuses_an_approved_status_that_nobody_gave(status: str) -> None:
    """A CHECK lets NULL pass: `approved_version = version` alone would accept a story that was never approved."""
    story = factories.submitted()
    with pytest.raises(IntegrityError, match="article_approval_binds_the_version"), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(status=status)


def test_the_database_refuses_to_move_the_version_under_an_approval() -> None:
    story = factories.approved()
    with pytest.raises(IntegrityError, match="article_approval_binds_the_version"), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(version=2)
