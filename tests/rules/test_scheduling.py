"""Schedules are facts about time: nothing runs at the moment itself, and calling one off restores what was."""

import time
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Article, PublishedArticle
from articles.refusals import BadRequest, WrongState
from tests import factories
from tests.rules.state import let_pass
from tests.rules.test_publishing import live, reapproved, republished, versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon() -> datetime:
    return timezone.now() + timedelta(hours=2)


def schedule(story: Article, at: datetime) -> PublishedArticle:
    return publishing.schedule(story, by=factories.editor(), revision=story.version, at=at)


def cancel(story: Article) -> Article:
    return publishing.cancel_schedule(story, by=factories.editor())


def test_a_scheduled_story_is_live_from_its_moment_on_by_the_databases_clock() -> None:
    """In real time: nothing is done between the two looks but waiting."""
    story = factories.approved()
    at = workflow.database_now() + timedelta(seconds=0.6)
    schedule(story, at=at)
    seen = live(story)
    assert seen is None or workflow.database_now() >= at  # the second half for a machine that stood still meanwhile
    time.sleep(0.7)
    assert live(story) is not None


def test_readers_see_nothing_of_it_before() -> None:
    story = factories.scheduled(hours=2)
    let_pass(hours=1.9)
    assert live(story) is None
    let_pass(hours=0.2)
    version = live(story)
    assert version is not None
    assert version.first_published_at == version.live_from


def test_the_old_version_gives_way_at_that_very_instant(soon: datetime) -> None:
    story = factories.published(title="Bản đang đăng")
    schedule(reapproved(story, "Bản hẹn giờ"), at=soon)
    old, new = versions(story)
    assert (live(story), old.live_until, new.live_from) == (old, soon, soon)
    let_pass(hours=3)
    assert live(story) == new


def test_a_scheduled_update_keeps_the_first_date_and_the_address(soon: datetime) -> None:
    story = factories.published(title="Bản đang đăng")
    new = schedule(reapproved(story, "Đầu đề khác"), at=soon)
    old = versions(story)[0]
    assert (new.first_published_at, new.slug) == (old.first_published_at, old.slug)


@pytest.mark.parametrize("hours", [-1, 0])
def test_the_past_is_refused(hours: float) -> None:
    story = factories.approved()
    with pytest.raises(BadRequest):
        schedule(story, at=workflow.database_now() + timedelta(hours=hours))
    assert versions(story) == []


# Calling off ---------------------------------------------------------------------------------------------------------


def test_a_schedule_called_off_never_goes_live_and_the_story_is_approved_still() -> None:
    story = factories.scheduled()
    assert cancel(story).status == "approved"
    assert not PublishedArticle.objects.pending().exists()
    let_pass(hours=3)
    assert live(story) is None
    assert not PublishedArticle.objects.ever_public().exists()


def test_calling_off_an_update_leaves_the_live_version_open_ended(soon: datetime) -> None:
    story = factories.published(title="Bản đang đăng")
    schedule(reapproved(story, "Bản hẹn giờ"), at=soon)
    assert cancel(story).status == "approved"
    old = versions(story)[0]
    assert (live(story), old.live_until) == (old, None)
    let_pass(hours=3)
    assert live(story) == old


def test_schedule_cancel_schedule_again_at_the_same_instant_cancel(soon: datetime) -> None:
    story = factories.published(title="Bản đang đăng")
    changed = reapproved(story, "Bản hẹn giờ")
    for _round in range(2):
        schedule(changed, at=soon)
        cancel(story)
    old, *called_off = versions(story)
    assert [version.live_until for version in called_off] == [soon, soon]
    assert old.live_until is None
    third = schedule(changed, at=soon)
    let_pass(hours=3)
    assert live(story) == third


def test_a_story_that_never_was_live_has_no_date_from_a_schedule_called_off(soon: datetime) -> None:
    story = factories.scheduled(title="Đầu đề hẹn giờ")
    cancel(story)
    let_pass(hours=3)
    version = republished(story, "Đầu đề lúc đăng")
    assert version.first_published_at == version.live_from
    assert version.slug == "dau-de-luc-dang"


def test_after_an_edit_the_schedule_stays_and_so_does_the_draft_when_it_is_called_off() -> None:
    story = factories.scheduled()
    content = factories.content(section=story.section, title="Đang sửa")
    edited = workflow.edit(story, content, by=factories.editor(), revision=1)
    assert PublishedArticle.objects.pending().get().article == story
    assert cancel(edited).status == "draft"


def test_a_newer_approval_replaces_what_was_scheduled(soon: datetime) -> None:
    story = factories.scheduled()
    newer = schedule(reapproved(story, "Bản hẹn lại"), at=soon + timedelta(hours=1))
    assert PublishedArticle.objects.pending().get() == newer
    let_pass(hours=2.5)
    assert live(story) is None


def test_what_is_not_scheduled_cannot_be_called_off() -> None:
    for story in (factories.approved(), factories.published()):
        with pytest.raises(WrongState):
            cancel(story)


def test_a_schedule_whose_moment_came_is_not_called_off() -> None:
    story = factories.scheduled(hours=2)
    let_pass(hours=3)
    with pytest.raises(WrongState):
        cancel(story)
    assert live(story) is not None


@pytest.mark.parametrize("with_an_older_version", [False, True])
def test_nor_one_whose_moment_comes_while_it_is_being_called_off(
    with_an_older_version: bool, soon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails where the version is ended by its key alone: readers saw it for an instant, and history would deny it."""
    story = factories.published(title="Bản đang đăng") if with_an_older_version else factories.draft()
    if with_an_older_version:
        schedule(reapproved(story, "Bản hẹn giờ"), at=soon)
    else:
        story = factories.scheduled()
    pending = PublishedArticle.objects.pending().select_related("article").get()
    let_pass(hours=3)
    pending.refresh_from_db()
    monkeypatch.setattr(publishing, "_pending", lambda _article: pending)  # what was read just before the moment
    with pytest.raises(WrongState):
        cancel(story)
    assert live(story) == pending
    assert Article.objects.get(pk=story.pk).status == "published"


@pytest.mark.parametrize("verb", ["publish", "schedule"])
def test_a_version_whose_moment_comes_while_the_next_is_being_published(
    verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In real time. Fails where the clock is read first: what is live then would have to end before it began."""
    editor, chief = factories.editor(), factories.managing_editor()
    story = factories.approved()
    first = schedule(story, at=workflow.database_now() + timedelta(seconds=4))
    story = reapproved(story, "Bản ra ngay", by=editor)
    pending = publishing._pending

    def looked_at_late(article: Article) -> PublishedArticle | None:
        while workflow.database_now() < first.live_from:
            time.sleep(0.05)
        return pending(article)

    monkeypatch.setattr(publishing, "_pending", looked_at_late)
    if verb == "publish":
        second = publishing.publish(story, by=chief, revision=2)
        first.refresh_from_db()
        assert first.live_from < first.live_until == second.live_from
        assert live(story) == second
    else:
        with pytest.raises(WrongState):
            publishing.schedule(story, by=chief, revision=2, at=first.live_from - timedelta(milliseconds=100))
        assert live(story) == first
        assert Article.objects.get(pk=story.pk).status == "approved"
