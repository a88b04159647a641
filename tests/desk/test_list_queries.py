"""The start page, the list and the calendar cost the same queries with 60 stories in the house and with 20,000."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Author, User
from articles import workflow
from articles.content import BylineContent
from articles.models import Article, Byline
from tests import factories
from tests.desk.conftest import SignIn
from tests.public.stories import fill_archive, version_of

pytestmark = pytest.mark.django_db
STORIES = "/admin/articles/article/"
# What each page asks of its own, after what they all ask.
PAGES = {
    "/admin/": 4,
    STORIES: 4,
    f"{STORIES}?queue=waiting": 4,
    f"{STORIES}?queue=scheduled": 4,
    f"{STORIES}?queue=today": 4,
    f"{STORIES}?queue=withdrawn": 4,
    f"{STORIES}?q=tin+mua": 4,
    f"{STORIES}?changes=on&section={{section}}&since=2020-01-01&by=published": 4,
    f"{STORIES}?writer=but+danh&tag=mua+vu": 7,
    f"{STORIES}calendar/": 2,
    f"{STORIES}calendar/?view=week&section={{section}}": 2,
}
IN_HAND = ("draft", "submitted", "claimed", "returned", "approved", "scheduled", "withdrawn")


@pytest.fixture
def house(reporter: User, editor: User) -> Callable[[int], None]:
    """Fills the house up to a number of stories, all of them the reporter's; a tenth is work in hand."""
    author = Author.objects.create(name="Bút danh chung", user=reporter)
    section = factories.SectionFactory(parent=factories.SectionFactory())
    parts = {"section": section, "bylines": (BylineContent(author),), "tags": ("mùa vụ",), "title": "Tin mùa này"}
    for state in IN_HAND:
        getattr(factories, state)(owner=reporter, **parts)
    live = factories.published(owner=reporter, **parts)
    workflow.edit(live, factories.content(section=section, lead="Thêm số liệu."), by=editor, revision=live.version)
    model = version_of(factories.published(owner=reporter, **parts))

    def fill(number: int) -> None:
        missing = number - Article.objects.count()
        fill_archive(missing * 9 // 10, model)
        copy_of(factories.submitted(owner=reporter, **parts), missing // 10 - 1)

    fill.section = section
    return fill


def copy_of(story: Article, number: int) -> None:
    now = timezone.now()
    fields = {"section": story.section, "owner": story.owner, "status": story.status, "title": story.title}
    made = Article.objects.bulk_create(
        Article(**fields, modified_at=now - timedelta(minutes=n), status_since=now - timedelta(minutes=n))
        for n in range(number)
    )
    author = story.bylines.get().author
    Byline.objects.bulk_create(Byline(article=each, author=author) for each in made)


def queries(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.slow
def test_queries_are_the_same_at_60_and_at_20000(
    house: Callable[[int], None], sign_in: SignIn, reporter: User, editor: User, chief: User
) -> None:
    of_a_section = factories.editor()
    house.section.editors.add(of_a_section)
    for size in (60, 20_000):
        house(size)
        for person in (reporter, editor, of_a_section, chief):
            client = sign_in(person)
            # Session, person, Django's two for the permissions of its own frame, roles, unread notices; of editors the
            # sections they are set for.
            first = 6 + (person in {editor, of_a_section})
            expected = {path.format(section=house.section.pk): first + own for path, own in PAGES.items()}
            asked = {path: len(queries(client, path)) for path in expected}
            assert asked == expected, (size, person)


def test_page_of_a_story_costs_the_same_however_long_the_queue(
    sign_in: SignIn, editor: User, django_assert_num_queries: Callable
) -> None:
    story, _other = factories.submitted(), factories.submitted()
    client, url = sign_in(editor), f"{STORIES}{story.pk}/change/"
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(30):
        factories.submitted()
    with django_assert_num_queries(len(one)):
        client.get(url)
