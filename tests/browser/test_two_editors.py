"""Two editors press "claim" at the same instant in two browsers: one has the story, the other is told who."""

import time

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles import workflow
from articles.models import Article, LogEntry
from tests import factories
from tests.browser.conftest import open_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATIENCE = 20  # seconds; only a test that fails anyway waits so long
CLAIM = "form[data-verb=claim] button"


def page_of(user: User, browser: Browser, site: LiveServer, story: Article) -> Page:
    """The story's form, open in a browser of that person."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site.url}])
    page = context.new_page()
    open_form(page, site, story)
    return page


def press_at_once(story: Article, *pages: Page) -> None:
    """Press "claim" on every page while the story's row is held, and let it go when all of them wait for it."""
    with transaction.atomic():
        # Not a lock that would also stop what only points at the story, such as who has it open.
        Article.objects.select_for_update(no_key=True).get(pk=story.pk)
        for page in pages:
            page.evaluate("(button) => { setTimeout(() => document.querySelector(button).click()); }", CLAIM)
        until = time.monotonic() + PATIENCE
        while _waiting() < len(pages):
            assert time.monotonic() < until, "not every claim came as far as the story's row"
            time.sleep(0.05)


def _waiting() -> int:
    with connection.cursor() as cursor:
        # pg_stat_activity would be the same all through a transaction.
        cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def test_of_two_editors_who_claim_at_once_one_has_the_story_and_the_other_goes_on(
    browser: Browser, live_server: LiveServer
) -> None:
    story = factories.submitted(title="Chợ phiên họp lại")
    people = [
        factories.editor(last_name="Phạm", first_name="Văn Huy"),
        factories.editor(last_name="Đỗ", first_name="Thị Gấm"),
    ]
    pages = {user: page_of(user, browser, live_server, story) for user in people}
    press_at_once(story, *pages.values())
    for page in pages.values():
        expect(page.locator(CLAIM)).to_have_count(0)

    winner = Article.objects.get(pk=story.pk).claimed_by
    [loser] = [user for user in people if user != winner]
    assert winner in people
    assert LogEntry.objects.filter(article=story.pk, verb="claim").count() == 1
    expect(pages[winner].locator("form[data-verb=release]")).to_have_count(1)
    expect(pages[winner].locator("#id_title")).to_have_value("Chợ phiên họp lại")

    page = pages[loser]
    expect(page.get_by_role("alert")).to_contain_text(winner.display_name)
    expect(page.get_by_role("alert")).not_to_contain_text(loser.display_name)
    # One press leads back to the story, which says who has it; once it is free again, it can be claimed from there.
    with page.expect_navigation():
        page.click(".desk-conflict--page a")
    expect(page.locator(".desk-panel__status")).to_contain_text(winner.display_name)
    expect(page.locator(CLAIM)).to_have_count(0)
    workflow.release(Article.objects.get(pk=story.pk), by=winner)
    page.reload()
    with page.expect_navigation():
        page.click(CLAIM)
    expect(page.locator("form[data-verb=release]")).to_have_count(1)
    assert Article.objects.get(pk=story.pk).claimed_by == loser
