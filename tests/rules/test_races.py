"""Two at once: exactly one wins, and the other is told what happened.

Each of these fails where a verb is written as "read, look, save": `story.claimed_by = by; story.save()` instead of the
update that asks for the state it has read, or a published version made without the story's row locked. Tried by
writing them so; the note at each test says what then comes of it.
"""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone

from articles import previews, publishing, workflow
from articles.content import Content
from articles.counting.fold import fold_all
from articles.counting.inbox import Report, append
from articles.models import Article, LogEntry, Photo, PreviewLink, PublishedArticle, Revision
from articles.refusals import HeldByAnother, NotPermitted, Refusal, StaleRevision, WrongState
from tests import factories
from tests.rules.at_once import Racer, at_once, outcomes

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "Thông tin chưa được kiểm chứng."


def fresh(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


def verbs(story: Article) -> list[str]:
    """What the log says, the oldest first."""
    return list(LogEntry.objects.filter(article=story.pk).order_by("pk").values_list("verb", flat=True))


def test_of_two_editors_who_claim_one_gets_the_story_and_the_other_the_name() -> None:
    """Read-and-save: both claims succeed, and the first editor works on a story that the second holds."""
    story = factories.submitted()
    first, second = factories.editor(last_name="Đỗ", first_name="Thị Gấm"), factories.editor()
    won, lost = at_once(story, lambda: workflow.claim(story, by=first), lambda: workflow.claim(story, by=second))
    assert isinstance(won, Article)
    assert isinstance(lost, HeldByAnother)
    assert "Đỗ Thị Gấm" in str(lost)
    assert fresh(story).claimed_by == first
    assert verbs(story).count("claim") == 1


def test_of_two_saves_from_one_version_the_second_is_refused_and_overwrites_nothing() -> None:
    """Read-and-save: the second text replaces the first unseen, and both call themselves version 2."""
    story, editor = factories.draft(), factories.editor(last_name="Đỗ", first_name="Thị Gấm")
    theirs = factories.content(section=story.section, title="Bản của biên tập viên", tags=("bão",))
    mine = factories.content(section=story.section, title="Bản của phóng viên", tags=("lũ",))
    won, lost = at_once(
        story,
        lambda: workflow.edit(story, theirs, by=editor, revision=1),
        lambda: workflow.edit(story, mine, by=story.owner, revision=1),
    )
    assert isinstance(won, Article)
    assert isinstance(lost, StaleRevision)
    assert "Đỗ Thị Gấm" in str(lost)
    assert (fresh(story).title, Content.of(fresh(story)).snapshot()["tags"]) == ("Bản của biên tập viên", ["bão"])
    assert list(Revision.objects.filter(article=story).values_list("number", flat=True)) == [2, 1]


def test_of_eight_who_publish_one_does_and_the_log_has_one_row() -> None:
    """Without the lock all eight read "approved"; without the constraint as well, up to eight versions are live."""
    story = factories.approved()
    editors = [factories.editor() for _number in range(8)]
    results = at_once(story, *(lambda by=by: publishing.publish(story, by=by, revision=1) for by in editors))
    assert isinstance(results[0], PublishedArticle)
    assert all(isinstance(result, WrongState) for result in results[1:])
    assert PublishedArticle.objects.filter(article=story).count() == 1
    assert verbs(story).count("publish") == 1


@pytest.mark.parametrize("first", ["publish", "withdraw"])
def test_publishing_an_update_while_the_story_is_withdrawn_ends_in_one_of_the_two(first: str) -> None:
    """Without the lock the withdrawal ends the version it has read, and the update published meanwhile stays live."""
    story, editor, chief = factories.published(), factories.editor(), factories.managing_editor()
    content = factories.content(section=story.section, title="Bản sửa đã duyệt")
    changed = workflow.edit(story, content, by=editor, revision=1)
    changed = workflow.submit(changed, by=editor, revision=2)
    changed = workflow.approve(changed, by=chief, revision=2)
    calls = {
        "publish": lambda: publishing.publish(changed, by=editor, revision=2),
        "withdraw": lambda: publishing.withdraw(changed, by=chief, reason=REASON),
    }
    second = next(verb for verb in calls if verb != first)
    results = dict(zip((first, second), at_once(story, calls[first], calls[second]), strict=True))
    assert not isinstance(results["withdraw"], Exception)
    assert isinstance(results["publish"], PublishedArticle if first == "publish" else WrongState)
    check_state_against_log(story)
    assert not PublishedArticle.objects.live().exists()


def check_state_against_log(story: Article) -> None:
    """The story stands where its last row says, every row began where the one before ended, and ranges do not cross."""
    rows = list(LogEntry.objects.filter(article=story.pk).order_by("pk"))
    assert fresh(story).status == rows[-1].to_status
    assert all(earlier.to_status == later.from_status for earlier, later in pairwise(rows))
    versions = PublishedArticle.objects.filter(article=story).order_by("live_from", "live_until")
    assert all(earlier.live_until <= later.live_from for earlier, later in pairwise(versions))
    last = next(row.verb for row in reversed(rows) if row.verb in {"publish", "withdraw"})
    assert PublishedArticle.objects.live().filter(article=story).exists() == (last == "publish")


@pytest.mark.parametrize("first", ["take_back", "claim"])
def test_a_story_is_taken_back_or_claimed_but_not_both(first: str) -> None:
    """Read-and-save: a draft that an editor holds, which the database then refuses with an error nobody expects."""
    story, editor = factories.submitted(), factories.editor()
    calls = {
        "take_back": lambda: workflow.take_back(story, by=story.owner),
        "claim": lambda: workflow.claim(story, by=editor),
    }
    second = next(verb for verb in calls if verb != first)
    won, lost = at_once(story, calls[first], calls[second])
    assert isinstance(won, Article)
    assert isinstance(lost, HeldByAnother if second == "take_back" else WrongState)
    held = first == "claim"
    assert (fresh(story).status, fresh(story).claimed_by) == (("submitted", editor) if held else ("draft", None))
    assert verbs(story)[-1] == first


@pytest.mark.parametrize("first", ["save", "claim"])
def test_an_editor_who_saves_while_another_claims_hears_who_was_quicker(first: str) -> None:
    """Where a lost save always reports a newer version: it names whoever saved last, and that was the reporter."""
    story = factories.submitted()
    saver, claimer = factories.editor(last_name="Lý"), factories.editor(last_name="Đỗ", first_name="Thị Gấm")
    content = factories.content(section=story.section, title="Đang sửa")
    calls = {
        "save": lambda: workflow.edit(story, content, by=saver, revision=1),
        "claim": lambda: workflow.claim(story, by=claimer),
    }
    second = next(verb for verb in calls if verb != first)
    _won, lost = at_once(story, calls[first], calls[second])
    if first == "claim":
        assert isinstance(lost, HeldByAnother)
        assert "Đỗ Thị Gấm" in str(lost)
    else:
        assert isinstance(lost, Refusal)
        assert "Lý" in str(lost)
    assert fresh(story).claimed_by == (claimer if first == "claim" else saver)


@pytest.mark.parametrize("first", ["save", "approve"])
def test_a_text_is_not_approved_while_it_changes(first: str) -> None:
    """Read-and-save: the approval is written onto the version it never saw."""
    story, chief, editor = factories.submitted(), factories.managing_editor(), factories.editor()
    content = factories.content(section=story.section, title="Đổi lúc đang duyệt")
    calls = {
        "save": lambda: workflow.edit(story, content, by=editor, revision=1),
        "approve": lambda: workflow.approve(story, by=chief, revision=1),
    }
    second = next(verb for verb in calls if verb != first)
    _won, lost = at_once(story, calls[first], calls[second])
    assert isinstance(lost, Refusal)
    expected = ("approved", 1, 1) if first == "approve" else ("submitted", 2, None)
    assert (fresh(story).status, fresh(story).version, fresh(story).approved_version) == expected


@pytest.mark.parametrize("first", ["delete", "submit"])
def test_a_draft_is_deleted_or_submitted_but_not_both(first: str) -> None:
    """Without the lock Django deletes by key alone, and takes with it the story that editors were just given."""
    story = factories.draft()
    calls = {
        "delete": lambda: workflow.delete(story, by=story.owner),
        "submit": lambda: workflow.submit(story, by=story.owner, revision=1),
    }
    second = next(verb for verb in calls if verb != first)
    won, lost = at_once(story, calls[first], calls[second])
    assert not isinstance(won, Exception)
    assert isinstance(lost, WrongState)
    assert Article.objects.filter(pk=story.pk).exists() == (first == "submit")
    assert verbs(story)[-1] == first


def test_of_two_schedules_one_stands() -> None:
    """Without the lock both read "approved", and the second fails on the constraint with an error nobody expects."""
    story, at = factories.approved(), timezone.now() + timedelta(hours=1)
    first, second = factories.editor(), factories.editor()
    won, lost = at_once(
        story,
        lambda: publishing.schedule(story, by=first, revision=1, at=at),
        lambda: publishing.schedule(story, by=second, revision=1, at=at + timedelta(hours=1)),
    )
    assert isinstance(lost, WrongState)
    assert list(PublishedArticle.objects.pending()) == [won]


@pytest.mark.parametrize("first", ["cancel", "withdraw"])
def test_a_schedule_called_off_twice_at_once_is_called_off_once(first: str) -> None:
    """Without the lock the second opens the live version again that the withdrawal has just ended."""
    story, editor, chief = factories.published(), factories.editor(), factories.managing_editor()
    content = factories.content(section=story.section, title="Bản hẹn giờ")
    changed = workflow.submit(workflow.edit(story, content, by=editor, revision=1), by=editor, revision=2)
    changed = workflow.approve(changed, by=chief, revision=2)
    publishing.schedule(changed, by=editor, revision=2, at=timezone.now() + timedelta(hours=1))
    calls = {
        "cancel": lambda: publishing.cancel_schedule(changed, by=editor),
        "withdraw": lambda: publishing.withdraw(changed, by=chief, reason=REASON),
    }
    second = next(verb for verb in calls if verb != first)
    won, lost = at_once(story, calls[first], calls[second])
    assert not isinstance(won, Exception)
    assert isinstance(lost, Article if first == "cancel" else WrongState)
    assert fresh(story).status == "draft"
    assert not PublishedArticle.objects.live().exists()
    assert not PublishedArticle.objects.pending().exists()


def test_the_words_of_a_picture_do_not_change_between_the_look_at_them_and_their_copy() -> None:
    """Unlocked, a change may come in after the words were compared with the approved ones, and be copied."""
    picture = factories.PhotoFactory(caption="Chú thích đã duyệt")
    story = factories.approved(lead_photo=picture)
    with transaction.atomic():
        version = publishing.publish(story, by=factories.editor(), revision=1)
        writer = Racer(lambda: Photo.objects.filter(pk=picture.pk).update(caption="Chưa ai duyệt"))
        writer.start_and_block()
        assert writer.is_alive()
    assert outcomes([writer]) == [1]
    assert version.lead_photo["caption"] == "Chú thích đã duyệt"


def test_of_two_who_approve_a_story_again_one_does() -> None:
    picture = factories.PhotoFactory()
    story, first, second = factories.approved(lead_photo=picture), factories.editor(last_name="Đỗ"), factories.editor()
    Photo.objects.update(caption="Chưa ai duyệt")
    won, lost = at_once(
        story,
        lambda: workflow.approve(story, by=first, revision=1),
        lambda: workflow.approve(story, by=second, revision=1),
    )
    assert isinstance(won, Article)
    assert isinstance(lost, WrongState)
    assert first.display_name in str(lost)
    assert verbs(story).count("approve") == 2


def test_readers_are_counted_while_a_new_version_is_being_published() -> None:
    """With the whole row locked, the count waits for the editor's transaction, and readers' requests with it."""
    story, editor = factories.published(), factories.editor()
    content = factories.content(section=story.section, title="Bản sửa đã duyệt")
    changed = workflow.submit(workflow.edit(story, content, by=editor, revision=1), by=editor, revision=2)
    changed = workflow.approve(changed, by=factories.managing_editor(), revision=2)
    with transaction.atomic():
        publishing.publish(changed, by=editor, revision=2)
        reader = Racer(lambda: append(Report(story.pk, timezone.now(), [b"r" * 16])) and fold_all())
        reader.start_and_block()
        assert not reader.is_alive()
    assert outcomes([reader]) == [1]


CALLS = {
    "approve": lambda story, by: workflow.approve(story, by=by, revision=1),
    "send_back": lambda story, by: workflow.send_back(story, by=by, reason=REASON),
    "publish": lambda story, by: publishing.publish(story, by=by, revision=1),
    "schedule": lambda story, by: publishing.schedule(story, by=by, revision=1, at=timezone.now() + timedelta(hours=1)),
}
ONE_OF_TWO = [
    ("approve", "approve"),
    ("send_back", "approve"),
    ("publish", "publish"),
    ("publish", "schedule"),
    ("send_back", "publish"),
]


@pytest.mark.parametrize(("first", "second"), [*ONE_OF_TWO, ("approve", "send_back")])
def test_of_two_at_once_the_second_hears_who_was_quicker(first: str, second: str) -> None:
    story = factories.submitted() if "approve" in {first, second} else factories.approved()
    winner, loser = factories.editor(last_name="Đỗ", first_name="Thị Gấm"), factories.editor()
    won, lost = at_once(story, lambda: CALLS[first](story, winner), lambda: CALLS[second](story, loser))
    assert not isinstance(won, Exception)
    assert isinstance(lost, WrongState)
    assert "Đỗ Thị Gấm" in str(lost)


@pytest.mark.parametrize(("first", "second"), ONE_OF_TWO)
def test_so_does_whoever_presses_a_button_of_a_page_opened_before(first: str, second: str) -> None:
    story = factories.submitted() if "approve" in {first, second} else factories.approved()
    CALLS[first](story, factories.editor(last_name="Đỗ", first_name="Thị Gấm"))
    with pytest.raises(WrongState, match="Đỗ Thị Gấm"):
        CALLS[second](story, factories.editor())


def test_a_co_author_who_saves_what_was_just_submitted_hears_by_whom() -> None:
    submitter = factories.reporter(last_name="Lý", first_name="Văn Bình")
    story = factories.draft(bylines=factories.bylined(factories.AuthorFactory(user=submitter)).bylines)
    workflow.submit(story, by=submitter, revision=1)
    with pytest.raises(NotPermitted, match="Lý Văn Bình"):
        workflow.edit(story, factories.content(section=story.section), by=story.owner, revision=1)


def test_whoever_may_not_see_a_story_does_not_hear_what_was_done_with_it() -> None:
    submitter = factories.reporter(last_name="Lý", first_name="Văn Bình")
    story, stranger = factories.submitted(owner=submitter), factories.reporter()
    with pytest.raises(NotPermitted) as refused:
        workflow.edit(story, factories.content(section=story.section), by=stranger, revision=1)
    assert "Lý Văn Bình" not in str(refused.value)


def test_no_link_is_made_while_the_story_is_being_withdrawn() -> None:
    """Without the lock the link is made, and opens again with the next publication, though it was killed in words."""
    story, chief = factories.published(), factories.managing_editor()
    sharing = Racer(lambda: previews.share(story, by=chief, revision=1, days=1))
    with transaction.atomic():
        publishing.withdraw(story, by=chief, reason=REASON)
        sharing.start_and_block()
    assert isinstance(outcomes([sharing])[0], WrongState)
    assert not PreviewLink.objects.exists()


def test_a_link_made_before_the_withdrawal_that_waits_for_it_dies_with_it() -> None:
    story, chief = factories.published(), factories.managing_editor()
    made, withdrawn = at_once(
        story,
        lambda: previews.share(story, by=chief, revision=1, days=1),
        lambda: publishing.withdraw(story, by=chief, reason=REASON),
    )
    assert isinstance(withdrawn, Article)
    assert previews.find(made[1]) is None


def test_of_two_who_revoke_a_link_one_is_told() -> None:
    """Read, looked at and saved, the link would be revoked twice, and the log would say so twice."""
    story, chief = factories.draft(), factories.managing_editor()
    link, _secret = previews.share(story, by=chief, revision=1, days=1)
    first, second = factories.editor(), factories.editor()
    _done, lost = at_once(
        story, *(lambda by=by: previews.unshare(story, by=by, link=link.pk) for by in (first, second))
    )
    assert isinstance(lost, WrongState)
    assert verbs(story).count("unshare") == 1
