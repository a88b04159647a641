"""The answers to a reported view, and what giving them costs."""

import time
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import publishing
from articles.counting import inbox
from articles.counting.fold import fold
from articles.counting.inbox import SEEN
from articles.counting.shipping import ship
from tests.factories import draft, editor, managing_editor, published, scheduled, withdrawn
from tests.readership.reading import CHROME, counted, report

pytestmark = pytest.mark.django_db

GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def test_counted_and_not_counted_look_alike() -> None:
    story = published()

    answers = [report(story.pk), report(story.pk), report(story.pk, browser=GOOGLE)]

    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 3
    assert counted(story) == 1
    assert answers[0].headers == answers[1].headers == answers[2].headers


@pytest.mark.parametrize("make", [draft, scheduled, withdrawn])
def test_a_story_that_readers_do_not_see_is_not_there(make: Callable) -> None:
    story = make()

    assert report(story.pk).status_code == 404
    assert counted(story) == 0


@pytest.mark.parametrize("number", [0, 999_999_999, 2**63 - 1])
def test_a_number_without_a_story_is_not_there(number: int) -> None:
    assert report(number).status_code == 404


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_story_can_have_is_not_even_looked_for(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The database would have to read all of them: its index holds smaller numbers only."""
    with django_assert_num_queries(0):
        assert report(number).status_code == 404


def test_no_answer_is_kept_by_any_cache(client: Client) -> None:
    live, unseen = published(), draft()

    answers = [report(live.pk), report(unseen.pk), client.get(f"/luot-xem/{live.pk}/")]

    assert [answer["Cache-Control"] for answer in answers] == ["no-store"] * 3


def test_readers_get_no_cookie_and_no_session(client: Client) -> None:
    response = report(published().pk, client=client)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_no_token_is_needed() -> None:
    story = published()

    report(story.pk, client=Client(enforce_csrf_checks=True))

    assert counted(story) == 1


def test_a_database_that_fails_says_come_again() -> None:
    story = published()

    def fail(execute: Callable, sql: str, *args: object) -> object:
        if "articles.counting.inbox._seen" in sql:
            raise OperationalError("the database is shutting down")
        return execute(sql, *args)

    with connection.execute_wrapper(fail):
        response = report(story.pk)

    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert response["Retry-After"]
    # Nothing half done: the reader who comes again is counted.
    report(story.pk)
    assert counted(story) == 1


@pytest.mark.parametrize("browser", [CHROME, GOOGLE])
def test_a_view_asks_whether_readers_see_the_story_and_then_nothing(
    browser: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Whether it is the reader's first or not, and whether it will be counted or not."""
    story = published()
    report(published().pk, address="198.51.100.1")  # the day's key is known from now on, and the question is prepared

    with django_assert_num_queries(1):
        report(story.pk, browser=browser)
    with django_assert_num_queries(0):
        report(story.pk, browser=browser)
        report(story.pk, address="198.51.100.2")


def test_what_readers_do_not_see_is_asked_about_each_time(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """So a story that goes live is counted from its first reader on."""
    report(published().pk)
    unseen = draft()

    for _ in range(2):
        with django_assert_num_queries(1):
            assert report(unseen.pk).status_code == 404


def test_a_withdrawn_story_is_not_there_some_seconds_later_and_what_was_acknowledged_counts() -> None:
    story = published()
    report(story.pk)
    publishing.withdraw(story, by=managing_editor(), reason="Thông tin chưa được kiểm chứng.")

    inbox._require_seen.cache.expire(time.monotonic() + SEEN)
    assert report(story.pk, address="198.51.100.1").status_code == 404
    assert counted(story) == 1


def test_only_a_session_is_looked_up(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    story = published()
    report(story.pk)
    client.force_login(editor())

    with django_assert_num_queries(2):  # session, person
        report(story.pk, client=client)


@pytest.mark.parametrize("views", [1, 60])
def test_a_fold_costs_the_same_however_much_was_read(
    views: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stories = [published() for _ in range(2)]
    for number in range(views):
        for story in stories:
            report(story.pk, address=f"198.51.100.{number}")
            report(story.pk, address=f"198.51.100.{number}")
            report(story.pk, browser=GOOGLE)

    ship()
    # Its own transaction (two), lock, views, stories, marks; hours, trends, totals, refusals, sources; marks.
    with django_assert_num_queries(12):
        assert fold() == views * 6
    assert [counted(story) for story in stories] == [views] * 2


def test_nothing_to_fold_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):  # in a transaction
        assert fold() == 0
