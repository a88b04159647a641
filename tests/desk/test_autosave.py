"""Autosave over HTTP: what is typed is kept, and keeping it changes nothing else."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import body, editing, workflow
from articles.content import BylineContent, Content
from articles.models import Article, EditingSession, LogEntry, PublishedArticle
from tests import factories
from tests.desk.conftest import SignIn, change_url, row, typed

pytestmark = pytest.mark.django_db

HOSTILE = "<p onclick='x()'>Nước lên.</p><script>alert(1)</script>"
HARMLESS = "<p>Nước lên.</p>"
NEW = "/admin/articles/article/autosave/"


def autosave_url(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/autosave/"


def in_tab(tab: object, turn: int = 1, **fields: object) -> dict[str, object]:
    return {"tab": str(tab), "turn": turn, **fields}


def kept(story: Article) -> EditingSession:
    return EditingSession.objects.get(article=story)


def everything(story: Article) -> dict[str, Any]:
    """All that a story is, but for who has it open."""
    return {
        "row": Article.objects.filter(pk=story.pk).values().get(),
        "content": Content.of(Article.objects.get(pk=story.pk)).snapshot(),
        "revisions": list(story.revisions.values()),
        "log": list(LogEntry.objects.values()),
        "versions": list(PublishedArticle.objects.values()),
    }


# What is kept --------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_with_its_base(desk: Client, story: Article) -> None:
    tab = uuid4()
    answer = desk.post(autosave_url(story), typed(story, title="Tít đang gõ", tags="bão, lụt") | in_tab(tab))
    assert answer.status_code == 200
    session = kept(story)
    assert (session.tab, session.base_version, session.turn) == (tab, 1, 1)
    assert session.typed["title"] == ["Tít đang gõ"]
    assert (session.content["title"], session.content["tags"]) == ("Tít đang gõ", ["bão", "lụt"])
    told = answer.json()
    assert (told["unsaved"], told["version"], told["newer"], told["refusal"]) == (True, 1, None, "")
    assert len(told["saved_at"]) == len("10:32:05")


@pytest.mark.parametrize("state", [factories.draft, factories.submitted, factories.approved, factories.published])
def test_keeping_changes_nothing_else(sign_in: SignIn, editor: User, state: Any) -> None:
    story = state()
    before = everything(story)
    answer = sign_in(editor).post(autosave_url(story), typed(story, lead="Sa pô khác") | in_tab(uuid4()))
    assert (answer.status_code, answer.json()["unsaved"]) == (200, True)
    assert everything(story) == before


def test_it_overwrites_its_own_last_one(desk: Client, story: Article) -> None:
    tab = uuid4()
    for turn in (1, 2):
        desk.post(autosave_url(story), typed(story, title=f"Lần {turn}") | in_tab(tab, turn))
    assert kept(story).typed["title"] == ["Lần 2"]


def test_a_late_one_is_ignored(desk: Client, story: Article) -> None:
    tab = uuid4()
    for turn in (2, 1):
        answer = desk.post(autosave_url(story), typed(story, title=f"Lần {turn}") | in_tab(tab, turn))
        assert answer.status_code == 200
    assert kept(story).typed["title"] == ["Lần 2"]


def test_two_tabs_of_one_person_are_two_editors(desk: Client, story: Article) -> None:
    for title in ("Tab một", "Tab hai"):
        answer = desk.post(autosave_url(story), typed(story, title=title) | in_tab(uuid4()))
    titles = {session.typed["title"][0] for session in EditingSession.objects.all()}
    assert titles == {"Tab một", "Tab hai"}
    assert [(other["self"], other["unsaved"]) for other in answer.json()["others"]] == [(True, True)]


def test_a_text_as_it_is_stored_is_not_unsaved(desk: Client, story: Article) -> None:
    tab = uuid4()
    desk.post(autosave_url(story), typed(story, title="Gõ rồi bỏ") | in_tab(tab, 1))
    assert not desk.post(autosave_url(story), typed(story) | in_tab(tab, 2)).json()["unsaved"]
    assert kept(story).typed is None


def test_what_is_wrong_is_kept_as_typed_and_what_is_stored_stands_in(desk: Client, story: Article) -> None:
    wrong = typed(story, title="", kicker="x" * 300, lead="Sa pô mới", lead_photo="999", tags="a, ---")
    wrong |= {"bylines-TOTAL_FORMS": 1} | row("bylines", 0, author="", role="writer", affiliation="Đài xã")
    desk.post(autosave_url(story), wrong | in_tab(uuid4()))
    session = kept(story)
    assert (session.typed["kicker"], session.typed["bylines-0-affiliation"]) == (["x" * 300], ["Đài xã"])
    assert (session.content["title"], session.content["kicker"]) == (story.title, "")
    assert session.content["lead"] == "Sa pô mới"


def test_the_body_is_kept_in_its_clean_form(desk: Client, story: Article) -> None:
    body = "<p onclick='x()'>Chữ<script>alert(1)</script></p>"
    desk.post(autosave_url(story), typed(story, body=body) | in_tab(uuid4(), csrfmiddlewaretoken="bí mật"))
    session = kept(story)
    assert session.typed["body"] == ["<p>Chữ</p>"]
    assert session.content["body"] == "<p>Chữ</p>"
    assert "csrfmiddlewaretoken" not in session.typed


def test_a_body_that_cannot_be_cleaned_is_refused_with_the_reason(desk: Client, story: Article) -> None:
    answer = desk.post(autosave_url(story), typed(story, body="x" * 1_100_000) | in_tab(uuid4()))
    assert answer.status_code == 400
    assert answer.json()["problem"]
    assert not EditingSession.objects.exists()


def test_a_nul_is_no_reason_to_lose_the_rest(desk: Client, story: Article) -> None:
    assert desk.post(autosave_url(story), typed(story, lead="Sa\0 pô") | in_tab(uuid4())).status_code == 200


@pytest.mark.parametrize(
    "fields", [{"tab": ""}, {"tab": "x"}, {"revision": ""}, {"revision": "x"}], ids=["no tab", "tab", "no base", "base"]
)
def test_a_message_must_say_where_it_comes_from(desk: Client, story: Article, fields: dict[str, str]) -> None:
    answer = desk.post(autosave_url(story), typed(story) | in_tab(uuid4()) | fields)
    assert answer.status_code == 400
    assert answer.json()["problem"]


def cleanings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that clean() has work with from now on."""
    found: list[str] = []
    work = body.frames_to_oembed
    monkeypatch.setattr(body, "frames_to_oembed", lambda html: (found.append(html), work(html))[1])
    return found


