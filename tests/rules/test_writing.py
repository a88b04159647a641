"""Creating, saving and deleting the desk copy."""

from collections.abc import Callable

import pytest

from articles import publishing, workflow
from articles.content import BylineContent, Content, PickContent
from articles.models import Article, LogEntry, PublishedArticle, Revision, Verb
from articles.refusals import BadRequest, HeldBack, HeldByAnother, NotPermitted, StaleRevision, WrongState
from tests import factories

pytestmark = pytest.mark.django_db


def other(story: Article, **parts: object) -> Content:
    return factories.content(section=story.section, **({"title": "Đã sửa lại đầu đề"} | parts))


def test_a_new_story_is_a_draft_with_its_first_revision() -> None:
    writer = factories.reporter()
    story = workflow.create(factories.content(title="Lúa vụ xuân bén rễ"), by=writer)
    assert (story.status, story.version, story.owner, story.claimed_by) == ("draft", 1, writer, None)
    revision = story.revisions.get()
    assert (revision.number, revision.created_by, revision.content["title"]) == (1, writer, "Lúa vụ xuân bén rễ")


def test_a_story_without_a_title_is_not_kept() -> None:
    with pytest.raises(HeldBack):
        workflow.create(factories.content(title=" \u200b "), by=factories.reporter())
    assert not Article.objects.exists()


def test_each_save_is_one_revision_of_the_whole_content() -> None:
    story = factories.draft()
    author, pick = factories.AuthorFactory(), factories.draft()
    content = other(
        story,
        tags=("mùa vụ", "lúa"),
        bylines=(BylineContent(author, affiliation="Văn phòng huyện"),),
        related=(PickContent(article=pick), PickContent(title="Chuyện cũ chưa có trong kho")),
    )
    saved = workflow.edit(story, content, by=story.owner, revision=1)
    newest = saved.revisions.first()
    assert (saved.version, newest.number, saved.revisions.count()) == (2, 2, 2)
    assert newest.content["tags"] == ["mùa vụ", "lúa"]
    assert [line["author"] for line in newest.content["bylines"]] == [author.pk]
    assert [line["article"] for line in newest.content["related"]] == [pick.pk, None]
    assert newest.content == Content.of(saved).snapshot()


def test_saving_without_a_change_makes_no_revision_and_no_log_row() -> None:
    story = factories.draft(tags=("lúa",))
    rows = LogEntry.objects.count()
    saved = workflow.edit(story, Content.of(story), by=story.owner, revision=1)
    assert (saved.version, saved.modified_at, saved.revisions.count()) == (1, story.modified_at, 1)
    assert LogEntry.objects.count() == rows


@pytest.mark.parametrize(
    "part",
    [
        {"kicker": "Nông nghiệp"},
        {"lead": "Đoạn mở đầu khác."},
        {"body": "<p>Thân bài khác.</p>"},
        {"source_name": "Bản tin huyện"},
        {"source_url": "https://ban-tin.example/lua"},
        {"tags": ("lúa",)},
        {"related": (PickContent(title="Một bài khác"),)},
    ],
    ids=lambda part: next(iter(part)),
)
def test_a_change_of_any_part_is_a_new_revision(part: dict[str, object]) -> None:
    story = factories.draft()
    saved = workflow.edit(story, factories.content(section=story.section, **part), by=story.owner, revision=1)
    assert (saved.version, saved.revisions.count()) == (2, 2)


def test_a_save_from_an_older_version_is_refused_and_names_who_saved() -> None:
    story, colleague = factories.draft(), factories.editor(last_name="Trần", first_name="Thị Bình")
    workflow.edit(story, other(story), by=colleague, revision=1)
    with pytest.raises(StaleRevision, match="Trần Thị Bình") as refused:
        workflow.edit(story, other(story, title="Bản của tôi"), by=story.owner, revision=1)
    story.refresh_from_db()
    assert (refused.value.saved_by, story.title, story.version) == (colleague, "Đã sửa lại đầu đề", 2)


