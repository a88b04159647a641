"""One story's whole way, as people go it: imported, submitted, approved, published, read, counted."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.counting.fold import fold_all
from articles.models import Article, PublishedArticle, Section, ViewTotal
from tests import factories as make
from tests.browser.conftest import open_form, signed_in
from tests.desk.conftest import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = Path(__file__).parent.parent / "importing" / "pages"
TITLE = "Huyện Vũ Thư: Đẩy nhanh tiến độ làm đường liên xã"
# A browser that says it is driven by a program is not counted as a reader.
READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


def press(page: Page, verb: str) -> None:
    """Press the verb's button and wait for the page that answers."""
    with page.expect_navigation():
        page.click(f"form[data-verb={verb}] button[type=submit]")


def acknowledge(page: Page) -> None:
    """Tick all that the checklist asks the person to have seen."""
    for box in page.locator("input[name=acknowledged]").all():
        box.check()


@pytest.fixture
def story(live_server: LiveServer) -> Article:
    """The imported draft, with a related story in the house already, and the people it will pass."""
    author = make.AuthorFactory(name="Thu Nguyệt", user=make.reporter(username="phong-vien"))
    make.editor(username="bien-tap")
    make.TagFactory(name="giao thông")
    section = Section.objects.create(name="Kinh tế", slug="kinh-te")
    make.published(title="Xã Minh Quang khánh thành nhà văn hóa thôn", section=section)
    call_command("import_articles", str(PAGES / "tv-full.txt"))
    return Article.objects.titled(TITLE).get(bylines__author=author)


def test_a_story_goes_from_a_text_file_to_its_readers(
    browser: Browser, live_server: LiveServer, story: Article, pictures_folder: Path
) -> None:
    # The reporter finds the imported draft on the desk, chooses its section, and submits it.
    reporter = signed_in(browser, live_server, "phong-vien")
    with reporter.expect_navigation():
        reporter.click(f"text={TITLE}")
    reporter.select_option("#id_section", label="Kinh tế")
    reporter.wait_for_selector(".cke_contents iframe")
    reporter.fill("#id_tags", "giao thông")
    photo = {"name": "duong.jpg", "mimeType": "image/jpeg", "buffer": picture(800, 600)}
    reporter.set_input_files("#id_lead_photo_file", photo)
    reporter.fill("#id_lead_photo_caption", "Đoạn qua xã Hồng Phong.")
    reporter.fill("#id_lead_photo_credit", "Thu Nguyệt")
    acknowledge(reporter)
    reporter.screenshot(path=pictures_folder / "change-page.png", full_page=True)
    with reporter.expect_navigation():
        reporter.click("button[name=_submit]")
    story.refresh_from_db()
    assert (story.status, story.section.slug) == (Article.Status.SUBMITTED, "kinh-te")
    # Saving through the editor lost none of the imported captions.
    assert "Công nhân rải cấp phối đoạn qua xã Hồng Phong" in story.body

    # The editor takes it up, approves and publishes it.
    editor = signed_in(browser, live_server, "bien-tap")
    editor.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    press(editor, "claim")
    press(editor, "approve")
    press(editor, "publish")
    version = PublishedArticle.objects.live().get(article=story)
    assert version.title == TITLE

    # A reader reads it, once from a desk and once more from the same browser on a phone's screen.
    context = browser.new_context(viewport={"width": 1440, "height": 900}, user_agent=READER, locale="vi-VN")
    reader = context.new_page()
    with reader.expect_response(f"**/luot-xem/{story.pk}/") as counted:
        reader.goto(f"{live_server.url}{version.get_absolute_url()}")
    assert counted.value.status == 204
    _shows_every_element(reader)
    expect(reader.locator("body")).to_contain_text("1,208 lượt xem")
    reader.screenshot(path=pictures_folder / "article-desktop.png", full_page=True)
    fold_all()  # where the site is served, each second
    reader.set_viewport_size({"width": 390, "height": 844})
    with reader.expect_response(f"**/luot-xem/{story.pk}/"):
        reader.reload()
    expect(reader.locator("body")).to_contain_text("1,209 lượt xem")
    assert reader.evaluate("document.documentElement.scrollWidth") == 390
    reader.screenshot(path=pictures_folder / "article-phone.png", full_page=True)

    # One reader within half an hour is one view, and a page for readers leaves no cookie in their browser.
    fold_all()
    total = ViewTotal.objects.get(article=story)
    assert (total.counted, total.imported) == (1, 1208)
    assert context.cookies() == []


def _shows_every_element(reader: Page) -> None:
    """What the page of a newspaper carries; an imported story keeps the date of its first publication."""
    body = reader.locator("body")
    for words in (
        TITLE,
        "Kinh tế",
        "Thứ 5, 14/01/2021 | 00:00:00",
        "Sáng 14/1, đoàn công tác của huyện Vũ Thư",
        "Hai cây cầu nhỏ trên tuyến đang được đổ dầm",
        "Thu Nguyệt",
        "Tin liên quan",
        "Xã Minh Quang khánh thành nhà văn hóa thôn",
        "Đọc nhiều",
    ):
        expect(body).to_contain_text(words)
    # Captions whose pictures are still awaited stay at the desk.
    expect(body).not_to_contain_text("Công nhân rải cấp phối đoạn qua xã Hồng Phong")


def test_readers_of_a_live_story_see_its_update_once_it_is_published_and_not_before(
    browser: Browser, live_server: LiveServer
) -> None:
    make.editor(username="nguoi-sua")
    make.editor(username="nguoi-duyet")
    story = make.published(title="Cầu mới thông xe", body="<p>Xe đi một làn.</p>")
    first = PublishedArticle.objects.live().get(article=story)
    address = f"{live_server.url}{first.get_absolute_url()}"
    reader = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN").new_page()

    def reads(title: str, text: str) -> None:
        reader.goto(address)
        assert reader.url == address
        expect(reader.locator("h1")).to_have_text(title)
        expect(reader.locator(".article__body")).to_have_text(text)

    old, new = ("Cầu mới thông xe", "Xe đi một làn."), ("Cầu mới thông xe cả hai chiều", "Xe đi hai làn.")
    reads(*old)
    date = reader.locator(".article__date").get_attribute("datetime")

    # One editor changes it and submits the change, another approves it: readers go on with the old text.
    mends = signed_in(browser, live_server, "nguoi-sua")
    open_form(mends, live_server, story)
    mends.fill("#id_title", new[0])
    mends.evaluate("text => CKEDITOR.instances.id_body.setData(`<p>${text}</p>`)", new[1])
    for button in ("_continue", "_submit"):
        acknowledge(mends)
        with mends.expect_navigation():
            mends.click(f"#submit-row button[name={button}]")
        reads(*old)
    approves = signed_in(browser, live_server, "nguoi-duyet")
    approves.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    approves.click("details:has(form[data-verb=approve]) > summary")
    press(approves, "approve")
    story.refresh_from_db()
    assert (story.status, story.version) == (Article.Status.APPROVED, story.approved_version)
    reads(*old)

    approves.click("details:has(form[data-verb=publish]) > summary")
    press(approves, "publish")
    reads(*new)
    assert reader.locator(".article__date").get_attribute("datetime") == date
    assert PublishedArticle.objects.live().get(article=story).first_published_at == first.first_published_at