def test_a_body_is_cleaned_once_and_kept_clean(desk: Client, story: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = cleanings(monkeypatch)
    desk.post(autosave_url(story), typed(story, body=HOSTILE) | in_tab(uuid4()))
    assert len(seen) == 1
    assert (kept(story).typed["body"], kept(story).content["body"]) == ([HARMLESS], HARMLESS)


def test_the_body_of_a_new_story_is_cleaned_once_and_kept_clean(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = cleanings(monkeypatch)
    desk.post(NEW, {"body": HOSTILE} | in_tab(uuid4()))
    assert len(seen) == 1
    story = Article.objects.get()
    assert (story.body, story.revisions.get().content["body"]) == (HARMLESS, HARMLESS)


# What has happened meanwhile -----------------------------------------------------------------------------------------


def test_a_story_claimed_meanwhile_is_kept_and_the_holder_named(
    sign_in: SignIn, editor: User, other_editor: User
) -> None:
    story = factories.claimed(by=other_editor)
    told = sign_in(editor).post(autosave_url(story), typed(story, lead="Của tôi") | in_tab(uuid4())).json()
    assert kept(story).typed["lead"] == ["Của tôi"]
    assert told["holder"] == other_editor.display_name
    assert other_editor.display_name in told["refusal"]


def test_a_newer_version_is_told_with_its_number_and_who_saved_it(desk: Client, editor: User, story: Article) -> None:
    form = typed(story, title="Bản của tôi")
    workflow.edit(story, factories.content(section=story.section, title="Bản biên tập"), by=editor, revision=1)
    told = desk.post(autosave_url(story), form | in_tab(uuid4())).json()
    assert (told["version"], told["newer"]["number"], told["newer"]["by"]) == (2, 2, editor.display_name)
    assert any(editor.display_name in line for line in told["lines"])
    assert kept(story).base_version == 1


def test_a_colleague_who_types_is_shown_and_one_who_has_left_is_not(
    sign_in: SignIn, desk: Client, editor: User, other_editor: User, story: Article
) -> None:
    tab = uuid4()
    sign_in(editor).post(autosave_url(story), typed(story, lead="Sửa") | in_tab(tab))
    sign_in(other_editor).post(f"/admin/articles/article/{story.pk}/presence/", in_tab(uuid4(), revision=1))
    presence = in_tab(uuid4(), revision=1)
    told = desk.post(f"/admin/articles/article/{story.pk}/presence/", presence).json()
    assert {(other["name"], other["unsaved"]) for other in told["others"]} == {
        (editor.display_name, True),
        (other_editor.display_name, False),
    }
    sign_in(editor).post(f"/admin/articles/article/{story.pk}/presence/", in_tab(tab, left=1))
    told = desk.post(f"/admin/articles/article/{story.pk}/presence/", presence).json()
    assert [other["name"] for other in told["others"]] == [other_editor.display_name]


# Who may -------------------------------------------------------------------------------------------------------------


PATHS = ["autosave", "presence"]


@pytest.mark.parametrize("path", PATHS)
def test_signed_out_is_said_and_not_redirected(client: Client, story: Article, path: str) -> None:
    answer = client.post(f"/admin/articles/article/{story.pk}/{path}/", typed(story) | in_tab(uuid4()))
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")
    assert client.post(NEW, in_tab(uuid4(), title="Tin")).status_code == 401
    assert Article.objects.count() == 1


@pytest.mark.parametrize("path", PATHS)
def test_out_of_reach_nothing_is_kept_and_nothing_told(
    sign_in: SignIn, other_reporter: User, admin: User, story: Article, path: str
) -> None:
    for user in (other_reporter, admin, User.objects.create_superuser("root"), factories.UserFactory()):
        url = f"/admin/articles/article/{story.pk}/{path}/"
        answer = sign_in(user).post(url, typed(story, title="Chiếm") | in_tab(uuid4()))
        assert answer.status_code == 403
        assert set(answer.json()) == {"problem"}
        assert story.title not in answer.content.decode()
    assert not EditingSession.objects.exists()


def test_nothing_is_kept_for_somebody_else_who_has_signed_in(
    sign_in: SignIn, reporter: User, editor: User, story: Article
) -> None:
    answer = sign_in(editor).post(autosave_url(story), typed(story, title="Ai gõ?") | in_tab(uuid4(), user=reporter.pk))
    assert answer.status_code == 401
    assert not EditingSession.objects.exists()


def test_a_deleted_story_is_said_to_be_gone(desk: Client, story: Article) -> None:
    form = typed(story)
    workflow.delete(story, by=story.owner)
    assert desk.post(autosave_url(story), form | in_tab(uuid4())).status_code == 404


@pytest.mark.parametrize("path", ["autosave/", "1/autosave/", "1/presence/", "1/discard/"])
def test_it_is_posted_only(desk: Client, path: str) -> None:
    assert desk.get(f"/admin/articles/article/{path}").status_code == 405


def test_a_token_is_asked_for(reporter: User, story: Article) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    assert client.post(autosave_url(story), typed(story) | in_tab(uuid4())).status_code == 403
    assert not EditingSession.objects.exists()


# A new story ---------------------------------------------------------------------------------------------------------


def test_the_first_change_makes_a_draft(desk: Client, reporter: User) -> None:
    author = factories.AuthorFactory(user=reporter)
    lines = {"bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 0} | row("bylines", 0, author=author.pk, role="writer")
    told = desk.post(NEW, {"title": "Bão vào bờ", "body": "<p>Mưa to.</p>", **lines} | in_tab(uuid4())).json()
    story = Article.objects.get()
    assert (told["id"], told["revision"], told["urls"]["change"]) == (story.pk, 1, change_url(story))
    assert (story.title, story.body, story.owner, story.status) == ("Bão vào bờ", "<p>Mưa to.</p>", reporter, "draft")
    assert Content.of(story).bylines == (BylineContent(author),)
    assert [entry.verb for entry in story.log.all()] == ["create"]
    assert not told["unsaved"]


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"lead": "Sáng nay bà con ra đồng"}, "Sáng nay bà con ra đồng"),
        ({"body": "<p>Một hai ba bốn năm sáu bảy tám chín mười mười một mười hai</p>"}, "Một hai ba bốn năm sáu bảy "),
        ({"tags": "bão"}, None),
        ({"title": "ộ" * 300}, "ộ" * 200),
    ],
)
def test_a_draft_without_a_title_takes_its_first_words(desk: Client, fields: dict[str, str], title: str | None) -> None:
    desk.post(NEW, fields | in_tab(uuid4()))
    stored = Article.objects.get().title
    assert stored.startswith(title) if title else stored


