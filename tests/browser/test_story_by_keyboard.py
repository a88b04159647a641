"""A whole story written without a mouse: every part of it, by keys alone, and what is stored in the end."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.content import Content
from articles.models import Article, Photo, Verb
from tests import factories
from tests.browser.conftest import READY

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reporter(reporter: User) -> User:
    factories.AuthorFactory(name="Trần Mai", user=reporter)
    return reporter


@pytest.fixture
def desk(desk: Page, live_server: LiveServer) -> Page:
    """The page of a new story."""
    factories.SectionFactory(name="Môi trường")
    factories.TagFactory(name="bão số 3")
    # From the beginning: a listener that comes with the key press may come too late for it.
    desk.on("filechooser", lambda _chooser: None)
    desk.goto(f"{live_server.url}/admin/articles/article/add/")
    desk.wait_for_function(READY)
    return desk


def press_until(desk: Page, key: str, selector: str, most: int = 60) -> None:
    """Press `key` until what has the focus is `selector`: how somebody without a mouse gets there."""
    for _ in range(most):
        if desk.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        desk.keyboard.press(key)
    raise AssertionError(f"{key} never leads to {selector}")


def tool(desk: Page, name: str) -> None:
    desk.keyboard.press("Alt+F10")
    press_until(desk, "ArrowRight", f".cke_button__{name}")
    desk.keyboard.press("Enter")


def in_dialog(desk: Page, name: str) -> None:
    expect(desk.locator(f"#desk-{name}")).to_be_visible()


def out_of_dialog(desk: Page, name: str) -> None:
    expect(desk.locator(f"#desk-{name}")).to_be_hidden()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(out, "JPEG")
    file = tmp_path / "mua-ngap.jpg"
    file.write_bytes(out.getvalue())
    return file


def write_text(desk: Page) -> None:
    """A paragraph with a link, a subhead, a list."""
    keys = desk.keyboard
    keys.type("Sáng 12/3, nước sông lên nhanh, theo Đài khí tượng")
    for _ in range(3):
        keys.press("Control+Shift+ArrowLeft")
    keys.press("Control+k")
    in_dialog(desk, "link")
    keys.type("khituong.example/tin")
    keys.press("Enter")
    out_of_dialog(desk, "link")
    keys.press("End")
    keys.type(".")
    keys.press("Enter")
    keys.press("Control+Alt+2")
    keys.type("Ba xã bị ngập")
    keys.press("Enter")
    keys.press("Control+Shift+8")
    keys.type("Xã An Hòa: 5")
    keys.press("Control+Shift+Space")
    keys.type("km đường")
    keys.press("Enter")
    keys.type("Xã Bình Minh")
    keys.press("Enter")
    keys.press("Enter")


def write_table(desk: Page) -> None:
    keys = desk.keyboard
    tool(desk, "table")
    in_dialog(desk, "table")
    keys.type("2")
    keys.press("Tab")
    keys.type("2")
    keys.press("Enter")
    out_of_dialog(desk, "table")
    for cell in ("Xã", "Số hộ", "An Hòa"):
        keys.type(cell)
        keys.press("Tab")
    keys.type("120")
    keys.press("ArrowDown")


def write_figure(desk: Page, picture: Path) -> None:
    keys = desk.keyboard
    tool(desk, "image")
    in_dialog(desk, "figure")
    press_until(desk, "Tab", "#desk-figure-file")
    with desk.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(picture)
    press_until(desk, "Tab", "#desk-figure-caption")
    keys.type("Đường làng ngập sâu.")
    keys.press("Tab")
    keys.type("Trần Mai")
    keys.press("Tab")
    keys.type("Xe máy chết máy giữa đường ngập")
    keys.press("Enter")
    out_of_dialog(desk, "figure")


def write_video(desk: Page) -> None:
    keys = desk.keyboard
    tool(desk, "video")
    in_dialog(desk, "video")
    keys.type("https://youtu.be/dQw4w9-_XcQ?t=3")
    keys.press("Enter")
    out_of_dialog(desk, "video")
    keys.type("Người dân chờ nước rút.")


def choose_beside(desk: Page) -> None:
    """Section, a tag by completion, and the picture of the text at the head of the story, too."""
    keys = desk.keyboard
    press_until(desk, "Tab", "#id_section")
    keys.type("Môi")
    press_until(desk, "Tab", "#id_tags")
    keys.type("bao")
    expect(desk.locator("#id_tags-completions .desk-tags__name")).to_have_text(["bão số 3"])
    keys.press("ArrowDown")
    keys.press("Enter")
    press_until(desk, "Tab", "[aria-labelledby*=id_lead_photo]")
    keys.press("Enter")
    keys.type("duong lang")
    expect(desk.locator(".select2-results__option .desk-choice")).to_have_count(1)
    keys.press("Enter")


def submit(desk: Page) -> None:
    """A short text is held back until somebody says that it is meant to be."""
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**#desk-checklist")
    desk.wait_for_function(READY)
    press_until(desk, "Tab", "input[name=acknowledged]")
    desk.keyboard.press("Space")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url("**/change/")


def test_a_whole_story_is_written_by_keys_alone(desk: Page, reporter: User, picture: Path) -> None:
    keys = desk.keyboard
    press_until(desk, "Tab", "#id_title")
    keys.type("Nước lên nhanh, ba xã bị ngập")
    keys.press("Tab")
    keys.type("Mưa lớn suốt đêm làm nước sông dâng cao, nhiều tuyến đường của ba xã ven sông bị chia cắt từ sáng 12/3.")
    keys.press("Tab")
    write_text(desk)
    write_table(desk)
    write_figure(desk, picture)
    write_video(desk)
    choose_beside(desk)
    submit(desk)
    stored = Article.objects.get()
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit) == ("Đường làng ngập sâu.", "Trần Mai")
    assert stored.title == "Nước lên nhanh, ba xã bị ngập"
    assert stored.lead.startswith("Mưa lớn suốt đêm")
    assert (stored.section.name, stored.lead_photo) == ("Môi trường", photo)
    assert Content.of(stored).snapshot()["tags"] == ["bão số 3"]
    assert [line["name"] for line in Content.of(stored).snapshot()["bylines"]] == ["Trần Mai"]
    assert stored.status == Article.Status.SUBMITTED
    told = stored.log.filter(verb=Verb.SUBMIT).get().details["acknowledged"]
    assert [finding["rule"] for finding in told] == ["body_short"]
    assert stored.body.splitlines() == [
        '<p>Sáng 12/3, nước sông lên nhanh, theo <a href="https://khituong.example/tin" rel="noopener noreferrer">'
        "Đài khí tượng</a>.</p>",
        "<h2>Ba xã bị ngập</h2>",
        "<ul><li>Xã An Hòa: 5\u00a0km đường</li><li>Xã Bình Minh</li></ul>",
        '<table><thead><tr><th scope="col">Xã</th><th scope="col">Số hộ</th></tr></thead>'
        "<tbody><tr><td>An Hòa</td><td>120</td></tr></tbody></table>",
        f'<figure class="image"><img alt="Xe máy chết máy giữa đường ngập" src="/media/{photo.file}">'
        "<figcaption>Đường làng ngập sâu. Ảnh: Trần Mai</figcaption></figure>",
        "<oembed>https://www.youtube.com/watch?v=dQw4w9-_XcQ</oembed>",
        "<p>Người dân chờ nước rút.</p>",
    ]
