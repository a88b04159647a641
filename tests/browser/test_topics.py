"""The page of a topic's stories: an order that was changed is not left behind unasked."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles import topics
from articles.models import TopicStory
from tests import factories
from tests.browser.conftest import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_order_that_is_not_saved_is_asked_about_before_something_else_is_done(
    browser: Browser, live_server: LiveServer
) -> None:
    chief = factories.managing_editor(username="long")
    topic = topics.create("Bão số 3", by=chief)
    stories = [factories.published(title=f"Bão số 3, tin {number}") for number in range(2)]
    for story in stories:
        topics.add(topic, story, by=chief)
    topic.refresh_from_db()
    topics.arrange(topic, [story.pk for story in stories], by=chief, seen=topic.arrangement)
    page = signed_in(browser, live_server, "long")
    page.goto(f"{live_server.url}/admin/articles/topic/{topic.pk}/stories/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#topic-order [data-move=down]").first.click()
    page.locator("button[value=remove]").first.click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert TopicStory.objects.filter(topic=topic).count() == 2
    with page.expect_navigation():
        page.locator("#topic-order button[type=submit]").click()
    assert asked == ["beforeunload"]
    expect(page.locator("#topic-order .desk-row").first).to_contain_text("tin 1")
