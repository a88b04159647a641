"""The front page."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from articles.arrangement import HIGHLIGHTS, PER_BLOCK
from articles.models import ViewTotal
from tests.factories import SectionFactory, draft, scheduled
from tests.public.stories import MARCH_11, live_stories, live_story

pytestmark = pytest.mark.django_db


def page(client: Client) -> BeautifulSoup:
    response = client.get("/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def links(part: BeautifulSoup) -> list[str]:
    return [link["href"] for link in part.select("a") if link["href"].endswith(".html")]


def test_a_paper_without_stories_still_has_a_front_page(client: Client) -> None:
    assert page(client).select_one(".front__empty")


def test_the_newest_story_leads_and_the_next_ones_stand_beside_it(client: Client) -> None:
    addresses = [story.get_absolute_url() for story in live_stories(HIGHLIGHTS + 3)]
    front = page(client)

    assert links(front.select_one(".front__lead")) == addresses[:1]
    assert links(front.select_one(".front")) == addresses[: 1 + HIGHLIGHTS]


def test_no_story_stands_twice_on_the_page_not_even_among_the_most_read(client: Client) -> None:
    section = SectionFactory(name="Kinh tế")
    stories = [
        *live_stories(9, section),
        *live_stories(9, SectionFactory(name="Nông nghiệp", parent=section)),
        *live_stories(9, SectionFactory(name="Xã hội")),
    ]
    ViewTotal.objects.bulk_create(ViewTotal(article_id=story.article_id, counted=100) for story in stories)
    front = page(client)
    found = links(front)

    assert len(links(front.select_one(".ranking"))) > 0
    assert len(found) == len(set(found)) > HIGHLIGHTS + PER_BLOCK


def test_a_sections_block_mixes_in_its_sub_sections_newest_first(client: Client) -> None:
    top = SectionFactory(name="Kinh tế")
    sub = SectionFactory(name="Nông nghiệp", parent=top)
    live_stories(1 + HIGHLIGHTS, SectionFactory(name="Xã hội"))
    days = [live_story(top if day % 2 else sub, at=MARCH_11 - timedelta(days=day)) for day in range(1, PER_BLOCK + 2)]
    blocks = page(client).select(".block")

    assert [block.h2.get_text(strip=True) for block in blocks] == ["Kinh tế"]
    assert links(blocks[0]) == [story.get_absolute_url() for story in days[:PER_BLOCK]]


def test_blocks_stand_in_the_editors_order_and_empty_sections_have_none(client: Client) -> None:
    live_stories(1 + HIGHLIGHTS, SectionFactory(name="Thời sự", position=9))
    for name, position in (("Xã hội", 2), ("Kinh tế", 1)):
        live_story(SectionFactory(name=name, position=position), at=MARCH_11 - timedelta(days=1))
    SectionFactory(name="Trống", position=0)

    assert [block.h2.get_text(strip=True) for block in page(client).select(".block")] == ["Kinh tế", "Xã hội"]


def test_nothing_that_is_not_live_stands_on_the_front_page(client: Client) -> None:
    live_story(title="Đang đăng")
    draft(title="Bản nháp")
    scheduled(title="Hẹn giờ")
    text = page(client).get_text()

    assert "Đang đăng" in text
    assert "Bản nháp" not in text
    assert "Hẹn giờ" not in text
