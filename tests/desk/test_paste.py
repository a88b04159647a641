"""The view that cleans a clipboard for the text editor: who may, what it answers, and what it refuses."""

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Article
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/articles/article/paste/"
PHOTO_BLOCK = (
    '<p class="Normal">Chữ một.</p><figure class="VCSortableInPreviewMode" type="Photo"><div>'
    '<img src="https://cdn.bao.example/a.jpg" alt="Tít - Ảnh 1."></div>'
    '<figcaption class="PhotoCMS_Caption"><p>Máy cấy ở xã An Bình</p></figcaption></figure>'
)


def test_clipboard_comes_back_clean_and_the_person_is_told_of_pictures(desk: Client) -> None:
    answer = desk.post(ADDRESS, {"html": PHOTO_BLOCK}).json()
    assert answer["html"] == "<p>Chữ một.</p>\n<figure><figcaption>Máy cấy ở xã An Bình</figcaption></figure>"
    assert answer["problem"].startswith("1 ") or "picture" in answer["problem"]
    assert [picture["caption"] for picture in answer["pictures"]] == ["Máy cấy ở xã An Bình"]
    assert answer["offer"] is None


def test_pictures_of_our_own_site_stay(desk: Client) -> None:
    html = '<p><img src="http://testserver/media/photos/a-960.webp" alt="Cầu"> <img src="https://khac.example/media/b.jpg"></p>'
    answer = desk.post(ADDRESS, {"html": html}).json()
    assert answer["html"] == '<p><img alt="Cầu" src="/media/photos/a-960.webp"></p>'
    assert len(answer["pictures"]) == 1


def test_text_of_the_old_fonts_is_not_converted_but_offered(desk: Client) -> None:
    answer = desk.post(ADDRESS, {"html": "<p>Céng hoµ x· héi chñ nghÜa ViÖt Nam</p>"}).json()
    assert answer["html"] == "<p>Céng hoµ x· héi chñ nghÜa ViÖt Nam</p>"
    assert answer["offer"]["texts"] == [["Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"]]
    assert "TCVN3" in answer["offer"]["question"]


@pytest.mark.parametrize(
    "bomb", ["<div>" * 300, "<br>" * 60_001, "a" * (6 * 1024 * 1024 + 1), "<p " + "a b " * 600 + ">chữ</p>"]
)
def test_bombs_are_refused_in_words(desk: Client, bomb: str) -> None:
    answer = desk.post(ADDRESS, {"html": bomb})
    assert answer.status_code == 400
    assert answer.json()["problem"]


def test_only_who_writes_stories_may_ask(sign_in: SignIn, admin: User) -> None:
    assert sign_in(admin).post(ADDRESS, {"html": "<p>Chữ</p>"}).status_code == 403
    assert Client().post(ADDRESS, {"html": "<p>Chữ</p>"}).status_code == 401


def test_a_paste_changes_by_post_alone_and_with_the_token(desk: Client, reporter: User) -> None:
    assert desk.get(ADDRESS).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    assert strict.post(ADDRESS, {"html": "<p>Chữ</p>"}).status_code == 403


def test_the_story_form_says_where_to_ask(desk: Client, story: Article) -> None:
    page = desk.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    assert f'data-url="{ADDRESS}"' in page
    assert "desk/paste" in page


def test_nothing_is_asked_of_the_database_for_a_text(desk: Client, django_assert_num_queries) -> None:
    desk.get("/admin/")
    with django_assert_num_queries(3):  # session, person, role
        desk.post(ADDRESS, {"html": PHOTO_BLOCK})
