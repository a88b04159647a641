"""No page of the website keeps anybody out: axe finds nothing at all, at a desk and on a phone, light and dark."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from articles import previews
from tests import factories
from tests.public.pages import HTML, Newspaper, a_newspaper, pages_of

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
# Not what is in frames: players of other sites.
EVERY_RULE = {"resultTypes": ["violations"], "iframes": False}
COLOURS = {**EVERY_RULE, "runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.fixture
def page(browser: Browser) -> Page:
    """Without movement no colour is measured half-way to another. The policy of the pages would refuse axe."""
    return browser.new_context(viewport=DESK, locale="vi-VN", reduced_motion="reduce", bypass_csp=True).new_page()


def findings(page: Page, options: dict[str, object], where: str) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"{where}: {each['id']}, {node['html'][:200]}" for each in found for node in each["nodes"]]


def looked_at(page: Page, name: str) -> list[str]:
    """What axe finds on the page as it stands, in both sizes and both lights; what changes with the light is colour."""
    found = []
    for size, place in ((DESK, "desk"), (PHONE, "phone")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        found += findings(page, EVERY_RULE, f"{name}, {place}, light")
        page.emulate_media(color_scheme="dark")
        found += findings(page, COLOURS, f"{name}, {place}, dark")
    return found


def test_axe_finds_nothing_on_any_page(page: Page, live_server: LiveServer) -> None:
    paper: Newspaper = a_newspaper()
    found, seen = [], 0
    for name, kind in pages_of(HTML).items():
        answer = page.goto(f"{live_server.url}{kind.address(paper)}", wait_until="load")
        assert answer and answer.status == kind.status, name
        found += looked_at(page, name)
        seen += 1
    assert seen > 20
    assert found == [], "\n".join(found)


def test_axe_finds_nothing_behind_a_secret_link(page: Page, live_server: LiveServer) -> None:
    chief, draft = factories.managing_editor(), factories.draft()
    _link, secret = previews.share(draft, by=chief, revision=1, days=1)
    page.goto(f"{live_server.url}/xem-truoc/{secret}/")
    found = looked_at(page, "preview")
    page.goto(f"{live_server.url}/xem-truoc/{'x' * len(secret)}/")
    found += looked_at(page, "dead link")
    assert found == [], "\n".join(found)


def test_axe_finds_nothing_in_what_opens_on_a_page(page: Page, live_server: LiveServer) -> None:
    """The menu with all sections, the suggestions of the search, its filters."""
    paper = a_newspaper()
    page.goto(f"{live_server.url}{paper.section.get_absolute_url()}")
    page.locator(".menu__all summary").click()
    found = looked_at(page, "menu")
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/tim-kiem/?tu={timezone.localdate() - timedelta(days=1):%d/%m/%Y}")
    page.locator("#search-words").press_sequentially("lua")
    page.locator("[role=option]").first.wait_for()
    found += looked_at(page, "suggestions")
    assert found == [], "\n".join(found)


def test_axe_sees_what_it_is_to_find(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/khong-co/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=pale>Chữ nhạt</p><img src=a>')"
    )
    page.add_style_tag(content="@media (prefers-color-scheme: dark) { #pale { color: #222 } }")
    found = looked_at(page, "page")
    assert [line for line in found if "image-alt" in line and "desk, light" in line]
    assert [line for line in found if "color-contrast" in line and "phone, dark" in line]
    assert not [line for line in found if "color-contrast" in line and "light" in line]
