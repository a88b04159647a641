"""What only a browser can tell of what a story's page offers: videos that load on a click, text size, sharing."""

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from articles.models import PublishedArticle
from tests.factories import SectionFactory
from tests.public.stories import live_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIDEO = "<p>Trước khi xem.</p><oembed>https://www.youtube.com/watch?v=aqz-KE-bpKQ</oembed><p>Sau khi xem.</p>"


@pytest.fixture
def story() -> PublishedArticle:
    section = SectionFactory(name="Văn hóa")
    live_story(section, title="Tin trước đó")
    return live_story(section, body=VIDEO)


@pytest.fixture
def elsewhere(page: Page, live_server: LiveServer) -> list[str]:
    """What the page asks of other hosts; each gets an empty page instead."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<title>x</title>")

    page.route(lambda url: not url.startswith((live_server.url, "data:")), answer)
    return asked


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_video_loads_when_it_is_asked_for_and_takes_the_keyboard_along(
    page: Page, live_server: LiveServer, story: PublishedArticle, elsewhere: list[str], key: str
) -> None:
    page.goto(f"{live_server.url}{story.get_absolute_url()}", wait_until="networkidle")
    link = page.get_by_role("button", name="Xem video trên YouTube")
    size = "(box => [box.x, box.y + scrollY, box.width])(document.querySelector('.embed').getBoundingClientRect())"
    before = page.evaluate(size)
    assert elsewhere == [] and page.locator("iframe").count() == 0

    link.focus()
    page.keyboard.press(key)
    frame = page.locator(".embed iframe")
    frame.wait_for()

    assert elsewhere and all(url.startswith("https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ") for url in elsewhere)
    assert frame.get_attribute("title") == "Video YouTube"
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert page.evaluate(size) == before


def test_a_video_opens_beside_for_who_asks_for_that(
    page: Page, live_server: LiveServer, story: PublishedArticle
) -> None:
    page.goto(f"{live_server.url}{story.get_absolute_url()}", wait_until="networkidle")
    kept = page.evaluate(
        """() => {
          const link = document.querySelector("a[data-player]");
          let kept = true;
          document.addEventListener("click", (event) => {
            kept = event.defaultPrevented;
            event.preventDefault();
          });
          link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true }));
          return kept;
        }"""
    )
    assert not kept and page.locator("iframe").count() == 0


def test_without_scripts_there_are_links_and_no_dead_buttons(
    browser: Browser, live_server: LiveServer, story: PublishedArticle
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{live_server.url}{story.get_absolute_url()}")

    assert page.locator("a[data-player]").get_attribute("href") == "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
    assert page.locator(".tools .share a:visible").count() == 2
    assert page.locator(".tools button:visible").count() == 0
    context.close()


def test_a_text_size_is_remembered_and_set_before_anything_is_painted(
    page: Page, live_server: LiveServer, story: PublishedArticle
) -> None:
    address = f"{live_server.url}{story.get_absolute_url()}"
    size = "getComputedStyle(document.querySelector('.article__body')).fontSize"
    page.goto(address)
    normal = page.evaluate(size)
    page.get_by_role("button", name="Chữ rất lớn").click()
    larger = page.evaluate(size)
    assert float(larger[:-2]) > float(normal[:-2])

    page.add_init_script(
        """window.shifts = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shifts += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(address, wait_until="networkidle")
    assert page.evaluate(size) == larger
    assert page.get_by_role("button", name="Chữ rất lớn").get_attribute("aria-pressed") == "true"
    assert page.evaluate("window.shifts") == 0

    page.get_by_role("button", name="Chữ thường").click()
    page.goto(address)
    assert page.evaluate(size) == normal


def test_the_address_is_copied_and_told(browser: Browser, live_server: LiveServer, story: PublishedArticle) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], locale="vi-VN")
    page = context.new_page()
    address = f"{live_server.url}{story.get_absolute_url()}"
    page.goto(f"{address}?utm_source=zalo", wait_until="networkidle")
    page.get_by_role("button", name="Chép liên kết").first.click()
    page.get_by_text("Đã chép liên kết").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == address
    context.close()


def test_where_copying_is_not_allowed_the_address_is_shown(
    page: Page, live_server: LiveServer, story: PublishedArticle
) -> None:
    address = f"{live_server.url}{story.get_absolute_url()}"
    page.goto(address, wait_until="networkidle")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Chép liên kết").first.click()

    page.locator(".share__told", has_text=address).wait_for()


def test_a_device_that_can_share_is_asked_to(page: Page, live_server: LiveServer, story: PublishedArticle) -> None:
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    address = f"{live_server.url}{story.get_absolute_url()}"
    page.goto(address, wait_until="networkidle")
    page.get_by_role("button", name="Cách khác…").first.click()

    assert page.evaluate("window.shared") == {"title": story.title, "url": address}
