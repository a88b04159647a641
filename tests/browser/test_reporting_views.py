"""The script of a story's page reports that it is being read, and tries again where the site could not keep it."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.factories import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Long pauses are told, and pass a thousand times as fast.
QUICK = """
const real = window.setTimeout;
window.pauses = [];
window.setTimeout = (call, time, ...rest) => {
  if (time < 4000) return real(call, time, ...rest);
  window.pauses.push(time);
  return real(call, time / 1000);
};
"""


@pytest.fixture
def story() -> Article:
    return published()


@pytest.fixture
def address(live_server: LiveServer, story: Article) -> str:
    return live_server.url + story.published_versions.get().get_absolute_url()


def answering(page: Page, *statuses: int | None, retry_after: int | None = None) -> list[dict]:
    """Answer the reports of this page so, one after the other (None: not at all); what each of them said."""
    said, answers = [], iter(statuses)

    def answer(route: Route) -> None:
        said.append(json.loads(route.request.post_data or "null"))
        if (status := next(answers)) is None:
            route.abort()
        else:
            headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
            route.fulfill(status=status, headers=headers)

    page.route("**/luot-xem/*/", answer)
    page.add_init_script(QUICK)
    return said


def pauses(page: Page) -> list[float]:
    return page.evaluate("window.pauses")


def until(page: Page, true: Callable[[], bool]) -> None:
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to that")


def test_a_view_that_could_not_be_kept_is_reported_again_later_and_later(page: Page, address: str) -> None:
    said = answering(page, 503, None, 500, 204)

    page.goto(address)
    until(page, lambda: len(said) == 4)

    # Each up to half as long again, by chance.
    for pause, least in zip(pauses(page), (5, 15, 45), strict=True):
        assert least * 1000 <= pause <= least * 1500
    assert len({json.dumps(each) for each in said}) == 1


@pytest.mark.parametrize("status", [204, 404, 400])
def test_what_was_answered_is_not_reported_again(page: Page, address: str, status: int) -> None:
    said = answering(page, status)

    page.goto(address)
    page.wait_for_load_state("networkidle")

    assert (len(said), pauses(page)) == (1, [])


def test_it_gives_up_in_the_end(page: Page, address: str) -> None:
    said = answering(page, *[503] * 9)

    page.goto(address)
    until(page, lambda: len(said) == 5)
    page.wait_for_timeout(500)

    assert len(said) == 5


def test_it_waits_as_long_as_the_site_asks_for(page: Page, address: str) -> None:
    said = answering(page, 503, 204, retry_after=60)

    page.goto(address)
    until(page, lambda: len(said) == 2)

    [pause] = pauses(page)
    assert 60_000 <= pause <= 90_000


def test_without_a_connection_it_waits_for_one(page: Page, address: str) -> None:
    said = answering(page, None, 204)
    page.add_init_script("Object.defineProperty(navigator, 'onLine', {get: () => window.connected ?? false})")

    page.goto(address)
    until(page, lambda: len(pauses(page)) == 1)
    page.wait_for_timeout(300)
    assert len(said) == 1

    page.evaluate("window.connected = true; window.dispatchEvent(new Event('online'))")
    until(page, lambda: len(said) == 2)


def test_a_browser_that_read_here_on_an_earlier_day_says_so_and_no_more(
    page: Page, address: str, live_server: LiveServer
) -> None:
    said = answering(page, 204, 204, 204)

    page.goto(address, referer="https://www.google.com/search?q=can+cau")
    until(page, lambda: len(said) == 1)
    page.goto(address, referer=f"{live_server.url}/")
    until(page, lambda: len(said) == 2)
    kept = page.evaluate("({...localStorage})")
    page.evaluate("localStorage.setItem('first-read', '2020-01-01')")
    page.goto(address)
    until(page, lambda: len(said) == 3)

    assert said[0] == {"from": "www.google.com", "again": False}
    assert said[1]["again"] is False
    assert said[2] == {"from": "", "again": True}
    assert list(kept) == ["first-read"]
    assert len(kept["first-read"]) == len("2026-03-11")


def test_a_browser_that_keeps_nothing_is_counted_too(page: Page, address: str) -> None:
    said = answering(page, 204)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )

    page.goto(address)
    until(page, lambda: len(said) == 1)

    assert said == [{"from": "", "again": False}]
