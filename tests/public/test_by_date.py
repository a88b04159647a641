"""The stories of one day and the calendar beside them."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Section
from tests import factories
from tests.cold import forget_all
from tests.public.stories import MARCH_11, live_stories, live_story

pytestmark = pytest.mark.django_db

DAY = "/tin-theo-ngay/2021/03/11/"


@pytest.fixture
def section() -> Section:
    return factories.SectionFactory(name="Kinh tế")


def page(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(found: BeautifulSoup) -> list[str]:
    return [title.get_text(strip=True) for title in found.select(".columns__main .teaser__title")]


def test_a_day_begins_and_ends_by_hanois_clock(client: Client, section: Section) -> None:
    live_story(section, title="Hôm trước", at=MARCH_11 - timedelta(seconds=1))
    live_story(section, title="Nửa đêm", at=MARCH_11)
    live_story(section, title="Sát nửa đêm", at=MARCH_11 + timedelta(hours=23, minutes=59, seconds=59))
    live_story(section, title="Hôm sau", at=MARCH_11 + timedelta(days=1))
    assert titles(page(client, DAY)) == ["Sát nửa đêm", "Nửa đêm"]


def test_the_calendar_leads_to_the_days_that_have_stories(client: Client, section: Section) -> None:
    for day in ("2021-02-27", "2021-03-01", "2021-03-11", "2021-03-31", "2021-04-01", "2021-05-02"):
        live_story(section, at=datetime.fromisoformat(f"{day}T09:00:00+07:00"))
    factories.withdrawn(section=section)
    found = page(client, DAY)
    assert [link.text for link in found.select(".by-date__month a")] == ["1", "11", "31"]
    assert found.select_one(".by-date__month a[aria-current]").text == "11"
    around = [link["href"] for link in found.select(".by-date__turn a")]
    assert around == ["/tin-theo-ngay/2021/03/01/", "/tin-theo-ngay/2021/03/31/"]


def test_a_day_without_stories_says_so_and_is_not_for_search_engines(client: Client, section: Section) -> None:
    live_story(section)
    found = page(client, "/tin-theo-ngay/2021/03/12/")
    assert found.select_one(".listing__empty")
    assert found.select_one("meta[name=robots]")["content"] == "noindex"
    assert page(client, DAY).select_one("meta[name=robots]")["content"] == "max-image-preview:large"


@pytest.mark.parametrize("day", ["2021/02/30", "2021/13/01", "0000/01/01"])
def test_a_day_that_does_not_exist_is_not_there(client: Client, day: str) -> None:
    assert client.get(f"/tin-theo-ngay/{day}/").status_code == 404


def test_tomorrow_is_not_there_yet(client: Client, section: Section) -> None:
    factories.scheduled(factories.editor(), hours=26, section=section)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert client.get(f"/tin-theo-ngay/{tomorrow:%Y/%m/%d}/").status_code == 404


def test_the_bare_address_leads_to_the_newest_day(client: Client, section: Section) -> None:
    assert client.get("/tin-theo-ngay/").status_code == 404
    live_story(section)
    response = client.get("/tin-theo-ngay/")
    assert (response.status_code, response["Location"]) == (302, DAY)


def test_a_day_pages_like_every_list_and_costs_the_same(
    client: Client, section: Section, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    live_stories(3, section)
    for number in (1, 40):
        for minute in range(number):
            live_story(section, at=MARCH_11 + timedelta(hours=1, minutes=minute), title=f"Tin {number}-{minute}")
        forget_all()
        with django_assert_num_queries(6):
            found = page(client, DAY)
    older = found.select_one("a.pager__older")["href"]
    assert older.startswith(f"{DAY}?truoc=")
    assert len(set(titles(found)) | set(titles(page(client, older)))) == 40
