"""The text editor's own tools in a real browser: find and replace, signs, tidying, videos, counts, a very long text."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles import body
from articles.models import Article
from tests import factories
from tests.browser.conftest import READY, frame_of, open_form

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


Opens = Callable[[str], Article]


@pytest.fixture
def opens(desk: Page, live_server: LiveServer, reporter: User) -> Opens:
    """Opens the form of a new draft with that text, the cursor at its beginning."""

    def opened(html: str) -> Article:
        story = factories.draft(reporter, body=html)
        open_form(desk, live_server, story)
        frame_of(desk).click("p")
        desk.keyboard.press("Control+Home")
        return story

    return opened


def text_of(desk: Page) -> str:
    """What would be stored of what the editor holds."""
    return body.clean(desk.evaluate("CKEDITOR.instances.id_body.getData()"))


def of(place: int, number: int) -> re.Pattern[str]:
    """Which match of how many, in any language."""
    return re.compile(rf"^{place}\D+{number}$")


def save(desk: Page) -> None:
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    desk.wait_for_function(READY)


def test_words_are_found_across_bold_and_replaced_in_one_step(desk: Page, opens: Opens) -> None:
    html = "<p>Hà Nội, hà <strong>n</strong>ội, Ha Noi.</p>\n<p>Ở hà\u00a0nội và nhà nội.</p>"
    opens(html)
    desk.keyboard.press("Control+f")
    count = desk.locator(".desk-find [data-count]")
    desk.keyboard.type("hà nội")
    expect(count).to_have_text(of(1, 4))
    desk.locator(".desk-find [data-whole]").check()
    expect(count).to_have_text(of(1, 3))
    desk.locator("[data-accents]").uncheck()
    expect(count).to_have_text(of(1, 4))
    desk.locator("[data-case]").check()
    expect(count).to_have_text(of(1, 2))
    desk.locator("[data-case]").uncheck()
    desk.locator("[data-accents]").check()
    # It has stayed where it was: at the first of those in small letters.
    expect(count).to_have_text(of(2, 3))
    desk.click(".desk-find [data-previous]")
    expect(count).to_have_text(of(1, 3))
    desk.locator("[data-with]").fill("Thủ đô")
    desk.focus("[data-with]")
    desk.keyboard.press("Enter")
    expect(count).to_have_text(of(1, 2))
    assert text_of(desk).startswith("<p>Thủ đô, hà <strong>n</strong>ội,")
    desk.click("[data-all]")
    expect(count).to_have_text(re.compile(r"\b2$"))
    assert text_of(desk) == "<p>Thủ đô, Thủ đô, Ha Noi.</p>\n<p>Ở Thủ đô và nhà nội.</p>"
    desk.keyboard.press("Escape")
    desk.keyboard.press("Control+z")
    assert text_of(desk).startswith("<p>Thủ đô, hà <strong>n</strong>ội,")
    desk.keyboard.press("Control+z")
    assert text_of(desk) == html


def test_a_name_is_replaced_in_title_and_lead_too_unless_told_otherwise(desk: Page, opens: Opens) -> None:
    opens("<p>Ông Nguyễn Văn Anh nói.</p>")
    desk.fill("#id_title", "Nguyễn Văn Anh và nguyễn văn anh")
    desk.fill("#id_lead", "Theo ông Nguyễn Văn Anh.")
    frame_of(desk).click("p")
    desk.keyboard.press("Control+h")
    desk.fill(".desk-find [data-what]", "nguyễn văn anh")
    count = desk.locator(".desk-find [data-count]")
    expect(count).to_have_text(re.compile(r"\D4$"))
    desk.fill("[data-with]", "Nguyễn Vân Anh")
    desk.locator("[data-fields]").uncheck()
    expect(count).to_have_text(of(1, 1))
    desk.locator("[data-fields]").check()
    expect(count).to_have_text(re.compile(r"\D4$"))
    desk.click("[data-all]")
    expect(desk.locator("#id_title")).to_have_value("Nguyễn Vân Anh và Nguyễn Vân Anh")
    expect(desk.locator("#id_lead")).to_have_value("Theo ông Nguyễn Vân Anh.")
    assert text_of(desk) == "<p>Ông Nguyễn Vân Anh nói.</p>"
    # The browser undoes what came last first, whichever field has the focus.
    desk.focus("#id_title")
    desk.keyboard.press("Control+z")
    expect(desk.locator("#id_lead")).to_have_value("Theo ông Nguyễn Văn Anh.")
    desk.keyboard.press("Control+z")
    expect(desk.locator("#id_title")).to_have_value("Nguyễn Văn Anh và nguyễn văn anh")


def test_find_leaves_the_browsers_own_alone_outside_the_text(desk: Page, opens: Opens) -> None:
    opens("<p>Chữ.</p>")
    desk.focus("#id_title")
    desk.keyboard.press("Control+f")
    expect(desk.locator(".desk-find")).to_have_count(0)


def test_words_typed_to_be_found_are_no_change_of_the_story(desk: Page, opens: Opens) -> None:
    opens("<p>Chữ.</p>")
    desk.keyboard.press("Control+f")
    desk.keyboard.type("chữ")
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-find [data-count]")).to_have_text(of(1, 1))
    assert "changed" not in desk.evaluate("({ ...document.getElementById('article_form').dataset })")


def test_signs_are_written_by_keys_and_picked_in_text_and_title(desk: Page, opens: Opens) -> None:
    story = opens("<p></p><p>x</p>")
    for key in ("Alt+BracketLeft", "Alt+Shift+BracketLeft", "Alt+Minus", "Alt+Shift+Minus", "Alt+Semicolon"):
        desk.keyboard.press(key)
    desk.keyboard.press("Alt+i")
    desk.click("#desk-signs button[value='½']")
    desk.keyboard.type(" 5")
    desk.keyboard.press("Control+Shift+Space")
    desk.keyboard.type("km ")
    desk.fill("#id_title", "Giá ")
    desk.keyboard.press("Alt+i")
    desk.click("#desk-signs button[value='€']")
    desk.keyboard.type("!")
    expect(desk.locator("#id_title")).to_have_value("Giá €!")
    desk.keyboard.press("Alt+i")
    # Used lately come first.
    expect(desk.locator("#desk-signs [data-recent] button")).to_have_text(["€", "½"])
    desk.keyboard.press("Escape")
    save(desk)
    story.refresh_from_db()
    assert story.body == "<p>“”–—…½ 5\u00a0km x</p>"
    assert story.title == "Giá €!"


def test_typing_makes_no_no_break_spaces(desk: Page, opens: Opens) -> None:
    story = opens("<p>x</p>")
    desk.keyboard.type("một  hai   ba ")
    save(desk)
    story.refresh_from_db()
    assert story.body == "<p>một hai ba x</p>"


def test_marks_are_counted_before_they_are_tidied_and_undone_in_one_step(desk: Page, opens: Opens) -> None:
    html = '<p>Ông nói: "Lúa <strong>"đẹp"</strong> lắm" - rồi thôi, 21" và 2 - 1.</p>\n<p>"Mở không đóng</p>'
    opens(html)
    desk.click(".cke_button__tidy")
    expect(desk.locator("[data-kind=quotes] label")).to_contain_text("4")
    expect(desk.locator("[data-kind=dashes] label")).to_contain_text("1")
    assert text_of(desk) == html
    desk.click("#desk-tidy [type=submit]")
    tidied = '<p>Ông nói: “Lúa <strong>“đẹp”</strong> lắm” – rồi thôi, 21" và 2 - 1.</p>\n<p>"Mở không đóng</p>'
    assert text_of(desk) == tidied
    desk.keyboard.press("Control+z")
    assert text_of(desk) == html


def test_whoever_calls_a_dialog_off_goes_on_writing_where_they_were(desk: Page, opens: Opens) -> None:
    opens("<p>x</p>")
    desk.keyboard.press("Alt+F10")
    for tool in ("image", "table", "signs"):
        desk.locator(f".cke_button__{tool}").focus()
        desk.keyboard.press("Enter")
        expect(desk.locator("dialog[open]")).to_have_count(1)
        desk.keyboard.press("Escape")
        expect(desk.locator("dialog[open]")).to_have_count(0)
        desk.wait_for_function("CKEDITOR.instances.id_body.focusManager.hasFocus")
        desk.keyboard.type("a")
    assert text_of(desk) == "<p>aaax</p>"


def test_a_video_is_refused_or_stands_in_the_text_and_can_be_deleted(desk: Page, opens: Opens) -> None:
    story = opens("<p>Trước.</p>")
    desk.keyboard.press("End")
    desk.click(".cke_button__video")
    desk.keyboard.type("https://video.example/1")
    desk.keyboard.press("Enter")
    expect(desk.locator("#desk-video-problem")).to_contain_text("YouTube")
    desk.fill("#desk-video-address", "youtu.be/dQw4w9-_XcQ")
    desk.keyboard.press("Enter")
    expect(desk.locator("#desk-video")).to_be_hidden()
    desk.keyboard.type("Sau.")
    save(desk)
    story.refresh_from_db()
    stored = "<p>Trước.</p>\n<oembed>https://www.youtube.com/watch?v=dQw4w9-_XcQ</oembed>\n<p>Sau.</p>"
    assert story.body == stored
    # Loaded again: a box with host and title, which a key deletes.
    box = frame_of(desk).locator(".desk-video")
    expect(box).to_contain_text("Video YouTube")
    expect(box).to_contain_text("youtube.com")
    box.click()
    desk.keyboard.press("Delete")
    assert text_of(desk) == "<p>Trước.</p>\n<p>Sau.</p>"


def test_words_are_counted_as_the_server_counts_them(desk: Page, opens: Opens) -> None:
    html = (
        "<p>Một <strong>hai</strong>ba – 4,5\u00a0km.</p>\n<ul><li>năm</li><li>sáu<br>bảy</li></ul>\n"
        "<figure><figcaption>không đếm</figcaption></figure>\n<oembed>https://vimeo.com/76979871</oembed>"
    )
    opens(html)
    count = desk.locator("#id_body-count")
    expect(count).to_have_text(re.compile(rf"\b{body.word_count(html)}\b"))
    desk.keyboard.type("thêm ")
    expect(count).to_have_text(re.compile(rf"\b{body.word_count(html) + 1}\b"))
    # A photo story may be short.
    short = re.compile("100")
    expect(count).to_have_text(short)
    desk.select_option("#id_kind", "photo")
    expect(count).not_to_have_text(short)
    desk.fill("#id_title", "một hai ba " * 5)
    expect(desk.locator("#id_title-count")).to_have_class("desk-count desk-count--beyond")


def test_what_is_typed_last_is_saved_with_a_very_long_text(desk: Page, opens: Opens) -> None:
    paragraph = "<p>" + "Nước lên nhanh, ba xã bị ngập. " * 20
    story = opens("\n".join(f"{paragraph}{number}</p>" for number in range(320)))
    assert len(story.body) > 200_000
    # The field waits for a pause; whoever saves before it comes takes everything along.
    desk.evaluate("window.written = 0; CKEDITOR.instances.id_body.on('getData', () => window.written++)")
    desk.keyboard.type("chữ cuối ")
    assert desk.evaluate("window.written") < len("chữ cuối ")
    save(desk)
    story.refresh_from_db()
    assert story.body.startswith("<p>chữ cuối Nước lên")


def test_full_screen_keeps_the_keys_and_what_is_said_of_the_saving(desk: Page, opens: Opens) -> None:
    opens("<p>Chữ.</p>")
    desk.set_viewport_size({"width": 390, "height": 700})
    desk.locator(".cke_button__fullscreen").click()
    frame_of(desk).click("p")
    desk.keyboard.press("Control+Home")
    desk.keyboard.type("Thêm ")
    saved = desk.locator("#desk-saved[data-state=saved]")
    expect(saved).to_be_visible()
    assert saved.evaluate("(line) => line.getBoundingClientRect().bottom <= window.innerHeight")
    frame = desk.locator("iframe.cke_wysiwyg_frame").bounding_box()
    assert frame and frame["y"] + frame["height"] <= desk.locator("#submit-row").bounding_box()["y"] + 1
    save(desk)
    assert Article.objects.get().body == "<p>Thêm Chữ.</p>"
