"""Clipboards pasted into the text editor of a real browser: what comes to stand there, and what is said of it."""

import pytest
from playwright.sync_api import Browser, Frame, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article
from tests import factories
from tests.browser.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """
(flavours) => {
  const clipboardData = new DataTransfer();
  for (const [type, value] of Object.entries(flavours)) clipboardData.setData(type, value);
  document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}
"""
IMS = (
    '<h2 class="detail-sapo" data-role="sapo">Lời dẫn.</h2><p style="color:red">Chữ <b>đậm</b>&nbsp;một.</p>'
    '<div class="VCSortableInPreviewMode" type="Photo"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="'
    ' data-original="https://cdn.bao.example/a.jpg"><div class="PhotoCMS_Caption"><p>Máy cấy</p></div></div><p>Hết.</p>'
)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN").new_page()
    sign_in(page, live_server, factories.reporter(username="mai").username)
    return page


def open_story(desk: Page, live_server: LiveServer, body: str = "<p>Đầu. Cuối.</p>") -> Article:
    story = factories.draft(User.objects.get(username="mai"), body=body)
    desk.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    desk.wait_for_function("window.CKEDITOR?.instances.id_body?.status === 'ready'")
    return story


def text_frame(desk: Page) -> Frame:
    return next(frame for frame in desk.frames if frame.parent_frame)


def caret_after(desk: Page, words: str) -> None:
    text_frame(desk).evaluate(
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


def paste(desk: Page, **flavours: str) -> None:
    named = {"html": "text/html", "text": "text/plain", "rtf": "text/rtf"}
    with desk.expect_response("**/admin/articles/article/paste/"):
        text_frame(desk).evaluate(PASTE, {named[name]: value for name, value in flavours.items()})


def test_a_paste_stands_where_the_caret_was_and_is_undone_in_one_step(desk: Page, live_server: LiveServer) -> None:
    open_story(desk, live_server)
    caret_after(desk, "Đầu.")
    paste(desk, html=IMS, text="Lời dẫn.")
    expect(desk.locator("#desk-paste")).to_be_visible()
    stored = text(desk).replace("\n", "").replace("\t", "")
    assert stored == (
        "<p>Đầu.</p><p>Lời dẫn.</p><p>Chữ <strong>đậm</strong> một.</p>"
        "<figure><figcaption>Máy cấy</figcaption></figure><p>Hết.</p><p>Cuối.</p>"
    )
    desk.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")
    assert text(desk).strip() == "<p>Đầu. Cuối.</p>"
