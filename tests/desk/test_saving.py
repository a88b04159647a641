"""The story form: what it stores, what it ignores, and that nothing typed is lost when it refuses."""

import unicodedata

import pytest
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.test import Client

from accounts.models import Author, User
from articles import workflow
from articles.content import BylineContent, Content, PickContent
from articles.models import Article, LogEntry
from tests import factories
from tests.desk.conftest import SignIn, change_url, typed

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def test_new_story_belongs_to_who_wrote_it(desk: Client, reporter: User) -> None:
    section = factories.SectionFactory()
    fields = {
        "kicker": "Vụ xuân",
        "title": "Xuống đồng",
        "lead": "Sớm hơn mọi năm.",
        "body": "<p>Bà con ra đồng.</p>",
        "section": section.pk,
        "tags": "lúa xuân, nông dân",
    }
    answer = desk.post(ADD, fields)
    new = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, change_url(new))
    assert (new.owner, new.status, new.version, new.section) == (reporter, "draft", 1, section)
    assert Content.of(new).snapshot()["tags"] == ["lúa xuân", "nông dân"]
    assert new.revisions.get().content["body"] == "<p>Bà con ra đồng.</p>"


def test_new_story_starts_under_the_reporters_own_name(desk: Client, reporter: User) -> None:
    own = factories.AuthorFactory(name="Mai Trần", user=reporter)
    rows = desk.get(ADD).context["adminform"].form.bylines
    assert [line["author"].value() for line in rows] == [own.pk]


def test_a_save_is_a_new_revision_with_its_log_row(desk: Client, story: Article, reporter: User) -> None:
    answer = desk.post(change_url(story), typed(story, title="Tít mới"))
    assert answer.status_code == 302
    story.refresh_from_db()
    assert (story.title, story.version) == ("Tít mới", 2)
    assert story.revisions.get(number=2).created_by == reporter
    assert story.log.first().verb == "edit"


def test_nothing_changed_is_nothing_saved(desk: Client, story: Article) -> None:
    assert desk.post(change_url(story), typed(story)).status_code == 302
    story.refresh_from_db()
    assert (story.version, story.revisions.count()) == (1, 1)


def test_status_owner_and_claim_cannot_be_posted(desk: Client, story: Article, other_reporter: User) -> None:
    smuggled = {
        "status": "published",
        "owner": other_reporter.pk,
        "claimed_by": other_reporter.pk,
        "approved_version": 2,
        "version": 40,
        "id": 999,
    }
    desk.post(change_url(story), typed(story, title="Tít mới", **smuggled))
    owner = story.owner
    story.refresh_from_db()
    assert story.title == "Tít mới"
    assert (story.status, story.owner, story.claimed_by) == ("draft", owner, None)
    assert (story.version, story.approved_version) == (2, None)


def test_text_is_sanitised(desk: Client, story: Article) -> None:
    body = '<p onclick="x()">Chữ<script>alert(1)</script> <a href="javascript:x()">nối</a></p>'
    desk.post(change_url(story), typed(story, title="<b>Tít</b>", body=body))
    story.refresh_from_db()
    assert story.title == "<b>Tít</b>"
    assert "script" not in story.body
    assert "onclick" not in story.body
    assert "<b>Tít</b>" not in desk.get(change_url(story)).content.decode()


def test_every_field_is_stored_in_nfc(desk: Client, story: Article) -> None:
    words = {name: f"Hoàng Đông {name}" for name in ("kicker", "title", "lead", "source_name")}
    words |= {"tags": "ruộng lúa", "body": "<p>Hạt giống</p>"}
    nfd = {name: unicodedata.normalize("NFD", text) for name, text in words.items()}
    desk.post(change_url(story), typed(story, **nfd))
    story.refresh_from_db()
    stored = Content.of(story).snapshot()
    assert {name: stored[name] for name in words} == words | {"tags": ["ruộng lúa"]}


def test_length_is_counted_as_it_will_be_stored(desk: Client, story: Article) -> None:
    title = unicodedata.normalize("NFD", "ộ" * 250)
    assert desk.post(change_url(story), typed(story, title=title)).status_code == 302


def test_what_is_not_posted_stays_as_it_is(desk: Client, reporter: User) -> None:
    author = factories.AuthorFactory()
    story = factories.draft(
        reporter, kicker="Nhãn", source_name="TTXVN", tags=("một", "hai"), bylines=(BylineContent(author),)
    )
    answer = desk.post(change_url(story), {"title": "Chỉ đổi tít", "revision": 1})
    assert answer.status_code == 302
    story.refresh_from_db()
    after = Content.of(story).snapshot()
    assert (after["title"], after["kicker"], after["source_name"]) == ("Chỉ đổi tít", "Nhãn", "TTXVN")
    assert (after["tags"], len(after["bylines"])) == (["một", "hai"], 1)


