"""What the database itself refuses of a desk copy, a byline or a pick, whoever writes it."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article, Byline, RelatedPick, TaggedArticle
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["draft", "returned", "approved", "published"])
def test_only_a_submitted_story_is_claimed(status: str) -> None:
    story = factories.approved()
    with pytest.raises(IntegrityError, match="article_claimed_while_submitted"), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(status=status, claimed_by=story.owner)


@pytest.mark.parametrize("status", ["", "live", "PUBLISHED"])
def test_no_other_status_than_the_known_ones(status: str) -> None:
    story = factories.draft()
    with pytest.raises(IntegrityError, match="article_status_known"), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(status=status)


def test_a_version_number_is_used_once() -> None:
    story = factories.draft()
    revision = story.revisions.get()
    with pytest.raises(IntegrityError, match="revision_number_once"), transaction.atomic():
        story.revisions.create(number=1, content={}, created_by=story.owner, created_at=revision.created_at)


def test_versions_are_numbered_from_one() -> None:
    story = factories.draft()
    with pytest.raises(IntegrityError, match="article_version_from_one"), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(version=0)


def test_a_story_is_not_related_to_itself() -> None:
    story = factories.draft()
    with pytest.raises(IntegrityError, match="related_story_is_another"), transaction.atomic():
        RelatedPick.objects.create(article=story, related=story)


def test_a_story_is_picked_once() -> None:
    story, pick = factories.draft(), factories.draft()
    RelatedPick.objects.create(article=story, related=pick)
    with pytest.raises(IntegrityError, match="related_story_once"), transaction.atomic():
        RelatedPick.objects.create(article=story, related=pick)


def test_a_pick_names_a_story_or_a_title() -> None:
    story = factories.draft()
    with pytest.raises(IntegrityError, match="related_story_is_named"), transaction.atomic():
        RelatedPick.objects.create(article=story)


def test_a_tag_stands_once_on_a_story() -> None:
    story, tag = factories.draft(tags=("bão",)), factories.TagFactory(name="lũ")
    TaggedArticle.objects.create(content_object=story, tag=tag)
    with pytest.raises(IntegrityError, match="tag_once_per_article"), transaction.atomic():
        TaggedArticle.objects.create(content_object=story, tag=tag)


def test_a_name_stands_once_in_each_part_it_had() -> None:
    story, author = factories.draft(), factories.AuthorFactory()
    Byline.objects.create(article=story, author=author, role="writer")
    Byline.objects.create(article=story, author=author, role="photographer")
    with pytest.raises(IntegrityError, match="byline_once_per_role"), transaction.atomic():
        Byline.objects.create(article=story, author=author, role="writer")
    with pytest.raises(IntegrityError, match="byline_role_known"), transaction.atomic():
        Byline.objects.create(article=story, author=author, role="minister")
