"""Two arrange a topic at once; a story is put into one while it is being published."""

import pytest
from django.db import transaction

from articles import publishing, topics
from articles.refusals import WrongState
from tests import factories
from tests.rules.at_once import Racer, outcomes

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_arrange_at_once_one_wins_and_the_other_is_told() -> None:
    """Fails where the arrangement is compared before the topic is locked: the second would overwrite the first."""
    one, two = stories = [factories.published() for _ in range(2)]
    topic, mine, theirs = factories.topic(*stories), factories.editor(), factories.editor()
    with transaction.atomic():
        topics.arrange(topic, [one.pk, two.pk], by=mine, seen=0)
        racer = Racer(lambda: topics.arrange(topic, [two.pk], by=theirs, seen=0))
        racer.start_and_block()
    [refused] = outcomes([racer])
    assert isinstance(refused, topics.Rearranged)
    assert mine.display_name in str(refused)
    assert topics.pinned(topic) == [one.pk, two.pk]


def test_many_who_arrange_at_once_leave_the_order_of_one_of_them() -> None:
    stories = [factories.published() for _ in range(3)]
    topic, editor = factories.topic(*stories), factories.editor()
    orders = [[story.pk] for story in stories]
    racers = [Racer(lambda order=order: topics.arrange(topic, order, by=editor, seen=0)) for order in orders]
    with transaction.atomic():
        topics.add(topic, factories.published(), by=editor)
        for racer in racers:
            racer.start_and_block()
    results = outcomes(racers)
    assert [isinstance(result, topics.Rearranged) for result in results].count(True) == 2
    assert topics.pinned(topic) in orders
    topic.refresh_from_db()
    assert topic.arrangement == 1


def test_a_story_that_is_published_while_it_is_put_in_is_dated() -> None:
    """Fails where add() reads the date without holding the story: the row would wait for a version that is there."""
    editor, story, topic = factories.editor(), factories.approved(), factories.topic()
    with transaction.atomic():
        version = publishing.publish(story, by=editor, revision=story.version)
        racer = Racer(lambda: topics.add(topic, story, by=editor))
        racer.start_and_block()
    assert outcomes([racer]) == [True]
    assert topic.story_rows.get().first_published_at == version.first_published_at


def test_a_story_that_is_put_in_while_it_is_published_is_dated() -> None:
    editor, story, topic = factories.editor(), factories.approved(), factories.topic()
    with transaction.atomic():
        topics.add(topic, story, by=editor)
        racer = Racer(lambda: publishing.publish(story, by=editor, revision=story.version))
        racer.start_and_block()
    [version] = outcomes([racer])
    assert topic.story_rows.get().first_published_at == version.first_published_at


def test_two_who_put_one_story_in_at_once_leave_it_there_once() -> None:
    editor, story, topic = factories.editor(), factories.published(), factories.topic()
    with transaction.atomic():
        topics.add(topic, story, by=editor)
        racer = Racer(lambda: topics.add(topic, story, by=editor))
        racer.start_and_block()
    assert outcomes([racer]) == [False]
    assert topic.story_rows.count() == 1


def test_of_two_who_make_a_topic_of_one_name_one_is_told() -> None:
    chief = factories.managing_editor()
    with transaction.atomic():
        topics.create("Mùa bão", by=chief)
        racer = Racer(lambda: topics.create("Mùa bão", by=chief))
        racer.start_and_block()
    assert isinstance(outcomes([racer])[0], WrongState)


def test_no_topic_gets_the_address_that_another_is_just_giving_up() -> None:
    chief = factories.managing_editor()
    topic = topics.create("Mùa bão", by=chief)
    with transaction.atomic():
        topics.change(topic, name="Mùa nước", by=chief)
        racer = Racer(lambda: topics.create("Mùa bảo", by=chief))
        racer.start_and_block()
    [made] = outcomes([racer])
    assert made.slug == "mua-bao-2"
