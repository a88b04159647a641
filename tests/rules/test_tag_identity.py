"""Tags are the same by their accented key: case and tone placement do not count, accents do."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import workflow
from articles.content import Content
from articles.models import Tag
from tests import factories
from tests.factories import TagFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "second"),
    [("Bão", "bão"), ("BÃO SỐ 3", "bão số 3"), ("hòa bình", "hoà bình"), ("bão", "ba\u0303o"), ("bão", " bão\u200b ")],
)
def test_two_spellings_of_one_word_are_one_tag(first: str, second: str) -> None:
    TagFactory(name=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        TagFactory(name=second)
    with pytest.raises(ValidationError):
        Tag(name=second).full_clean()


@pytest.mark.parametrize(("first", "second"), [("bão", "bảo"), ("đường", "dương"), ("thủy lợi", "thuế")])
def test_words_that_differ_by_an_accent_are_two_tags_with_two_addresses(first: str, second: str) -> None:
    one, other = TagFactory(name=first), TagFactory(name=second)
    assert one.key != other.key
    assert one.slug != other.slug


def test_a_story_is_tagged_with_what_is_there_already() -> None:
    known = TagFactory(name="Bão")
    story = factories.draft(tags=("bão", "BÃO", "bảo hiểm"))
    assert [item.tag.name for item in story.tagged_items.order_by("pk")] == ["Bão", "bảo hiểm"]
    assert story.tagged_items.first().tag == known


def test_a_tag_of_no_letter_or_digit_is_left_out() -> None:
    story = factories.draft(tags=("", "…", "lũ"))
    assert [item.tag.name for item in story.tagged_items.all()] == ["lũ"]
    with pytest.raises(ValidationError):
        Tag(name="!?").full_clean()


@pytest.mark.parametrize("column", [{"key": ""}, {"slug": ""}, {"slug": "Bão"}])
def test_the_database_wants_a_key_and_a_plain_address(column: dict[str, str]) -> None:
    tag = TagFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.filter(pk=tag.pk).update(**column)


def test_tags_are_found_with_and_without_accents() -> None:
    story = factories.draft(tags=("Bão", "bảo hiểm", "lũ"))
    assert {tag.name for tag in Tag.objects.matching("bao")} == {"Bão", "bảo hiểm"}
    assert {tag.name for tag in Tag.objects.matching("HIỂM")} == {"bảo hiểm"}
    assert story.version == 1


def test_an_order_of_tags_is_kept() -> None:
    story = factories.draft(tags=("lũ", "bão", "đê"))
    content = factories.content(section=story.section, tags=("đê", "lũ", "bão"))
    saved = workflow.edit(story, content, by=story.owner, revision=1)
    assert Content.of(saved).snapshot()["tags"] == ["đê", "lũ", "bão"]
