"""A real Chromium against a running site. Playwright's own browsers are not used: the machine's is."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, Frame, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article
from tests import factories
from tests.browser.chromium import ARGUMENTS, CHROMIUM

# What a page with the text editor says once one may write in it.
READY = "window.CKEDITOR?.instances.id_body?.status === 'ready'"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    # The live server serves what has been collected.
    call_command("collectstatic", verbosity=0, interactive=False)
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def _windows_closed(browser: Browser, live_server: LiveServer) -> Iterator[None]:
    """Before the tables are emptied: a page of the desk speaks to the server as long as it is open."""
    before = _connections()  # what an earlier test has left is nobody's word on its way
    yield
    for context in browser.contexts:
        context.set_offline(True)
        context.close()
    # What was on its way is answered first, the word of a page that it is being closed among it; a request keeps its
    # connection until then.
    until, quiet = time.monotonic() + 10, 0
    while quiet < 4 and time.monotonic() < until:
        quiet = 0 if _connections() - before else quiet + 1
        time.sleep(0.1)


def _connections() -> set[int]:
    """The processes that serve connections to this database but our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in cursor.fetchall()}


@pytest.fixture
def pictures_folder(tmp_path: Path) -> Path:
    """Where screenshots go: SCREENSHOTS=folder keeps them for a look."""
    folder = Path(os.environ.get("SCREENSHOTS", "") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of somebody who has never been here."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture
def reporter() -> User:
    return factories.reporter(username="mai", last_name="Trần", first_name="Mai")


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, reporter: User) -> Page:
    """The reporter's browser, signed in."""
    return signed_in(browser, live_server, reporter.username)


def signed_in(browser: Browser, live_server: LiveServer, username: str) -> Page:
    """A browser of its own for somebody of tests.factories, signed in at the desk."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN").new_page()
    sign_in(page, live_server, username)
    return page


def sign_in(page: Page, live_server: LiveServer, username: str) -> None:
    """Open the desk and sign in there as somebody of tests.factories."""
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", username)
    page.fill("#id_password", factories.PASSWORD)
    with page.expect_navigation():
        page.click("#login-form button[type=submit]")


def open_form(page: Page, live_server: LiveServer, story: Article) -> None:
    """Open the story's form and wait until one may write."""
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.wait_for_function(READY)


def frame_of(page: Page) -> Frame:
    """The text editor's frame, in which the story's text stands."""
    return next(frame for frame in page.frames if frame.parent_frame)
