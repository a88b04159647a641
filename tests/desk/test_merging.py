"""A refused save that becomes one text with the newer version: in one click where nothing collides, by choices else."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from articles import workflow
from articles.models import Article
from tests import factories
from tests.desk.conftest import SignIn, change_url, row, typed

pytestmark = pytest.mark.django_db

FIRST = "<p>Nước sông dâng cao từ đêm qua.</p>"
SECOND = "<p>Xã đã sơ tán ba trăm hộ dân.</p>"
THIRD = "<p>Trời còn mưa đến thứ bảy.</p>"
SECOND_MINE = "<p>Xã đã sơ tán bốn trăm hộ dân.</p>"
SECOND_THEIRS = "<p>Xã đã sơ tán ba trăm hộ dân trong đêm.</p>"
THIRD_THEIRS = "<p>Trời còn mưa đến chủ nhật.</p>"


def text(*paragraphs: str) -> str:
    return "\n".join(paragraphs)


@pytest.fixture
def story(reporter: User) -> Article:
    return factories.draft(reporter, title="Lũ về", lead="Sa pô đầu", body=text(FIRST, SECOND, THIRD), tags=("lũ",))


def saved_by(editor: User, story: Article, **changed: Any) -> Article:
    """What an editor has made of it meanwhile."""
    parts = {"title": "Lũ về", "lead": "Sa pô đầu", "body": text(FIRST, SECOND, THIRD), "tags": ("lũ",)} | changed
    return workflow.edit(story, factories.content(section=story.section, **parts), by=editor, revision=story.version)


def merge(client: Client, story: Article, form: dict[str, object], into: int, **choices: str) -> HttpResponse:
    return client.post(change_url(story), form | {"_merge": into} | choices)


def test_different_paragraphs_are_offered_as_one_text(desk: Client, editor: User, story: Article) -> None:
    mine = typed(story, body=text(FIRST, SECOND_MINE, THIRD))
    saved_by(editor, story, body=text(FIRST, SECOND, THIRD_THEIRS), title="Lũ về trong đêm")
    answer = desk.post(change_url(story), mine)
    assert (answer.status_code, answer.context["conflict"]["questions"]) == (409, [])
    assert 'name="_merge" value="2"' in answer.content.decode()


def test_one_click_saves_what_both_wrote(desk: Client, editor: User, story: Article) -> None:
    mine = typed(story, body=text(FIRST, SECOND_MINE, THIRD), tags="lũ, sơ tán")
    saved_by(editor, story, body=text(FIRST, SECOND, THIRD_THEIRS), title="Lũ về trong đêm", tags=("lũ", "mưa"))
    assert merge(desk, story, mine, into=2).status_code == 302
    story.refresh_from_db()
    assert (story.version, story.title, story.body) == (3, "Lũ về trong đêm", text(FIRST, SECOND_MINE, THIRD_THEIRS))
    assert [item.name for item in story.tagged_items.all()] == ["lũ", "mưa", "sơ tán"]
    assert story.log.first().details == {"merged": {"base": 1, "with": 2}}


def test_typed_bylines_are_merged_too(desk: Client, editor: User, story: Article) -> None:
    author = factories.AuthorFactory(name="Người ký")
    mine = typed(story) | {"bylines-TOTAL_FORMS": 1} | row("bylines", 0, author=author.pk, role="writer")
    saved_by(editor, story, title="Lũ về trong đêm")
    merge(desk, story, mine, into=2)
    story.refresh_from_db()
    assert (story.title, [line.author for line in story.bylines.all()]) == ("Lũ về trong đêm", [author])


def test_a_merge_over_several_newer_versions_starts_from_ones_own(desk: Client, editor: User, story: Article) -> None:
    mine = typed(story, body=text(FIRST, SECOND_MINE, THIRD))
    second = saved_by(editor, story, lead="Sa pô hai")
    saved_by(editor, second, lead="Sa pô ba")
    answer = desk.post(change_url(story), mine)
    assert [save.number for save in answer.context["conflict"]["saves"]] == [3, 2]
    assert merge(desk, story, mine, into=3).status_code == 302
    story.refresh_from_db()
    assert (story.version, story.lead, story.body) == (4, "Sa pô ba", text(FIRST, SECOND_MINE, THIRD))


@pytest.fixture
def colliding(editor: User, story: Article) -> dict[str, object]:
    mine = typed(story, body=text(FIRST, SECOND_MINE, THIRD), title="Lũ lớn về", source_name="TTXVN")
    saved_by(editor, story, body=text(FIRST, SECOND_THEIRS, THIRD_THEIRS), title="Lũ về trong đêm")
    return mine


def test_what_both_changed_is_asked_about(desk: Client, story: Article, colliding: dict[str, object]) -> None:
    questions = desk.post(change_url(story), colliding).context["conflict"]["questions"]
    assert [(question.name, [option.side for option in question.options]) for question in questions] == [
        ("merge-title", ["mine", "theirs"]),
        ("merge-body-1", ["mine", "theirs", "both"]),
    ]
    assert not any(question.unanswered for question in questions)


@pytest.mark.parametrize(
    ("side", "second"),
    [("mine", SECOND_MINE), ("theirs", SECOND_THEIRS), ("both", text(SECOND_MINE, SECOND_THEIRS))],
)
def test_choices_decide_and_the_rest_merges_by_itself(
    desk: Client, story: Article, colliding: dict[str, object], side: str, second: str
) -> None:
    answer = merge(desk, story, colliding, into=2, **{"merge-title": "theirs", "merge-body-1": side})
    assert answer.status_code == 302
    story.refresh_from_db()
    assert (story.title, story.body, story.source_name) == (
        "Lũ về trong đêm",
        text(FIRST, second, THIRD_THEIRS),
        "TTXVN",
    )


def test_an_undecided_place_saves_nothing_and_keeps_the_other_choices(
    desk: Client, story: Article, colliding: dict[str, object]
) -> None:
    answer = merge(desk, story, colliding, into=2, **{"merge-title": "mine", "merge-body-1": "hers"})
    assert answer.status_code == 409
    title, second = answer.context["conflict"]["questions"]
    assert [option.chosen for option in title.options] == [True, False]
    assert (title.unanswered, second.unanswered) == (False, True)
    assert answer.context["adminform"].form["title"].value() == "Lũ lớn về"
    assert Article.objects.get(pk=story.pk).version == 2


def test_a_save_in_between_is_met_afresh(
    desk: Client, editor: User, story: Article, colliding: dict[str, object]
) -> None:
    """The choices were made about another text, so they are asked for again; what was typed is still there."""
    saved_by(editor, Article.objects.get(pk=story.pk), title="Lũ rút")
    answer = merge(desk, story, colliding, into=2, **{"merge-title": "theirs", "merge-body-1": "mine"})
    conflict = answer.context["conflict"]
    assert (answer.status_code, conflict["moved_on_again"]) == (409, True)
    assert not any(option.chosen for question in conflict["questions"] for option in question.options)
    assert 'name="_merge" value="3"' in answer.content.decode()
    form = answer.context["adminform"].form
    assert (form["title"].value(), form["revision"].value()) == ("Lũ lớn về", "1")


def test_a_merge_asks_for_the_right_to_save(sign_in: SignIn, editor: User, other_editor: User) -> None:
    story = factories.submitted(title="Lũ về")
    mine = typed(story, lead="Chữ của tôi")
    saved_by(other_editor, story)
    answer = merge(sign_in(editor), story, mine, into=2)
    assert answer.status_code == 409
    assert other_editor.display_name in str(answer.context["conflict"]["refusal"])
    assert "mergeable" not in answer.context["conflict"]
    assert Article.objects.get(pk=story.pk).version == 2


def test_a_reporter_merges_into_no_story_of_a_colleague(sign_in: SignIn, other_reporter: User, story: Article) -> None:
    assert merge(sign_in(other_reporter), story, typed(story, title="Của tôi"), into=1).status_code == 403


@pytest.mark.parametrize("into", ["", "abc", "-1", "7"])
def test_a_merge_with_a_version_that_is_not_there_saves_nothing(
    desk: Client, editor: User, story: Article, into: str
) -> None:
    mine = typed(story, body=text(FIRST, SECOND_MINE, THIRD))
    saved_by(editor, story, lead="Sa pô hai")
    assert desk.post(change_url(story), mine | {"_merge": into}).status_code == 409
    assert Article.objects.get(pk=story.pk).version == 2


@pytest.mark.parametrize("base", ["0", "-3", "99"])
def test_a_text_from_a_version_that_never_was_can_be_kept_but_not_merged(
    desk: Client, editor: User, story: Article, base: str
) -> None:
    mine = typed(story, lead="Chữ của tôi", revision=base)
    saved_by(editor, story, lead="Sa pô hai")
    answer = desk.post(change_url(story), mine | {"_merge": 2})
    assert (answer.status_code, "mergeable" in answer.context["conflict"]) == (409, False)
    assert answer.context["adminform"].form["lead"].value() == "Chữ của tôi"


def test_markup_in_either_text_is_shown_as_text(desk: Client, editor: User, story: Article) -> None:
    attack = "<img src=x onerror=alert(1)>"
    mine = typed(story, title=f"Của tôi {attack}", tags=f"lũ, t{attack}")
    saved_by(editor, story, title=f"Của chị {attack}", lead=f"Sa pô {attack}")
    page = desk.post(change_url(story), mine).content.decode()
    assert attack not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_the_page_costs_the_same_for_any_text(
    desk: Client, editor: User, story: Article, django_assert_num_queries: Any
) -> None:
    few = typed(story, title="Tít của tôi", tags="a")
    many = typed(story, body=text(*[f"<p>Đoạn {number} của tôi.</p>" for number in range(60)]), tags="a, b, c")
    saved_by(editor, story, body=text(*[f"<p>Đoạn {number} của chị.</p>" for number in range(80)]), tags=("d", "e"))
    desk.post(change_url(story), few)  # what is read once per process
    with CaptureQueriesContext(connection) as plain:
        desk.post(change_url(story), few)
    with django_assert_num_queries(len(plain)):
        desk.post(change_url(story), many)
