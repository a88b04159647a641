"""The fold of similar stories above a story, as an editor meets it."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests import factories
from tests.browser.conftest import open_form, signed_in
from tests.duplicates.labelled import events

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARCHIVE, FILED = events()
BASE = ARCHIVE["tram-bom"]
AGAIN = next(each.content for each in FILED if (each.event, each.kind) == ("tram-bom", "copy"))


def words(content: object) -> dict[str, object]:
    return {name: getattr(content, name) for name in ("title", "lead", "body")}


@pytest.fixture
def editor(browser: Browser, live_server: LiveServer) -> Page:
    factories.editor(username="huy")
    return signed_in(browser, live_server, "huy")


def test_an_editor_sees_the_sentences_that_stand_elsewhere_without_asking(
    editor: Page, live_server: LiveServer
) -> None:
    factories.published(**words(BASE))
    open_form(editor, live_server, factories.submitted(**words(AGAIN)))
    fold = editor.locator("#desk-similar")
    expect(fold.locator("summary .desk-similar__count")).to_have_text("1")
    fold.locator("summary").click()
    expect(fold.get_by_role("link", name=BASE.title)).to_be_visible()
    expect(fold.locator(".desk-similar__pair").first).to_be_visible()


def test_what_could_not_be_looked_up_is_said_and_asked_for_again(
    desk: Page, live_server: LiveServer, reporter: User
) -> None:
    story = factories.draft(reporter)
    desk.route("**/similar/?part", lambda route: route.abort())
    open_form(desk, live_server, story)
    fold = desk.locator("#desk-similar")
    count = fold.locator("summary .desk-similar__count")
    fold.locator("summary").click()
    expect(count).to_have_text(str(fold.get_attribute("data-failed")))
    desk.unroute("**/similar/?part")
    fold.locator("summary").click()
    fold.locator("summary").click()
    expect(count).to_have_text(str(fold.get_attribute("data-none")))
