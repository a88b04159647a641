"""No text goes out on one person's word: who may approve what, by whoever saved since the last approval."""

import pytest
from pytest_django.fixtures import Settings

from accounts.models import User
from articles import publishing, workflow
from articles.models import Article, LogEntry, Verb
from articles.refusals import BadRequest, NotPermitted
from tests import factories

pytestmark = pytest.mark.django_db

REASON = "Trực đêm một mình, tin khẩn."


@pytest.fixture
def editor() -> User:
    return factories.editor()


def saved(story: Article, by: User, title: str) -> Article:
    content = factories.content(section=story.section, title=title)
    return workflow.edit(story, content, by=by, revision=story.version)


def submitted(story: Article, by: User) -> Article:
    return workflow.submit(story, by=by, revision=story.version)


def approve(story: Article, by: User, reason: str = "") -> Article:
    return workflow.approve(story, by=by, revision=story.version, reason=reason)


def is_offered(story: Article, by: User) -> bool:
    return Verb.APPROVE in workflow.available(Article.objects.get(pk=story.pk), by)


def refuses(story: Article, by: User) -> bool:
    """Whether the approval is refused, the button is off, and the story stays where it was."""
    with pytest.raises(NotPermitted):
        approve(story, by)
    return Article.objects.get(pk=story.pk).status == "submitted" and not is_offered(story, by)


def test_an_editor_approves_what_a_reporter_wrote(editor: User) -> None:
    story = factories.submitted()
    assert is_offered(story, editor)
    assert approve(story, editor).status == "approved"


def test_an_editor_does_not_approve_what_they_alone_wrote(editor: User) -> None:
    assert refuses(factories.submitted(owner=editor), editor)


def test_another_editor_approves_it(editor: User) -> None:
    assert approve(factories.submitted(owner=editor), factories.editor()).status == "approved"


def test_writing_for_somebody_else_is_still_writing_alone(editor: User) -> None:
    story = workflow.create(factories.content(), by=editor, owner=factories.reporter())
    assert refuses(submitted(story, editor), editor)


def test_an_editor_who_mended_a_reporters_text_may_approve_it(editor: User) -> None:
    story = saved(factories.submitted(), editor, "Đầu đề biên tập viên đặt")
    assert approve(story, editor).status == "approved"


def test_after_an_approval_the_editor_who_alone_changed_the_text_needs_another(editor: User) -> None:
    story = factories.approved(by=factories.editor())
    story = saved(story, editor, "Đổi một chữ sau khi duyệt")
    assert refuses(story, editor)
    story = workflow.release(story, by=editor)
    assert approve(story, factories.editor()).status == "approved"


def test_a_published_story_changed_by_one_editor_needs_another(editor: User) -> None:
    story = factories.published(by=editor)
    story = submitted(saved(story, editor, "Bản sửa của một người"), editor)
    assert refuses(story, editor)


def test_two_who_changed_it_since_may_sign_for_each_other(editor: User) -> None:
    story = saved(factories.published(by=editor), editor, "Sửa lần một")
    colleague = factories.editor()
    story = submitted(saved(story, colleague, "Sửa lần hai"), colleague)
    assert approve(story, editor).status == "approved"


# An approval that was taken away signs for nothing -------------------------------------------------------------------


def test_text_that_was_sent_back_after_approval_needs_a_second_person_again(editor: User) -> None:
    """Fails where the last approval counts although it was of this text and was taken back: nobody wrote since."""
    story = factories.approved(by=factories.editor(), owner=editor)
    story = workflow.send_back(story, by=factories.editor(), reason="Nguồn tin chưa chắc chắn.")
    assert refuses(submitted(story, editor), editor)


def test_a_withdrawn_text_needs_a_second_person_again(editor: User) -> None:
    story = factories.withdrawn(owner=editor)
    assert refuses(submitted(story, editor), editor)
    assert approve(story, factories.editor()).status == "approved"


