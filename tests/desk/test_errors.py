"""Where the desk has nothing for a person: in its own frame, in their language, with a way on; else the plain pages."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests import factories
from tests.desk.conftest import SignIn, change_url

pytestmark = pytest.mark.django_db

FRAME = 'id="nav-sidebar-inner"'


def test_what_is_not_there_stands_in_the_frame(desk: Client) -> None:
    answer = desk.get("/admin/khong-co/")
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (404, True)
    assert FRAME in answer.content.decode()
    assert 'href="/admin/articles/article/"' in answer.content.decode()


def test_what_is_not_permitted_stands_in_the_frame_and_says_why(desk: Client) -> None:
    story = factories.draft(title="Tin kín của người khác")
    answer = desk.get(change_url(story))
    page = answer.content.decode()
    assert (answer.status_code, FRAME in page, "Tin kín" in page) == (403, True, False)
    assert "Bạn không có quyền mở bài này." in page


def test_nobody_is_led_to_a_list_that_is_closed_to_them(sign_in: SignIn, admin: User) -> None:
    page = sign_in(admin).get("/admin/articles/article/").content.decode()
    assert FRAME in page
    assert 'href="/admin/articles/article/"' not in page


def test_what_makes_no_sense_stands_in_the_frame(desk: Client) -> None:
    answer = desk.get("/admin/articles/article/?bo-loc=x")
    assert (answer.status_code, FRAME in answer.content.decode()) == (400, True)


def test_a_form_of_another_session_stands_in_the_frame(reporter: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    answer = strict.post("/admin/account/", {"language": "vi"})
    assert (answer.status_code, FRAME in answer.content.decode()) == (403, True)


def test_the_frame_is_for_those_who_are_signed_in(client: Client, desk: Client) -> None:
    assert FRAME not in client.get("/admin/khong-co/", follow=True).content.decode()
    assert FRAME not in desk.get("/khong-co/").content.decode()
    assert FRAME not in Client(enforce_csrf_checks=True).post("/admin/login/", {}).content.decode()


def test_who_is_locked_out_reads_so_in_the_look_of_the_door(client: Client, reporter: User) -> None:
    wrong = {"username": reporter.username, "password": "sai-mat-khau"}
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post("/admin/login/", wrong)
    assert answer.status_code == 429
    assert "desk/desk" in answer.content.decode()
    assert 'href="/admin/login/"' in answer.content.decode()
