"""What sort of story it is, from the desk to the readers: part of its content like every word of it."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from articles import workflow
from articles.content import Content
from articles.merge import merge
from articles.models import Article, PublishedArticle
from tests import factories

pytestmark = pytest.mark.django_db
Kind = Article.Kind


def test_the_published_version_carries_the_kind() -> None:
    story = factories.published(kind=Kind.INTERVIEW)
    assert PublishedArticle.objects.live().get(article=story).kind == Kind.INTERVIEW


def test_another_kind_alone_is_another_version_and_takes_the_approval_away() -> None:
    editor = factories.editor()
    story = factories.approved(editor)
    content = Content.of(story)

    assert workflow.edit(story, content, by=editor, revision=1).version == 1
    changed = workflow.edit(story, replace(content, kind=Kind.LONG_READ), by=editor, revision=1)
    assert (changed.version, changed.status) == (2, Article.Status.SUBMITTED)
    assert changed.revisions.get(number=2).content["kind"] == "long_read"


def test_readers_go_on_seeing_the_kind_that_was_published() -> None:
    editor = factories.editor()
    story = factories.published(editor)
    workflow.edit(story, replace(Content.of(story), kind=Kind.VIDEO), by=editor, revision=1)
    assert PublishedArticle.objects.live().get(article=story).kind == Kind.NEWS


def test_a_revision_kept_before_stories_had_kinds_is_a_news_story() -> None:
    kept = factories.draft().revisions.get().content
    del kept["kind"]
    assert Content.from_snapshot(kept).kind == Kind.NEWS


def test_the_database_refuses_a_kind_there_is_not() -> None:
    with pytest.raises(IntegrityError):
        workflow.create(factories.content(kind="poem"), by=factories.reporter())


def test_two_people_who_choose_different_kinds_are_asked() -> None:
    base = Content(title="Chợ nổi")
    photo, video = replace(base, kind=Kind.PHOTO), replace(base, kind=Kind.VIDEO)

    assert merge(base, photo, base).content.kind == Kind.PHOTO
    asked = merge(base, photo, video)
    assert [collision.field for collision in asked.collisions] == ["kind"]
    assert merge(base, photo, video, {"kind": "theirs"}).content.kind == Kind.VIDEO
