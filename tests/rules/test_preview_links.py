"""Secret links: they open one revision for a time, and nothing at all once revoked, expired or withdrawn."""

import hashlib
from datetime import timedelta

import pytest

from articles import previews, publishing, workflow
from articles.models import Article, LogEntry, PreviewLink
from articles.refusals import BadRequest, NotPermitted, WrongState
from tests import factories
from tests.rules.test_publishing import republished

pytestmark = pytest.mark.django_db


def shared(story: Article, days: int = 3) -> tuple[PreviewLink, str]:
    return previews.share(story, by=factories.editor(), revision=story.version, days=days)


def withdraw(story: Article) -> Article:
    return publishing.withdraw(story, by=factories.managing_editor(), reason="Thông tin chưa được kiểm chứng.")


def move_back(link: PreviewLink, **time: float) -> None:
    """Make time pass for a link."""
    moved = timedelta(**time)
    PreviewLink.objects.filter(pk=link.pk).update(
        created_at=link.created_at - moved, expires_at=link.expires_at - moved
    )


def test_a_link_opens_its_own_revision_whatever_is_saved_afterwards() -> None:
    story = factories.draft(title="Bản đầu")
    link, secret = shared(story)
    workflow.edit(story, factories.content(section=story.section, title="Bản sau"), by=story.owner, revision=1)
    found = previews.find(secret)
    assert found == link
    assert previews.content_of(found.revision).title == "Bản đầu"


def test_only_a_digest_of_the_secret_is_kept() -> None:
    link, secret = shared(factories.draft())
    assert link.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert len(secret) >= 43
    kept = [*PreviewLink.objects.values_list(), *LogEntry.objects.values_list()]
    assert secret not in str(kept)


def test_two_links_have_two_secrets() -> None:
    story = factories.draft()
    assert shared(story)[1] != shared(story)[1]


@pytest.mark.parametrize("secret", ["", "x", "0" * 64, "é" * 50, "a" * 101, "a" * 100_000])
def test_another_secret_opens_nothing(secret: str) -> None:
    shared(factories.draft())
    assert previews.find(secret) is None


def test_the_digest_is_no_secret() -> None:
    link, _secret = shared(factories.draft())
    assert previews.find(link.digest) is None


@pytest.mark.parametrize("days", [1, 3, 7])
def test_a_link_expires(days: int) -> None:
    link, secret = shared(factories.draft(), days=days)
    move_back(link, days=days, minutes=-1)
    assert previews.find(secret) == link
    move_back(link, days=days)
    assert previews.find(secret) is None


@pytest.mark.parametrize("days", [0, -1, 2, 30, 10**8])
def test_no_other_lifetime(days: int) -> None:
    with pytest.raises(BadRequest):
        shared(factories.draft(), days=days)
    assert not PreviewLink.objects.exists()


def test_a_revision_that_is_not_there_is_not_shared() -> None:
    story, other = factories.draft(), factories.draft()
    workflow.edit(other, factories.content(section=other.section, title="Khác"), by=other.owner, revision=1)
    with pytest.raises(BadRequest):
        previews.share(story, by=factories.editor(), revision=2, days=1)


def test_a_revoked_link_is_dead_and_not_revoked_twice() -> None:
    story, boss = factories.draft(), factories.editor()
    link, secret = shared(story)
    other, other_secret = shared(story)
    previews.unshare(story, by=boss, link=link.pk)
    assert previews.find(secret) is None
    assert previews.find(other_secret) == other
    with pytest.raises(WrongState):
        previews.unshare(story, by=boss, link=link.pk)


def test_a_link_of_another_story_is_not_revoked_through_this_one() -> None:
    """Fails where the link alone is looked up: an editor of one section would revoke those of all."""
    link, secret = shared(factories.draft())
    with pytest.raises(WrongState):
        previews.unshare(factories.draft(), by=factories.editor(), link=link.pk)
    assert previews.find(secret) == link


def test_withdrawal_kills_the_links_made_before() -> None:
    story = factories.published()
    _link, secret = shared(story)
    assert previews.find(secret)
    withdraw(story)
    assert previews.find(secret) is None


def test_they_stay_dead_when_the_story_is_published_again() -> None:
    story = factories.published()
    _link, secret = shared(story)
    withdraw(story)
    republished(story, "Bản mới")
    assert previews.find(secret) is None
    new, new_secret = shared(Article.objects.get(pk=story.pk))
    assert previews.find(new_secret) == new


def test_a_withdrawn_story_is_not_shared() -> None:
    story = factories.withdrawn()
    with pytest.raises(WrongState):
        shared(story)


def test_even_a_link_that_is_there_opens_no_withdrawn_story() -> None:
    """Whatever made it: the rule is asked when the link is opened."""
    story = factories.withdrawn()
    revision = story.revisions.get(number=1)
    now = workflow.database_now()
    PreviewLink.objects.create(
        revision=revision,
        digest=hashlib.sha256(b"mot-bi-mat").hexdigest(),
        created_by=story.owner,
        created_at=now,
        expires_at=now + timedelta(days=1),
    )
    assert previews.find("mot-bi-mat") is None


def test_a_deleted_draft_takes_its_links_along() -> None:
    story = factories.draft()
    _link, secret = shared(story)
    workflow.delete(story, by=story.owner)
    assert previews.find(secret) is None


def test_reporters_share_nothing() -> None:
    story = factories.draft()
    with pytest.raises(NotPermitted):
        previews.share(story, by=story.owner, revision=1, days=1)


def test_the_log_says_what_was_shown_to_whom_it_may_concern() -> None:
    story = factories.draft()
    workflow.edit(story, factories.content(section=story.section, title="Bản sau"), by=story.owner, revision=1)
    link, _secret = previews.share(story, by=factories.editor(), revision=1, days=7)
    assert story.log.first().details == {
        "link": link.pk,
        "shown_revision": 1,
        "expires_at": link.expires_at.isoformat(),
    }
