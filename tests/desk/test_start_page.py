"""The first page and the sidebar: each person's own queues and links, and no more queries for a longer archive."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Author, User
from articles import editing, workflow
from articles.admin import start
from articles.models import Article
from tests import factories
from tests.desk.conftest import SignIn, change_url

pytestmark = pytest.mark.django_db


def queues(client: Client) -> dict[str, list[str]]:
    shown = client.get("/admin/").context["queues"]
    return {queue["name"]: [row.story.title for row in queue["rows"]] for queue in shown}


def test_reporter_starts_with_own_stories(desk: Client, reporter: User, editor: User) -> None:
    """One story of the reporter's and one of a colleague's in every state."""
    for owner in (reporter, factories.reporter()):
        own = "của mình" if owner == reporter else "của người"
        for state in ("draft", "returned", "submitted", "approved", "scheduled", "published", "withdrawn"):
            getattr(factories, state)(owner=owner, title=f"{own}: {state}")
        factories.claimed(by=editor, owner=owner, title=f"{own}: claimed")
    assert queues(desk) == {
        "returned": ["của mình: returned"],
        "mine": ["của mình: draft"],
        "waiting": ["của mình: submitted", "của mình: claimed"],
        "approved": ["của mình: approved"],
        "scheduled": ["của mình: scheduled"],
        "today": ["của mình: published"],
        "withdrawn": ["của mình: withdrawn"],
    }
    page = desk.get("/admin/")
    assert {queue["name"]: queue["count"] for queue in page.context["queues"]} == {
        **dict.fromkeys(["returned", "mine", "approved", "scheduled", "today", "withdrawn"], 1),
        "waiting": 2,
    }
    assert "của người" not in page.content.decode()
    assert [queue["name"] for queue in page.context["turns"][0]["queues"]] == ["returned", "mine"]


def test_editor_starts_with_what_waits(sign_in: SignIn, editor: User, other_editor: User) -> None:
    factories.claimed(by=editor, title="giữ")
    factories.claimed(by=other_editor, title="người khác giữ")
    factories.submitted(title="chờ")
    factories.approved(title="duyệt")
    factories.scheduled(title="hẹn")
    factories.published(title="đăng")
    factories.returned(title="trả người khác")
    page = sign_in(editor)
    assert queues(page) == {
        "waiting": ["chờ"],
        "claimed": ["giữ"],
        "returned": [],
        "approved": ["duyệt"],
        "mine": [],
        "scheduled": ["hẹn"],
        "today": ["đăng"],
        "withdrawn": [],
    }
    assert next(iter(queues(page))) == "waiting", "whose turn it is comes first"


def test_editor_of_a_section_counts_that_section_alone(sign_in: SignIn, editor: User) -> None:
    mine = factories.SectionFactory()
    mine.editors.add(editor)
    factories.submitted(section=mine)
    factories.submitted()
    waiting = sign_in(editor).get("/admin/").context["queues"][0]
    assert (waiting["name"], waiting["count"]) == ("waiting", 1)


def test_long_queue_shows_the_most_urgent_and_counts_them_all(sign_in: SignIn, editor: User) -> None:
    late = None
    for _ in range(start.SHOWN + 2):
        late = factories.submitted(title="thường")
    workflow.plan(late, by=editor, deadline=timezone.now() - timedelta(hours=1), priority=Article.Priority.NORMAL)
    page = sign_in(editor).get("/admin/")
    waiting = page.context["queues"][0]
    assert (len(waiting["rows"]), waiting["count"], waiting["more"]) == (start.SHOWN, start.SHOWN + 2, 2)
    assert waiting["rows"][0].story == late
    assert waiting["rows"][0].due.tone == "overdue"


def test_rows_lead_on_through_their_queue(sign_in: SignIn, editor: User) -> None:
    first, second = factories.submitted(), factories.submitted()
    client = sign_in(editor)
    row = client.get("/admin/").context["queues"][0]["rows"][0]
    assert row.story == first
    assert f"/{second.pk}/change/" in client.get(row.url).context["panel"]["next"]["url"]


def test_numbers_are_those_of_the_lists(sign_in: SignIn, editor: User, reporter: User) -> None:
    for state in ("draft", "returned", "submitted", "approved", "scheduled", "published", "withdrawn"):
        getattr(factories, state)(owner=reporter)
    factories.claimed(by=editor, owner=reporter)
    for user in (editor, reporter, factories.managing_editor()):
        client = sign_in(user)
        for queue in client.get("/admin/").context["queues"]:
            assert len(client.get(queue["url"]).context["rows"]) == queue["count"], (user, queue["name"])


def kept(story: Article, user: User, title: str, *, base: int | None = None) -> UUID:
    """Text that the user has typed over a version of the story and not saved; the tab it was typed in."""
    tab = uuid4()
    content = factories.content(title=title, section=story.section).cleaned().snapshot()
    editing.keep(story, user, tab, base=base or story.version, turn=1, typed={"title": [title]}, content=content)
    return tab


def test_unsaved_texts_of_ones_own_stand_above_all(desk: Client, reporter: User, other_reporter: User) -> None:
    first, second = factories.draft(reporter), factories.draft(reporter)
    kept(first, reporter, "Gõ trước")
    kept(second, other_reporter, "Của người khác")
    tab = kept(second, reporter, "Gõ sau")
    page = desk.get("/admin/")
    assert [(each.article_id, each.title) for each in page.context["unsaved"]] == [
        (second.pk, "Gõ sau"),
        (first.pk, "Gõ trước"),
    ]
    assert f"{change_url(second)}?unsaved={tab}" in page.content.decode()
    assert "Của người khác" not in page.content.decode()


def test_one_unsaved_text_a_story_and_none_that_was_saved(desk: Client, reporter: User) -> None:
    """The first page asks the database what editing.unsaved() asks of one story's rows."""
    story = factories.draft(reporter)
    kept(story, reporter, "Bản một")
    kept(story, reporter, "Bản hai")
    assert [each.title for each in desk.get("/admin/").context["unsaved"]] == ["Bản hai"]
    typed = factories.content(title="Bản hai", section=story.section)
    story = workflow.edit(story, typed, by=reporter, revision=1)
    assert [each.title for each in desk.get("/admin/").context["unsaved"]] == ["Bản một"]
    assert [row.typed["title"] for row in editing.unsaved(editing.tabs_of(story, reporter), story)] == [["Bản một"]]


