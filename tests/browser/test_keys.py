"""The keyboard in a real browser: keys press the desk's buttons, inside the text editor too, and no letter is lost."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article, Notice
from tests import factories
from tests.browser.conftest import READY, frame_of, open_form

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(desk: Page, live_server: LiveServer, reporter: User) -> Article:
    """Open in the browser, the text editor ready."""
    story = factories.draft(reporter)
    open_form(desk, live_server, story)
    return story


def in_the_text(desk: Page) -> None:
    frame_of(desk).click("p")
    desk.keyboard.press("Control+End")


def test_save_and_submit_work_from_inside_the_text(desk: Page, story: Article) -> None:
    in_the_text(desk)
    desk.keyboard.type(" Thêm một câu?")
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    story.refresh_from_db()
    assert (story.version, "Thêm một câu?" in story.body, story.status) == (2, True, "draft")
    desk.wait_for_function(READY)
    in_the_text(desk)
    desk.keyboard.type(" Và một câu nữa.")
    with desk.expect_navigation():
        desk.keyboard.press("Control+Enter")
    story.refresh_from_db()
    assert (story.version, "câu nữa" in story.body, story.status) == (3, True, "submitted")


def test_save_works_from_a_field(desk: Page, story: Article) -> None:
    desk.fill("#id_title", "Tít mới")
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    story.refresh_from_db()
    assert story.title == "Tít mới"


def test_next_follows_the_link_and_does_nothing_without_one(desk: Page, story: Article) -> None:
    address = desk.url
    in_the_text(desk)
    desk.keyboard.press("Alt+n")
    assert desk.url == address
    link = "a => document.body.insertAdjacentHTML('beforeend', `<a href='${a}' data-next>Bài tiếp</a>`)"
    desk.evaluate(link, "/admin/notices/")
    with desk.expect_navigation(url="**/admin/notices/"):
        desk.keyboard.press("Alt+n")


def test_the_list_of_keys_opens_by_key_and_button_and_takes_no_typed_question_mark(desk: Page, story: Article) -> None:
    listed = desk.locator("#desk-keys")
    desk.locator("#id_title").press_sequentially("?")
    in_the_text(desk)
    desk.keyboard.type("?")
    expect(listed).to_be_hidden()
    expect(desk.locator("#id_title")).to_have_value(f"?{story.title}")
    desk.locator("button[data-keys-open]").focus()
    desk.keyboard.press("?")
    expect(listed).to_be_visible()
    # Under the dialog nothing is pressed.
    desk.keyboard.press("Control+s")
    desk.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    desk.locator("button[data-keys-open]").click()
    expect(listed).to_be_visible()
    story.refresh_from_db()
    assert story.version == 1


def test_plain_typing_stays_typing(desk: Page, story: Article) -> None:
    desk.fill("#id_title", "")
    desk.locator("#id_title").press_sequentially("sn SN? Enter")
    expect(desk.locator("#id_title")).to_have_value("sn SN? Enter")
    in_the_text(desk)
    desk.keyboard.type("sN?")
    desk.keyboard.press("Enter")
    desk.keyboard.type("s")
    assert "sN?" in desk.evaluate("CKEDITOR.instances.id_body.getData()")
    story.refresh_from_db()
    assert story.version == 1


def test_the_desk_is_english_for_who_chose_it_texts_words_included(
    desk: Page, live_server: LiveServer, reporter: User
) -> None:
    User.objects.filter(pk=reporter.pk).update(language="en")
    story = factories.draft(reporter, body="<p>Chữ.</p><figure><figcaption>Máy cấy</figcaption></figure>")
    open_form(desk, live_server, story)
    expect(desk.locator(".cke_combo__format .cke_combo_text")).to_have_text("Style")
    assert desk.locator("iframe.cke_wysiwyg_frame").get_attribute("title") == "Body"
    expect(desk.locator(".desk-count").first).to_contain_text("Words")
    frame = frame_of(desk)
    mark = "getComputedStyle(document.querySelector('figure'), '::before').content"
    assert "no picture yet" in frame.evaluate(mark)


def test_a_notice_is_opened_and_then_read(desk: Page, live_server: LiveServer, reporter: User) -> None:
    story = factories.returned(owner=reporter)
    desk.goto(f"{live_server.url}/admin/")
    expect(desk.locator(".desk-bell__count")).to_have_text("1")
    desk.click(".desk-bell")
    with desk.expect_navigation(url=f"**/article/{story.pk}/change/"):
        desk.click(".desk-notice button")
    expect(desk.locator(".desk-bell__count")).to_have_count(0)
    assert Notice.objects.get(to=reporter).read_at


def test_the_menus_of_the_frame_open_by_the_keyboard(desk: Page, reporter: User) -> None:
    menu = desk.get_by_role("button", name=reporter.display_name)
    menu.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#nav-sidebar-inner a[href='/admin/account/']")).to_be_visible()
    before = desk.locator("#nav-sidebar-inner").bounding_box()
    desk.locator("#header-inner [role=button]:visible").first.focus()
    desk.keyboard.press(" ")
    desk.wait_for_function("document.querySelector('#nav-sidebar-inner').getBoundingClientRect().right <= 0")
    assert before["x"] == 0
