"""Clipboards pasted into the text editor of a real browser: what comes to stand there, and what is said of it."""

import base64

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles import body
from articles.models import Article
from tests import factories
from tests.browser.conftest import frame_of, open_form
from tests.desk import conftest
from tests.pasting.table import clipboards

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """
({ flavours, picture }) => {
  const clipboardData = new DataTransfer();
  for (const [type, value] of Object.entries(flavours)) if (value) clipboardData.setData(type, value);
  if (picture) {
    const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
    clipboardData.items.add(new File([bytes], "anh.png", { type: "image/png" }));
  }
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}
"""
# A picture of 1 × 1 pixel would be too small for the house.
PNG = base64.b64encode(conftest.picture(300, 200, "PNG")).decode()
PATH = "**/admin/articles/article/paste/"
IMS = (
    '<h2 class="detail-sapo" data-role="sapo">Lời dẫn.</h2><p style="color:red">Chữ <b>đậm</b>&nbsp;một.</p>'
    '<div class="VCSortableInPreviewMode" type="Photo"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="'
    ' data-original="https://cdn.bao.example/a.jpg"><div class="PhotoCMS_Caption"><p>Máy cấy</p></div></div><p>Hết.</p>'
)


def open_story(desk: Page, live_server: LiveServer, body: str = "<p>Đầu. Cuối.</p>") -> Article:
    story = factories.draft(User.objects.get(username="mai"), body=body)
    open_form(desk, live_server, story)
    desk.evaluate("CKEDITOR.instances.id_body.on('afterPaste', () => (window.pasted = (window.pasted ?? 0) + 1))")
    return story


