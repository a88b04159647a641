"""Two tabs on one story: the second to save loses nothing, and overwrites nobody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article
from tests import factories
from tests.browser.conftest import READY, open_form, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST, SECOND = "Nước sông dâng cao từ đêm qua.", "Trời còn mưa đến thứ bảy."
OpenTab = Callable[[], Page]


@pytest.fixture
def story(reporter: User) -> Article:
    return factories.draft(reporter, title="Lũ về", body=f"<p>{FIRST}</p><p>{SECOND}</p>")


@pytest.fixture
def open_tab(browser: Browser, live_server: LiveServer, reporter: User, story: Article) -> OpenTab:
    """The story's form in one more tab of the reporter's browser."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    page = context.new_page()
    sign_in(page, live_server, reporter.username)

    def opened() -> Page:
        tab = context.new_page()
        tab.on("dialog", lambda dialog: dialog.accept())
        open_form(tab, live_server, story)
        return tab

    return opened


def type_in(tab: Page, old: str, new: str) -> None:
    """Change some words of the text, as a person does: the editor tells the form."""
    tab.evaluate(
        "([old, now]) => { const editor = CKEDITOR.instances.id_body;"
        " editor.setData(editor.getData().replace(old, now)); editor.fire('change'); }",
        [old, new],
    )


def press(tab: Page, button: str) -> None:
    with tab.expect_navigation():
        tab.click(f"#submit-row button[name={button}]")


def test_changes_to_different_paragraphs_become_one_text_in_one_click(open_tab: OpenTab, story: Article) -> None:
    one, other = open_tab(), open_tab()
    type_in(one, "dâng cao", "dâng rất cao")
    press(one, "_continue")
    type_in(other, "thứ bảy", "chủ nhật")
    other.fill("#id_title", "Lũ về trong đêm")
    press(other, "_continue")
    expect(other.locator(".desk-conflict")).to_be_visible()
    expect(other.locator("#id_title")).to_have_value("Lũ về trong đêm")
    press(other, "_merge")
    expect(other.locator(".desk-conflict")).to_have_count(0)
    story.refresh_from_db()
    assert (story.version, story.title) == (3, "Lũ về trong đêm")
    assert story.body == "<p>Nước sông dâng rất cao từ đêm qua.</p>\n<p>Trời còn mưa đến chủ nhật.</p>"


def test_one_paragraph_changed_in_both_tabs_is_chosen_and_nothing_typed_goes_meanwhile(
    open_tab: OpenTab, story: Article
) -> None:
    one, other = open_tab(), open_tab()
    type_in(one, "dâng cao", "dâng rất cao")
    press(one, "_continue")
    type_in(other, "dâng cao", "đã rút")
    press(other, "_continue")
    press(other, "_merge")
    expect(other.locator(".desk-collision--unanswered")).to_have_count(1)
    other.check("input[name=merge-body-0][value=both]")
    # What is typed on the page of the conflict takes part, too.
    other.fill("#id_lead", "Sa pô gõ thêm.")
    press(other, "_merge")
    story.refresh_from_db()
    assert (story.version, story.lead) == (3, "Sa pô gõ thêm.")
    assert story.body.split("\n")[:2] == [
        "<p>Nước sông đã rút từ đêm qua.</p>",
        "<p>Nước sông dâng rất cao từ đêm qua.</p>",
    ]


def test_the_other_text_is_taken_only_when_asked_twice(open_tab: OpenTab, story: Article) -> None:
    one, other = open_tab(), open_tab()
    type_in(one, "dâng cao", "dâng rất cao")
    press(one, "_continue")
    type_in(other, "dâng cao", "đã rút")
    press(other, "_continue")
    discard = other.locator(".desk-discard .desk-button--danger")
    expect(discard).not_to_be_visible()
    other.click(".desk-discard summary")
    with other.expect_navigation():
        discard.click()
    expect(other.locator(".desk-conflict")).to_have_count(0)
    other.wait_for_function(READY)
    assert "dâng rất cao" in other.evaluate("CKEDITOR.instances.id_body.getData()")
    assert Article.objects.get(pk=story.pk).version == 2
    # What was thrown away on purpose is not offered again.
    expect(other.locator(".desk-unsaved:visible")).to_have_count(0)
    assert not story.editing_sessions.filter(typed__isnull=False).exists()