def test_a_form_that_nobody_touched_makes_no_draft(desk: Client, reporter: User) -> None:
    author = factories.AuthorFactory(user=reporter)
    lines = {"bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 0} | row("bylines", 0, author=author.pk, role="writer")
    assert desk.post(NEW, {"title": " ", "body": "<p>&nbsp;</p>", **lines} | in_tab(uuid4())).json()["id"] is None
    assert not Article.objects.exists()


def test_a_repeated_first_message_makes_one_draft(desk: Client) -> None:
    tab = uuid4()
    first = desk.post(NEW, {"title": "Một lần"} | in_tab(tab, 1)).json()
    again = desk.post(NEW, {"title": "Một lần thôi"} | in_tab(tab, 2)).json()
    assert first["id"] == again["id"]
    story = Article.objects.get()
    assert (story.version, kept(story).typed["title"]) == (1, ["Một lần thôi"])


def test_a_save_of_the_new_form_after_a_lost_answer_is_the_same_story(desk: Client) -> None:
    tab = uuid4()
    desk.post(NEW, {"title": "Một lần"} | in_tab(tab, 1))
    answer = desk.post("/admin/articles/article/add/", {"title": "Một lần thôi"} | in_tab(tab, 2))
    story = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, change_url(story))
    assert (story.title, story.version) == ("Một lần thôi", 2)