def test_the_page_costs_the_same_whatever_it_lists(
    desk: Client, reporter: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kept(factories.draft(reporter), reporter, "Một")
    desk.get("/admin/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/admin/")
    for state in ("draft", "returned", "submitted", "approved", "published") * 3:
        kept(getattr(factories, state)(owner=reporter), reporter, state)
    with django_assert_num_queries(len(few)):
        assert len(desk.get("/admin/").context["unsaved"]) == 16


def test_administrator_starts_with_the_people(sign_in: SignIn, admin: User, client: Client) -> None:
    """Of every role and of none, active and not; one locked out."""
    reporter = factories.reporter()
    factories.reporter()
    factories.editor()
    factories.reporter(is_active=False)
    User.objects.create_user("khach")
    factories.AuthorFactory(user=None)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post("/admin/login/", {"username": reporter.username, "password": "sai"})
        client.post("/admin/login/", {"username": "không-ai-cả", "password": "sai"})
    desk = sign_in(admin)
    people = desk.get("/admin/").context["people"]
    assert [count for _role, count, _url in people["roles"]] == [2, 1, 0, 1]
    assert [count for _label, count, _url in people["open"]] == [1, Author.objects.filter(user=None).count(), 1]
    assert [lock.user for lock in people["locked"]] == [reporter]
    for _label, count, url in people["roles"] + people["open"]:
        assert desk.get(url).context["cl"].result_count == count, url


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
