"""The checklist in a real browser: it follows the writing, leads to the fields, keeps ticks, and lets the story go."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article, Verb
from tests import factories
from tests.browser.conftest import READY, open_form

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG_TITLE = "Nông dân các xã ven sông xuống đồng gieo vụ mới ngay sau những ngày mưa"
SOON = 15000  # milliseconds: an autosave waits until typing has stopped


def test_a_writer_mends_confirms_and_submits(desk: Page, live_server: LiveServer) -> None:
    writer = User.objects.get(username="mai")
    story = factories.draft(writer, title=LONG_TITLE, tags=())
    open_form(desk, live_server, story)
    count, checklist = desk.locator(".desk-checklist-count"), desk.locator("#desk-checklist")
    expect(count).to_have_attribute("data-tone", "hard")

    # The line of what is missing leads to its field; once that is filled in, it goes by itself.
    checklist.locator("a[data-field=tags]").click()
    assert desk.evaluate("document.activeElement.id") == "id_tags"
    desk.keyboard.type("vụ mùa, ")
    expect(checklist.locator("a[data-field=tags]")).to_have_count(0, timeout=SOON)
    expect(count).to_have_attribute("data-tone", "soft")

    # A tick is of one text: it stays while something else is typed, and goes with the text it was of.
    checklist.locator("input[name=acknowledged]").check()
    expect(count).to_have_attribute("data-tone", "good")
    desk.fill("#id_lead", "Ngắn quá.")
    expect(checklist.locator("input[name=acknowledged]")).to_have_count(2, timeout=SOON)
    expect(checklist.locator("input:checked")).to_have_count(1)
    desk.fill("#id_lead", factories.LEAD)
    desk.locator("#id_title").press("Control+End")
    desk.keyboard.type(" to")
    expect(checklist.locator("input[name=acknowledged]")).to_have_count(1, timeout=SOON)
    expect(checklist.locator("input:checked")).to_have_count(0, timeout=SOON)

    # Unconfirmed, it is saved and held back; the page that comes leads to what it is held back for.
    with desk.expect_navigation():
        desk.click("button[name=_submit]")
    stored = Article.objects.get(pk=story.pk)
    assert (stored.title, stored.status) == (f"{LONG_TITLE} to", "draft")
    assert desk.evaluate("document.activeElement.id") == "desk-checklist"
    checklist.locator("input[name=acknowledged]").check()
    with desk.expect_navigation():
        desk.click("button[name=_submit]")
    entry = stored.log.filter(verb=Verb.SUBMIT).get()
    assert entry.details["acknowledged"] == [{"rule": "title_words", "figures": {"words": 17, "most": 12}}]


def test_a_new_story_has_its_checklist_once_it_is_a_draft(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.url}/admin/articles/article/add/")
    desk.wait_for_function(READY)
    count = desk.locator(".desk-checklist-count")
    expect(count).to_be_hidden()
    desk.fill("#id_title", "Đầu đề của một bài mới")
    expect(desk.locator("#desk-checklist a[data-field=lead]")).to_have_count(1, timeout=SOON)
    expect(count).to_have_attribute("data-tone", "hard")
    expect(count).to_be_visible()