def caret_after(desk: Page, words: str) -> None:
    frame_of(desk).evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at >= 0) {
              document.body.focus();
              getSelection().collapse(walker.currentNode, at + words.length);
              return;
            }
          }
        }""",
        words,
    )


def text(desk: Page) -> str:
    return desk.evaluate("CKEDITOR.instances.id_body.getData()")


def put(desk: Page, picture: str = "", **flavours: str) -> None:
    named = {"html": "text/html", "text": "text/plain", "rtf": "text/rtf"}
    typed = {named[name]: value for name, value in flavours.items()}
    frame_of(desk).evaluate(PASTE, {"flavours": typed, "picture": picture})


def paste(desk: Page, **flavours: str) -> None:
    """Paste, and wait until the text stands in the editor."""
    before = desk.evaluate("window.pasted ?? 0")
    put(desk, **flavours)
    desk.wait_for_function("(before) => window.pasted > before", arg=before)


def test_every_clipboard_of_the_table_comes_to_stand_in_the_text(desk: Page, live_server: LiveServer) -> None:
    open_story(desk, live_server)
    wrong = {}
    for clipboard in clipboards():
        desk.evaluate("CKEDITOR.instances.id_body.setData('<p></p>')")
        desk.wait_for_function("CKEDITOR.instances.id_body.editable()?.getText().trim() === ''")
        frame_of(desk).evaluate("document.body.focus()")
        paste(desk, html=clipboard.html, text=clipboard.text, rtf=clipboard.rtf)
        # The editor's other tab has the address of another host: none of its pictures is ours here.
        expected = clipboard.stored if clipboard.name != "other-tab" else ""
        stored = body.clean(text(desk))
        if expected and stored != expected.rstrip("\n"):
            wrong[clipboard.name] = stored
    assert wrong == {}


def test_a_paste_stands_where_the_caret_was_and_is_undone_in_one_step(desk: Page, live_server: LiveServer) -> None:
    open_story(desk, live_server)
    caret_after(desk, "Đầu.")
    paste(desk, html=IMS, text="Lời dẫn.")
    assert body.clean(text(desk)).split("\n") == [
        "<p>Đầu.</p>",
        "<p>Lời dẫn.</p>",
        "<p>Chữ <strong>đậm</strong> một.</p>",
        "<figure><figcaption>Máy cấy</figcaption></figure>",
        "<p>Hết.</p>",
        "<p>Cuối.</p>",
    ]
    expect(desk.locator("#desk-paste li")).to_contain_text(["“Máy cấy”"])
    desk.keyboard.press("Control+z")
    assert body.clean(text(desk)) == "<p>Đầu. Cuối.</p>"


def test_words_go_into_the_sentence_and_the_caret_stands_behind_them(desk: Page, live_server: LiveServer) -> None:
    open_story(desk, live_server)
    caret_after(desk, "Đầu")
    paste(desk, html="<span style='color:red'> tiên</span>", text=" tiên")
    desk.keyboard.type("!")
    assert body.clean(text(desk)) == "<p>Đầu tiên!. Cuối.</p>"


def test_who_goes_on_typing_is_not_thrown_back(desk: Page, live_server: LiveServer) -> None:
    open_story(desk, live_server, "<p>Một.</p><p>Hai.</p>")
    held: list[Route] = []
    desk.route(PATH, lambda route: held.append(route))
    caret_after(desk, "Một.")
    put(desk, html="<p>Dán vào.</p><p>Dán nữa.</p>")
    caret_after(desk, "Hai.")
    desk.keyboard.type(" Ba.")
    desk.wait_for_timeout(100)
    held[0].continue_()
    desk.wait_for_function("window.pasted")
    desk.keyboard.type(" Bốn.")
    assert body.clean(text(desk)) == "<p>Một.</p>\n<p>Dán vào.</p>\n<p>Dán nữa.</p>\n<p>Hai. Ba. Bốn.</p>"


@pytest.mark.parametrize("trouble", ["cut", "500", "silent"])
def test_without_the_server_the_editor_pastes_by_itself(desk: Page, live_server: LiveServer, trouble: str) -> None:
    open_story(desk, live_server)
    answers = {
        "cut": lambda route: route.abort(),
        "500": lambda route: route.fulfill(status=500),
        "silent": lambda route: None,
    }
    desk.route(PATH, answers[trouble])
    if trouble == "silent":
        desk.clock.install()
    caret_after(desk, "Đầu.")
    put(desk, html=IMS, text="Lời dẫn.")
    if trouble == "silent":
        desk.clock.fast_forward(11_000)
    box = desk.locator("#desk-paste")
    expect(box.locator("[data-said]")).to_have_text(box.get_attribute("data-away") or "")
    for words in ("Lời dẫn.", "đậm", "một.", "Máy cấy", "Hết."):
        assert words in text(desk)


def test_a_save_takes_a_paste_along_that_is_still_on_its_way(desk: Page, live_server: LiveServer) -> None:
    story = open_story(desk, live_server)
    desk.route(PATH, lambda route: None)
    caret_after(desk, "Đầu.")
    put(desk, html="<p>Vừa dán.</p>", text="Vừa dán.")
    with desk.expect_navigation():
        desk.click("button[name=_continue]")
    story.refresh_from_db()
    assert "Vừa dán." in story.body


def test_text_of_the_old_fonts_is_converted_when_asked_and_comes_back_when_undone(
    desk: Page, live_server: LiveServer
) -> None:
    open_story(desk, live_server)
    caret_after(desk, "Đầu.")
    paste(desk, html="<p>Céng hoµ x· héi <b>chñ nghÜa</b> ViÖt Nam</p><p>§éc lËp - Tù do</p>")
    as_typed = (
        "<p>Đầu.</p>\n<p>Céng hoµ x· héi <strong>chñ nghÜa</strong> ViÖt Nam</p>\n<p>§éc lËp - Tù do</p>\n<p>Cuối.</p>"
    )
    assert body.clean(text(desk)) == as_typed
    box = desk.locator("#desk-paste")
    expect(box).to_contain_text("TCVN3")
    box.locator("[data-convert]").click()
    in_unicode = (
        "<p>Đầu.</p>\n<p>Cộng hoà xã hội <strong>chủ nghĩa</strong> Việt Nam</p>\n<p>Độc lập - Tự do</p>\n<p>Cuối.</p>"
    )
    assert body.clean(text(desk)) == in_unicode
    box.locator("[data-undo]").click()
    assert body.clean(text(desk)) == as_typed
    expect(box.locator("[data-convert]")).to_be_visible()


def test_a_picture_copied_in_a_browser_is_uploaded(desk: Page, live_server: LiveServer) -> None:
    open_story(desk, live_server)
    caret_after(desk, "Đầu.")
    with desk.expect_response("**/admin/articles/photo/upload/") as answer:
        put(desk, html='<meta charset="utf-8"><img src="https://khac.example/a.jpg" alt="">', picture=PNG)
    desk.wait_for_function(
        "(address) => CKEDITOR.instances.id_body.getData().includes(address)", arg=answer.value.json()["url"]
    )
    assert "khac.example" not in text(desk)


def test_pasting_without_layout_takes_the_words_alone(desk: Page, live_server: LiveServer) -> None:
    open_story(desk, live_server)
    caret_after(desk, "Đầu.")
    desk.evaluate("CKEDITOR.instances.id_body.execCommand('pastetext')")
    paste(desk, html="<p>Chữ <b>đậm</b></p>", text="Chữ đậm")
    assert "<strong>" not in text(desk)
    assert "Chữ đậm" in text(desk)


def test_the_message_leads_to_where_a_picture_stood(desk: Page, live_server: LiveServer) -> None:
    open_story(desk, live_server)
    caret_after(desk, "Cuối.")
    paste(desk, html=f"<p>Trước ảnh.</p>{IMS}<p>Sau cùng.</p>")
    desk.locator("#desk-paste li button").first.click()
    desk.keyboard.type(" lúa")
    assert "<figcaption>Máy cấy lúa</figcaption>" in body.clean(text(desk))
