"""The pages of the most read stories: of a day, of a week, of a month."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from articles import publishing
from articles.models import Section
from articles.readership import set_imported_views
from newsroom.held import forget_everything
from tests.factories import managing_editor, published
from tests.readership.test_most_read import boxed, read

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
    read(published(title="Trong tuần"), 10, hours_ago=5 * 24)
    read(published(title="Trong tháng"), 50, hours_ago=20 * 24)
    read(published(title="Năm ngoái"), 4, hours_ago=400 * 24)

    assert titles(client, DAY) == ["Hôm nay"]
    assert titles(client, WEEK) == ["Trong tuần", "Hôm nay"]
    assert titles(client, MONTH) == ["Trong tháng", "Trong tuần", "Hôm nay"]


def test_reads_ever_fill_the_box_and_no_page(client: Client) -> None:
    story = published(title="Bài cũ")
    set_imported_views(story, 9000)

    assert boxed() == [story.pk]
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


def test_a_withdrawn_story_leaves_every_page_when_the_list_was_held_long_enough(client: Client) -> None:
    gone = read(published(title="Bị rút"), 3)
    read(published(title="Ở lại"), 2)
    assert titles(client, MONTH) == ["Bị rút", "Ở lại"]

    publishing.withdraw(gone, by=managing_editor(), reason="Thông tin chưa được kiểm chứng.")

    assert titles(client, MONTH) == ["Bị rút", "Ở lại"]
    forget_everything()
    assert [titles(client, each) for each in (DAY, WEEK, MONTH)] == [["Ở lại"]] * 3


def test_a_section_and_a_sub_section_have_lists_of_their_own(
    client: Client, economy: Section, farming: Section, environment: Section
) -> None:
    read(published(section=farming, title="Lúa xuân"), 2)
    read(published(section=environment, title="Rừng ngập mặn"))

    for address in ("kinh-te/", "kinh-te/nong-nghiep/"):
        assert titles(client, f"{DAY}chuyen-muc/{address}") == ["Lúa xuân"]
    assert titles(client, f"{MONTH}chuyen-muc/moi-truong/") == ["Rừng ngập mặn"]


def test_the_page_of_a_section_names_it_and_leads_to_its_other_times_and_to_other_sections(
    client: Client, farming: Section, environment: Section
) -> None:
    found = page(client, f"{WEEK}chuyen-muc/kinh-te/nong-nghiep/")

    assert found.title.get_text().startswith("Nông nghiệp:")
    assert [tab["href"] for tab in found.select(".tabs a")] == [
        f"{time}chuyen-muc/kinh-te/nong-nghiep/" for time in (DAY, WEEK, MONTH)
    ]
    assert [place["href"] for place in found.select(".places a")] == [
        WEEK,
        f"{WEEK}chuyen-muc/kinh-te/",
        f"{WEEK}chuyen-muc/moi-truong/",
        f"{WEEK}chuyen-muc/kinh-te/nong-nghiep/",
    ]
    assert [place["href"] for place in found.select(".places a[aria-current=page]")] == [
        f"{WEEK}chuyen-muc/kinh-te/nong-nghiep/"
    ]


@pytest.mark.parametrize("address", ["chuyen-muc/", "chuyen-muc/khong-co/", "chuyen-muc/kinh-te/khong-co/"])
def test_a_section_that_is_not_there_has_no_list(client: Client, economy: Section, address: str) -> None:
    assert client.get(f"{DAY}{address}").status_code == 404
