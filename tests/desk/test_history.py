"""The history of a story: one line of time, every version to read, any two to compare, one to bring back."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import publishing, workflow
from articles.content import BylineContent, Content, PickContent
from articles.models import Article, Revision
from tests import factories
from tests.desk.conftest import SignIn, verb_url

pytestmark = pytest.mark.django_db
ATTACK = "<img src=x onerror=alert(1)>"


def page(story: Article, name: str, **query: object) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"/admin/articles/article/{story.pk}/{name}/?{asked}"


def again(story: Article, by: User, **parts: Any) -> Article:
    """The story saved once more with these parts."""
    fields = {"title": story.title, "lead": story.lead, "body": story.body, "section": story.section} | parts
    return workflow.edit(story, factories.content(**fields), by=by, revision=story.version)


@pytest.fixture
def story(reporter: User) -> Article:
    """Three versions by its reporter."""
    first = factories.draft(reporter, title="Lũ về", body="<p>Nước sông dâng cao.</p>")
    second = again(first, reporter, title="Lũ lớn về")
    return again(second, reporter, body="<p>Nước sông dâng rất cao.</p>")


# The line of time -----------------------------------------------------------------------------------------------------


def test_every_save_stands_in_the_log_with_the_version_it_made(sign_in: SignIn, reporter: User, editor: User) -> None:
    story = factories.returned(by=editor, owner=reporter)
    again(story, reporter, title="Lần hai")
    answer = sign_in(reporter).get(page(story, "history"))
    moments = [
        (moment.entry.verb, moment.version.number if moment.version else None) for moment in answer.context["moments"]
    ]
    assert moments == [("edit", 2), ("send_back", None), ("submit", None), ("create", 1)]
    shown = answer.content.decode()
    assert "Cần thêm số liệu của xã." in shown
    assert editor.display_name in shown


def tones(client: Client, story: Article) -> dict[int, list[str]]:
    """How each version stands to readers: live, scheduled, or "" once it is over."""
    moments = client.get(page(story, "history")).context["moments"]
    return {moment.version.number: [tone for _words, tone in moment.public] for moment in moments if moment.version}


def test_what_readers_saw_stands_at_the_version(sign_in: SignIn, chief: User) -> None:
    story = factories.published(chief)
    again(story, chief, title="Bản hai")
    client = sign_in(chief)
    assert tones(client, story) == {1: ["live"], 2: []}
    publishing.withdraw(story, by=chief, reason="Thông tin chưa được kiểm chứng.")
    assert tones(client, story) == {1: [""], 2: []}


def test_what_readers_will_see_stands_there_too_unless_it_was_called_off(sign_in: SignIn, chief: User) -> None:
    story = factories.scheduled(chief)
    client = sign_in(chief)
    assert tones(client, story) == {1: ["scheduled"]}
    publishing.cancel_schedule(story, by=chief)
    assert tones(client, story) == {1: []}


def test_long_histories_are_paged(desk: Client, reporter: User, story: Article) -> None:
    for number in range(60):
        story = again(story, reporter, title=f"Lần {number}")
    numbers = [
        moment.version.number
        for number in (1, 2)
        for moment in desk.get(page(story, "history", p=number)).context["moments"]
    ]
    assert numbers == list(range(63, 0, -1))


def test_the_history_costs_the_same_for_any_number_of_versions(
    desk: Client, reporter: User, story: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    short = cost(desk, page(story, "history"))
    for number in range(20):
        story = again(story, reporter, title=f"Lần {number}")
    with django_assert_num_queries(short):
        desk.get(page(story, "history"))
    assert short < 20


def cost(client: Client, path: str) -> int:
    client.get(path)  # what is read once per process
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


# Versions to read and to compare --------------------------------------------------------------------------------------


def test_every_version_can_be_read(desk: Client, story: Article) -> None:
    first = desk.get(page(story, "version/1")).content.decode()
    assert "Nước sông dâng cao." in first
    assert "dâng rất cao" not in first
    assert "dâng rất cao" in desk.get(page(story, "version/3")).content.decode()


def test_any_two_versions_can_be_compared(desk: Client, story: Article) -> None:
    answer = desk.get(page(story, "compare", **{"from": 1, "to": 3}))
    assert [difference.field for difference in answer.context["differences"]] == ["title", "body"]
    assert [difference.field for difference in desk.get(page(story, "compare")).context["differences"]] == ["body"]


@pytest.mark.parametrize(("asked", "view"), [("side", "side"), ("inline", "inline"), ("", "side"), ("x", "side")])
def test_a_comparison_stands_side_by_side_or_in_one_text(desk: Client, story: Article, asked: str, view: str) -> None:
    answer = desk.get(page(story, "compare", view=asked))
    assert f"desk-diff--{view}" in answer.content.decode()


def test_a_comparison_tells_those_who_hear_it_what_was_removed_and_added(desk: Client, story: Article) -> None:
    shown = desk.get(page(story, "compare", view="inline")).content.decode()
    assert '<ins data-style=""><span class="desk-hidden">' in shown
    assert "rất<span" in shown


def test_two_versions_that_are_the_same_say_so(desk: Client, story: Article) -> None:
    answer = desk.get(page(story, "compare", **{"from": 2, "to": 2}))
    assert answer.status_code == 200
    assert "desk-diff__same" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["version/4", "version/0", "compare?from=9", "compare?to=0", "compare?from=x", "compare?to=9" + "9" * 20]
)
def test_versions_that_are_not_there_are_not_found(desk: Client, story: Article, path: str) -> None:
    name, _mark, query = path.partition("?")
    assert desk.get(f"/admin/articles/article/{story.pk}/{name}/?{query}").status_code == 404


def test_typed_markup_is_shown_as_text(desk: Client, reporter: User) -> None:
    story = factories.draft(reporter, title=f"Một {ATTACK}", tags=(f"t {ATTACK}",), lead=ATTACK, source_name=ATTACK)
    again(story, reporter, title=f"Hai {ATTACK}", kicker=ATTACK)
    for name in ("version/1", "version/2", "compare", "history"):
        for view in ("side", "inline"):
            assert ATTACK not in desk.get(page(story, name, view=view)).content.decode(), name


def test_markup_written_past_the_sanitiser_does_not_run(desk: Client, reporter: User, story: Article) -> None:
    content = story.revisions.get(number=3).content | {"body": f"<p>Chữ {ATTACK}</p><script>alert(1)</script>"}
    Revision.objects.create(article=story, number=4, content=content, created_by=reporter, created_at=story.modified_at)
    for name in ("version/4", "compare"):
        shown = desk.get(page(story, name, to=4)).content.decode()
        assert "onerror=alert(1)>" not in shown
        assert "<script>alert(1)" not in shown


def test_a_picked_story_that_one_may_not_open_is_not_named(desk: Client, reporter: User, chief: User) -> None:
    secret = factories.draft(title="Vụ việc chưa ai biết")
    story = factories.draft(reporter)
    workflow.edit(story, factories.content(related=(PickContent(secret),)), by=chief, revision=1)
    for name in ("version/2", "compare"):
        answer = desk.get(page(story, name))
        assert answer.status_code == 200
        assert "chưa ai biết" not in answer.content.decode()


def test_pages_cost_the_same_for_any_text(
    desk: Client, reporter: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lines = tuple(BylineContent(factories.AuthorFactory()) for _number in range(8))
    picks = tuple(PickContent(factories.draft(reporter)) for _number in range(8))
    plain = again(factories.draft(reporter), reporter, title="Khác", bylines=lines[:1], related=picks[:1])
    body = "".join(f"<p>Đoạn {number} của bài.</p>" for number in range(80))
    full = again(factories.draft(reporter), reporter, body=body, tags=("a", "b"), bylines=lines, related=picks)
    for name in ("version/2", "compare"):
        one = cost(desk, page(plain, name))
        with django_assert_num_queries(one):
            desk.get(page(full, name))
        assert one < 25


# Who may --------------------------------------------------------------------------------------------------------------


def test_a_reporter_meets_no_version_of_a_colleagues_story(
    sign_in: SignIn, other_reporter: User, story: Article
) -> None:
    client = sign_in(other_reporter)
    for name in ("history", "version/1", "compare"):
        answer = client.get(page(story, name))
        assert answer.status_code == 403, name
        assert "Lũ" not in answer.content.decode()
    assert client.post(verb_url(story, "restore"), {"revision": 3, "number": 1}).status_code == 403
    assert Article.objects.get(pk=story.pk).version == 3


def test_pages_are_read_and_restoring_is_posted(desk: Client, story: Article) -> None:
    assert [desk.post(page(story, name)).status_code for name in ("version/1", "compare")] == [405, 405]
    assert desk.get(verb_url(story, "restore")).status_code == 405


# Bringing one back ----------------------------------------------------------------------------------------------------


def test_an_old_version_is_brought_back_as_the_newest(desk: Client, story: Article) -> None:
    assert desk.post(verb_url(story, "restore"), {"revision": 3, "number": 1}).status_code == 302
    story.refresh_from_db()
    assert (story.version, story.title, story.body) == (4, "Lũ về", "<p>Nước sông dâng cao.</p>")
    shown = desk.get(page(story, "history")).context["moments"][0]
    assert (shown.entry.verb, shown.version.number, len(shown.notes)) == ("restore", 4, 1)


def test_restoring_over_a_version_one_has_not_seen_is_refused(desk: Client, reporter: User, story: Article) -> None:
    again(story, reporter, title="Lần bốn")
    assert desk.post(verb_url(story, "restore"), {"revision": 3, "number": 1}).status_code == 409
    assert Article.objects.get(pk=story.pk).title == "Lần bốn"


@pytest.mark.parametrize(
    "fields", [{}, {"revision": 3}, {"number": 1}, {"revision": 3, "number": "x"}, {"revision": 3, "number": 9}]
)
def test_restoring_needs_to_know_which_version_over_which(
    desk: Client, story: Article, fields: dict[str, object]
) -> None:
    assert desk.post(verb_url(story, "restore"), fields).status_code == 400
    assert Article.objects.get(pk=story.pk).version == 3


def test_a_reporter_restores_nothing_once_the_story_is_submitted(desk: Client, reporter: User, story: Article) -> None:
    factories.submit(story, reporter)
    assert 'data-verb="restore"' not in desk.get(page(story, "history")).content.decode()
    assert desk.post(verb_url(story, "restore"), {"revision": 3, "number": 1}).status_code == 403


def test_an_editor_restores_nothing_in_a_story_a_colleague_holds(
    sign_in: SignIn, editor: User, other_editor: User
) -> None:
    story = factories.claimed(by=other_editor)
    answer = sign_in(editor).post(verb_url(story, "restore"), {"revision": 1, "number": 1})
    assert answer.status_code == 409
    assert other_editor.display_name in answer.content.decode()


# For good -------------------------------------------------------------------------------------------------------------


def test_versions_that_were_public_are_kept_for_good(sign_in: SignIn, chief: User) -> None:
    """By no path: the desk has none, the verbs refuse, and so does the database, of replaced ones too."""
    story = factories.published(chief)
    story = again(story, chief, title="Bản hai")
    story = workflow.approve(factories.submit(story, chief), by=chief, revision=2, reason="Đã kiểm chứng kỹ.")
    publishing.publish(story, by=chief, revision=2)
    story.refresh_from_db()
    publishing.withdraw(story, by=chief, reason="Thông tin chưa được kiểm chứng.")
    public = list(story.revisions.all())
    assert len(public) == 2
    client = sign_in(chief)
    assert client.post(f"/admin/articles/article/{story.pk}/delete/", {"post": "yes"}).status_code in {403, 409}
    assert client.get(f"/admin/articles/revision/{public[0].pk}/delete/").status_code == 404
    for delete in (public[0].delete, public[1].delete, Revision.objects.all().delete, story.delete):
        with pytest.raises(ProtectedError):
            delete()
    for revision in public:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_revision WHERE id = %s", [revision.pk])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert set(story.revisions.all()) == set(public)
    assert Content.from_snapshot(public[0].content).title == "Bản hai"
