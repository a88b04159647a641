"""Submit, take back, claim, release, hand over, send back: where each leads, and what each asks for."""

import pytest

from articles import workflow
from articles.models import Article, Section
from articles.refusals import BadRequest, HeldBack, HeldByAnother, StaleRevision, WrongState
from tests import factories

pytestmark = pytest.mark.django_db


def stored(story: Article) -> tuple[str, object]:
    fresh = Article.objects.get(pk=story.pk)
    return fresh.status, fresh.claimed_by


# Submit and take back ------------------------------------------------------------------------------------------------


def test_a_submitted_story_waits_unclaimed_since_now() -> None:
    story = factories.draft()
    sent = workflow.submit(story, by=story.owner, revision=1)
    assert stored(sent) == ("submitted", None)
    assert sent.status_since > story.status_since


@pytest.mark.parametrize("part", ["section", "body"])
def test_an_incomplete_story_is_not_submitted(part: str) -> None:
    story = factories.draft()
    Article.objects.filter(pk=story.pk).update(**{part: None if part == "section" else ""})
    with pytest.raises(HeldBack) as refused:
        workflow.submit(story, by=story.owner, revision=1)
    assert [finding.rule.field for finding in refused.value.findings] == [part]
    assert stored(story) == ("draft", None)


def test_an_incomplete_story_keeps_its_submit_button_so_that_the_refusal_can_say_why() -> None:
    story = factories.draft(lead="", body="")
    assert "submit" in workflow.available(story, story.owner)


def test_a_story_somebody_saved_meanwhile_is_not_submitted_unread() -> None:
    story, editor = factories.draft(), factories.editor()
    workflow.edit(story, factories.content(section=story.section, title="Đã đổi"), by=editor, revision=1)
    with pytest.raises(StaleRevision):
        workflow.submit(story, by=story.owner, revision=1)


def test_the_writer_takes_a_story_back_while_nobody_has_claimed_it() -> None:
    story = factories.submitted()
    assert stored(workflow.take_back(story, by=story.owner)) == ("draft", None)


def test_a_claimed_story_is_not_taken_back_and_the_writer_hears_who_holds_it() -> None:
    story = factories.claimed(by=factories.editor(last_name="Phạm", first_name="Thị Dung"))
    with pytest.raises(HeldByAnother, match="Phạm Thị Dung"):
        workflow.take_back(story, by=story.owner)


def test_whoever_holds_an_own_story_is_told_to_release_it_before_taking_it_back() -> None:
    editor = factories.editor(last_name="Vũ", first_name="Văn Em")
    story = factories.claimed(by=editor, owner=editor)
    with pytest.raises(WrongState) as refused:
        workflow.take_back(story, by=editor)
    assert "Vũ Văn Em" not in str(refused.value)
    assert stored(workflow.take_back(workflow.release(story, by=editor), by=editor)) == ("draft", None)


# Claim, release, hand over -------------------------------------------------------------------------------------------


def test_one_editor_claims_and_the_next_hears_who_did() -> None:
    story = factories.submitted()
    first = factories.editor(last_name="Vũ", first_name="Văn Em")
    workflow.claim(story, by=first)
    with pytest.raises(HeldByAnother, match="Vũ Văn Em"):
        workflow.claim(story, by=factories.editor())
    assert stored(story) == ("submitted", first)


def test_a_released_story_is_back_in_the_queue() -> None:
    holder = factories.editor()
    assert stored(workflow.release(factories.claimed(by=holder), by=holder)) == ("submitted", None)


def test_only_a_managing_editor_releases_what_another_holds() -> None:
    story = factories.claimed()
    with pytest.raises(HeldByAnother):
        workflow.release(story, by=factories.editor())
    assert stored(workflow.release(story, by=factories.managing_editor())) == ("submitted", None)


def test_the_holder_hands_the_story_to_a_colleague() -> None:
    holder, colleague = factories.editor(), factories.editor()
    story = workflow.hand_over(factories.claimed(by=holder), by=holder, to=colleague)
    assert stored(story) == ("submitted", colleague)
    assert story.log.first().details == {"to": colleague.username}


@pytest.mark.parametrize("to", ["nobody", "reporter", "administrator", "editor_elsewhere", "leaver", "holder"])
def test_a_story_is_handed_only_to_somebody_who_could_claim_it(to: str, section: Section) -> None:
    holder = factories.editor()
    elsewhere = factories.editor()
    factories.SectionFactory().editors.add(elsewhere)
    people = {
        "nobody": None,
        "reporter": factories.reporter(),
        "administrator": factories.administrator(),
        "editor_elsewhere": elsewhere,
        "leaver": factories.editor(is_active=False),
        "holder": holder,
    }
    story = factories.claimed(by=holder, section=section)
    with pytest.raises(BadRequest):
        workflow.hand_over(story, by=holder, to=people[to])
    assert stored(story) == ("submitted", holder)


def test_a_story_nobody_holds_is_neither_released_nor_handed_over() -> None:
    story, editor = factories.submitted(), factories.editor()
    with pytest.raises(WrongState):
        workflow.release(story, by=editor)
    with pytest.raises(WrongState):
        workflow.hand_over(story, by=editor, to=factories.editor())


# Send back -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [factories.submitted, factories.approved])
def test_a_story_goes_back_to_its_writer(state: type) -> None:
    story = workflow.send_back(state(), by=factories.editor(), reason="  Cần số liệu của xã.  ")
    assert stored(story) == ("returned", None)
    assert story.log.first().reason == "Cần số liệu của xã."


def test_sending_back_ends_the_claim() -> None:
    holder = factories.editor()
    story = workflow.send_back(factories.claimed(by=holder), by=holder, reason="Cần số liệu của xã.")
    assert stored(story) == ("returned", None)


@pytest.mark.parametrize("reason", ["", "    ", "ok", " \n ok  "])
def test_a_story_is_not_sent_back_without_a_reason_that_tells_something(reason: str) -> None:
    story = factories.submitted()
    with pytest.raises(BadRequest):
        workflow.send_back(story, by=factories.editor(), reason=reason)
    assert stored(story) == ("submitted", None)


@pytest.fixture
def section() -> Section:
    return factories.SectionFactory()
