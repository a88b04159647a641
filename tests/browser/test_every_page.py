"""What a browser says of every kind of page: nothing breaks the content policy, moves, or is asked of another host."""

import pytest
from playwright.sync_api import Browser, ViewportSize
from pytest_django.live_server_helper import LiveServer

from tests.public.pages import HTML, a_newspaper, pages_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Written down before anything of the page runs.
WATCH = """
window.broken = [];
window.moved = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.broken.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    window.moved.push(`${entry.value} ${entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 120))}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
# Down to the end, so that what waits until it is near is loaded too.
READ = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
}"""


@pytest.mark.slow
@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}], ids=["desk", "phone"])
def test_no_page_breaks_the_policy_or_moves_or_asks_elsewhere(
    browser: Browser, live_server: LiveServer, size: ViewportSize
) -> None:
    paper = a_newspaper()
    context = browser.new_context(viewport=size, locale="vi-VN")
    context.add_init_script(WATCH)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found: dict[str, object] = {}
    for name, kind in pages_of(HTML).items():
        page.goto(f"{live_server.url}{kind.address(paper)}", wait_until="networkidle")
        page.evaluate(READ)
        page.wait_for_load_state("networkidle")
        found[name] = (page.evaluate("window.broken"), page.evaluate("window.moved"))
    context.close()

    assert {name: broken for name, (broken, _moved) in found.items() if broken} == {}
    assert {name: moved for name, (_broken, moved) in found.items() if moved} == {}
    assert {url for url in asked if not url.startswith((live_server.url, "data:"))} == set()
