"""An approval covers the words of the story's pictures too: readers see none that were changed after it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from articles import intake, pictures, publishing, workflow
from articles.content import Content
from articles.models import Article, Photo, PublishedArticle, Verb
from articles.refusals import NotPermitted, StaleRevision, WrongState
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = ["caption", "credit", "alt_text"]


@pytest.fixture
def editor() -> User:
    return factories.editor()


def photo(**words: str) -> Photo:
    return factories.PhotoFactory(**words)


def led(owner: User | None = None) -> tuple[Article, Photo]:
    """An approved story, and its lead picture."""
    picture = photo(caption="Lúa đã chín", credit="Mai Trần", alt_text="Đồng lúa")
    return factories.approved(owner=owner, lead_photo=picture), picture


def illustrated() -> tuple[Article, Photo]:
    """An approved story, and the picture in its text."""
    picture = photo(caption="Lúa đã chín")
    figure = f'<figure class="image"><img src="/media/{picture.file}"><figcaption>Lúa đã chín</figcaption></figure>'
    return factories.approved(body=f"{factories.BODY}\n{figure}", lead_photo=photo()), picture


def change(picture: Photo, word: str = "caption") -> None:
    Photo.objects.filter(pk=picture.pk).update(**{word: "Chưa ai duyệt"})


def offered(story: Article, user: User) -> set[Verb]:
    story = Article.objects.get(pk=story.pk)
    verbs = {*workflow.available(story, user), *publishing.available(story, user)}
    return verbs & {Verb.APPROVE, Verb.PUBLISH, Verb.SCHEDULE}


def test_the_log_keeps_the_words_that_were_approved() -> None:
    story, picture = led()
    assert story.log.first().details == {"pictures": {str(picture.pk): ["Lúa đã chín", "Mai Trần", "Đồng lúa"]}}


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("made", [led, illustrated])
def test_words_changed_after_the_approval_do_not_go_out(made: type, word: str, editor: User) -> None:
    story, picture = made()
    change(picture, word)
    with pytest.raises(WrongState):
        publishing.publish(story, by=editor, revision=1)
    with pytest.raises(WrongState):
        publishing.schedule(story, by=editor, revision=1, at=timezone.now() + timedelta(hours=1))
    assert not PublishedArticle.objects.exists()


@pytest.mark.parametrize("made", [led, illustrated])
def test_what_was_approved_goes_out(made: type, editor: User) -> None:
    story, _picture = made()
    assert offered(story, editor) == {Verb.PUBLISH, Verb.SCHEDULE}
    publishing.publish(story, by=editor, revision=1)


def test_the_story_can_be_approved_again_then_and_not_before(editor: User) -> None:
    story, picture = led()
    with pytest.raises(WrongState):
        workflow.approve(story, by=editor, revision=1)
    change(picture)
    assert offered(story, editor) == {Verb.APPROVE}
    workflow.approve(story, by=editor, revision=1)
    assert offered(story, editor) == {Verb.PUBLISH, Verb.SCHEDULE}
    newest, first = story.log.filter(verb=Verb.APPROVE)
    assert (newest.from_status, newest.to_status) == ("approved", "approved")
    assert newest.details["pictures"][str(picture.pk)][0] == "Chưa ai duyệt"
    assert publishing.publish(story, by=editor, revision=1).lead_photo["caption"] == "Chưa ai duyệt"


def test_words_that_were_changed_back_need_no_new_approval(editor: User) -> None:
    story, picture = led()
    change(picture)
    picture.save()
    assert offered(story, editor) == {Verb.PUBLISH, Verb.SCHEDULE}


def test_approving_again_asks_what_an_approval_asks(editor: User) -> None:
    story, picture = led(owner=editor)
    change(picture)
    assert offered(story, editor) == set()
    with pytest.raises(NotPermitted):
        workflow.approve(story, by=editor, revision=1)
    with pytest.raises(NotPermitted):
        workflow.approve(story, by=factories.reporter(), revision=1)
    with pytest.raises(StaleRevision):
        workflow.approve(story, by=factories.editor(), revision=2)


def test_a_schedule_that_was_called_off_does_not_keep_its_approval_for_other_words(editor: User) -> None:
    picture = photo(caption="Lúa đã chín")
    story = factories.scheduled(editor, lead_photo=picture)
    publishing.cancel_schedule(story, by=editor)
    change(picture)
    assert offered(story, editor) == {Verb.APPROVE}


def test_another_storys_pictures_do_not_matter(editor: User) -> None:
    story, _picture = led()
    change(photo())
    assert offered(story, editor) == {Verb.PUBLISH, Verb.SCHEDULE}


def test_a_text_beyond_reading_does_not_keep_anybody_from_looking_at_the_story(editor: User) -> None:
    story, _picture = led()
    Article.objects.filter(pk=story.pk).update(body="<div>" * 400)
    assert offered(story, editor) == {Verb.PUBLISH, Verb.SCHEDULE}


# What the person had before them ------------------------------------------------------------------------------------


def seen(story: Article) -> str:
    return pictures.digest(pictures.words(pictures.of_story(story)))


@pytest.mark.parametrize("word", WORDS)
def test_words_that_changed_while_the_page_was_open_are_not_approved_unseen(word: str, editor: User) -> None:
    picture = photo(caption="Lúa đã chín")
    story = factories.submitted(lead_photo=picture)
    before = seen(story)
    change(picture, word)
    with pytest.raises(WrongState):
        workflow.approve(story, by=editor, revision=1, pictures_seen=before)
    assert workflow.approve(story, by=editor, revision=1, pictures_seen=seen(story)).status == "approved"


# A different person for every change --------------------------------------------------------------------------------


@pytest.fixture
def every_change(settings: Settings) -> None:
    settings.FOUR_EYES_FOR_EVERY_CHANGE = True


@pytest.mark.usefixtures("every_change")
def test_an_editor_who_worded_a_picture_does_not_sign_it_where_every_change_needs_another(editor: User) -> None:
    picture = photo(caption="Lúa đã chín")
    story = factories.submitted(lead_photo=picture)
    intake.reword(picture, by=editor, caption="Lúa đã gặt", credit="Mai Trần", alt_text="")
    with pytest.raises(NotPermitted):
        workflow.approve(story, by=editor, revision=1)
    assert workflow.approve(story, by=factories.editor(), revision=1).status == "approved"


@pytest.mark.usefixtures("every_change")
def test_words_that_were_approved_once_count_no_more(editor: User) -> None:
    picture = photo()
    intake.reword(picture, by=editor, caption="Lúa đã gặt", credit="Mai Trần", alt_text="")
    story = factories.approved(lead_photo=picture)
    story = workflow.edit(
        story, replace(Content.of(story), lead="Sapo mới"), by=(other := factories.editor()), revision=1
    )
    story = workflow.release(story, by=other)
    assert workflow.approve(story, by=editor, revision=2).status == "approved"


def test_saving_a_picture_with_the_same_words_leaves_their_writer(editor: User) -> None:
    writer, picture = factories.reporter(), photo(caption="Lúa đã chín")
    intake.reword(picture, by=writer, caption="Lúa đã gặt", credit="Mai Trần", alt_text="")
    intake.reword(picture, by=editor, caption="Lúa đã gặt ", credit="Mai Trần", alt_text="")
    assert (picture.words_by, picture.caption) == (writer, "Lúa đã gặt")
