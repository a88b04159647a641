"""What each page costs the database: the same at 60 and at 6,000 stories, and with nothing cached."""

import re
from collections.abc import Callable
from itertools import chain

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.content import BylineContent, PickContent
from articles.models import PublishedArticle, Section
from tests.factories import AuthorFactory, SectionFactory
from tests.public.stories import fill_archive, live_stories, photo

pytestmark = pytest.mark.django_db


def _newest() -> PublishedArticle:
    return PublishedArticle.objects.live().for_page().newest().first()


BUDGETS: dict[str, tuple[int, Callable[[], str]]] = {
    "article": (4, lambda: _newest().get_absolute_url()),
    "home": (6, lambda: "/"),
    "section": (4, lambda: "/kinh-te/"),
    "sub-section": (4, lambda: "/kinh-te/nong-nghiep/"),
    "tag": (4, lambda: "/tu-khoa/lua-xuan/"),
    "author": (4, lambda: "/tac-gia/ha-vy/"),
    "most read": (3, lambda: "/doc-nhieu/"),
    "search": (5, lambda: "/tim-kiem/?q=tin"),
    "redirect": (1, lambda: f"/sai/sai-{_newest().article_id}.html"),
    "not there": (4, lambda: "/khong-co/"),
}


@pytest.fixture
def add_stories() -> Callable[[int], None]:
    top = SectionFactory(name="Kinh tế")
    sub = SectionFactory(name="Nông nghiệp", parent=top)
    author = AuthorFactory(name="Hà Vy")
    picture = photo()

    def add(number: int) -> None:
        pick = PublishedArticle.objects.live().first()
        parts = {
            "lead_photo": picture,
            "tags": ("lúa xuân", "nông thôn"),
            "bylines": (BylineContent(author),),
            "related": (PickContent(article=pick.article),) if pick else (),
        }
        live_stories(number // 2, top, **parts)
        live_stories(number - number // 2, sub, **parts)

    return add


def _queries(client: Client, address: str) -> list[str]:
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return [query["sql"] for query in captured]


def _queries_of_every_page(client: Client) -> dict[str, list[str]]:
    return {page: _queries(client, address()) for page, (_budget, address) in BUDGETS.items()}


@pytest.mark.slow
def test_every_page_keeps_its_budget_however_many_stories_there_are(
    client: Client, add_stories: Callable[[int], None]
) -> None:
    add_stories(60)
    few = _queries_of_every_page(client)
    for section in ("kinh-te", "nong-nghiep"):
        fill_archive(3000, PublishedArticle.objects.live().filter(section__slug=section).newest().first())
    Section.objects.bulk_create(Section(name=f"Mục {n}", slug=f"muc-{n}", position=n) for n in range(20))
    many = _queries_of_every_page(client)

    assert PublishedArticle.objects.live().count() > 6000
    for page, (budget, _address) in BUDGETS.items():
        assert len(few[page]) == len(many[page]) <= budget, (page, many[page])


def test_no_page_counts_rows_or_skips_over_them(client: Client, add_stories: Callable[[int], None]) -> None:
    add_stories(30)
    statements = " ".join(chain.from_iterable(_queries_of_every_page(client).values())).upper()

    # OFFSET 0 skips nothing: it is a word to the planner.
    assert not re.search(r"OFFSET (?!0\b)", statements)
    assert "COUNT(*)" not in statements


def test_the_menu_is_asked_for_once_in_half_a_minute(client: Client, add_stories: Callable[[int], None]) -> None:
    add_stories(10)
    address = _newest().get_absolute_url()
    cold = _queries(client, address)
    with CaptureQueriesContext(connection) as warm:
        client.get(address)

    assert len(warm) == len(cold) - 1
