"""The contract of the verbs over HTTP: what each answer means, and that buttons and verbs agree."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.http import QueryDict
from django.test import Client

from accounts.models import User
from articles import blocking, permissions, publishing, workflow
from articles.admin import verbs
from articles.models import Article, PublishedArticle, Verb
from articles.refusals import Refusal
from tests import factories
from tests.desk.conftest import SignIn, change_url, verb_url

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
VERBS = [
    "submit",
    "take_back",
    "claim",
    "release",
    "hand_over",
    "send_back",
    "approve",
    "publish",
    "schedule",
    "cancel_schedule",
    "withdraw",
]


def status_of(story: Article) -> str:
    return Article.objects.get(pk=story.pk).status


def test_the_whole_way_to_the_readers(sign_in: SignIn, reporter: User, editor: User, chief: User) -> None:
    story = factories.draft(reporter)
    steps = [
        (reporter, "submit", {"revision": 1}, "submitted"),
        (editor, "claim", {}, "submitted"),
        (editor, "approve", {"revision": 1}, "approved"),
        (editor, "publish", {"revision": 1}, "published"),
        (chief, "withdraw", {"reason": "Nguồn tin rút lời."}, "draft"),
    ]
    for who, verb, fields, status in steps:
        answer = sign_in(who).post(verb_url(story, verb), fields)
        assert (answer.status_code, answer.get("Location")) == (302, change_url(story)), verb
        assert status_of(story) == status


def test_done_verb_is_said_on_the_story(sign_in: SignIn, reporter: User) -> None:
    answer = sign_in(reporter).post(verb_url(factories.draft(reporter), "submit"), {"revision": 1}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]


def answers(client: Client, story: Article, which: list[str] = VERBS) -> dict[str, int]:
    """What each verb answers, with every field it could ask for."""
    fields = {"revision": story.version, "reason": "Vì một lẽ rõ ràng.", "at": "2099-01-01T08:00", "to": "huy"}
    return {verb: client.post(verb_url(story, verb), fields).status_code for verb in which}


def test_get_is_refused(sign_in: SignIn, chief: User) -> None:
    client, story = sign_in(chief), factories.draft()
    assert {verb: client.get(verb_url(story, verb)).status_code for verb in VERBS} == dict.fromkeys(VERBS, 405)


def test_nobody_is_sent_to_sign_in(client: Client) -> None:
    story = factories.draft()
    for verb in VERBS:
        answer = client.post(verb_url(story, verb), {"revision": 1})
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")


def test_other_reporters_are_refused(sign_in: SignIn, other_reporter: User) -> None:
    assert answers(sign_in(other_reporter), factories.draft()) == dict.fromkeys(VERBS, 403)


def test_reporter_does_no_editors_verb_to_own_story(sign_in: SignIn, reporter: User) -> None:
    editors = [verb for verb in VERBS if verb not in {"submit", "take_back"}]
    assert answers(sign_in(reporter), factories.submitted(reporter), editors) == dict.fromkeys(editors, 403)


def test_editor_may_not_withdraw(sign_in: SignIn, editor: User) -> None:
    answer = sign_in(editor).post(verb_url(factories.published(), "withdraw"), {"reason": "Tin sai sự thật."})
    assert answer.status_code == 403


def test_superuser_has_no_verb(sign_in: SignIn) -> None:
    assert answers(sign_in(User.objects.create_superuser("root")), factories.draft()) == dict.fromkeys(VERBS, 403)


def test_administrator_has_no_verb(sign_in: SignIn, admin: User) -> None:
    assert answers(sign_in(admin), factories.draft()) == dict.fromkeys(VERBS, 403)


def test_unknown_story_is_not_found(sign_in: SignIn, editor: User) -> None:
    assert sign_in(editor).post("/admin/articles/article/999999/claim/").status_code == 404


def test_unknown_verb_is_not_a_page(sign_in: SignIn, editor: User) -> None:
    answer = sign_in(editor).post(verb_url(factories.submitted(), "edit"), {"revision": 1})
    assert answer.status_code in {302, 404}
    assert answer.get("Location", "").endswith(("/edit/change/", ""))


def test_csrf_is_asked_for(reporter: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    story = factories.draft(reporter)
    assert client.post(verb_url(story, "submit"), {"revision": 1}).status_code == 403
    assert status_of(story) == "draft"


@pytest.mark.parametrize("verb", ["submit", "approve", "publish", "schedule"])
def test_these_need_the_revision_that_was_seen(sign_in: SignIn, chief: User, verb: str) -> None:
    story = {"submit": factories.draft, "approve": factories.submitted}.get(verb, factories.approved)()
    client = sign_in(chief)
    for revision in ["", "x", "-1", "1.5", "9" * 40]:
        fields = {"revision": revision, "at": "2099-01-01T08:00"}
        assert client.post(verb_url(story, verb), fields).status_code == 400, revision


@pytest.mark.parametrize("verb", ["submit", "approve", "publish", "schedule", "claim", "send_back"])
def test_another_revision_is_a_conflict(sign_in: SignIn, chief: User, verb: str) -> None:
    made = {"submit": factories.draft, "publish": factories.approved, "schedule": factories.approved}
    story = made.get(verb, factories.submitted)()
    fields = {"revision": story.version + 1, "at": "2099-01-01T08:00", "reason": "Thiếu nguồn tin."}
    answer = sign_in(chief).post(verb_url(story, verb), fields)
    assert answer.status_code == 409
    assert status_of(story) == story.status


@pytest.mark.parametrize("verb", ["send_back", "withdraw"])
def test_a_reason_must_say_something(sign_in: SignIn, chief: User, verb: str) -> None:
    story = factories.submitted() if verb == "send_back" else factories.published()
    client = sign_in(chief)
    for reason in ["", "  ", "ừ"]:
        assert client.post(verb_url(story, verb), {"revision": 1, "reason": reason}).status_code == 400, reason
    assert status_of(story) == story.status


def test_a_time_must_be_one_to_come(sign_in: SignIn, editor: User) -> None:
    story, client = factories.approved(), sign_in(editor)
    nonsense = ["", "tomorrow", "2026-13-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59-23:00", "2099-01-01"]
    for at in [*nonsense, "2020-01-01T00:00"]:
        assert client.post(verb_url(story, "schedule"), {"revision": 1, "at": at}).status_code == 400, at
    assert status_of(story) == "approved"


@pytest.mark.parametrize(
    ("at", "instant"),
    [
        ("2099-03-04T17:30", datetime(2099, 3, 4, 17, 30, tzinfo=HANOI)),
        ("2099-03-04T17:30+00:00", datetime(2099, 3, 5, 0, 30, tzinfo=HANOI)),
        ("2099-03-04T10:30Z", datetime(2099, 3, 4, 17, 30, tzinfo=HANOI)),
    ],
)
def test_time_is_hanoi_time_unless_it_says_otherwise(sign_in: SignIn, editor: User, at: str, instant: datetime) -> None:
    story = factories.approved()
    assert sign_in(editor).post(verb_url(story, "schedule"), {"revision": 1, "at": at}).status_code == 302
    assert PublishedArticle.objects.get(article=story).live_from == instant


def test_schedule_can_be_cancelled(sign_in: SignIn, editor: User) -> None:
    story = factories.scheduled()
    assert sign_in(editor).post(verb_url(story, "cancel_schedule"), {}).status_code == 302
    assert status_of(story) == "approved"


@pytest.mark.parametrize("how", ["username", "pk"])
def test_story_is_handed_over(sign_in: SignIn, editor: User, other_editor: User, how: str) -> None:
    story = factories.claimed(by=editor)
    answer = sign_in(editor).post(verb_url(story, "hand_over"), {"to": getattr(other_editor, how)})
    assert answer.status_code == 302
    assert Article.objects.get(pk=story.pk).claimed_by == other_editor


def test_story_is_handed_only_to_whom_may_edit_it(sign_in: SignIn, editor: User, other_reporter: User) -> None:
    story, client = factories.claimed(by=editor), sign_in(editor)
    for to in ["", "nobody-here", "0", "9" * 30, "a\x00b", editor.username, other_reporter.username]:
        assert client.post(verb_url(story, "hand_over"), {"to": to}).status_code == 400, to
    assert Article.objects.get(pk=story.pk).claimed_by == editor


def test_second_claim_is_told_who_has_it(sign_in: SignIn, editor: User, other_editor: User) -> None:
    story = factories.claimed(by=editor)
    answer = sign_in(other_editor).post(verb_url(story, "claim"), {})
    assert answer.status_code == 409
    assert editor.display_name in answer.content.decode()
    assert change_url(story) in answer.content.decode()


def test_own_text_is_not_approved_by_its_writer(sign_in: SignIn, editor: User) -> None:
    story = factories.submitted(editor)
    assert sign_in(editor).post(verb_url(story, "approve"), {"revision": 1}).status_code == 403


def test_managing_editor_overrides_four_eyes_with_a_reason(sign_in: SignIn, chief: User) -> None:
    story = factories.submitted(chief)
    client = sign_in(chief)
    assert client.post(verb_url(story, "approve"), {"revision": 1}).status_code == 400
    answer = client.post(verb_url(story, "approve"), {"revision": 1, "reason": "Tin gấp, tòa soạn vắng người."})
    assert answer.status_code == 302


def test_incomplete_story_is_not_submitted(sign_in: SignIn, reporter: User) -> None:
    story = factories.draft(reporter, section=factories.SectionFactory(), body="", lead="")
    answer = sign_in(reporter).post(verb_url(story, "submit"), {"revision": 1})
    assert answer.status_code == 409
    assert status_of(story) == "draft"


def test_status_cannot_be_posted_with_a_verb(sign_in: SignIn, reporter: User) -> None:
    story = factories.draft(reporter)
    fields = {"revision": 1, "status": "published", "approved_version": 1, "owner": 1}
    sign_in(reporter).post(verb_url(story, "submit"), fields)
    story.refresh_from_db()
    assert (story.status, story.approved_version, story.owner) == ("submitted", None, reporter)


# Buttons -------------------------------------------------------------------------------------------------------------

STATES = ["draft", "submitted", "claimed", "returned", "approved", "published", "scheduled", "withdrawn"]


@pytest.mark.parametrize("state", STATES)
def test_buttons_are_the_verbs_that_work(reporter: User, editor: User, state: str) -> None:
    """Everybody tries every verb: it works if and only if the panel offered it."""
    holder = factories.editor()
    options = {"by": holder} if state in {"claimed", "returned", "approved", "published", "scheduled"} else {}
    story = getattr(factories, state)(owner=reporter, **options)
    story.refresh_from_db()
    post = QueryDict(mutable=True)
    post.update({"revision": str(story.version), "reason": "Vì một lẽ rõ ràng.", "at": "2099-01-01T08:00"})
    post["to"], post["number"] = factories.editor().username, "1"
    for user in [reporter, editor, holder, factories.managing_editor()]:
        modules = (workflow, publishing, blocking)
        offered = {verb for each in modules for verb in each.available(story, user)} - {Verb.EDIT, Verb.DELETE}
        assert {verb for verb in verbs.PERFORM if works(verb, story, user, post)} == offered, user


def works(verb: Verb, story: Article, user: User, post: QueryDict) -> bool:
    """Whether the verb is done; it is undone again."""
    with transaction.atomic():
        try:
            permissions.require(user, verb, story)
            verbs.PERFORM[verb](story, user, post)
        except Refusal:
            return False
        finally:
            transaction.set_rollback(True)
    return True


def test_page_has_a_button_for_each_verb_and_a_field_for_what_it_needs(sign_in: SignIn, chief: User) -> None:
    page = sign_in(chief).get(change_url(factories.approved())).content.decode()
    assert 'data-verb="publish"' in page
    assert 'name="at"' in page
    assert 'name="reason"' in page
    assert 'data-verb="claim"' not in page


def test_a_refused_correction_is_mended_where_it_was_refused(sign_in: SignIn, chief: User) -> None:
    story = factories.published()
    address = f"/admin/articles/article/{story.pk}/correct/"
    typed = {"kind": "correction", "wrong": "Cầu dài 40 m", "right": "", "document": "Số 12/QĐ"}
    answer = sign_in(chief).post(address, typed)
    assert answer.status_code == 400
    form = BeautifulSoup(answer.content, "html.parser").select_one("#desk-correction")
    assert form.select_one("[name=wrong]").text == "Cầu dài 40 m"
    assert form.select_one("[name=document]")["value"] == "Số 12/QĐ"
    assert form.select_one("[name=kind] option[selected]")["value"] == "correction"
    assert sign_in(chief).post(address, typed | {"right": "Cầu dài 400 m"}).status_code == 302
    assert story.corrections.get().wrong == "Cầu dài 40 m"


def test_what_was_written_is_still_there_where_somebody_else_was_quicker(sign_in: SignIn, chief: User) -> None:
    story = factories.withdrawn()
    answer = sign_in(chief).post(verb_url(story, "withdraw"), {"reason": "Sai địa danh, theo Văn bản số 12."})
    assert answer.status_code == 409
    assert "Sai địa danh, theo Văn bản số 12." in BeautifulSoup(answer.content, "html.parser").textarea.text
