"""The preview in a real browser: what is typed and not saved, at both widths, under the website's own policy."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import workflow
from articles.models import Article, HourlyViews
from tests import factories
from tests.browser.conftest import READY, open_form, sign_in

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Page:
    """The browser of a managing editor who has signed in; what it complained of is kept in `complaints`."""
    factories.managing_editor(username="long")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN", user_agent=READER)
    page = context.new_page()
    sign_in(page, live_server, "long")
    return page


def preview(desk: Page) -> tuple[Page, list[str]]:
    """The tab that the form's button opens, and what the browser complains of in it."""
    complaints: list[str] = []
    desk.context.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    with desk.expect_popup() as opened:
        desk.click("#submit-row button[formtarget=_blank]")
    opened.value.wait_for_load_state()
    return opened.value, complaints


def test_what_is_typed_is_shown_at_both_widths_and_stays_unsaved(desk: Page, live_server: LiveServer) -> None:
    story = factories.draft(factories.reporter())
    open_form(desk, live_server, story)
    desk.fill("#id_title", "Tít chưa lưu")
    desk.evaluate("CKEDITOR.instances.id_body.setData('<p>Chữ vừa gõ, chưa lưu.</p>')")
    tab, complaints = preview(desk)
    story_page = tab.frame_locator("iframe")
    expect(story_page.locator("h1")).to_have_text("Tít chưa lưu")
    expect(story_page.locator(".article__body")).to_have_text("Chữ vừa gõ, chưa lưu.")
    width = "document.querySelector('iframe').contentWindow.innerWidth"
    assert tab.evaluate(width) == 1440
    tab.click("[data-width=phone]")
    expect(tab.locator("[data-width=phone][aria-pressed=true]")).to_be_visible()
    assert tab.evaluate(width) == 390
    expect(story_page.locator("h1")).to_be_visible()
    # The website's own style holds in the frame.
    face = "getComputedStyle(document.querySelector('iframe').contentDocument.querySelector('h1')).fontFamily"
    assert "Noto Serif" in tab.evaluate(face)
    assert [text for text in complaints if "404" not in text] == []
    # The form is where it was, and what is not saved comes up again with the next one.
    expect(desk.locator("#id_title")).to_have_value("Tít chưa lưu")
    expect(desk.locator("#desk-saved")).to_have_attribute("data-state", "saved")
    desk.reload()
    expect(desk.locator(".desk-unsaved:visible")).to_have_count(1)
    story.refresh_from_db()
    assert (story.version, story.title) == (1, factories.content().title)


def test_a_story_never_saved_is_shown(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/admin/articles/article/add/")
    desk.wait_for_function(READY)
    desk.fill("#id_title", "Bài đầu tiên")
    tab, _complaints = preview(desk)
    expect(tab.frame_locator("iframe").locator("h1")).to_have_text("Bài đầu tiên")
    assert not Article.objects.filter(title="Bài đầu tiên", status="submitted").exists()


def test_no_script_of_the_text_runs_and_no_view_is_counted(desk: Page, live_server: LiveServer) -> None:
    story = factories.published()
    open_form(desk, live_server, story)
    desk.evaluate(
        """() => {
            const form = document.getElementById("article_form");
            form.addEventListener("submit", () => {
                document.getElementById("id_body").value =
                    "<p>Chữ<img src=x onerror='parent.hit = 1'></p><script>parent.hit = 1</script>";
            });
            CKEDITOR.instances.id_body.destroy();
        }"""
    )
    tab, _complaints = preview(desk)
    expect(tab.frame_locator("iframe").locator(".article__body")).to_contain_text("Chữ")
    # Were the cleaning to fail, the policy would still refuse it.
    tab.evaluate(
        """() => new Promise((done) => {
            const frame = document.querySelector("iframe");
            frame.addEventListener("load", done, { once: true });
            frame.srcdoc = "<script>parent.hit = 2</" + "script><img src=x onerror='parent.hit = 3'>";
        })"""
    )
    assert tab.evaluate("window.hit") is None
    assert not HourlyViews.objects.exists()


def test_links_of_the_preview_open_beside_it(desk: Page, live_server: LiveServer) -> None:
    near = factories.published(title="Bài cùng mục")
    story = factories.draft(section=near.section)
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/preview/")
    link = desk.frame_locator("iframe").locator(".next a", has_text="Bài cùng mục")
    with desk.expect_popup() as opened:
        link.first.click()
    expect(opened.value.locator("h1")).to_have_text("Bài cùng mục")


def test_an_address_for_somebody_outside_is_copied_and_opens(
    desk: Page, live_server: LiveServer, browser: Browser
) -> None:
    story = factories.draft(title="Bài cho người được phỏng vấn")
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_form(desk, live_server, story)
    desk.click(".desk-sharing summary")
    with desk.expect_navigation():
        desk.click("form[data-verb=share] button")
    desk.click("[data-copy]")
    address = desk.evaluate("navigator.clipboard.readText()")
    outside = browser.new_context()
    page = outside.new_page()
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Bài cho người được phỏng vấn")
    expect(page.locator(".preview-note")).to_be_visible()
    assert outside.cookies() == []


def test_a_change_is_signed_with_the_difference_before_ones_eyes(desk: Page, live_server: LiveServer) -> None:
    story = factories.published(title="Nông dân gieo vụ mới")
    writer = factories.editor()
    content = factories.content(section=story.section, title="Nông dân gieo vụ xuân")
    story = workflow.edit(story, content, by=writer, revision=1)
    factories.submit(story, writer)
    open_form(desk, live_server, story)
    desk.click("details:has(form[data-verb=approve]) summary")
    expect(desk.locator(".desk-changes ins").first).to_contain_text("xuân")
    with desk.expect_navigation():
        desk.click("form[data-verb=approve] button[type=submit]")
    story.refresh_from_db()
    assert story.status == "approved"


def test_the_day_of_the_week_stands_below_the_time(desk: Page, live_server: LiveServer) -> None:
    open_form(desk, live_server, factories.approved())
    desk.click("details:has(form[data-verb=schedule]) summary")
    desk.fill("form[data-verb=schedule] [name=at]", "2099-11-12T06:00")
    expect(desk.locator("form[data-verb=schedule] .desk-weekday")).to_contain_text("Thứ Năm")


def test_enter_in_a_field_saves_and_opens_no_preview(desk: Page, live_server: LiveServer) -> None:
    story = factories.draft()
    open_form(desk, live_server, story)
    desk.fill("#id_title", "Tít mới")
    with desk.expect_navigation():
        desk.press("#id_title", "Enter")
    story.refresh_from_db()
    assert (story.title, story.status, len(desk.context.pages)) == ("Tít mới", "draft", 1)