def test_editing_a_submitted_story_claims_it() -> None:
    story, editor = factories.submitted(), factories.editor()
    saved = workflow.edit(story, other(story), by=editor, revision=story.version)
    assert (saved.status, saved.claimed_by) == ("submitted", editor)


def test_opening_a_submitted_story_and_saving_it_unchanged_does_not_claim_it() -> None:
    story = factories.submitted()
    assert workflow.edit(story, Content.of(story), by=factories.editor(), revision=1).claimed_by is None


def test_what_another_editor_holds_is_not_saved_over() -> None:
    holder = factories.editor(last_name="Lê", first_name="Văn Cường")
    story = factories.claimed(by=holder)
    with pytest.raises(HeldByAnother, match="Lê Văn Cường"):
        workflow.edit(story, other(story), by=factories.editor(), revision=story.version)


def test_editing_a_returned_story_leaves_it_returned() -> None:
    story = factories.returned()
    assert workflow.edit(story, other(story), by=story.owner, revision=1).status == "returned"


def test_editing_a_published_story_changes_nothing_for_readers() -> None:
    story = factories.published()
    before = PublishedArticle.objects.live().values().get(article=story)
    saved = workflow.edit(story, other(story), by=factories.editor(), revision=story.version)
    assert (saved.status, saved.version) == ("draft", 2)
    assert PublishedArticle.objects.live().values().get(article=story) == before
    assert story.log.first().verb == Verb.EDIT_LIVE


def test_a_story_is_not_related_to_itself() -> None:
    story = factories.draft()
    with pytest.raises(BadRequest):
        workflow.edit(story, other(story, related=(PickContent(article=story),)), by=story.owner, revision=1)


# Deleting -----------------------------------------------------------------------------------------------------------


def test_a_deleted_draft_is_gone_and_its_log_stays_with_its_words() -> None:
    story = factories.draft(title="Bản nháp bỏ đi", tags=("lúa",))
    number = story.pk
    workflow.delete(story, by=story.owner)
    assert not Article.objects.filter(pk=number).exists()
    assert not Revision.objects.filter(article=number).exists()
    deletion, creation = LogEntry.objects.filter(article=number)
    assert (deletion.verb, creation.verb, deletion.article_title) == ("delete", "create", "Bản nháp bỏ đi")
    assert deletion.details["content"]["tags"] == ["lúa"]


@pytest.mark.parametrize("state", [factories.published, factories.withdrawn, factories.scheduled])
def test_what_readers_saw_or_were_to_see_is_never_deleted(state: Callable[[], Article]) -> None:
    chief = factories.managing_editor()
    story = state()
    if story.status == "published":
        story = workflow.edit(story, other(story), by=chief, revision=story.version)
    with pytest.raises(WrongState):
        workflow.delete(story, by=chief)
    assert Article.objects.filter(pk=story.pk).exists()


def test_a_story_that_another_one_names_is_not_deleted() -> None:
    picked = factories.draft()
    factories.draft(related=(PickContent(article=picked),))
    with pytest.raises(WrongState):
        workflow.delete(picked, by=picked.owner)


def test_a_deleted_story_refuses_every_verb_kindly() -> None:
    story, chief = factories.draft(), factories.managing_editor()
    workflow.delete(Article.objects.get(pk=story.pk), by=story.owner)
    with pytest.raises(WrongState):
        workflow.edit(story, factories.content(), by=story.owner, revision=1)
    with pytest.raises(WrongState):
        workflow.delete(story, by=story.owner)
    with pytest.raises(WrongState):
        publishing.publish(story, by=chief, revision=1)


def test_a_reporter_cannot_write_in_a_colleagues_story() -> None:
    story = factories.draft()
    stranger = factories.reporter()
    with pytest.raises(NotPermitted):
        workflow.edit(story, other(story), by=stranger, revision=1)
