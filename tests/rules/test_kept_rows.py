"""People, sections, tags, pen names and pictures with stories are not deleted: a leaver is deactivated instead."""

from collections.abc import Callable

import pytest
from django.db.models import Model, ProtectedError

from articles import permissions
from articles.content import BylineContent
from articles.models import Article, PublishedArticle, Tag, Verb
from tests import factories

pytestmark = pytest.mark.django_db


def story_with_everything() -> Article:
    author = factories.AuthorFactory(user=factories.reporter())
    photo = factories.PhotoFactory(uploaded_by=factories.reporter())
    return factories.published(tags=("lũ",), bylines=(BylineContent(author),), lead_photo=photo)


@pytest.mark.parametrize(
    "part",
    [
        lambda story: story.owner,
        lambda story: story.section,
        lambda story: Tag.objects.get(),
        lambda story: story.bylines.get().author,
        lambda story: story.bylines.get().author.user,
        lambda story: story.lead_photo,
        lambda story: story.lead_photo.uploaded_by,
        lambda story: story.log.filter(verb="approve").get().by,
        lambda story: story.revisions.get(),
    ],
    ids=["owner", "section", "tag", "author", "account", "photo", "uploader", "approver", "revision"],
)
def test_what_a_story_stands_on_is_not_deleted(part: Callable[[Article], Model]) -> None:
    story = story_with_everything()
    with pytest.raises(ProtectedError):
        part(story).delete()


def test_a_section_with_sub_sections_is_not_deleted() -> None:
    section = factories.SectionFactory()
    factories.SectionFactory(parent=section)
    with pytest.raises(ProtectedError):
        section.delete()


def test_a_story_that_was_published_is_not_deleted() -> None:
    with pytest.raises(ProtectedError):
        factories.published().delete()


def test_a_leaver_may_nothing_and_keeps_the_byline() -> None:
    story = story_with_everything()
    leaver = story.bylines.get().author.user
    leaver.is_active = False
    leaver.save()
    leaver = type(leaver).objects.get(pk=leaver.pk)
    assert not permissions.may(leaver, Verb.EDIT, story)
    version = PublishedArticle.objects.live().get(article=story)
    assert version.bylines[0]["name"] == story.bylines.get().author.name