def test_who_may_not_write_begins_nothing(sign_in: SignIn, admin: User) -> None:
    for user in (admin, factories.UserFactory()):
        assert sign_in(user).post(NEW, {"title": "Tin"} | in_tab(uuid4())).status_code == 403
    assert not Article.objects.exists()


# Saving and coming back ----------------------------------------------------------------------------------------------


def test_a_save_leaves_nothing_unsaved_and_what_was_sent_before_it_comes_too_late(desk: Client, story: Article) -> None:
    tab = uuid4()
    desk.post(autosave_url(story), typed(story, title="Đang gõ") | in_tab(tab, 1))
    desk.post(change_url(story), typed(story, title="Gõ xong") | in_tab(tab, 3))
    assert not EditingSession.objects.unsaved().exists()
    desk.post(autosave_url(story), typed(story, title="Đang gõ nốt") | in_tab(tab, 2))
    assert not EditingSession.objects.unsaved().exists()
    desk.post(autosave_url(story), typed(story, title="Gõ tiếp") | in_tab(tab, 4))
    assert kept(story).typed["title"] == ["Gõ tiếp"]


def test_a_refused_save_leaves_it_unsaved(desk: Client, editor: User, story: Article) -> None:
    tab = uuid4()
    form = typed(story, title="Của tôi")
    workflow.edit(story, factories.content(section=story.section, title="Bản khác"), by=editor, revision=1)
    desk.post(autosave_url(story), form | in_tab(tab, 1))
    answer = desk.post(change_url(story), form | in_tab(tab, 2))
    assert answer.status_code == 409
    assert kept(story).typed["title"] == ["Của tôi"]
    # The same form goes on, in the same tab.
    assert f'name="tab" value="{tab}"' in answer.content.decode()


def test_unsaved_text_is_offered_and_opened_as_it_was(desk: Client, editor: User, story: Article) -> None:
    tab = uuid4()
    form = typed(story, title="", lead="Sa pô chưa lưu", tags="bão, ")
    desk.post(autosave_url(story), form | in_tab(tab, 7))
    page = desk.get(change_url(story))
    assert [session.tab for session in page.context["unsaved"]] == [tab]
    workflow.edit(story, factories.content(section=story.section, title="Bản khác"), by=editor, revision=1)
    opened = desk.get(f"{change_url(story)}?unsaved={tab}")
    fields = opened.context["adminform"].form
    assert opened.status_code == 200
    shown = [fields[name].value() for name in ("title", "lead", "tags", "revision")]
    assert shown == ["", "Sa pô chưa lưu", "bão, ", "1"]
    # Saved from there, it meets the check that every save meets; and the earlier tab's row goes with it.
    saved = form | {"title": "Đặt tít", "continues": f"{tab}:7"} | in_tab(uuid4(), 1)
    assert desk.post(change_url(story), saved).status_code == 409
    assert desk.post(change_url(story), saved | {"revision": 2}).status_code == 302
    assert not EditingSession.objects.unsaved().exists()


def test_text_taken_over_by_another_tab_is_not_offered_twice(desk: Client, story: Article) -> None:
    old, new = uuid4(), uuid4()
    form = typed(story, title="Chưa lưu")
    desk.post(autosave_url(story), form | in_tab(old, 3))
    desk.post(autosave_url(story), form | in_tab(new, 1, continues=f"{old}:3"))
    assert [session.tab for session in EditingSession.objects.unsaved()] == [new]


