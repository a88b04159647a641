"""Nothing typed is lost: a session that ends, a network that goes, a tab that is closed, a browser that crashes."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article, EditingSession
from tests import factories
from tests.browser.conftest import READY, frame_of, sign_in, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COPIES = "Object.keys(localStorage).filter(key => key.startsWith('newsroom:')).length"


@pytest.fixture
def story(reporter: User) -> Article:
    return factories.draft(reporter, title="Tít đã lưu", lead="Sa pô đã lưu")


@pytest.fixture
def address(live_server: LiveServer, story: Article) -> str:
    return f"{live_server.url}/admin/articles/article/{story.pk}/change/"


def open_at(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_function(READY)
    return page


def type_into(page: Page, field: str, words: str) -> None:
    page.focus(field)
    page.keyboard.press("End")
    page.keyboard.type(words)


def state(page: Page, name: str) -> None:
    expect(page.locator("#desk-saved")).to_have_attribute("data-state", name, timeout=15000)


def kept(story: Article) -> dict[str, list[str]]:
    return EditingSession.objects.unsaved().get(article=story).typed


def cut(page: Page) -> None:
    """The server is not to be reached; what the page has loaded stays."""
    page.route("**/*", lambda route: route.abort())


def mend(page: Page) -> None:
    page.unroute("**/*")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click("#submit-row button[name=_continue]")


def test_what_is_typed_is_kept_and_the_time_is_shown(desk: Page, story: Article, address: str) -> None:
    open_at(desk, address)
    type_into(desk, "#id_title", " và gõ thêm")
    frame = frame_of(desk)
    frame.click("p")
    desk.keyboard.type("Thân bài mới. ")
    state(desk, "saved")
    expect(desk.locator("#desk-saved")).to_contain_text(":")
    assert kept(story)["title"] == ["Tít đã lưu và gõ thêm"]
    assert "Thân bài mới." in kept(story)["body"][0]
    story.refresh_from_db()
    assert (story.title, story.version) == ("Tít đã lưu", 1)
    assert desk.evaluate(COPIES) == 0


def test_a_form_that_is_only_looked_at_keeps_nothing(desk: Page, story: Article, address: str) -> None:
    open_at(desk, address)
    with desk.expect_response("**/presence/"):
        desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(desk.locator("#desk-saved")).to_be_empty()
    assert not EditingSession.objects.unsaved().exists()


def test_a_closed_tab_gives_its_text_back(desk: Page, story: Article, address: str) -> None:
    page = open_at(desk.context.new_page(), address)
    type_into(page, "#id_lead", " và chưa lưu")
    state(page, "saved")
    page.close()
    open_at(desk, address)
    expect(desk.locator("#id_lead")).to_have_value("Sa pô đã lưu")
    with desk.expect_navigation():
        desk.click(".desk-unsaved a")
    expect(desk.locator("#id_lead")).to_have_value("Sa pô đã lưu và chưa lưu")
    save(desk)
    story.refresh_from_db()
    assert (story.lead, story.version) == ("Sa pô đã lưu và chưa lưu", 2)
    expect(desk.locator(".desk-unsaved:visible")).to_have_count(0)


def test_a_crashed_browser_gives_its_text_back(desk: Page, story: Article, address: str) -> None:
    """What is typed has not reached the server when the page is gone."""
    page = open_at(desk.context.new_page(), address)
    desk.context.set_offline(True)
    type_into(page, "#id_lead", " và chưa tới máy chủ")
    state(page, "offline")
    page.close()
    desk.context.set_offline(False)
    assert not EditingSession.objects.unsaved().exists()
    open_at(desk, address)
    expect(desk.locator("#desk-left-over")).to_be_visible()
    with desk.expect_navigation():
        desk.click("#desk-left-over [data-open]")
    expect(desk.locator("#id_lead")).to_have_value("Sa pô đã lưu và chưa tới máy chủ")
    state(desk, "saved")
    assert desk.evaluate(COPIES) == 0
    assert kept(story)["lead"] == ["Sa pô đã lưu và chưa tới máy chủ"]


def test_text_of_a_page_that_is_still_open_is_not_offered_as_left_behind(
    desk: Page, story: Article, address: str
) -> None:
    page = open_at(desk.context.new_page(), address)
    cut(page)
    type_into(page, "#id_lead", " đang gõ")
    state(page, "offline")
    open_at(desk, address)
    assert desk.evaluate(COPIES) == 1
    expect(desk.locator("#desk-left-over")).to_be_hidden()


def test_a_dropped_network_is_waited_for(desk: Page, story: Article, address: str) -> None:
    open_at(desk, address)
    cut(desk)
    type_into(desk, "#id_lead", " lúc mất mạng")
    state(desk, "offline")
    assert desk.evaluate(COPIES) == 1
    # A save does not leave the page for an error, and leaving it is asked about.
    desk.click("#submit-row button[name=_continue]")
    expect(desk.locator("#id_lead")).to_have_value("Sa pô đã lưu lúc mất mạng")
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.evaluate("window.location.reload()")
    state(desk, "offline")
    assert asked == ["beforeunload"]
    type_into(desk, "#id_lead", " gõ tiếp")
    mend(desk)
    state(desk, "saved")
    assert kept(story)["lead"] == ["Sa pô đã lưu lúc mất mạng gõ tiếp"]
    save(desk)
    story.refresh_from_db()
    assert story.lead == "Sa pô đã lưu lúc mất mạng gõ tiếp"


def test_a_server_that_is_being_restarted_is_a_dropped_network(desk: Page, story: Article, address: str) -> None:
    open_at(desk, address)
    desk.route("**/autosave/", lambda route: route.fulfill(status=502, body="Bad gateway"))
    type_into(desk, "#id_lead", " khi máy chủ dừng")
    state(desk, "offline")
    desk.unroute("**/autosave/")
    state(desk, "saved")
    assert kept(story)["lead"] == ["Sa pô đã lưu khi máy chủ dừng"]


def test_a_session_that_ends_while_typing(desk: Page, story: Article, address: str) -> None:
    open_at(desk, address)
    Session.objects.all().delete()
    type_into(desk, "#id_lead", " sau khi hết phiên")
    dialog = desk.locator("#desk-signin")
    expect(dialog).to_be_visible(timeout=15000)
    assert desk.evaluate(COPIES) == 1
    expect(dialog.locator("[name=username]")).to_have_value("mai")
    assert not dialog.locator("[name=username]").is_editable()
    dialog.locator("[name=password]").fill("sai mật khẩu")
    dialog.locator("button[type=submit]").click()
    expect(dialog.locator("[role=alert]")).not_to_be_empty()
    dialog.locator("[name=password]").fill(factories.PASSWORD)
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_be_hidden()
    state(desk, "saved")
    assert kept(story)["lead"] == ["Sa pô đã lưu sau khi hết phiên"]
    # The token changed with the sign-in; the save carries the new one.
    save(desk)
    story.refresh_from_db()
    assert (story.lead, story.version) == ("Sa pô đã lưu sau khi hết phiên", 2)


def test_a_save_after_the_session_ended_goes_out_after_signing_in(desk: Page, story: Article, address: str) -> None:
    open_at(desk, address)
    type_into(desk, "#id_lead", " rồi bấm lưu")
    state(desk, "saved")
    desk.check("input[name=acknowledged]")
    Session.objects.all().delete()
    desk.context.clear_cookies()
    desk.click("button[name=_submit]")
    dialog = desk.locator("#desk-signin")
    expect(dialog).to_be_visible()
    dialog.locator("[name=password]").fill(factories.PASSWORD)
    with desk.expect_navigation():
        dialog.locator("button[type=submit]").click()
    story.refresh_from_db()
    assert (story.lead, story.status) == ("Sa pô đã lưu rồi bấm lưu", "submitted")


def test_a_save_carries_the_token_of_a_sign_in_in_another_tab(
    desk: Page, live_server: LiveServer, story: Article, address: str
) -> None:
    open_at(desk, address)
    Session.objects.all().delete()
    desk.context.clear_cookies()
    sign_in(desk.context.new_page(), live_server, "mai")
    desk.bring_to_front()
    type_into(desk, "#id_lead", " ở tab cũ")
    state(desk, "saved")
    save(desk)
    story.refresh_from_db()
    assert (story.lead, story.version) == ("Sa pô đã lưu ở tab cũ", 2)


def test_a_step_in_the_panel_carries_the_token_of_the_sign_in_in_place(
    browser: Browser, live_server: LiveServer, address: str
) -> None:
    factories.editor(username="huy")
    page = signed_in(browser, live_server, "huy")
    open_at(page, address)
    Session.objects.all().delete()
    page.context.clear_cookies()
    type_into(page, "#id_lead", " sau khi hết phiên")
    dialog = page.locator("#desk-signin")
    dialog.locator("[name=password]").fill(factories.PASSWORD, timeout=15000)
    dialog.locator("button[type=submit]").click()
    state(page, "saved")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("details:has(form[data-verb=plan]) > summary")
    with page.expect_response(lambda answer: answer.url.endswith("/plan/")) as answer:
        page.click("form[data-verb=plan] button")
    assert answer.value.status == 302


def test_whoever_signs_in_later_comes_back_to_it_when_saving(desk: Page, story: Article, address: str) -> None:
    open_at(desk, address)
    Session.objects.all().delete()
    type_into(desk, "#id_lead", " chưa vội")
    dialog = desk.locator("#desk-signin")
    dialog.locator("[data-later]").click(timeout=15000)
    expect(dialog).to_be_hidden()
    # Chromium gives the first keys after a dialog to nobody, as long as nothing has been clicked.
    desk.click("#id_lead")
    type_into(desk, "#id_lead", " gõ tiếp")
    state(desk, "signed-out")
    expect(dialog).to_be_hidden()
    desk.click("#submit-row button[name=_continue]")
    dialog.locator("[name=password]").fill(factories.PASSWORD)
    with desk.expect_navigation():
        dialog.locator("button[type=submit]").click()
    story.refresh_from_db()
    assert story.lead == "Sa pô đã lưu chưa vội gõ tiếp"


def test_nothing_is_saved_for_a_colleague_who_signed_in_meanwhile(
    desk: Page, live_server: LiveServer, story: Article, address: str
) -> None:
    factories.editor(username="huy")
    open_at(desk, address)
    other = desk.context.new_page()
    desk.context.clear_cookies()
    sign_in(other, live_server, "huy")
    type_into(desk, "#id_lead", " của Mai")
    expect(desk.locator("#desk-signin")).to_be_visible(timeout=15000)
    assert not EditingSession.objects.unsaved().exists()


def test_two_tabs_that_save_do_not_overwrite_each_other(desk: Page, story: Article, address: str) -> None:
    first, second = open_at(desk, address), open_at(desk.context.new_page(), address)
    type_into(first, "#id_title", " từ tab một")
    type_into(second, "#id_lead", " từ tab hai")
    state(first, "saved")
    state(second, "saved")
    assert EditingSession.objects.unsaved().count() == 2
    save(first)
    with second.expect_response(lambda answer: answer.request.method == "POST" and answer.url == address) as answer:
        second.click("#submit-row button[name=_continue]")
    assert answer.value.status == 409
    second.wait_for_load_state()
    expect(second.locator("#id_lead")).to_have_value("Sa pô đã lưu từ tab hai")
    story.refresh_from_db()
    assert (story.title, story.lead, story.version) == ("Tít đã lưu từ tab một", "Sa pô đã lưu", 2)
    # The text of the refused save is kept, wherever it is closed now.
    state(second, "saved")
    assert kept(story)["lead"] == ["Sa pô đã lưu từ tab hai"]


def test_a_new_story_is_a_draft_at_the_first_change(desk: Page, live_server: LiveServer, reporter: User) -> None:
    open_at(desk, f"{live_server.url}/admin/articles/article/add/")
    type_into(desk, "#id_title", "Bão vào bờ")
    state(desk, "saved")
    story = Article.objects.get()
    assert (story.title, story.owner, story.status) == ("Bão vào bờ", reporter, "draft")
    # The page goes on where it was: same field, same cursor, and now the story's own address.
    assert desk.evaluate("document.activeElement.id") == "id_title"
    assert desk.url.endswith(f"/admin/articles/article/{story.pk}/change/")
    desk.keyboard.type(" sáng nay")
    save(desk)
    story.refresh_from_db()
    assert (story.title, story.version, Article.objects.count()) == ("Bão vào bờ sáng nay", 2, 1)


def test_the_page_of_a_new_story_becomes_that_storys_page_around_whoever_types(
    desk: Page, live_server: LiveServer
) -> None:
    open_at(desk, f"{live_server.url}/admin/articles/article/add/")
    desk.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    title = desk.locator("#id_title")
    title.focus()
    before = title.bounding_box()["y"]
    desk.keyboard.type("Bão vào bờ")
    desk.keyboard.press("Home")
    desk.keyboard.type("Tin: ")
    panel = desk.locator(".desk-panel")
    story_url = re.compile(r"/admin/articles/article/\d+/history/")
    expect(panel.locator(".desk-panel__facts a").first).to_have_attribute("href", story_url)
    story = Article.objects.get()
    links = "panel => [...panel.querySelectorAll('.desk-panel__facts a')].map(link => link.getAttribute('href'))"
    places = panel.evaluate(links)
    assert {place.split("/")[-2] for place in places} == {"history", "preview", "delete"}
    expect(desk.locator("#header-inner h1")).to_contain_text(story.title)
    assert story.title in desk.title()
    # The field has not moved, and keeps its cursor.
    assert title.bounding_box()["y"] == pytest.approx(before, abs=1)
    assert desk.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == ["id_title", 5]
    with desk.context.expect_page() as opened:
        desk.click("#submit-row button[formtarget=_blank]")
    assert opened.value.url.endswith(f"/{story.pk}/preview/")
    desk.bring_to_front()
    # A step that leaves typed words behind asks first, also from the panel that came later.
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    type_into(desk, "#id_lead", "Chưa lưu")
    state(desk, "saved")
    panel.evaluate(
        "panel => { const step = document.createElement('form'); step.dataset.verb = 'plan'; panel.append(step);"
        " step.requestSubmit(); }"
    )
    assert asked == ["confirm"]


def test_a_lost_answer_does_not_begin_a_new_story_twice(desk: Page, live_server: LiveServer) -> None:
    open_at(desk, f"{live_server.url}/admin/articles/article/add/")
    lost: list[Any] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch())
        route.abort()

    desk.route("**/article/autosave/", lose, times=1)
    type_into(desk, "#id_title", "Chỉ một bài")
    state(desk, "offline")
    state(desk, "saved")
    assert len(lost) == 1
    assert Article.objects.count() == 1


def test_others_on_the_story_are_shown_while_they_are_there(
    browser: Browser, desk: Page, live_server: LiveServer, story: Article, address: str
) -> None:
    factories.editor(username="huy", last_name="Phạm", first_name="Huy")
    colleague = browser.new_context(locale="vi-VN").new_page()
    sign_in(colleague, live_server, "huy")
    open_at(colleague, address)
    open_at(desk, address)
    others = desk.locator("#desk-presence")
    expect(others).to_contain_text("Phạm Huy")
    type_into(colleague, "#id_lead", " của Huy")
    state(colleague, "saved")
    before = others.inner_text()
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(others).not_to_have_text(before)
    save(colleague)
    colleague.close()
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(others).to_contain_text("2")
    colleague.context.close()
