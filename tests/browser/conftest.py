"""A real Chromium against a running site. Playwright's own browsers are not used: the machine's is."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
# Chromium refuses its sandbox to root, and looks up its maker's hosts at every start unless told not to.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


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
