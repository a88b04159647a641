"""Fronts as they are arranged: what is set by hand, from when until when, and what stands there otherwise."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.arrangement import HIGHLIGHTS_OF_SECTION, STRIP, key_of
from articles.models import Article, Section, ViewTotal
from articles.public.front import arranged_home, home_front
from tests.factories import SectionFactory, managing_editor, scheduled
from tests.fronts import arranged, named
from tests.public.stories import MARCH_11, live_stories, live_story

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def page(client: Client, address: str = "/") -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(part: BeautifulSoup, selector: str) -> list[str]:
    return [link.get_text() for link in part.select(f"{selector} .teaser__link")]


def lead(client: Client, address: str = "/") -> str:
    return titles(page(client, address), ".front__lead")[0]


@pytest.fixture
def old() -> Article:
    """A live story that no list of the newest has."""
    return live_story(title="Bài cũ", at=MARCH_11 - timedelta(days=900)).article


@pytest.fixture
def section(old: Article) -> Section:
    section = SectionFactory(name="Kinh tế")
    live_stories(30, section)
    return section


def test_a_story_set_by_hand_leads_however_old_it_is(client: Client, old: Article, section: Section) -> None:
    arranged({0: named(old)})
    front = page(client)
    assert titles(front, ".front__lead") == ["Bài cũ"]
    assert titles(front, ".front")[1] == "Tin số 1 trong ngày"


def test_a_withdrawn_story_leaves_its_place_to_the_newest(client: Client, old: Article, section: Section) -> None:
    arranged({0: named(old)})
    publishing.withdraw(old, by=managing_editor(), reason="Thông tin chưa được kiểm chứng.")
    assert lead(client) == "Tin số 1 trong ngày"


def test_a_scheduled_story_holds_its_place_in_advance_and_takes_it_when_it_is_live(
    client: Client, old: Article, section: Section
) -> None:
    layout = arranged({0: named(scheduled(title="Sáng mai"), old)})
    assert lead(client) == "Bài cũ"
    assert "Sáng mai" not in client.get("/").content.decode()

    later = timezone.now() + 3 * HOUR
    then = arranged_home(layout.arrangement, later, later)
    assert then.lead
    assert then.lead.title == "Sáng mai"


@pytest.mark.parametrize(
    ("since", "until", "stands"), [(-2, -1, False), (1, 2, False), (-1, 1, True), (None, -1, False), (-1, None, True)]
)
def test_a_story_stands_there_for_its_time_only(
    client: Client, old: Article, section: Section, since: int | None, until: int | None, stands: bool
) -> None:
    now = timezone.now()
    times = {"since": since and now + since * HOUR, "until": until and now + until * HOUR}
    arranged({0: named(old, **times)})
    assert (lead(client) == "Bài cũ") == stands


def test_the_first_of_a_place_that_readers_can_see_stands_there(client: Client, old: Article, section: Section) -> None:
    newest = live_story(section, title="Mới nhất").article
    later = named(newest, since=timezone.now() + HOUR)
    arranged({0: (*later, *named(old))})
    assert lead(client) == "Bài cũ"


def test_no_story_stands_twice_and_the_place_set_by_hand_wins(client: Client, section: Section) -> None:
    newest, second, third, *_rest = live_stories(12, SectionFactory(name="Xã hội"), kind="photo")
    key = key_of(section.pk)
    # The newest stories of the paper wait further down; one is named twice.
    arranged({1: named(newest.article)}, key=key)
    arranged({4: named(second.article)})
    arranged({0: named(third.article), 1: named(second.article)}, key=STRIP)
    ViewTotal.objects.bulk_create(ViewTotal(article_id=each.article_id, counted=100) for each in (newest, second))
    front = page(client)
    links = [link["href"] for link in front.select("main a") if link["href"].endswith(".html")]

    assert len(links) == len(set(links))
    assert newest.get_absolute_url() in [link["href"] for link in front.select(f"#block-{section.pk} ~ * a")]
    assert second.get_absolute_url() in [link["href"] for link in front.select(".front a")]
    assert third.get_absolute_url() in [link["href"] for link in front.select(".strip a")]


def test_blocks_stand_in_the_order_and_the_style_that_were_set_and_those_switched_off_do_not(client: Client) -> None:
    live_stories(7, SectionFactory(name="Thời sự", position=0))
    places = {name: SectionFactory(name=name, position=place) for place, name in enumerate("ABC", start=1)}
    for name, section in places.items():
        live_story(section, title=f"Tin {name}", at=MARCH_11 - timedelta(days=1))
    arranged({}, key=key_of(places["B"].pk), on=False)
    arranged({}, key=key_of(places["C"].pk), style="cards")
    front = page(client)

    assert [block.h2.get_text(strip=True) for block in front.select(".block")] == ["A", "C"]
    assert front.select_one(".block--cards").h2.get_text(strip=True) == "C"
    # What a block that is off would have shown is not lost to the page.
    assert "Tin B" not in titles(front, ".block")


def test_the_strip_has_the_newest_stories_told_in_pictures_however_old_they_are(
    client: Client, section: Section
) -> None:
    told = {"kind": "photo", "title": "Phóng sự ảnh", "at": MARCH_11 - timedelta(days=400)}
    for number in range(6):
        live_story(section, **told | {"kind": ("photo", "video")[number % 2]})
    assert titles(page(client), ".strip") == ["Phóng sự ảnh"] * 5
    assert len(page(client).select(".strip .kind-mark--video")) > 1
    arranged({}, key=STRIP, on=False)
    assert not page(client).select(".strip")


def test_too_few_pictures_make_no_strip_and_stand_in_their_blocks(client: Client, section: Section) -> None:
    for _number in range(2):
        live_story(SectionFactory(), kind="photo", title="Phóng sự ảnh", at=MARCH_11 - timedelta(days=400))
    front = page(client)
    assert not front.select(".strip")
    assert titles(front, ".block--column").count("Phóng sự ảnh") == 2


def test_home_costs_the_same_with_a_layout_and_without(
    client: Client, old: Article, section: Section, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        home_front()
    arranged({0: named(old), 3: named(scheduled())})
    with django_assert_num_queries(4):
        home_front()


# Sections -------------------------------------------------------------------------------------------------------------


def test_a_section_opens_with_its_lead_and_highlights_and_lists_the_rest(
    client: Client, old: Article, section: Section
) -> None:
    newest = [f"Tin số {number} trong ngày" for number in range(1, 31)]
    assert titles(page(client, "/kinh-te/"), "main")[:20] == newest[:20]
    arranged({1: named(old)}, section)
    front = page(client, "/kinh-te/")
    assert titles(front, ".front") == [newest[0], "Bài cũ", *newest[1:HIGHLIGHTS_OF_SECTION]]
    assert titles(front, ".columns__main") == newest[HIGHLIGHTS_OF_SECTION:20]


def test_deep_pages_of_a_section_skip_and_repeat_nothing_of_the_list(client: Client, section: Section) -> None:
    stories = live_stories(5, section, title="Nổi bật")
    arranged({0: named(stories[3].article), 2: named(stories[4].article)}, section)
    first = page(client, "/kinh-te/")
    second = page(client, "/kinh-te/" + first.select_one(".pager__older")["href"].removeprefix("/kinh-te/"))
    links = [link["href"] for part in (first, second) for link in part.select("main .teaser__link")]

    assert len(links) == len(set(links)) == 35
    assert not second.select(".front")


def test_a_section_of_few_stories_is_a_list_unless_something_is_set(client: Client, old: Article) -> None:
    section = SectionFactory(name="Xã hội")
    live_stories(3, section)
    assert not page(client, "/xa-hoi/").select(".front")
    arranged({0: named(old)}, section)
    assert lead(client, "/xa-hoi/") == "Bài cũ"


def test_a_section_without_stories_still_says_so(client: Client) -> None:
    SectionFactory(name="Xã hội")
    assert page(client, "/xa-hoi/").select_one(".listing__empty")


def test_the_most_read_leave_out_what_stands_on_the_page(client: Client, section: Section) -> None:
    story = live_story(section, title="Đọc nhiều nhất")
    other = live_story(title="Ở mục khác")
    ViewTotal.objects.bulk_create(ViewTotal(article_id=each.article_id, counted=9) for each in (story, other))
    ranking = page(client, "/kinh-te/").select(".ranking__link")
    assert [link.get_text() for link in ranking] == ["Ở mục khác"]
