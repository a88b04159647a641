"""Other sections on the story's form: ticked, taken away again, kept where a program sends none."""

import pytest
from django.test import Client

from accounts.models import User
from articles.admin.article_form import MOST_SECONDARY_SECTIONS
from articles.models import Article, Section
from tests import factories
from tests.desk.conftest import change_url, typed
from tests.factories import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def environment() -> Section:
    return SectionFactory(name="Môi trường")


@pytest.fixture
def story(reporter: User, environment: Section) -> Article:
    return factories.draft(reporter, secondary_sections=(environment,))


def chosen(story: Article) -> list[str]:
    return list(story.secondary_sections.values_list("section__name", flat=True))


def test_a_save_without_a_change_is_none(desk: Client, story: Article) -> None:
    desk.post(change_url(story), typed(story))
    assert Article.objects.get(pk=story.pk).version == 1


def test_sections_are_ticked_in_the_order_of_the_menu(desk: Client, story: Article, environment: Section) -> None:
    sport = SectionFactory(name="Thể thao", position=0)
    desk.post(change_url(story), typed(story, secondary_sections=["", environment.pk, sport.pk]))
    assert chosen(story) == ["Thể thao", "Môi trường"]


def test_the_last_one_is_taken_away(desk: Client, story: Article) -> None:
    desk.post(change_url(story), typed(story, secondary_sections=""))
    assert chosen(story) == []


def test_a_program_that_sends_none_leaves_them(desk: Client, story: Article) -> None:
    fields = typed(story, title="Tít khác")
    del fields["secondary_sections"]
    desk.post(change_url(story), fields)
    assert (Article.objects.get(pk=story.pk).title, chosen(story)) == ("Tít khác", ["Môi trường"])


def test_too_many_are_refused_and_stay_ticked(desk: Client, story: Article) -> None:
    many = [SectionFactory().pk for _number in range(MOST_SECONDARY_SECTIONS + 1)]
    answer = desk.post(change_url(story), typed(story, secondary_sections=["", *many]))
    form = answer.context["adminform"].form
    assert list(form.errors) == ["secondary_sections"]
    assert answer.content.decode().count(" checked") >= len(many)
    assert chosen(story) == ["Môi trường"]


def test_the_pages_of_the_story_name_them(desk: Client, story: Article) -> None:
    desk.post(change_url(story), typed(story, secondary_sections=""))
    page = f"/admin/articles/article/{story.pk}"
    for address in (f"{page}/version/1/", f"{page}/compare/?from=1&to=2"):
        assert "Môi trường" in desk.get(address).content.decode(), address
