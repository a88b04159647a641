"""The story form in a real browser: the text editor, pasted pictures, tags, rows, and the guard of unsaved words."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles import workflow
from articles.content import BylineContent, Content
from articles.models import Article, Photo
from tests import factories
from tests.browser.conftest import frame_of, open_form, sign_in, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE_A_PICTURE = """
async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 200 });
  canvas.getContext("2d").fillRect(0, 0, 300, 200);
  const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([picture], "dan.png", { type: "image/png" }));
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}
"""


def save(desk: Page) -> None:
    with desk.expect_navigation():
        desk.click("button[name=_continue]")


def test_editor_loads_in_vietnamese_and_asks_no_other_host(desk: Page, live_server: LiveServer, reporter: User) -> None:
    asked: list[str] = []
    errors: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.on("pageerror", lambda error: errors.append(str(error)))
    desk.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    open_form(desk, live_server, factories.draft(reporter))
    assert desk.evaluate("CKEDITOR.instances.id_body.langCode") == "vi"
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
    assert [error for error in errors if "favicon" not in error and "404" not in error] == []


def test_a_long_title_wraps_and_takes_no_line_breaks(desk: Page, live_server: LiveServer, reporter: User) -> None:
    story = factories.draft(reporter, title="Lũ về")
    desk.set_viewport_size({"width": 390, "height": 844})
    open_form(desk, live_server, story)
    title = desk.locator("#id_title")
    low = title.bounding_box()
    title.fill("")
    desk.keyboard.insert_text("Nước rút, hai bên bờ sông bà con\n vừa dọn bùn vừa gieo lại vụ rau đông cho kịp Tết\n")
    words = "Nước rút, hai bên bờ sông bà con vừa dọn bùn vừa gieo lại vụ rau đông cho kịp Tết "
    expect(title).to_have_value(words)
    high = title.bounding_box()
    assert low and high
    assert high["height"] > low["height"] * 1.5
    assert title.evaluate("(field) => field.scrollHeight <= field.clientHeight")
    with desk.expect_navigation():
        title.press("Enter")
    story.refresh_from_db()
    assert (story.title, story.status) == (words.strip(), "draft")


def test_captions_that_await_their_picture_survive_the_editor(
    desk: Page, live_server: LiveServer, reporter: User
) -> None:
    body = "<p>Chữ.</p>\n<figure><figcaption>Máy cấy trên đồng</figcaption></figure>"
    story = factories.draft(reporter, body=body)
    open_form(desk, live_server, story)
    mark = "getComputedStyle(document.querySelector('figure'), '::before').content"
    assert "ảnh" in frame_of(desk).evaluate(mark)
    desk.fill("#id_title", "Tít mới")
    save(desk)
    story.refresh_from_db()
    assert (story.title, story.body) == ("Tít mới", body)


def test_pasted_picture_is_uploaded_and_stands_in_the_text(desk: Page, live_server: LiveServer, reporter: User) -> None:
    story = factories.draft(reporter)
    open_form(desk, live_server, story)
    frame = frame_of(desk)
    frame.click("p")
    with desk.expect_response("**/admin/articles/photo/upload/") as answer:
        frame.evaluate(PASTE_A_PICTURE)
    assert answer.value.status == 200
    address = answer.value.json()["url"]
    desk.wait_for_function("address => CKEDITOR.instances.id_body.getData().includes(address)", arg=address)
    save(desk)
    story.refresh_from_db()
    assert f'src="{address}"' in story.body
    assert Photo.objects.filter(uploaded_by=reporter).count() == 1


def test_tags_are_completed_and_rows_moved(desk: Page, live_server: LiveServer, reporter: User) -> None:
    factories.TagFactory(name="bão số 3")
    lines = tuple(BylineContent(factories.AuthorFactory(name=name)) for name in ("An", "Bình"))
    story = factories.draft(reporter, bylines=lines)
    open_form(desk, live_server, story)
    desk.locator("#id_tags").press_sequentially("mưa, bao")
    expect(desk.locator("#id_tags-completions .desk-tags__name")).to_have_text(["bão số 3"])
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator("#id_tags")).to_have_value("mưa, bão số 3, ")
    desk.locator("[data-rows=bylines] .desk-row").nth(1).locator("[data-move=up]").click()
    save(desk)
    stored = Content.of(Article.objects.get(pk=story.pk)).snapshot()
    assert stored["tags"] == ["mưa", "bão số 3"]
    assert [line["name"] for line in stored["bylines"]] == ["Bình", "An"]


def test_a_word_that_is_no_tag_is_told_of_and_one_press_takes_the_tag_it_means_or_makes_it_one(
    desk: Page, live_server: LiveServer
) -> None:
    factories.TagFactory(name="gương sáng")
    story = workflow.create(factories.proposing("lũ ống"), by=factories.reporter())
    factories.editor(username="huy")
    desk.context.clear_cookies()
    sign_in(desk, live_server, "huy")
    open_form(desk, live_server, story)
    notes, field = desk.locator(".desk-tags__note"), desk.locator("#id_tags")
    expect(notes).to_contain_text(["lũ ống"])
    field.press("End")
    field.press_sequentially(", gương sang, ")
    expect(notes).to_contain_text(["lũ ống", "gương sang"])
    desk.get_by_role("button", name="gương sáng").press("Enter")
    expect(field).to_have_value("lũ ống, gương sáng")
    expect(notes).to_have_count(1)
    desk.locator(".desk-tags__choice--accept").press("Enter")
    expect(notes).to_have_count(0)
    expect(desk.locator(".desk-tags__told")).to_contain_text("lũ ống")
    assert [row.tag and row.tag.name for row in story.tagged_items.all()] == ["lũ ống"]
    save(desk)
    assert Content.of(Article.objects.get(pk=story.pk)).tags == ("lũ ống", "gương sáng")


def test_the_checklist_knows_at_once_that_a_proposed_word_is_a_tag(browser: Browser, live_server: LiveServer) -> None:
    story = workflow.create(factories.proposing("lũ ống"), by=factories.reporter())
    factories.submit(story)
    factories.editor(username="huy")
    editor = signed_in(browser, live_server, "huy")
    open_form(editor, live_server, story)
    undecided = editor.locator("#desk-checklist [data-hard=tags_undecided]")
    expect(undecided).to_have_count(1)
    editor.locator(".desk-tags__choice--accept").press("Enter")
    expect(undecided).to_have_count(0)


def test_a_verb_does_not_leave_typed_words_behind(desk: Page, live_server: LiveServer) -> None:
    story = factories.claimed(by=factories.editor(username="huy"))
    desk.context.clear_cookies()
    sign_in(desk, live_server, "huy")
    open_form(desk, live_server, story)
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.locator("#id_lead").press_sequentially(" thêm chữ")
    desk.click("form[data-verb=release] button")
    assert asked == ["confirm"]
    assert Article.objects.get(pk=story.pk).claimed_by is not None


def test_the_desk_works_without_scripts(browser: Browser, live_server: LiveServer, reporter: User) -> None:
    story = factories.draft(reporter)
    page = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.fill("#id_username", reporter.username)
    page.fill("#id_password", factories.PASSWORD)
    with page.expect_navigation():
        page.click("#login-form button[type=submit]")
    page.fill("#id_tags", "không cần tập lệnh")
    with page.expect_navigation():
        page.click("button[name=_submit]")
    story.refresh_from_db()
    assert (story.status, Content.of(story).snapshot()["tags"]) == ("submitted", ["không cần tập lệnh"])
    with page.expect_navigation():
        page.click("form[data-verb=take_back] button")
    story.refresh_from_db()
    assert story.status == "draft"
