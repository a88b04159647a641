"""The first page and the sidebar: each person's own queues and links, and no more queries for a longer archive."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from articles.admin import start
from tests import factories
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def queues(client: Client) -> dict[str, list[str]]:
    shown = client.get("/admin/").context["queues"]
    return {queue["url"].split("=")[1]: [story["title"] for story in queue["stories"]] for queue in shown}


def test_reporter_starts_with_own_stories(desk: Client, reporter: User) -> None:
    factories.draft(reporter, title="của mình")
    factories.returned(owner=reporter, title="bị trả")
    factories.submitted(title="của người")
    assert queues(desk) == {"returned": ["bị trả"], "mine": ["bị trả", "của mình"]}


def test_editor_starts_with_what_waits(sign_in: SignIn, editor: User) -> None:
    factories.claimed(by=editor, title="giữ")
    factories.submitted(title="chờ")
    factories.approved(title="duyệt")
    factories.scheduled(title="hẹn")
    factories.returned(title="trả người khác")
    assert queues(sign_in(editor)) == {
        "claimed": ["giữ"],
        "waiting": ["giữ", "chờ"],
        "approved": ["duyệt"],
        "scheduled": ["hẹn"],
        "returned": [],
        "mine": [],
    }


def test_long_queue_is_cut_and_says_so(desk: Client, reporter: User) -> None:
    for _ in range(start.SHOWN + 1):
        factories.draft(reporter)
    mine = desk.get("/admin/").context["queues"][1]
    assert (len(mine["stories"]), mine["more"]) == (start.SHOWN, True)


def test_number_of_queries_does_not_grow(sign_in: SignIn, editor: User) -> None:
    section = factories.SectionFactory(parent=factories.SectionFactory())
    client = sign_in(editor)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    factories.submitted(section=section)
    few = count()
    for _ in range(5):
        factories.submitted(section=section)
    assert count() == few


def test_administrator_starts_with_accounts_and_no_story(sign_in: SignIn, admin: User) -> None:
    factories.submitted(title="Tin kín")
    answer = sign_in(admin).get("/admin/")
    assert answer.context["queues"] == []
    assert "/admin/accounts/user/" in answer.content.decode()
    assert "Tin kín" not in answer.content.decode()


def test_sidebar_leads_only_to_pages_that_open(sign_in: SignIn) -> None:
    for role in [factories.reporter, factories.editor, factories.managing_editor, factories.administrator]:
        client = sign_in(role())
        links = [
            item["link"] for group in client.get("/admin/").context["sidebar_navigation"] for item in group["items"]
        ]
        assert links
        assert {client.get(str(link)).status_code for link in links} == {200}


def test_sign_in_page_opens_for_anybody(client: Client) -> None:
    assert client.get("/admin/login/").status_code == 200


def test_too_many_wrong_passwords_lock_with_a_page(client: Client, reporter: User) -> None:
    wrong = {"username": reporter.username, "password": "sai-mat-khau"}
    answers = [client.post("/admin/login/", wrong).status_code for _ in range(6)]
    assert answers[0] == 200
    assert answers[-1] == 429
    right = {"username": reporter.username, "password": factories.PASSWORD}
    assert client.post("/admin/login/", right).status_code == 429
