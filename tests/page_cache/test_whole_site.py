"""The whole site behind the page cache: every kind of page, the people at the desk, and a database that is down."""

from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from articles import corrections, publishing, renewal
from tests import factories
from tests.public.pages import PAGES, Newspaper
from tests.public.stories import live_story, version_of

pytestmark = pytest.mark.django_db


def test_every_kind_of_page_is_shown_again_without_a_query(
    client: Client, paper: Newspaper, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name, kind in PAGES.items():
        first = client.get(kind.address(paper))
        with django_assert_num_queries(0):
            again = client.get(kind.address(paper))
        assert (again.status_code, again.content) == (kind.status, first.content), name
        assert again["Cache-Status"].startswith("newsroom; hit; ttl="), name
        mine = {"Cache-Control", "Cache-Status"}
        assert [item for item in again.items() if item[0] not in mine] == [
            item for item in first.items() if item[0] not in mine
        ], name


def test_what_an_editor_was_shown_is_what_everybody_is_shown(
    client: Client, paper: Newspaper, settings: Settings
) -> None:
    editor = Client()
    editor.force_login(factories.managing_editor(), backend="django.contrib.auth.backends.ModelBackend")
    for name, kind in PAGES.items():
        mine, everybodys = editor.get(kind.address(paper)), client.get(kind.address(paper))
        assert everybodys["Cache-Status"].startswith("newsroom; hit"), name
        assert not everybodys.cookies and "nonce-" not in everybodys["Content-Security-Policy"], name
        assert b"csrf" not in everybodys.content.lower(), name
        settings.PAGE_CACHE = ""
        assert Client().get(kind.address(paper)).content == mine.content, name
        settings.PAGE_CACHE = "files"


def test_the_desk_and_the_beacon_are_never_held(client: Client, paper: Newspaper) -> None:
    client.force_login(factories.managing_editor(), backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/admin/", "/healthz", "/admin/login/", f"/luot-xem/{paper.rich.article_id}/"):
        for answer in (client.get(address), client.get(address)):
            assert "Cache-Status" not in answer, address


def test_a_story_is_there_as_soon_as_it_is_published(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    story = factories.approved(title="Cầu mới thông xe", tags=("cầu",))
    section = story.section.get_absolute_url()
    lists = ["/", "/tin-moi/", section, f"/rss{section.rstrip('/')}.rss"]
    for address in lists:
        assert b"C\xe1\xba\xa7u m\xe1\xbb\x9bi" not in client.get(address).content

    with django_capture_on_commit_callbacks(execute=True):
        version = publishing.publish(story, by=factories.managing_editor(), revision=story.version)
    for address in [*lists, version.get_absolute_url()]:
        assert "Cầu mới thông xe" in client.get(address).content.decode(), address


def test_a_story_that_somebody_asked_for_too_early_is_there_too(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    story = factories.approved(title="Cầu mới thông xe")
    address = f"/{story.section.top.slug}/cau-moi-thong-xe-{story.pk}.html"
    assert client.get(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(story, by=factories.managing_editor(), revision=story.version)
    assert client.get(address).status_code == 200


def test_a_story_is_gone_as_soon_as_it_is_withdrawn(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    story = live_story(title="Tin chưa kiểm chứng")
    pages = [story.get_absolute_url(), "/", story.section.get_absolute_url()]
    for address in pages:
        assert "Tin chưa kiểm chứng" in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(story.article, by=factories.managing_editor(), reason="Chưa kiểm chứng.")
    assert client.get(pages[0]).status_code == 410
    for address in pages:
        assert "Tin chưa kiểm chứng" not in client.get(address).content.decode()


def test_what_does_not_come_to_pass_drops_nothing(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    story = live_story()
    client.get(story.get_absolute_url())
    with django_capture_on_commit_callbacks() as callbacks:
        publishing.withdraw(story.article, by=factories.managing_editor(), reason="Nhầm.")
    assert callbacks  # and here the transaction fails
    assert client.get(story.get_absolute_url())["Cache-Status"].startswith("newsroom; hit")


def test_a_change_and_a_correction_are_seen_at_once(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    story = live_story(title="Năm tấn một héc-ta")
    address = story.get_absolute_url()
    client.get(address), client.get("/dinh-chinh/")
    with django_capture_on_commit_callbacks(execute=True):
        factories.republished(story.article, title="Bốn tấn một héc-ta")
    assert "Bốn tấn" in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        corrections.correct(
            story.article, by=factories.managing_editor(), kind="correction", wrong="Năm tấn", right="Bốn tấn rưỡi"
        )
    for page in (address, "/dinh-chinh/"):
        assert "Bốn tấn rưỡi" in client.get(page).content.decode(), page


def test_what_is_dropped_are_addresses_there_are(client: Client, paper: Newspaper) -> None:
    addresses = renewal._pages_of(paper.rich)
    assert {
        paper.rich.get_absolute_url(),
        "/",
        paper.tag.get_absolute_url(),
        "/rss/kinh-te/nong-nghiep.atom",
    } <= addresses
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_a_page_outlives_the_database_for_its_time(paper: Newspaper, clock: Any) -> None:
    reader = Client(raise_request_exception=False)
    address = version_of(paper.rich.article).get_absolute_url()
    first = reader.get(address)
    clock.shift(31)
    with mock.patch.object(connection, "execute_wrappers", [_down]):
        assert reader.get(address).content == first.content
        clock.shift(60)
        assert reader.get(address).status_code == 500


def _down(*_args: object) -> None:
    raise OperationalError("the database system is shutting down")
