"""The list of stories: its columns, queues and search, in a number of queries that no length of it changes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from articles.content import BylineContent
from articles.models import Article
from tests import factories
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
STORIES = "/admin/articles/article/"


def listed(client: Client, query: str = "") -> list[str]:
    return [story.title for story in client.get(f"{STORIES}{query}").context["cl"].result_list]


def queries(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(STORIES).status_code == 200
    return len(captured)


def test_number_of_queries_does_not_grow_with_the_list(sign_in: SignIn, editor: User) -> None:
    section = factories.SectionFactory(parent=factories.SectionFactory())
    authors = tuple(BylineContent(factories.AuthorFactory()) for _ in range(2))

    def write(number: int) -> None:
        for _ in range(number):
            factories.draft(factories.reporter(), section=section, bylines=authors, kicker="Nhãn")

    client = sign_in(editor)
    write(3)
    few = queries(client)
    write(12)
    assert queries(client) == few


def test_texts_are_not_loaded(sign_in: SignIn, editor: User) -> None:
    factories.draft()
    story = sign_in(editor).get(STORIES).context["cl"].result_list[0]
    assert {"body", "lead"} <= story.get_deferred_fields()


def test_reporter_sees_own_stories_only(sign_in: SignIn, reporter: User) -> None:
    factories.draft(reporter, title="Của mình")
    factories.draft(title="Của người")
    assert listed(sign_in(reporter)) == ["Của mình"]


def test_row_shows_where_the_story_stands(sign_in: SignIn, reporter: User, editor: User) -> None:
    author = factories.AuthorFactory(name="Bút Danh")
    factories.claimed(by=editor, owner=reporter, kicker="Vụ xuân", bylines=(BylineContent(author),))
    page = sign_in(editor).get(STORIES).content.decode()
    for part in ["Vụ xuân", "Bút Danh", reporter.display_name, f"{editor.display_name}"]:
        assert part in page


def test_titles_are_escaped(sign_in: SignIn, editor: User) -> None:
    factories.draft(title="<script>alert(1)</script>", kicker="<b>x</b>")
    page = sign_in(editor).get(STORIES).content.decode()
    assert "<script>alert(1)" not in page
    assert "<b>x</b>" not in page


@pytest.mark.parametrize("words", ["lua xuan", "Lúa Xuân", "  lúa   xuân "])
def test_search_finds_with_and_without_accents(sign_in: SignIn, editor: User, words: str) -> None:
    factories.draft(title="Gieo cấy lúa xuân")
    factories.draft(title="Giá thép tăng")
    assert listed(sign_in(editor), f"?q={words}") == ["Gieo cấy lúa xuân"]


def test_queues_hold_what_their_names_say(sign_in: SignIn, editor: User, other_editor: User) -> None:
    made = {
        "mine": factories.draft(editor, title="của tôi"),
        "waiting": factories.submitted(title="chờ"),
        "claimed": factories.claimed(by=editor, title="đang giữ"),
        "returned": factories.returned(title="trả lại"),
        "approved": factories.approved(title="đã duyệt"),
        "scheduled": factories.scheduled(title="hẹn giờ"),
        "live": factories.published(title="đang đăng"),
        "withdrawn": factories.withdrawn(title="đã gỡ"),
    }
    factories.claimed(by=other_editor, title="người khác giữ")
    client = sign_in(editor)
    found = {queue: set(listed(client, f"?queue={queue}")) for queue in made}
    expected = {queue: {story.title} for queue, story in made.items()}
    # What one holds is still waiting to be approved.
    assert found == expected | {"waiting": {"chờ", "đang giữ"}}


def test_longest_waiting_comes_first(sign_in: SignIn, editor: User) -> None:
    for title in ["trước", "sau"]:
        factories.submitted(title=title)
    assert listed(sign_in(editor), "?queue=waiting") == ["trước", "sau"]


def test_section_finds_its_sub_sections_too(sign_in: SignIn, editor: User) -> None:
    top = factories.SectionFactory()
    factories.draft(section=factories.SectionFactory(parent=top), title="mục con")
    factories.draft(section=top, title="mục lớn")
    factories.draft(title="mục khác")
    client = sign_in(editor)
    assert set(listed(client, f"?section={top.pk}")) == {"mục con", "mục lớn"}
    for nonsense in ["x", "²", "9" * 40]:
        assert client.get(f"{STORIES}?section={nonsense}").status_code in {200, 302}


def test_nothing_can_be_done_to_many_at_once(sign_in: SignIn, editor: User) -> None:
    story = factories.draft()
    client = sign_in(editor)
    post = {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes", "form-0-status": "published"}
    client.post(STORIES, post)
    assert Article.objects.get(pk=story.pk).status == "draft"
    assert client.get(STORIES).context["cl"].list_editable == ()
