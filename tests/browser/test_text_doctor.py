"""The text doctor's panel in a real browser: to the place, a fix, undoing it, ignoring, without the server, by keys."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article
from tests import factories
from tests.browser.conftest import frame_of, open_form, sign_in, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<p>Hội nghị tổng kết năm <strong>2021</strong>.Phân tích kế hoạch.</p>\n"
    "<p>Đã cấp cho 1 số hộ ven sông.</p>\n"
    "<p>Còn lại thì thì để sau ; nghỉ.</p>"
)
SELECTED = "CKEDITOR.instances.id_body.getSelection().getSelectedText()"
DATA = "CKEDITOR.instances.id_body.getData()"


@pytest.fixture
def story(reporter: User) -> Article:
    return factories.draft(reporter, title="Tít một dòng ,hai vế", body=BODY)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, story: Article) -> Page:
    """The reporter's page of the story, examined."""
    page = signed_in(browser, live_server, "mai")
    open_examined(page, live_server, story)
    return page


def open_examined(page: Page, live_server: LiveServer, story: Article) -> None:
    open_form(page, live_server, story)
    expect(page.locator("#desk-doctor li.desk-doctor__mark").first).to_be_visible()


def mark(page: Page, words: str) -> Locator:
    """The mark whose words are just these."""
    exactly = page.locator("mark", has_text=re.compile(f"^{re.escape(words)}$"))
    return page.locator("[data-part=list] .desk-doctor__mark", has=exactly)


def test_nothing_changes_by_itself_and_a_fix_is_typing_that_can_be_undone(
    desk: Page, live_server: LiveServer, story: Article
) -> None:
    before = desk.evaluate(DATA)
    assert desk.locator("#article_form[data-changed]").count() == 0
    with desk.expect_response("**/autosave/") as saved:
        mark(desk, "2021.Phân").locator(".desk-doctor__fix").click()
    # What was bold is bold still, and autosave has heard of it.
    assert "<strong>2021</strong>. Phân tích" in desk.evaluate(DATA)
    assert saved.value.json()["unsaved"] is True
    expect(mark(desk, "2021.Phân")).to_have_count(0)
    desk.locator("[data-part=undo]").click()
    assert desk.evaluate(DATA) == before
    expect(mark(desk, "2021.Phân")).to_have_count(1)
    story.refresh_from_db()
    assert story.version == 1


def test_a_field_is_mended_by_what_its_own_undo_knows(desk: Page) -> None:
    mark(desk, ",hai").locator(".desk-doctor__fix").click()
    expect(desk.locator("#id_title")).not_to_have_value("Tít một dòng ,hai vế")
    desk.locator("#id_title").press("Control+z")
    expect(desk.locator("#id_title")).to_have_value("Tít một dòng ,hai vế")


def test_a_mark_leads_to_its_place(desk: Page) -> None:
    mark(desk, "thì thì").locator(".desk-doctor__place").click()
    assert desk.evaluate(SELECTED).strip() == "thì"
    assert desk.evaluate("document.activeElement.tagName") == "IFRAME"
    desk.locator("[data-part=list] .desk-doctor__place").first.click()
    assert desk.evaluate("document.activeElement.id") == "id_title"
    # What is written before it meanwhile moves it.
    desk.evaluate("CKEDITOR.instances.id_body.setData('<p>Câu mới.</p>' + CKEDITOR.instances.id_body.getData())")
    mark(desk, "2021.Phân").locator(".desk-doctor__place").click()
    assert desk.evaluate(SELECTED) == "."


def test_the_keys_go_through_the_marks_and_mend_them_without_leaving_the_text(desk: Page) -> None:
    frame = frame_of(desk)
    frame.click("p >> nth=2")
    for _title in range(2):
        desk.keyboard.press("Alt+m")
    desk.keyboard.press("Alt+m")
    assert desk.evaluate(SELECTED) == "."
    desk.keyboard.press("Alt+c")
    assert "2021</strong>. Phân" in desk.evaluate(DATA)
    # It goes on to the next one.
    desk.wait_for_function(f"{SELECTED} === '1'")


def test_what_one_person_ignores_nobody_is_asked_again(
    desk: Page, browser: Browser, live_server: LiveServer, story: Article
) -> None:
    mark(desk, "1").locator("[data-act=ignore]").click()
    expect(mark(desk, "1")).to_have_count(0)
    factories.managing_editor(username="long")
    theirs = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN").new_page()
    sign_in(theirs, live_server, "long")
    open_examined(theirs, live_server, story)
    expect(mark(theirs, "1")).to_have_count(0)
    fold = theirs.locator("[data-part=ignored]")
    fold.locator("summary").click()
    expect(fold.locator("li")).to_contain_text("Trần Mai")
    fold.get_by_role("button").click()
    expect(mark(theirs, "1")).to_have_count(1)


def test_without_the_server_it_says_so_and_comes_back(desk: Page) -> None:
    desk.context.set_offline(True)
    desk.locator("#id_title").press("End")
    desk.keyboard.type("..")
    expect(desk.locator("[data-part=said]")).not_to_be_empty()
    desk.context.set_offline(False)
    expect(desk.locator("[data-part=said]")).to_be_empty(timeout=20000)
    expect(mark(desk, "vế..")).to_have_count(1)


def test_the_marks_are_renewed_after_typing_and_all_of_a_kind_mended_at_once(desk: Page) -> None:
    desk.fill("#id_title", "Tít gọn")
    desk.evaluate("CKEDITOR.instances.id_body.setData('<p>Một,hai và ba,bốn.</p><p>Sáu;bảy.</p>')")
    expect(mark(desk, "ba,bốn")).to_have_count(1)
    desk.locator("[data-rule=missing_space]").click()
    assert desk.evaluate(DATA).replace("\n", "") == "<p>Một, hai và ba, bốn.</p><p>Sáu; bảy.</p>"
    # All of them were one step.
    desk.locator("[data-part=undo]").click()
    assert "Một,hai" in desk.evaluate(DATA)


def test_a_long_story_stays_usable(desk: Page) -> None:
    sentence = "Nông dân xuống đồng từ sớm để kịp khung thời vụ, ai nấy đều vui. "
    desk.fill("#id_title", "Tít gọn")
    paragraphs = [f"<p>Đoạn {number}. {sentence * 30}Hết.Sang</p>" for number in range(100)]
    desk.evaluate("html => CKEDITOR.instances.id_body.setData(html)", "".join(paragraphs))
    assert len(desk.evaluate(DATA)) > 190_000
    expect(desk.locator("[data-part=count]")).to_contain_text("100", timeout=60000)
    expect(desk.locator("[data-part=list] .desk-doctor__mark")).to_have_count(40)
    mark(desk, "Hết.Sang").last.locator(".desk-doctor__fix").click()
    assert desk.evaluate(f"{DATA}.split('Hết. Sang').length") == 2
    # Those that were not shown are among all of a kind.
    desk.locator("[data-rule=missing_space]").click()
    assert desk.evaluate(f"{DATA}.split('Hết. Sang').length") == 101
