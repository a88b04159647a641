"""The pages of the most read stories: of a day, of a week, of a month."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from articles import publishing
from articles.readership import set_imported_views
from tests.factories import managing_editor, published
from tests.readership.test_most_read import listed, read

pytestmark = pytest.mark.django_db

DAY, WEEK, MONTH = "/doc-nhieu/", "/doc-nhieu/7-ngay/", "/doc-nhieu/30-ngay/"


def page(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(client: Client, address: str) -> list[str]:
    return [title.get_text() for title in page(client, address).select(".countdown .teaser__title")]


def test_each_page_counts_the_reads_of_its_own_time(client: Client) -> None:
    read(published(title="Hôm nay"), 1, hours_ago=1)
    read(published(title="Trong tuần"), 2, hours_ago=5 * 24)
    read(published(title="Trong tháng"), 3, hours_ago=20 * 24)
    read(published(title="Năm ngoái"), 4, hours_ago=400 * 24)

    assert titles(client, DAY) == ["Hôm nay"]
    assert titles(client, WEEK) == ["Trong tuần", "Hôm nay"]
    assert titles(client, MONTH) == ["Trong tháng", "Trong tuần", "Hôm nay"]


def test_reads_ever_fill_the_box_and_no_page(client: Client) -> None:
    story = published(title="Bài cũ")
    set_imported_views(story, 9000)

    assert listed() == [story.pk]
    assert titles(client, MONTH) == []


@pytest.mark.parametrize("address", [DAY, WEEK, MONTH])
def test_where_nothing_was_read_the_page_says_so_and_leads_on(client: Client, address: str) -> None:
    empty = page(client, address).select_one(".listing__empty")

    assert empty
    assert empty.a["href"] == "/tin-moi/"


@pytest.mark.parametrize("address", [DAY, WEEK, MONTH])
def test_a_page_names_its_time_and_its_own_address(client: Client, address: str) -> None:
    found = page(client, f"{address}?utm_source=zalo")

    assert found.select_one(".tabs a[aria-current=page]")["href"] == address
    assert found.select_one("link[rel=canonical]")["href"] == f"http://testserver{address}"
    assert len({page(client, each).title.get_text() for each in (DAY, WEEK, MONTH)}) == 3


@pytest.mark.parametrize("word", ["24-gio", "8-ngay", "7"])
def test_another_time_has_no_page(client: Client, word: str) -> None:
    assert client.get(f"/doc-nhieu/{word}/").status_code == 404


def test_a_withdrawn_story_leaves_every_page_at_once_though_the_order_is_remembered(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.public.rankings.SHOWN", 2)
    gone = read(published(title="Bị rút"), 3)
    read(published(title="Ở lại"), 2)
    assert titles(client, MONTH) == ["Bị rút", "Ở lại"]

    publishing.withdraw(gone, by=managing_editor(), reason="Thông tin chưa được kiểm chứng.")

    assert [titles(client, each) for each in (DAY, WEEK, MONTH)] == [["Ở lại"]] * 3
