"""What each page costs the database: the same at 60 and at 20,000 stories, and with nothing cached."""

import re
from itertools import chain

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import PublishedArticle, Section
from tests.cold import forget_all
from tests.public.pages import PAGES, Newspaper
from tests.public.stories import fill_archive, live_stories


def _queries(client: Client, address: str) -> list[str]:
    forget_all()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured]


def _queries_of_every_page(client: Client, paper: Newspaper) -> dict[str, list[str]]:
    return {name: _queries(client, kind.address(paper)) for name, kind in PAGES.items()}


@pytest.mark.slow
def test_every_page_keeps_its_budget_however_many_stories_there_are(client: Client, paper: Newspaper) -> None:
    live_stories(60 - PublishedArticle.objects.live().count(), paper.section)
    few = _queries_of_every_page(client, paper)
    assert PublishedArticle.objects.live().count() == 60

    # As many again as the newest of the sub-section and of the section, with their tags, authors and pictures.
    fill_archive(10_000, paper.rich)
    fill_archive(10_000, PublishedArticle.objects.live().filter(section=paper.section).newest().first())
    Section.objects.bulk_create(Section(name=f"Mục {n}", slug=f"muc-{n}", position=n) for n in range(20))
    many = _queries_of_every_page(client, paper)

    assert PublishedArticle.objects.live().count() > 20_000
    for name, kind in PAGES.items():
        assert len(few[name]) == len(many[name]) <= kind.queries, (name, many[name])


def test_every_page_keeps_its_budget(client: Client, paper: Newspaper) -> None:
    asked = _queries_of_every_page(client, paper)

    assert {name: asked[name] for name, kind in PAGES.items() if len(asked[name]) > kind.queries} == {}


def test_no_page_counts_rows_or_skips_over_them(client: Client, paper: Newspaper) -> None:
    statements = " ".join(chain.from_iterable(_queries_of_every_page(client, paper).values())).upper()

    # OFFSET 0 skips nothing: it is a word to the planner.
    assert not re.search(r"OFFSET (?!0\b)", statements)
    assert "COUNT(*)" not in statements


def test_menu_and_most_read_are_asked_for_once_in_half_a_minute(client: Client, paper: Newspaper) -> None:
    address = paper.rich.get_absolute_url()
    cold = _queries(client, address)
    with CaptureQueriesContext(connection) as warm:
        client.get(address)

    assert len(warm) == len(cold) - 2
