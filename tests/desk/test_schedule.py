"""Scheduling at the desk: one control, a time that has passed, and a newer version beside the one that waits."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles import publishing, workflow
from articles.models import Article, PublishedArticle
from tests import factories
from tests.desk.conftest import SignIn, change_url, verb_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in: SignIn, editor: User) -> Client:
    return sign_in(editor)


def soup(answer: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def fields(form: BeautifulSoup) -> dict[str, str]:
    return {field["name"]: field.get("value", "") for field in form.select("input[name]")}


# A time that has passed ----------------------------------------------------------------------------------------------


def test_a_time_that_has_passed_is_asked_about_and_nothing_is_done(client: Client) -> None:
    story = factories.approved()
    answer = client.post(verb_url(story, "schedule"), {"revision": 1, "at": "2020-01-02T06:30"})
    assert answer.status_code == 400
    assert Article.objects.get(pk=story.pk).status == "approved"
    assert not PublishedArticle.objects.exists()
    page = soup(answer)
    assert page.select_one("#again-at")["value"] == "2020-01-02T06:30"
    assert "02/01/2020" in page.select_one(".desk-conflict h2").get_text()


def test_confirmed_it_means_now_and_the_log_says_published(client: Client) -> None:
    story = factories.approved()
    asked = client.post(verb_url(story, "schedule"), {"revision": 1, "at": "2020-01-02T06:30"})
    before = workflow.database_now()
    answer = client.post(verb_url(story, "schedule"), fields(soup(asked).select_one("form:has([name=confirm])")))
    assert (answer.status_code, answer["Location"]) == (302, change_url(story))
    version = PublishedArticle.objects.live().get(article=story)
    assert version.live_from >= before
    assert story.log.first().verb == "publish"


def test_another_time_can_be_chosen_in_the_same_place(client: Client) -> None:
    story = factories.approved()
    asked = client.post(verb_url(story, "schedule"), {"revision": 1, "at": "2020-01-02T06:30"})
    again = fields(soup(asked).select_one(".desk-past--again")) | {"at": "2099-01-02T06:30"}
    assert client.post(verb_url(story, "schedule"), again).status_code == 302
    assert PublishedArticle.objects.pending().get().article == story


def test_a_confirmation_does_not_publish_what_lies_ahead(client: Client) -> None:
    story = factories.approved()
    client.post(verb_url(story, "schedule"), {"revision": 1, "at": "2099-01-02T06:30", "confirm": "now"})
    assert PublishedArticle.objects.pending().get().article == story
    assert story.log.first().verb == "schedule"


def test_the_question_comes_after_every_other_refusal(sign_in: SignIn, client: Client) -> None:
    past = {"revision": 1, "at": "2020-01-02T06:30", "confirm": "now"}
    assert client.post(verb_url(factories.submitted(), "schedule"), past).status_code == 409
    assert client.post(verb_url(factories.approved(), "schedule"), past | {"revision": 2}).status_code == 409
    story = factories.approved()
    assert sign_in(story.owner).post(verb_url(story, "schedule"), past).status_code == 403
    assert not PublishedArticle.objects.exists()


# A newer version beside the one that waits ---------------------------------------------------------------------------


@pytest.fixture
def at() -> datetime:
    return timezone.now().replace(microsecond=123456) + timedelta(days=3)


@pytest.fixture
def scheduled(editor: User, at: datetime) -> Article:
    story = factories.approved(title="Bản hẹn giờ")
    publishing.schedule(story, by=factories.editor(), revision=1, at=at)
    return Article.objects.get(pk=story.pk)


def edited(story: Article) -> Article:
    writer = factories.editor()
    content = factories.content(section=story.section, title="Bản mới hơn")
    story = workflow.edit(story, content, by=writer, revision=story.version)
    return factories.submit(story, writer)


def note(client: Client, story: Article) -> BeautifulSoup | None:
    return soup(client.get(change_url(story))).select_one(".desk-pending")


def test_while_nothing_is_newer_nothing_is_said(client: Client, scheduled: Article) -> None:
    assert note(client, scheduled) is None


def test_an_edit_leaves_the_schedule_and_the_desk_says_which_version_goes_out(
    client: Client, scheduled: Article, at: datetime
) -> None:
    story = edited(scheduled)
    assert PublishedArticle.objects.pending().get().title == "Bản hẹn giờ"
    said = note(client, story)
    local = timezone.localtime(at)
    assert f"{local:%H:%M}" in said.get_text()
    assert f"{local:%d/%m/%Y}" in said.get_text()
    assert not said.select("form")


def test_so_does_its_writer(sign_in: SignIn, scheduled: Article) -> None:
    assert note(sign_in(scheduled.owner), edited(scheduled))


def test_once_approved_one_press_puts_the_newer_one_in_its_place(
    client: Client, scheduled: Article, at: datetime
) -> None:
    story = edited(scheduled)
    workflow.approve(story, by=factories.managing_editor(), revision=2)
    form = note(client, story).form
    assert client.post(form["action"], fields(form)).status_code == 302
    version = PublishedArticle.objects.pending().get()
    assert (version.title, version.live_from) == ("Bản mới hơn", at)
    assert note(client, story) is None


def test_the_control_begins_with_the_time_that_waits(client: Client, scheduled: Article, at: datetime) -> None:
    story = edited(scheduled)
    workflow.approve(story, by=factories.managing_editor(), revision=2)
    control = soup(client.get(change_url(story))).select_one("form[data-verb=schedule] [name=at]")
    assert control["value"] == f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"
    assert soup(client.get(change_url(story))).find(id=control["aria-describedby"]).get_text(strip=True)


def test_without_a_schedule_the_control_is_empty(client: Client) -> None:
    control = soup(client.get(change_url(factories.approved()))).select_one("form[data-verb=schedule] [name=at]")
    assert not control.get("value")
