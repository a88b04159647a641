"""Withdrawing: readers see nothing, everything is kept, and the story can come back as itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Article, PublishedArticle
from articles.refusals import BadRequest, NotPermitted, StaleRevision, WrongState
from tests import factories
from tests.rules.state import let_pass
from tests.rules.test_publishing import live, reapproved, republished, versions

pytestmark = pytest.mark.django_db

REASON = "Thông tin chưa được kiểm chứng."


def withdraw(story: Article) -> Article:
    return publishing.withdraw(story, by=factories.managing_editor(), reason=REASON)


def test_a_withdrawn_story_is_live_no_more_and_its_text_is_kept() -> None:
    story = factories.published(title="Tin cần gỡ")
    assert withdraw(story).status == "draft"
    assert live(story) is None
    [version] = versions(story)
    assert version.live_from < version.live_until <= workflow.database_now()
    assert (version.title, Article.objects.get(pk=story.pk).title) == ("Tin cần gỡ", "Tin cần gỡ")


@pytest.mark.parametrize("reason", ["", "  ", "gỡ"])
def test_not_without_a_reason(reason: str) -> None:
    story = factories.published()
    with pytest.raises(BadRequest):
        publishing.withdraw(story, by=factories.managing_editor(), reason=reason)
    assert live(story) is not None


def test_only_a_managing_editor_withdraws() -> None:
    story = factories.published()
    with pytest.raises(NotPermitted):
        publishing.withdraw(story, by=factories.editor(), reason=REASON)
    assert live(story) is not None


def test_a_withdrawal_of_a_version_somebody_replaced_meanwhile_is_refused() -> None:
    story = factories.published()
    republished(story, "Bản đã sửa")
    with pytest.raises(StaleRevision):
        publishing.withdraw(story, by=factories.managing_editor(), reason=REASON, revision=1)
    assert live(story) is not None


def test_what_readers_do_not_see_cannot_be_withdrawn() -> None:
    for story in (factories.draft(), factories.approved(), factories.scheduled(), factories.withdrawn()):
        with pytest.raises(WrongState):
            withdraw(story)


def test_the_story_comes_back_at_its_address_with_its_first_date() -> None:
    story = factories.published(title="Tin được gỡ rồi đăng lại")
    let_pass(hours=30)
    [first] = versions(story)
    withdraw(story)
    let_pass(hours=10)
    first.refresh_from_db()
    again = republished(story, "Đầu đề khi đăng lại")
    assert live(story) == again
    assert (again.first_published_at, again.slug) == (first.first_published_at, first.slug)
    assert again.get_absolute_url() == first.get_absolute_url()


def test_withdrawing_takes_the_scheduled_update_off_too() -> None:
    story = factories.published()
    changed = reapproved(story, "Bản hẹn giờ")
    at = timezone.now() + timedelta(hours=2)
    publishing.schedule(changed, by=factories.editor(), revision=2, at=at)
    withdraw(story)
    assert not PublishedArticle.objects.pending().exists()
    let_pass(hours=3)
    assert live(story) is None


def test_an_approval_that_waited_does_not_bring_a_withdrawn_story_back() -> None:
    """It was given before the withdrawal: without a new one, any editor's click would undo the managing editor's."""
    changed = reapproved(factories.published(), "Bản đã duyệt, chưa đăng")
    withdraw(changed)
    with pytest.raises(WrongState):
        publishing.publish(changed, by=factories.editor(), revision=changed.version)
    assert Article.objects.get(pk=changed.pk).status == "draft"


def test_a_change_that_is_being_written_or_edited_goes_on() -> None:
    story, editor = factories.published(), factories.editor()
    content = factories.content(section=story.section, title="Đang sửa")
    edited = workflow.edit(story, content, by=editor, revision=1)
    claimed = workflow.claim(factories.submit(edited, editor), by=editor)
    withdrawn = withdraw(claimed)
    assert (withdrawn.status, withdrawn.claimed_by, withdrawn.title) == ("submitted", editor, "Đang sửa")
