"""What only a browser can tell of the website: that it fits a phone, works without scripts, and counts who reads."""

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from articles.models import PublishedArticle
from tests.factories import SectionFactory
from tests.public.stories import live_stories, photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
LONG_WORD = "Nghiêng" * 12


@pytest.fixture
def story() -> PublishedArticle:
    """A story whose parts are as wide as they come, among others of a section with sub-sections."""
    top = SectionFactory(name="Kinh tế")
    cells = "".join(f"<td>cột {number} {LONG_WORD}</td>" for number in range(12))
    body = f"<p>{LONG_WORD}</p><table><tr>{cells}</tr></table>"
    live_stories(8, SectionFactory(name="Nông nghiệp", parent=top), lead_photo=photo())
    return live_stories(1, top, title=f"Tin {LONG_WORD}", body=body, tags=(LONG_WORD,))[0]


@pytest.fixture
def views(page: Page) -> list[str]:
    """The views that `page` reports, each answered here instead of counted."""
    reported: list[str] = []

    def answer(route: Route) -> None:
        reported.append(f"{route.request.method} {route.request.url}")
        route.fulfill(status=204)

    page.route("**/luot-xem/**", answer)
    return reported


def test_no_page_is_wider_than_a_phone_and_none_breaks_the_content_policy(
    page: Page, views: list[str], live_server: LiveServer, story: PublishedArticle
) -> None:
    page.set_viewport_size(PHONE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    for address in ("/", "/kinh-te/", "/kinh-te/nong-nghiep/", "/doc-nhieu/", story.get_absolute_url()):
        page.goto(f"{live_server.url}{address}")
        page.click("summary")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    # The tests' pictures have no files, which Chromium mentions.
    assert [words for words in complaints if "Failed to load resource" not in words] == []


def test_all_sections_can_be_reached_without_scripts(
    browser: Browser, live_server: LiveServer, story: PublishedArticle
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.click("summary")
    page.click(".menu__subs a")
    address = page.url
    context.close()

    assert address == f"{live_server.url}/kinh-te/nong-nghiep/"


def test_the_list_of_all_sections_closes_on_escape(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url)
    page.click("summary")
    assert page.locator(".menu__all").get_attribute("open") is not None

    page.keyboard.press("Escape")
    assert page.locator(".menu__all").get_attribute("open") is None


def test_a_story_somebody_sees_is_reported_once(
    page: Page, views: list[str], live_server: LiveServer, story: PublishedArticle
) -> None:
    with page.expect_response("**/luot-xem/**"):
        page.goto(f"{live_server.url}{story.get_absolute_url()}")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_load_state("networkidle")

    assert views == [f"POST {live_server.url}/luot-xem/{story.article_id}/"]


@pytest.mark.parametrize(
    ("state", "not_yet", "now", "event"),
    [
        ("visibilityState", "'hidden'", "'visible'", "visibilitychange"),
        ("prerendering", "true", "false", "prerenderingchange"),
    ],
)
def test_a_story_is_not_reported_before_somebody_sees_it(
    page: Page,
    views: list[str],
    live_server: LiveServer,
    story: PublishedArticle,
    state: str,
    not_yet: str,
    now: str,
    event: str,
) -> None:
    page.add_init_script(
        f"window.pretended = {not_yet}; Object.defineProperty(document, '{state}', {{get: () => window.pretended}})"
    )
    page.goto(f"{live_server.url}{story.get_absolute_url()}", wait_until="networkidle")
    assert views == []

    with page.expect_response("**/luot-xem/**"):
        page.evaluate(f"window.pretended = {now}; document.dispatchEvent(new Event('{event}'))")
    page.wait_for_load_state("networkidle")
    assert len(views) == 1
