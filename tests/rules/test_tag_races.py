"""A tag is merged or renamed while somebody saves a story with it."""

import pytest
from django.db import transaction

from articles import publishing, tags, workflow
from articles.content import Content
from articles.models import Article, Tag
from articles.refusals import WrongState
from tests import factories
from tests.rules.at_once import Racer, at_once, outcomes

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_save_that_waits_for_a_merge_gets_the_tag_that_stays() -> None:
    """Fails where the name is looked up without holding the tag: the save dies of its row being gone, text and all."""
    story, chief = factories.draft(tags=("mưa",)), factories.managing_editor()
    away, stays = factories.TagFactory(name="lũ"), factories.TagFactory(name="lũ lụt")
    content = factories.content(section=story.section, tags=("lũ", "mưa"))
    with transaction.atomic():
        tags.merge(away, into=stays, by=chief)
        racer = Racer(lambda: workflow.edit(story, content, by=story.owner, revision=1))
        racer.start_and_block()
    [saved] = outcomes([racer])
    assert isinstance(saved, Article)
    assert Content.of(saved).tags == ("lũ lụt", "mưa")


def test_a_merge_that_waits_for_a_save_moves_what_it_wrote() -> None:
    """Fails where the merge does not lock its tags first: the save's link would lead to a tag that is gone."""
    story, chief = factories.draft(), factories.managing_editor()
    away, stays = factories.TagFactory(name="lũ"), factories.TagFactory(name="lũ lụt")
    content = factories.content(section=story.section, tags=("mưa", "lũ"))
    with transaction.atomic():
        workflow.edit(story, content, by=story.owner, revision=1)
        racer = Racer(lambda: tags.merge(away, into=stays, by=chief))
        racer.start_and_block()
    assert outcomes([racer]) == [stays]
    assert Content.of(story).tags == ("mưa", "lũ lụt")


def test_a_save_that_makes_the_name_of_a_tag_just_merged_gets_the_one_that_stays() -> None:
    """Fails where the name is looked up without waiting: the index lets it go the moment the merge is through."""
    chief, editor = factories.managing_editor(), factories.editor()
    away, stays = factories.TagFactory(name="lũ"), factories.TagFactory(name="lũ lụt")
    with transaction.atomic():
        tags.merge(away, into=stays, by=chief)
        racer = Racer(lambda: tags.create("lũ", by=editor))
        racer.start_and_block()
    assert outcomes([racer]) == [stays]
    assert list(Tag.objects.all()) == [stays]


def test_a_tag_made_under_a_name_that_is_just_given_up_is_the_renamed_one() -> None:
    chief, editor = factories.managing_editor(), factories.editor()
    tag = factories.TagFactory(name="lũ")
    with transaction.atomic():
        tags.rename(tag, "lũ lụt", by=chief)
        racer = Racer(lambda: tags.create("lũ", by=editor))
        racer.start_and_block()
    assert [made.pk for made in outcomes([racer])] == [tag.pk]
    assert [each.name for each in Tag.objects.all()] == ["lũ lụt"]


def test_two_who_merge_two_tags_into_each_other_leave_one() -> None:
    chief = factories.managing_editor()
    one, other = factories.TagFactory(name="lũ"), factories.TagFactory(name="lụt")
    with transaction.atomic():
        tags.merge(one, into=other, by=chief)
        racer = Racer(lambda: tags.merge(other, into=one, by=chief))
        racer.start_and_block()
    assert isinstance(outcomes([racer])[0], WrongState)
    assert list(Tag.objects.all()) == [other]


def test_a_word_that_is_accepted_while_its_story_goes_out_reaches_readers() -> None:
    """Fails where adopt() does not wait for the story: the version would be made of a proposal, and stay without it."""
    editor = factories.editor()
    factories.TagFactory(name="mưa")
    story = workflow.create(factories.proposing("mưa", "lũ ống"), by=factories.reporter())
    story = factories.submit(story, story.owner)
    workflow.approve(story, by=editor, revision=1)
    with transaction.atomic():
        publishing.publish(story, by=editor, revision=1)
        racer = Racer(lambda: tags.create("lũ ống", by=editor))
        racer.start_and_block()
    [tag] = outcomes([racer])
    assert tag in [row.tag for row in story.published_versions.get().tag_rows.all()]
    assert Content.of(story).tags == ("mưa", "lũ ống")


def test_saves_with_the_same_tag_do_not_wait_for_each_other() -> None:
    """Fails with a stronger lock than a foreign key takes: a desk on deadline would save one by one."""
    tag = factories.TagFactory(name="lũ")
    first, second = factories.draft(), factories.draft()
    content = factories.content(section=first.section, tags=("lũ",))
    with transaction.atomic():
        workflow.edit(first, content, by=first.owner, revision=1)
        racer = Racer(lambda: workflow.edit(second, content, by=second.owner, revision=1))
        racer.start_and_block()
        assert not racer.is_alive()
    assert tag.tagged_items.count() == 2


def test_one_merge_and_many_saves_leave_every_story_with_the_tag_that_stays() -> None:
    chief = factories.managing_editor()
    away, stays = factories.TagFactory(name="lũ"), factories.TagFactory(name="lũ lụt")
    stories = [factories.draft(tags=("lũ",)) for _number in range(4)]
    guard = factories.draft()

    def save(story: Article) -> Article:
        content = factories.proposing("mưa", "lũ", "lũ lụt", section=story.section)
        return workflow.edit(story, content, by=story.owner, revision=1)

    saves = [lambda story=story: save(story) for story in stories]
    results = at_once(guard, *saves, lambda: tags.merge(away, into=stays, by=chief))
    assert [type(result) for result in results] == [*[Article] * 4, Tag]
    assert {Content.of(story).tags for story in stories} == {("mưa", "lũ lụt")}
    assert not Tag.objects.filter(name="lũ").exists()
