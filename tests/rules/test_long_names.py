"""Names as long as they may be, and names whose key or address is longer than they are."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Author
from articles.content import Content
from articles.models import Article, Section, Tag
from newsroom.slugs import free_slug
from tests import factories

pytestmark = pytest.mark.django_db

# 99 letters each, with one address for both.
BAN, BAN_HUYEN = "bán" * 33, "bàn" * 33
HALVES = "½" * 60  # 1-21-21-2..., three characters for each
SHARP_S = "aß" * 45  # the key has two s for each


@pytest.mark.parametrize(
    ("taken", "slug"),
    [
        ([], "mua-vang"),
        (["mua-vang"], "mua-van-2"),
        (["mua-vang", "mua-van-2"], "mua-van-3"),
        (["mua-vang", *(f"mua-van-{number}" for number in range(2, 10))], "mua-va-10"),
    ],
)
def test_a_number_goes_behind_as_much_of_the_words_as_there_is_room_for(taken: list[str], slug: str) -> None:
    assert free_slug("mua-vang", 9, lambda candidate: candidate in taken) == slug


def test_a_cut_leaves_no_hyphen_before_the_number() -> None:
    assert free_slug("mua-vang", 6, lambda candidate: candidate == "mua-va") == "mua-2"


def test_two_long_tags_of_one_address_are_told_apart() -> None:
    one, other = factories.TagFactory(name=BAN), factories.TagFactory(name=BAN_HUYEN)

    assert one.slug == "ban" * 33
    assert other.slug == ("ban" * 33)[:98] + "-2"


def test_two_long_pen_names_of_one_address_are_told_apart() -> None:
    one, other = (factories.AuthorFactory(name="½" * 46 + name) for name in ("bán", "bàn"))

    assert one.slug != other.slug


@pytest.mark.parametrize("make", [factories.TagFactory, factories.AuthorFactory, factories.SectionFactory])
def test_an_address_is_cut_to_its_column(make: type) -> None:
    made = make(name=HALVES)

    assert made.slug == ("1-2" * 60)[: made._meta.get_field("slug").max_length].rstrip("-")


def test_a_story_is_saved_with_a_long_tag_like_another() -> None:
    mai, client = factories.reporter(), Client()
    factories.TagFactory(name=BAN)
    story = factories.draft(mai)
    client.force_login(mai)
    fields = {"title": story.title, "lead": story.lead, "body": story.body, "tags": BAN_HUYEN, "revision": 1}

    assert client.post(f"/admin/articles/article/{story.pk}/change/", fields).status_code == 302
    assert Content.of(Article.objects.get()).snapshot()["tags"] == [BAN_HUYEN]


def test_a_tag_whose_key_has_no_room_is_an_error_of_the_form() -> None:
    mai, client = factories.reporter(), Client()
    story = factories.draft(mai)
    client.force_login(mai)
    fields = {"title": story.title, "lead": story.lead, "body": story.body, "tags": SHARP_S, "revision": 1}
    answer = client.post(f"/admin/articles/article/{story.pk}/change/", fields)

    assert list(answer.context["adminform"].form.errors) == ["tags"]
    assert not Tag.objects.filter(name=SHARP_S).exists()


def test_a_pen_name_whose_key_has_no_room_is_an_error_of_the_form() -> None:
    client = Client()
    client.force_login(factories.editor())
    answer = client.post("/admin/accounts/author/add/", {"name": SHARP_S, "slug": "", "biography": "", "user": ""})

    assert list(answer.context["adminform"].form.errors) == ["name"]
    assert not Author.objects.exists()
    with pytest.raises(ValidationError):
        Author(name=SHARP_S).clean()


def test_a_section_of_a_growing_name_can_be_made_at_the_desk() -> None:
    client = Client()
    client.force_login(factories.managing_editor())
    fields = {"name": HALVES, "slug": "", "parent": "", "position": 1}

    assert client.post("/admin/articles/section/add/", fields).status_code == 302
    assert Section.objects.get().slug.startswith("1-21-2")
