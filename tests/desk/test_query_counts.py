"""What the desk's pages about one story cost the database."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Section
from tests import factories
from tests.desk.conftest import SignIn, change_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def bound(sign_in: SignIn) -> tuple[Client, Section]:
    """An editor of one section, and the section."""
    section, editor = factories.SectionFactory(), factories.editor()
    section.editors.add(editor)
    return sign_in(editor), section


@pytest.mark.parametrize(("state", "queries"), [("submitted", 35), ("approved", 36), ("published", 30)])
def test_the_page_of_a_story_to_an_editor_of_its_section(
    state: str, queries: int, bound: tuple[Client, Section], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Three times as many where each verb asks the database anew whether the section is the editor's."""
    client, section = bound
    story = getattr(factories, state)(section=section)
    client.get(change_url(story))  # what is read once per process
    with django_assert_num_queries(queries):
        client.get(change_url(story))
