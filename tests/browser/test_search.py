"""What only a browser can show of the search: suggestions by keys alone, and that axe finds nothing in them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import SectionFactory
from tests.public.stories import live_story

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Page:
    section = SectionFactory(name="Kinh tế")
    live_story(section, title="Bảo hiểm cho mọi nhà", tags=("bảo hiểm y tế",))
    live_story(section, title="Bão số 3 vào bờ", tags=("bão số 3",))
    page = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark").new_page()
    page.goto(live_server.url)
    return page


def violations(page: Page) -> list[str]:
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in Axe().run(page).response["violations"]]


def test_a_suggestion_is_reached_by_keys_alone(phone: Page) -> None:
    field = phone.get_by_role("combobox")
    field.press_sequentially("bao hi")
    options = phone.get_by_role("option")
    expect(options).to_have_text(["bảo hiểm y tế", "Bảo hiểm cho mọi nhà"])
    assert violations(phone) == []
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    field.press("Enter")
    expect(phone).to_have_url(re.compile("/tu-khoa/bao-hiem-y-te/$"))


def test_escape_closes_the_suggestions_and_enter_searches(phone: Page) -> None:
    field = phone.get_by_role("combobox")
    field.press_sequentially("bao")
    expect(phone.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(phone.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("bao")
    field.press("Enter")
    expect(phone).to_have_url(re.compile(r"/tim-kiem/\?q=bao$"))
    expect(phone.locator(".search__results mark").first).to_be_visible()
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_the_form_works_without_scripts(phone: Page, browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/tim-kiem/")
    page.locator("#search-words").fill("bao hiem")
    page.get_by_text("Bộ lọc").or_(page.get_by_text("Filters and order")).first.click()
    page.locator("#search-muc").select_option("kinh-te")
    page.locator("#search-tu").fill("01/01/2020")
    page.locator(".search__apply").click()
    expect(page.locator(".search__results .teaser")).to_have_count(1)
    expect(page.locator("#search-tu")).to_have_value("01/01/2020")
