"""Bylines and related stories as rows of the form: their order, their errors, and what may be picked."""

import pytest
from django.test import Client

from accounts.models import User
from articles import workflow
from articles.content import BylineContent, Content, PickContent
from articles.models import Article
from tests import factories
from tests.desk.conftest import SignIn, change_url, row, typed

pytestmark = pytest.mark.django_db


def lines_of(story: Article) -> list[str]:
    return [line["name"] for line in Content.of(Article.objects.get(pk=story.pk)).snapshot()["bylines"]]


def test_bylines_keep_the_order_they_were_given(desk: Client, story: Article) -> None:
    first, second, third = (factories.AuthorFactory(name=name) for name in ("An", "Bình", "Cúc"))
    rows = row("bylines", 2, author=first.pk, role="writer", affiliation="Đài xã")
    rows |= row("bylines", 0, author=second.pk, role="writer", affiliation="")
    rows |= row("bylines", 1, author=third.pk, role="photographer", affiliation="")
    rows |= row("bylines", 3, author="", role="writer", affiliation="")
    desk.post(change_url(story), typed(story, **{"bylines-TOTAL_FORMS": 4}, **rows))
    assert lines_of(story) == ["Bình", "Cúc", "An"]


def test_removed_row_is_gone(desk: Client, reporter: User) -> None:
    story = factories.draft(reporter, bylines=tuple(BylineContent(factories.AuthorFactory()) for _ in range(2)))
    kept = story.bylines.last().author.name
    desk.post(change_url(story), typed(story, **{"bylines-0-DELETE": "on"}))
    assert lines_of(story) == [kept]


def test_rows_in_error_are_kept_on_screen(desk: Client, story: Article) -> None:
    author = factories.AuthorFactory()
    rows = row("bylines", 0, author=author.pk, role="writer", affiliation="Đài truyền thanh")
    rows |= row("bylines", 1, author="", role="writer", affiliation="Không có tên")
    before = lines_of(story)
    answer = desk.post(change_url(story), typed(story, **{"bylines-TOTAL_FORMS": 2}, **rows))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Đài truyền thanh" in page
    assert "Không có tên" in page
    assert lines_of(story) == before


def test_same_name_twice_is_refused(desk: Client, story: Article) -> None:
    author = factories.AuthorFactory()
    rows = row("bylines", 0, author=author.pk, role="writer") | row("bylines", 1, author=author.pk, role="writer")
    answer = desk.post(change_url(story), typed(story, **{"bylines-TOTAL_FORMS": 2}, **rows))
    assert answer.context["adminform"].form.bylines.non_form_errors()


def test_pick_known_by_title_alone_is_shown_and_kept(desk: Client, reporter: User) -> None:
    story = factories.draft(reporter, related=(PickContent(None, "Tin cũ năm ngoái"),))
    assert "Tin cũ năm ngoái" in desk.get(change_url(story)).content.decode()
    desk.post(change_url(story), typed(story, title="Tít mới"))
    after = Content.of(Article.objects.get(pk=story.pk)).snapshot()
    assert (after["title"], after["related"]) == ("Tít mới", [{"article": None, "title": "Tin cũ năm ngoái"}])


def test_a_draft_of_somebody_else_cannot_be_picked(desk: Client, story: Article) -> None:
    hidden = factories.draft(title="Bản nháp của người khác")
    rows = row("picks", 0, related=hidden.pk, title="")
    answer = desk.post(change_url(story), typed(story, **{"picks-TOTAL_FORMS": 1}, **rows))
    assert answer.status_code == 200
    assert hidden.title not in answer.content.decode()
    assert not story.picks.exists()


# Titles of stories that one may not open -----------------------------------------------------------------------------


@pytest.fixture
def secret(editor: User) -> Article:
    """A story that readers see as "Tít bạn đọc thấy", with an unpublished draft beside it."""
    story = factories.published(editor, title="Tít bạn đọc thấy")
    return workflow.edit(story, factories.content(section=story.section, title="Tít mật"), by=editor, revision=1)


@pytest.mark.parametrize("state", [factories.draft, factories.submitted])
def test_a_picked_story_is_shown_under_the_title_that_readers_see(
    state: type, desk: Client, reporter: User, secret: Article
) -> None:
    """On the form and on the page to read."""
    page = desk.get(change_url(state(reporter, related=(PickContent(secret),)))).content.decode()
    assert "Tít bạn đọc thấy" in page
    assert "Tít mật" not in page


def test_where_two_texts_are_compared_it_is_not_shown_under_its_new_title(
    desk: Client, reporter: User, editor: User, secret: Article
) -> None:
    story = factories.draft(reporter, related=(PickContent(secret),))
    both = (PickContent(secret), PickContent(factories.published(title="Tin kia")))
    workflow.edit(story, factories.content(section=story.section, related=both), by=editor, revision=1)
    answer = desk.post(change_url(story), typed(story, **{"revision": 1, "picks-1-DELETE": "on"}))
    assert answer.status_code == 409
    assert "Tin kia" in answer.content.decode()
    assert "Tít mật" not in answer.content.decode()


@pytest.mark.parametrize("state", [factories.draft, factories.submitted])
@pytest.mark.parametrize("kept", ["Tít khi nhập bài", ""])
def test_a_story_readers_do_not_see_is_known_by_the_title_kept_with_the_pick(
    state: type, kept: str, desk: Client, reporter: User
) -> None:
    hidden = factories.draft(title="Tít mật")
    page = desk.get(change_url(state(reporter, related=(PickContent(hidden, kept),)))).content.decode()
    assert (kept or str(hidden.pk)) in page
    assert "Tít mật" not in page


@pytest.mark.parametrize("state", [factories.draft, factories.submitted])
def test_whoever_may_open_the_picked_story_sees_its_own_title(
    state: type, sign_in: SignIn, editor: User, secret: Article
) -> None:
    page = sign_in(editor).get(change_url(state(related=(PickContent(secret),)))).content.decode()
    assert "Tít mật" in page
