"""What can be done with a topic, by whom, and what is kept of it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from articles import publishing, topics, workflow
from articles.models import Topic, TopicLogEntry, TopicStory, TopicVerb
from articles.refusals import BadRequest, NotPermitted, WrongState
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    return factories.managing_editor()


@pytest.fixture
def editor() -> User:
    return factories.editor()


def dates(topic: Topic) -> list[object]:
    return list(topic.story_rows.order_by("pk").values_list("first_published_at", flat=True))


# Who may --------------------------------------------------------------------------------------------------------------

DO: dict[str, Callable[[Topic, User], object]] = {
    "create": lambda topic, by: topics.create("Chuyện khác", by=by),
    "change": lambda topic, by: topics.change(topic, name="Tên khác", by=by),
    "close": lambda topic, by: topics.close(topic, by=by),
    "reopen": lambda topic, by: topics.reopen(topic, by=by),
    "delete": lambda topic, by: topics.delete(factories.topic(name="Trống"), by=by),
    "add": lambda topic, by: topics.add(topic, factories.published(), by=by),
    "remove": lambda topic, by: topics.remove(topic, topic.story_rows.get().article, by=by),
    "arrange": lambda topic, by: topics.arrange(topic, [topic.story_rows.get().article_id], by=by, seen=0),
}
CURATING = {"add", "remove", "arrange"}


@pytest.mark.parametrize("verb", DO)
@pytest.mark.parametrize("role", ["reporter", "editor", "managing_editor", "administrator", "superuser"])
def test_editors_put_stories_in_and_managing_editors_make_topics(role: str, verb: str) -> None:
    topic = factories.topic(factories.published())
    by = factories.UserFactory(is_superuser=True) if role == "superuser" else getattr(factories, role)()
    may = role == "managing_editor" or (role == "editor" and verb in CURATING)
    before = TopicLogEntry.objects.filter(topic=topic).count()
    if may:
        DO[verb](topic, by)
    else:
        with pytest.raises(NotPermitted):
            DO[verb](topic, by)
        assert TopicLogEntry.objects.filter(topic=topic).count() == before


def test_only_a_story_that_the_person_may_see_is_put_in(editor: User) -> None:
    factories.SectionFactory().editors.add(editor)
    topic, hidden, live = factories.topic(), factories.draft(), factories.published()
    with pytest.raises(NotPermitted):
        topics.add(topic, hidden, by=editor)
    assert topics.add(topic, live, by=editor)


# The topic itself -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "…", "x" * 121])
def test_a_name_that_no_topic_can_have_is_refused(name: str, chief: User) -> None:
    with pytest.raises(BadRequest):
        topics.create(name, by=chief)


def test_two_topics_of_one_name_are_refused_and_those_that_differ_by_marks_have_two_addresses(chief: User) -> None:
    topics.create("Bão số 3", by=chief)
    with pytest.raises(WrongState):
        topics.create("BÃO  số 3", by=chief)
    assert topics.create("Bảo số 3", by=chief).slug == "bao-so-3-2"


def test_a_renamed_topic_keeps_its_earlier_addresses_for_itself(chief: User) -> None:
    topic = topics.create("Mùa bão", by=chief)
    topics.change(topic, name="Mùa mưa bão", by=chief)
    topics.change(topic, name="Mùa nước", by=chief)
    assert [Topic.objects.at(slug) for slug in ("mua-bao", "mua-mua-bao", "mua-nuoc")] == [topic] * 3
    assert topics.create("Mùa bào", by=chief).slug == "mua-bao-2"
    assert topics.change(topic, name="Mùa bão", by=chief).slug == "mua-bao"


def test_who_changes_what_somebody_changed_meanwhile_is_refused(chief: User) -> None:
    topic = topics.create("Mùa bão", by=chief)
    topics.change(topic, name="Mùa bão", introduction="Của người khác.", by=chief, version=1)
    with pytest.raises(WrongState):
        topics.change(topic, name="Mùa bão", introduction="Của tôi.", by=chief, version=1)
    assert Topic.objects.get().introduction == "Của người khác."


def test_a_closed_topic_takes_no_story_until_it_is_opened_again(chief: User) -> None:
    topic, story = factories.topic(), factories.published()
    assert not topics.close(topic, by=chief).is_open
    with pytest.raises(WrongState):
        topics.add(topic, story, by=chief)
    assert topics.reopen(topic, by=chief).is_open
    assert topics.add(topic, story, by=chief)


def test_a_topic_with_stories_is_not_deleted(chief: User) -> None:
    with pytest.raises(WrongState):
        topics.delete(factories.topic(factories.published()), by=chief)
    topics.delete(factories.topic(name="Trống"), by=chief)
    assert [topic.name for topic in Topic.objects.all()] == ["Mùa vụ"]


# What stands in it ----------------------------------------------------------------------------------------------------


def test_a_story_is_put_in_once(editor: User) -> None:
    story = factories.published()
    topic = factories.topic(story)
    assert not topics.add(topic, story, by=editor)
    assert topic.story_rows.count() == 1


def test_a_story_is_dated_when_readers_see_it_or_will_see_it(editor: User) -> None:
    live, waiting, draft = factories.published(), factories.scheduled(), factories.approved()
    topic = factories.topic(live, waiting, draft)
    planned = waiting.published_versions.get().live_from
    first = live.published_versions.get().first_published_at
    assert dates(topic) == [first, planned, None]
    version = publishing.publish(draft, by=editor, revision=draft.version)
    factories.republished(live, title="Nông dân gieo xong vụ mới")
    assert dates(topic) == [first, planned, version.first_published_at]


def test_a_story_published_earlier_than_planned_is_dated_then(chief: User) -> None:
    waiting = factories.scheduled()
    topic = factories.topic(waiting)
    publishing.cancel_schedule(waiting, by=chief)
    waiting.refresh_from_db()
    version = publishing.publish(waiting, by=chief, revision=waiting.version)
    assert dates(topic) == [version.first_published_at]


def test_stories_stand_first_in_the_order_of_hand(editor: User) -> None:
    one, two, three = stories = [factories.published() for _ in range(3)]
    topic = factories.topic(*stories)
    topics.arrange(topic, [three.pk, one.pk], by=editor, seen=0)
    assert topics.pinned(topic) == [three.pk, one.pk]
    topics.arrange(topic, [one.pk, three.pk, two.pk], by=editor, seen=1)
    assert topics.pinned(topic) == [one.pk, three.pk, two.pk]
    topics.arrange(topic, [], by=editor, seen=2)
    assert topics.pinned(topic) == []


def test_who_arranges_an_older_arrangement_is_told_who_was_quicker(editor: User, chief: User) -> None:
    one, two = stories = [factories.published() for _ in range(2)]
    topic = factories.topic(*stories)
    topics.arrange(topic, [one.pk], by=chief, seen=0)
    with pytest.raises(topics.Rearranged, match=chief.display_name):
        topics.arrange(topic, [two.pk], by=editor, seen=0)
    assert topics.pinned(topic) == [one.pk]


def test_the_order_that_stands_already_is_no_new_arrangement(editor: User) -> None:
    story = factories.published()
    topic = factories.topic(story)
    for _ in range(2):
        topic = topics.arrange(topic, [story.pk], by=editor, seen=topic.arrangement)
    assert topic.arrangement == 1


def test_taking_out_a_story_that_stands_first_is_a_new_arrangement(editor: User) -> None:
    one, two = stories = [factories.published() for _ in range(2)]
    topic = factories.topic(*stories)
    topics.arrange(topic, [one.pk, two.pk], by=editor, seen=0)
    assert topics.remove(topic, one, by=editor)
    assert not topics.remove(topic, one, by=editor)
    with pytest.raises(WrongState):
        topics.arrange(topic, [two.pk, one.pk], by=editor, seen=1)
    assert topics.pinned(topic) == [two.pk]


def test_no_stranger_and_not_too_many_stand_first(editor: User) -> None:
    topic = factories.topic(factories.published())
    with pytest.raises(WrongState):
        topics.arrange(topic, [factories.published().pk], by=editor, seen=0)
    with pytest.raises(BadRequest):
        topics.arrange(topic, list(range(1, topics.MOST_PINNED + 2)), by=editor, seen=0)


def test_a_draft_in_a_topic_can_be_deleted(chief: User) -> None:
    story = factories.draft()
    topic = factories.topic(story)
    workflow.delete(story, by=chief)
    assert not topic.story_rows.exists()


# The log --------------------------------------------------------------------------------------------------------------


def test_everything_that_is_done_is_logged_with_its_name(chief: User) -> None:
    story = factories.published()
    topic = topics.create("Mùa bão", by=chief)
    topics.change(topic, name="Mùa mưa bão", by=chief)
    topics.add(topic, story, by=chief)
    topics.arrange(topic, [story.pk], by=chief, seen=0)
    topics.remove(topic, story, by=chief)
    topics.close(topic, by=chief)
    topics.reopen(topic, by=chief)
    topics.delete(topic, by=chief)
    log = TopicLogEntry.objects.filter(topic=topic.pk).order_by("pk")
    verbs = ["create", "change", "add", "arrange", "remove", "close", "reopen", "delete"]
    assert [entry.verb for entry in log] == verbs
    assert {entry.by_name for entry in log} == {chief.display_name}
    assert [entry.details for entry in log][1:4] == [
        {"was": "Mùa bão"},
        {"article": story.pk},
        {"articles": [story.pk]},
    ]


def test_the_log_is_written_once(chief: User) -> None:
    topics.create("Mùa bão", by=chief)
    for change in (lambda rows: rows.update(verb=TopicVerb.CLOSE), lambda rows: rows._raw_delete("default")):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change(TopicLogEntry.objects.all())


def test_no_two_stories_stand_at_one_place() -> None:
    topic = factories.topic(factories.published(), factories.published())
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicStory.objects.filter(topic=topic).update(place=1)