def test_a_tab_that_went_on_keeps_its_text_when_another_takes_it_over(desk: Client, story: Article) -> None:
    old, new = uuid4(), uuid4()
    desk.post(autosave_url(story), typed(story, title="Chưa lưu") | in_tab(old, 3))
    desk.post(autosave_url(story), typed(story, title="Gõ tiếp ở tab cũ") | in_tab(old, 4))
    desk.post(autosave_url(story), typed(story, title="Chưa lưu") | in_tab(new, 1, continues=f"{old}:3"))
    assert {session.tab for session in EditingSession.objects.unsaved()} == {old, new}


def test_nobody_opens_or_discards_a_colleagues_unsaved_text(
    sign_in: SignIn, desk: Client, editor: User, story: Article
) -> None:
    tab = uuid4()
    desk.post(autosave_url(story), typed(story, lead="Chỉ mình tôi thấy") | in_tab(tab))
    client = sign_in(editor)
    assert "Chỉ mình tôi thấy" not in client.get(f"{change_url(story)}?unsaved={tab}").content.decode()
    assert not client.get(change_url(story)).context["unsaved"]
    client.post(f"/admin/articles/article/{story.pk}/discard/", {"tab": tab})
    assert kept(story).typed


def test_own_unsaved_text_is_discarded_on_demand(desk: Client, story: Article) -> None:
    tab = uuid4()
    desk.post(autosave_url(story), typed(story, lead="Bỏ đi") | in_tab(tab))
    answer = desk.post(f"/admin/articles/article/{story.pk}/discard/", {"tab": tab})
    assert (answer.status_code, answer["Location"]) == (302, change_url(story))
    assert not EditingSession.objects.exists()


def test_unsaved_text_of_a_story_one_may_no_longer_change_is_shown(
    sign_in: SignIn, editor: User, other_editor: User
) -> None:
    story, tab = factories.submitted(), uuid4()
    client = sign_in(editor)
    client.post(autosave_url(story), typed(story, lead="Chữ của tôi", body="<p>Thân bài của tôi</p>") | in_tab(tab))
    workflow.claim(story, by=other_editor)
    assert [session.tab for session in client.get(change_url(story)).context["unsaved"]] == [tab]
    page = client.get(f"{change_url(story)}?unsaved={tab}").content.decode()
    assert "Chữ của tôi" in page
    assert "Thân bài của tôi" in page


def test_a_save_that_went_out_of_reach_shows_what_was_typed_and_nothing_else(sign_in: SignIn, editor: User) -> None:
    mine, other = factories.SectionFactory(), factories.SectionFactory()
    mine.editors.add(editor)
    story = factories.submitted(section=mine, title="Tít cũ")
    form = typed(story, title="Tít tôi gõ", body="<p>Thân bài tôi gõ</p><script>alert(1)</script>")
    moved = factories.content(section=other, title="Tít kín của mục khác", lead="Sa pô kín")
    workflow.edit(story, moved, by=factories.managing_editor(), revision=1)
    answer = sign_in(editor).post(change_url(story), form)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Tít tôi gõ" in page
    assert "Thân bài tôi gõ" in page
    assert "alert(1)" not in page
    assert "Tít kín" not in page
    assert "Sa pô kín" not in page
    story.refresh_from_db()
    assert (story.title, story.version) == ("Tít kín của mục khác", 2)


def test_a_story_that_was_moved_still_gives_back_ones_own_unsaved_text(sign_in: SignIn, editor: User) -> None:
    mine, other = factories.SectionFactory(), factories.SectionFactory()
    mine.editors.add(editor)
    story = factories.submitted(section=mine)
    client = sign_in(editor)
    client.post(autosave_url(story), typed(story, lead="Chữ của tôi") | in_tab(uuid4()))
    workflow.edit(story, factories.content(section=other, title="Tít kín"), by=factories.managing_editor(), revision=1)
    answer = client.get(change_url(story))
    assert answer.status_code == 403
    assert "Chữ của tôi" in answer.content.decode()
    assert "Tít kín" not in answer.content.decode()


def test_keeping_costs_the_same_however_many_have_the_story_open(
    desk: Client, story: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tab = uuid4()
    desk.post(autosave_url(story), typed(story, title="Lần 0") | in_tab(tab))  # what is read once per process
    for turn in (2, 3):
        for _colleague in range(4):
            editing.touch(story, factories.editor(), uuid4(), base=1)
        with django_assert_num_queries(32):
            desk.post(autosave_url(story), typed(story, title=f"Lần {turn}") | in_tab(tab, turn))
        with django_assert_num_queries(10):
            desk.post(f"/admin/articles/article/{story.pk}/presence/", in_tab(tab, revision=1))
