"""What the paper sets right in public: by whom, with which words, and kept for good."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from articles import corrections, publishing
from articles.models import Article, Correction
from articles.refusals import BadRequest, NotPermitted, WrongState
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {"wrong": "5 tấn/ha", "right": "4,5 tấn/ha", "apology": "Báo xin lỗi bạn đọc.", "document": "12/QĐ-BBT"}


@pytest.fixture
def chief() -> User:
    return factories.managing_editor()


@pytest.fixture
def story() -> Article:
    return factories.published(title="Lúa được mùa")


def test_it_keeps_what_readers_saw_and_what_is_right(story: Article, chief: User) -> None:
    factories.republished(story, title="Lúa được mùa vừa")
    made = corrections.correct(story, by=chief, kind="correction", wrong=" 5 tấn/ha ", right="4,5\u200b tấn/ha")
    version = story.published_versions.live().get()
    assert (made.title, made.section_name) == ("Lúa được mùa vừa", str(version.section))
    assert made.first_published_at == version.first_published_at
    assert (made.wrong, made.right) == ("5 tấn/ha", "4,5 tấn/ha")
    entry = story.log.first()
    assert (entry.verb, entry.by, entry.details) == ("correct", chief, {"correction": made.pk, "kind": "correction"})


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("correction", ["wrong", "right"]),
        ("rectification", ["wrong", "right", "apology"]),
        ("apology", ["apology"]),
        ("update", ["right"]),
    ],
)
def test_each_kind_needs_its_words(story: Article, chief: User, kind: str, needed: list[str]) -> None:
    corrections.correct(story, by=chief, kind=kind, **{name: WORDS[name] for name in needed})
    for missing in needed:
        with pytest.raises(BadRequest):
            corrections.correct(story, by=chief, kind=kind, **WORDS | {missing: " \u200b"})
        with pytest.raises(IntegrityError), transaction.atomic():
            row = Correction.objects.get()
            row.pk = None
            setattr(row, missing, "")
            row.save()
    with pytest.raises(BadRequest):
        corrections.correct(story, by=chief, kind="khac", **WORDS)


def test_nothing_is_set_right_that_readers_do_not_see(chief: User) -> None:
    for story in (factories.draft(), factories.approved(), factories.scheduled(), factories.withdrawn()):
        with pytest.raises(WrongState):
            corrections.correct(story, by=chief, kind="update", right="Mới")


def test_it_can_be_taken_back_with_a_reason_and_once(story: Article, chief: User) -> None:
    made = corrections.correct(story, by=chief, kind="update", right="Mới")
    with pytest.raises(BadRequest):
        corrections.end_correction(story, by=chief, number=made.pk, reason="ok")
    corrections.end_correction(story, by=chief, number=made.pk, reason="Đính chính nhầm bài.")
    assert not Correction.objects.public().exists()
    with pytest.raises(WrongState):
        corrections.end_correction(story, by=chief, number=made.pk, reason="Đính chính nhầm bài.")


def test_another_storys_correction_is_not_taken_back(story: Article, chief: User) -> None:
    other = corrections.correct(factories.published(), by=chief, kind="update", right="Mới")
    with pytest.raises(WrongState):
        corrections.end_correction(story, by=chief, number=other.pk, reason="Đính chính nhầm bài.")


def test_an_editor_does_not_speak_for_the_paper(story: Article) -> None:
    with pytest.raises(NotPermitted):
        corrections.correct(story, by=factories.editor(), kind="update", right="Mới")


def test_what_was_said_in_public_is_not_rewritten(story: Article, chief: User) -> None:
    made = corrections.correct(story, by=chief, kind="update", right="Mới")
    for change in ({"right": "Khác"}, {"kind": "apology", "apology": "Xin lỗi"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.delete()


def test_a_withdrawn_story_takes_its_corrections_from_readers_along(story: Article, chief: User) -> None:
    corrections.correct(story, by=chief, kind="update", right="Mới")
    assert Correction.objects.public().count() == 1
    publishing.withdraw(story, by=chief, reason="Thông tin chưa được kiểm chứng.")
    assert not Correction.objects.public().exists()
    assert Correction.objects.standing().exists()
