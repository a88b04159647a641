"""A save that meets a story which has moved on: refused with 409, both texts shown, nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from articles import workflow
from articles.models import Article
from articles.refusals import StaleRevision
from tests import factories
from tests.desk.conftest import SignIn, change_url, picture, row, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def stale(reporter: User, editor: User) -> tuple[Article, dict[str, object]]:
    """A story that an editor has saved again, and the form its reporter still holds."""
    story = factories.draft(reporter, title="Tít đầu", lead="Sa pô đầu")
    author = factories.AuthorFactory(name="Người ký")
    mine = typed(story, title="Tít của phóng viên", lead="Sa pô của phóng viên") | {"bylines-TOTAL_FORMS": 1}
    mine |= row("bylines", 0, author=author.pk, role="writer", affiliation="Đài xã")
    newer = factories.content(title="Tít của biên tập", lead="Sa pô đầu", section=story.section)
    workflow.edit(story, newer, by=editor, revision=1)
    return story, mine


def test_stale_save_is_refused_and_changes_nothing(sign_in: SignIn, reporter: User, stale: tuple) -> None:
    story, mine = stale
    assert sign_in(reporter).post(change_url(story), mine).status_code == 409
    story.refresh_from_db()
    assert (story.title, story.version) == ("Tít của biên tập", 2)


def test_stale_save_shows_both_texts_and_who_saved(sign_in: SignIn, reporter: User, editor: User, stale: tuple) -> None:
    story, mine = stale
    answer = sign_in(reporter).post(change_url(story), mine)
    page = answer.content.decode()
    assert editor.display_name in page
    differences = {each.field: each.rows for each in answer.context["conflict"]["differences"]}
    assert {"title", "lead", "bylines"} <= set(differences)
    texts = {
        "".join(piece.space + piece.text for piece in side).strip()
        for rows in differences.values()
        for row in rows
        for side in (row.old, row.new)
    }
    assert {"Tít của biên tập", "Tít của phóng viên", "Sa pô đầu", "Sa pô của phóng viên"} <= texts


def test_fields_that_are_the_same_are_not_compared(sign_in: SignIn, reporter: User, stale: tuple) -> None:
    story, mine = stale
    answer = sign_in(reporter).post(change_url(story), mine)
    assert not {"body", "section"} & {each.field for each in answer.context["conflict"]["differences"]}


def test_stale_save_keeps_everything_typed_in_the_form(sign_in: SignIn, reporter: User, stale: tuple) -> None:
    story, mine = stale
    form = sign_in(reporter).post(change_url(story), mine).context["adminform"].form
    assert form["title"].value() == "Tít của phóng viên"
    assert form.bylines.forms[0]["affiliation"].value() == "Đài xã"
    assert form["revision"].value() == "1"


def test_picture_uploaded_with_a_stale_save_stays_chosen(sign_in: SignIn, reporter: User, stale: tuple) -> None:
    story, mine = stale
    mine["lead_photo_file"] = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    form = sign_in(reporter).post(change_url(story), mine).context["adminform"].form
    assert form["lead_photo"].value() == str(reporter.photos.get().pk)


def test_typed_text_can_be_saved_over_the_newer_one(sign_in: SignIn, reporter: User, stale: tuple) -> None:
    """The button's name is `revision`; a browser sends the hidden field of that name before it."""
    story, mine = stale
    client = sign_in(reporter)
    assert 'name="revision" value="2"' in client.post(change_url(story), mine).content.decode()
    assert client.post(change_url(story), mine | {"revision": [1, 2]}).status_code == 302
    story.refresh_from_db()
    assert (story.title, story.version) == ("Tít của phóng viên", 3)
    assert story.revisions.get(number=2).content["title"] == "Tít của biên tập"


def test_saved_over_a_text_that_moved_on_again_is_refused_again(
    sign_in: SignIn, reporter: User, editor: User, stale: tuple
) -> None:
    story, mine = stale
    story.refresh_from_db()
    workflow.edit(story, factories.content(title="Lần ba", section=story.section), by=editor, revision=2)
    assert sign_in(reporter).post(change_url(story), mine | {"revision": [1, 2]}).status_code == 409


def test_race_inside_the_save_ends_on_the_same_page(
    sign_in: SignIn, reporter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = factories.draft(reporter)

    def beaten(article: Article, *args: object, **kwargs: object) -> Article:
        raise StaleRevision(article)

    monkeypatch.setattr(workflow, "edit", beaten)
    answer = sign_in(reporter).post(change_url(story), typed(story, title="Gõ rồi"))
    assert answer.status_code == 409
    assert answer.context["adminform"].form["title"].value() == "Gõ rồi"


def test_form_of_a_story_claimed_meanwhile_keeps_the_text(sign_in: SignIn, editor: User, other_editor: User) -> None:
    story = factories.claimed(by=other_editor)
    answer = sign_in(editor).post(change_url(story), typed(story, lead="Chữ của tôi"))
    assert answer.status_code == 409
    assert other_editor.display_name in answer.content.decode()
    assert answer.context["adminform"].form["lead"].value() == "Chữ của tôi"
    assert not answer.context["conflict"]["may_save_over"]


def test_form_of_a_story_submitted_meanwhile_keeps_the_text(sign_in: SignIn, reporter: User) -> None:
    story = factories.submitted(reporter)
    answer = sign_in(reporter).post(change_url(story), typed(story, lead="Chữ của tôi"))
    assert answer.status_code == 403
    assert answer.context["adminform"].form["lead"].value() == "Chữ của tôi"
    story.refresh_from_db()
    assert story.version == 1


def test_typed_markup_does_not_run_on_the_page_that_compares(sign_in: SignIn, reporter: User, stale: tuple) -> None:
    story, mine = stale
    answer = sign_in(reporter).post(change_url(story), mine | {"title": "<script>alert(1)</script>"})
    assert answer.status_code == 409
    assert "<script>alert(1)</script>" not in answer.content.decode()
