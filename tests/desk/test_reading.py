"""Pages about one story besides its form: the text to read, its panel, and deleting a draft."""

import pytest
from django.test import Client

from accounts.models import User
from articles import intake, workflow
from articles.models import Article, ImportRecord, LogEntry
from tests import factories
from tests.desk.conftest import SignIn, change_url, picture

pytestmark = pytest.mark.django_db


def test_story_one_may_not_change_now_is_shown_to_read(desk: Client, reporter: User) -> None:
    story = factories.submitted(reporter, kicker="Vụ xuân", body="<p>Chữ <strong>đậm</strong></p>")
    page = desk.get(change_url(story)).content.decode()
    assert "<strong>đậm</strong>" in page
    assert "Vụ xuân" in page
    assert 'name="title"' not in page
    assert 'data-verb="take_back"' in page


def test_reader_of_the_desk_sees_captions_that_await_their_picture(desk: Client, reporter: User) -> None:
    story = factories.submitted(reporter, body="<figure><figcaption>Máy cấy</figcaption></figure>")
    answer = desk.get(change_url(story))
    note = answer.content.decode().split("desk-panel", 1)[1].split("desk-text", 1)[0]
    assert note.count("Máy cấy") == 2  # once as the writer acknowledged it, once for whoever reads it now
    assert answer.context["panel"]["awaiting_captions"] == ["Máy cấy"]


def test_text_in_the_database_is_not_trusted(desk: Client, reporter: User) -> None:
    story = factories.submitted(reporter)
    Article.objects.filter(pk=story.pk).update(body="<p>Chữ</p><script>alert(1)</script><img src=x onerror=alert(1)>")
    page = desk.get(change_url(story)).content.decode()
    assert "<script>alert(1)" not in page
    assert "onerror" not in page


def test_text_that_cannot_be_cleaned_is_shown_as_words(desk: Client, reporter: User) -> None:
    story = factories.submitted(reporter)
    Article.objects.filter(pk=story.pk).update(body="<div>" * 400 + "<script>alert(1)</script>")
    answer = desk.get(change_url(story))
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.content.decode()


def test_open_story_is_a_form(desk: Client, story: Article) -> None:
    page = desk.get(change_url(story)).content.decode()
    assert 'name="title"' in page
    assert f'name="revision" value="{story.version}"' in page


def test_reason_of_the_return_stands_above_the_story(desk: Client, reporter: User, editor: User) -> None:
    story = factories.returned(by=editor, owner=reporter)
    page = desk.get(change_url(story)).content.decode()
    assert "Cần thêm số liệu của xã." in page
    assert editor.display_name in page


def test_what_an_import_left_open_stands_above_the_story(desk: Client, story: Article) -> None:
    ImportRecord.objects.create(article=story, identity="cu/1", digest="0", problems=["Không rõ ngày đăng."])
    assert "Không rõ ngày đăng." in desk.get(change_url(story)).content.decode()


def test_lead_picture_is_shown(sign_in: SignIn, reporter: User, editor: User) -> None:
    photo = intake.take_in_photo(picture(), name="a.jpg", by=reporter, caption="Gieo mạ", credit="Mai Trần")
    story = factories.submitted(reporter, lead_photo=photo)
    for user in [reporter, editor]:
        page = sign_in(user).get(change_url(story)).content.decode()
        assert photo.file.removesuffix(".jpg") in page


# History --------------------------------------------------------------------------------------------------------------


def test_changed_words_of_a_picture_call_for_a_new_approval(
    sign_in: SignIn, desk: Client, reporter: User, editor: User
) -> None:
    photo = intake.take_in_photo(picture(), name="a.jpg", by=reporter, caption="Gieo mạ", credit="Mai Trần")
    story = factories.approved(owner=reporter, lead_photo=photo)
    answer = sign_in(editor).get(change_url(story))
    assert (answer.context["panel"]["pictures_changed"], 'data-verb="publish"' in answer.content.decode()) == (
        False,
        True,
    )
    words = {"caption": "Chưa ai duyệt", "credit": "", "alt_text": ""}
    assert desk.post(f"/admin/articles/photo/{photo.pk}/change/", words).status_code == 302
    answer = sign_in(editor).get(change_url(story))
    assert answer.context["panel"]["pictures_changed"]
    assert 'data-verb="approve"' in answer.content.decode()
    assert 'data-verb="publish"' not in answer.content.decode()


# Deleting -------------------------------------------------------------------------------------------------------------


def test_own_draft_can_be_deleted_and_its_log_stays(desk: Client, story: Article) -> None:
    url = f"/admin/articles/article/{story.pk}/delete/"
    assert story.title in desk.get(url).content.decode()
    assert Article.objects.filter(pk=story.pk).exists()
    assert desk.post(url, {"post": "yes"}).status_code == 302
    assert not Article.objects.filter(pk=story.pk).exists()
    assert LogEntry.objects.filter(article_id=story.pk).first().verb == "delete"


@pytest.mark.parametrize("state", ["submitted", "approved", "published", "scheduled", "withdrawn"])
def test_only_drafts_that_were_never_public_can_be_deleted(sign_in: SignIn, chief: User, state: str) -> None:
    story = getattr(factories, state)()
    answer = sign_in(chief).post(f"/admin/articles/article/{story.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
    assert Article.objects.filter(pk=story.pk).exists()


def test_draft_submitted_meanwhile_is_not_deleted(
    desk: Client, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflow, "is_available", lambda verb, article, user: True)
    factories.submit(story, story.owner)
    answer = desk.post(f"/admin/articles/article/{story.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 409
    assert Article.objects.filter(pk=story.pk).exists()