@pytest.mark.parametrize("revision", ["", "x"])
def test_a_save_must_say_what_it_started_from(desk: Client, story: Article, revision: str) -> None:
    answer = desk.post(change_url(story), typed(story, title="Không mốc", revision=revision))
    assert answer.status_code == 400
    story.refresh_from_db()
    assert story.version == 1


def test_text_that_cannot_be_cleaned_is_an_error_of_its_field(desk: Client, story: Article) -> None:
    answer = desk.post(change_url(story), typed(story, body="<div>" * 400 + "chữ", title="Tít giữ lại"))
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert list(form.errors) == ["body"]
    assert form["title"].value() == "Tít giữ lại"


@pytest.mark.parametrize("tags", ["x" * 101, "🎌", "tốt, ..."])
def test_tags_that_cannot_be_are_refused(desk: Client, story: Article, tags: str) -> None:
    answer = desk.post(change_url(story), typed(story, tags=tags))
    assert list(answer.context["adminform"].form.errors) == ["tags"]


def test_title_of_nothing_visible_is_refused(desk: Client, story: Article) -> None:
    answer = desk.post(change_url(story), typed(story, title="\u200b \u00a0"))
    assert list(answer.context["adminform"].form.errors) == ["title"]


def test_save_and_submit_in_one_go(desk: Client, story: Article) -> None:
    desk.post(change_url(story), typed(story, title="Xong rồi", _submit="1"))
    story.refresh_from_db()
    assert (story.title, story.status) == ("Xong rồi", "submitted")


def test_new_story_can_be_submitted_at_once(desk: Client, reporter: User) -> None:
    photo = factories.PhotoFactory(uploaded_by=reporter)
    fields = {"title": "Tin nhanh", "lead": factories.LEAD, "body": factories.BODY, "tags": "vụ mùa"}
    fields |= {"section": factories.SectionFactory().pk, "lead_photo": photo.pk, "source_name": "TTXVN", "_submit": "1"}
    desk.post(ADD, fields)
    assert Article.objects.get().status == "submitted"


def test_save_is_kept_when_submitting_is_refused(desk: Client, story: Article) -> None:
    answer = desk.post(change_url(story), typed(story, title="Chưa đủ", section="", _submit="1"), follow=True)
    story.refresh_from_db()
    assert (story.title, story.status) == ("Chưa đủ", "draft")
    assert "error" in [message.level_tag for message in answer.context["messages"]]


def test_editors_change_to_an_approved_story_voids_the_approval_and_says_so(sign_in: SignIn, editor: User) -> None:
    story = factories.approved()
    answer = sign_in(editor).post(change_url(story), typed(story, title="Sửa sau duyệt"), follow=True)
    story.refresh_from_db()
    assert (story.status, story.claimed_by) == ("submitted", editor)
    assert "warning" in [message.level_tag for message in answer.context["messages"]]


def test_django_admin_keeps_no_log_of_its_own_of_stories(desk: Client, story: Article) -> None:
    desk.post(change_url(story), typed(story, title="Tít mới"))
    assert not AdminLogEntry.objects.exists()
    assert LogEntry.objects.filter(article=story).count() == 2


def test_stored_body_comes_back_as_it_was_stored(desk: Client, story: Article) -> None:
    body = "<figure><figcaption>Chờ ảnh</figcaption></figure>"
    desk.post(change_url(story), typed(story, body=body))
    story.refresh_from_db()
    assert desk.get(change_url(story)).context["adminform"].form["body"].value() == story.body
    assert "Chờ ảnh" in story.body


def test_content_round_trips_through_the_form(desk: Client, reporter: User) -> None:
    live = factories.published()
    story = workflow.create(
        Content(
            title="Đủ mọi thứ",
            kicker="Nhãn",
            lead="Sa pô",
            body="<p>Chữ</p>",
            section=factories.SectionFactory(),
            source_name="TTXVN",
            source_url="https://nguon.example/tin",
            tags=("bão", "bảo"),
            bylines=(BylineContent(Author.objects.create(name="An"), "translator", "Hà Nội"),),
            related=(PickContent(live), PickContent(None, "Tin cũ")),
        ),
        by=reporter,
    )
    desk.post(change_url(story), typed(story))
    story.refresh_from_db()
    assert story.version == 1


def test_a_source_link_that_deceives_is_refused_and_stays_in_its_field(desk: Client, story: Article) -> None:
    answer = desk.post(change_url(story), typed(story, source_url="https://vtv.vn@evil.example/x"))
    form = answer.context["adminform"].form
    assert "source_url" in form.errors
    assert form["source_url"].value() == "https://vtv.vn@evil.example/x"