def test_a_change_sent_back_after_approval_does_not_shelter_behind_an_older_writer(editor: User) -> None:
    """The reporter's text was approved before; only the editor's change is new, and its approval was taken back."""
    story = saved(factories.approved(by=factories.editor()), editor, "Riêng biên tập viên đổi")
    story = approve(workflow.release(story, by=editor), factories.editor())
    story = workflow.send_back(story, by=factories.editor(), reason="Nguồn tin chưa chắc chắn.")
    assert refuses(submitted(story, editor), editor)


# Imported texts -------------------------------------------------------------------------------------------------------


@pytest.fixture
def imported() -> Article:
    return workflow.create(factories.content(), by=factories.UserFactory(is_active=False), log_as=Verb.IMPORT)


def test_the_import_is_nobody_who_could_vouch_for_what_an_editor_alone_wrote(editor: User, imported: Article) -> None:
    story = submitted(saved(imported, editor, "Một người viết lại hết"), editor)
    assert refuses(story, editor)
    assert approve(story, factories.editor()).status == "approved"


def test_an_imported_text_that_nobody_changed_is_approved_by_one_editor(editor: User, imported: Article) -> None:
    assert approve(submitted(imported, editor), editor).status == "approved"


def test_whoever_imported_a_text_by_hand_has_not_written_it(editor: User) -> None:
    story = workflow.create(factories.content(), by=editor, log_as=Verb.IMPORT)
    assert approve(submitted(story, editor), editor).status == "approved"


def test_after_the_import_published_it_one_editors_change_needs_another(editor: User, imported: Article) -> None:
    publishing.publish_import(imported, by=imported.owner, first_published_at=imported.created_at)
    imported.refresh_from_db()
    assert refuses(submitted(saved(imported, editor, "Sửa bài nhập"), editor), editor)


def test_publishing_by_an_import_hides_no_writer(editor: User) -> None:
    """The row of that step names the import and the version too, and an editor may have written the version."""
    story = factories.draft(owner=editor)
    publishing.publish_import(story, by=factories.administrator(), first_published_at=story.created_at)
    story.refresh_from_db()
    story = publishing.withdraw(story, by=factories.managing_editor(), reason=REASON)
    assert refuses(submitted(story, editor), editor)


# The managing editor's word ------------------------------------------------------------------------------------------


def test_a_managing_editor_approves_own_text_with_a_written_reason_and_the_log_says_so() -> None:
    chief = factories.managing_editor()
    story = factories.submitted(owner=chief)
    assert is_offered(story, chief)
    approve(story, chief, REASON)
    row = LogEntry.objects.get(article=story, verb=Verb.APPROVE)
    assert (row.reason, row.details["four_eyes_overridden"]) == (REASON, True)


@pytest.mark.parametrize("reason", ["", "  ", "gấp"])
def test_not_without_one(reason: str) -> None:
    chief = factories.managing_editor()
    story = factories.submitted(owner=chief)
    with pytest.raises(BadRequest):
        approve(story, chief, reason)
    assert Article.objects.get(pk=story.pk).status == "submitted"


def test_an_ordinary_approval_says_nothing_of_an_override() -> None:
    story = approve(factories.submitted(), factories.managing_editor(), "Ghi chú cho phóng viên")
    assert "four_eyes_overridden" not in story.log.first().details


# A different person for every change ---------------------------------------------------------------------------------


def test_where_every_change_needs_another_person_mending_rules_out_approving(editor: User, settings: Settings) -> None:
    settings.FOUR_EYES_FOR_EVERY_CHANGE = True
    story = saved(factories.submitted(), editor, "Biên tập viên sửa một chữ")
    assert refuses(story, editor)
    story = workflow.release(story, by=editor)
    assert approve(story, factories.editor()).status == "approved"


def test_there_too_the_change_counts_only_until_somebody_approved_it(editor: User, settings: Settings) -> None:
    settings.FOUR_EYES_FOR_EVERY_CHANGE = True
    story = saved(factories.submitted(), editor, "Biên tập viên sửa một chữ")
    story = approve(workflow.release(story, by=editor), factories.editor())
    colleague = factories.editor()
    story = workflow.release(saved(story, colleague, "Người khác sửa tiếp"), by=colleague)
    assert approve(story, editor).status == "approved"
