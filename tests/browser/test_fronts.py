"""A front is arranged by dragging, by keys alone, and on a phone."""

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from articles import fronts
from articles.arrangement import key_of
from articles.models import Article, FrontLayout, Section
from tests import factories
from tests.browser.conftest import sign_in
from tests.fronts import arranged, named

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOME = "/admin/fronts/home/"


@pytest.fixture
def sections(live_server: LiveServer) -> list[Section]:
    return [factories.SectionFactory(name=name, position=place) for place, name in enumerate(("Kinh tế", "Xã hội"))]


@pytest.fixture
def stories(sections: list[Section]) -> list[Article]:
    titles = ("Cầu đã hợp long", "Chợ phiên họp lại", "Lũ về trong đêm")
    return [factories.published(title=title, section=sections[0]) for title in titles]


@pytest.fixture
def front(page: Page, live_server: LiveServer, stories: list[Article]) -> Page:
    """The home page's form with one story set as lead, open at the managing editor's."""
    arranged({0: named(stories[0])})
    factories.managing_editor(username="long")
    sign_in(page, live_server, "long")
    page.goto(f"{live_server.url}{HOME}")
    expect(page.locator(".desk-found")).to_have_count(3)
    return page


def place(page: Page, name: str) -> Locator:
    return page.locator(f"[data-place={name}]")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click(".desk-front__bar button[type=submit] >> nth=0")
    expect(page.locator(".desk-conflict")).to_have_count(0)


def top() -> tuple[object, ...]:
    return fronts.front_of(None).arrangement.part("top").places


def test_stories_and_blocks_are_dragged_to_their_places(
    front: Page, stories: list[Article], sections: list[Section]
) -> None:
    bridge, market, _flood = stories
    front.locator(".desk-found", has_text="Chợ phiên").drag_to(place(front, "top-2"))
    expect(place(front, "top-2")).to_contain_text("Chợ phiên họp lại")
    place(front, "top-0").locator(".desk-place__handle").drag_to(place(front, "top-2"))
    expect(place(front, "top-0")).to_contain_text("Chợ phiên họp lại")
    expect(place(front, "top-2")).to_contain_text("Cầu đã hợp long")
    society = front.locator(f"[data-part={key_of(sections[1].pk)}]")
    society.locator(".desk-part__handle").drag_to(
        front.locator(f"[data-part={key_of(sections[0].pk)}]"), target_position={"x": 60, "y": 4}
    )
    expect(front.locator("[data-unsaved]")).to_be_visible()
    save(front)

    assert (top()[0], top()[2]) == (named(market), named(bridge))
    keys = [part.key for part in fronts.front_of(None).arrangement.parts]
    assert keys.index(key_of(sections[1].pk)) < keys.index(key_of(sections[0].pk))


def test_the_same_is_done_by_keys_alone(front: Page, stories: list[Article], sections: list[Section]) -> None:
    bridge, _market, flood = stories
    place(front, "top-0").locator("[data-move=down]").focus()
    front.keyboard.press("Enter")
    # The key moves on with the story.
    expect(place(front, "top-1").locator("[data-move=down]")).to_be_focused()
    front.keyboard.press("Enter")
    expect(place(front, "top-2")).to_contain_text("Cầu đã hợp long")
    place(front, "top-0").locator("[data-choose]").focus()
    front.keyboard.press("Enter")
    expect(front.locator("#finder-q")).to_be_focused()
    front.keyboard.type("lu ve trong")
    expect(front.locator(".desk-found")).to_have_count(1)
    front.keyboard.press("Tab")
    expect(front.locator("[data-put]")).to_be_focused()
    front.keyboard.press("Enter")
    expect(place(front, "top-0")).to_contain_text("Lũ về trong đêm")
    expect(place(front, "top-0").locator("[data-choose]")).to_be_focused()
    expect(front.locator("[data-said]")).to_contain_text("Lũ về trong đêm")
    society = front.locator(f"[data-part={key_of(sections[1].pk)}]")
    society.locator("[data-move-part=up]").focus()
    front.keyboard.press("Enter")
    # At the top already: the key leads nowhere, and not back.
    front.keyboard.press("Enter")
    expect(society.locator("[data-move-part=up]")).to_be_focused()
    save(front)

    assert (top()[0], top()[2]) == (named(flood), named(bridge))
    keys = [part.key for part in fronts.front_of(None).arrangement.parts]
    assert keys[1] == key_of(sections[1].pk)


def test_a_story_is_set_on_a_phone(front: Page, stories: list[Article], live_server: LiveServer) -> None:
    front.set_viewport_size(ViewportSize(width=390, height=844))
    assert front.evaluate("document.documentElement.scrollWidth") == 390
    expect(front.locator(".desk-finder")).to_be_hidden()
    place(front, "top-1").locator("[data-choose]").click()
    front.locator(".desk-found", has_text="Lũ về").locator("[data-put]").click()
    expect(front.locator(".desk-finder")).to_be_hidden()
    place(front, "top-0").locator("[data-remove]").click()
    save(front)
    assert top()[:2] == ((), named(stories[2]))


def test_a_second_story_waits_behind_the_first_and_a_fourth_is_refused(front: Page, stories: list[Article]) -> None:
    lead = place(front, "top-0")
    for story in (stories[1], stories[2], stories[1]):
        lead.locator("[data-choose]").click()
        front.locator(".desk-found", has_text=story.title).locator("[data-put]").click()
    expect(lead.locator(".desk-pick")).to_have_count(3)
    lead.locator(".desk-pick >> nth=2").locator("[data-first]").click()
    save(front)
    assert top()[0] == named(stories[0], stories[2], stories[1])
    assert FrontLayout.objects.count() == 2
