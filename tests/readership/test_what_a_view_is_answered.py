"""The answers to a reported view, and what giving them costs."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import draft, editor, published, scheduled, withdrawn
from tests.readership.reading import counted, report

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
        if "articles_viewtotal" in sql:
            raise OperationalError("the database is shutting down")
        return execute(sql, *args)

    with connection.execute_wrapper(fail):
        response = report(story.pk)

    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert response["Retry-After"]
    # Nothing half done: the reader who comes again is counted.
    report(story.pk)
    assert counted(story) == 1


@pytest.fixture
def noon() -> Iterator[None]:
    """Just after midnight a reader goes by two names, which costs one statement more."""
    with time_machine.travel(timezone.localtime().replace(hour=12)):
        yield


@pytest.mark.usefixtures("noon")
def test_a_new_reader_costs_five_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    story = published()
    report(story.pk, address="198.51.100.1")  # the day's key is known from now on

    with django_assert_num_queries(5):  # is it live; begin, mark, count, commit
        report(story.pk)


def test_a_reader_who_was_counted_costs_four_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    story = published()
    report(story.pk)

    with django_assert_num_queries(4):
        report(story.pk)


def test_a_robot_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    story = published()

    with django_assert_num_queries(1):
        report(story.pk, browser=GOOGLE)


def test_only_a_session_is_looked_up(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    story = published()
    client.force_login(editor())

    with django_assert_num_queries(3):  # is it live; session, person
        report(story.pk, client=client)
