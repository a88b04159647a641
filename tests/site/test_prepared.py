"""Questions that are put together once answer as their querysets do, on every connection and after it was emptied."""

from typing import Any
from unittest import mock

import psycopg2
import pytest
from django.db import connection
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext

from articles.models import Section
from newsroom.prepared import Prepared, prepared
from tests.factories import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def below() -> Prepared[Section]:
    @prepared(parent=987_654_321)
    def below(parent: int) -> Any:
        found = Section.objects.filter(parent=parent).select_related("parent").with_layout()
        return found.order_by("position", "name")

    return below


def test_rows_are_what_the_queryset_gives(below: Prepared[Section], farming: Section, environment: Section) -> None:
    SectionFactory(name="An ninh", parent=farming.parent, position=1)
    for parent in (farming.parent, environment):
        assert parent is not None
        usual = list(below.build(parent.pk))
        answer = below(parent=parent.pk)
        assert [section.__dict__.keys() for section in answer] == [section.__dict__.keys() for section in usual]
        assert [(section.pk, section.name, section.parent) for section in answer] == [
            (section.pk, section.name, section.parent) for section in usual
        ]


def test_of_values_they_are_plain_rows(farming: Section) -> None:
    @prepared(parent=987_654_321)
    def names(parent: int) -> Any:
        return Section.objects.filter(parent=parent).values_list(Upper("slug"), "parent__name", "pk")

    assert farming.parent
    assert names(parent=farming.parent_id) == [(farming.slug.upper(), farming.parent.name, farming.pk)]


def test_text_and_plan_are_made_once_for_any_value(below: Prepared[Section], farming: Section) -> None:
    below(parent=0)
    with mock.patch.object(below, "build", side_effect=AssertionError), CaptureQueriesContext(connection) as asked:
        assert below(parent=farming.parent_id) == [farming]
    (query,) = asked
    assert query["sql"].startswith("EXECUTE ")


def test_no_value_is_planned_for_by_itself(below: Prepared[Section], farming: Section) -> None:
    for parent in (0, farming.parent_id, 0):
        below(parent=parent)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans >= 3, custom_plans FROM pg_prepared_statements WHERE name = %s",
            [below._plan.statement.name],
        )
        assert cursor.fetchall() == [(True, 0)]


def test_values_are_never_part_of_the_text() -> None:
    @prepared(name="nothing is called this")
    def named(name: str) -> Any:
        return Section.objects.filter(name=name)

    SectionFactory(name="Đời sống")
    assert [section.name for section in named(name="Đời sống")] == ["Đời sống"]
    assert named(name="x'); DROP TABLE articles_section; --") == []


def test_a_question_that_does_not_depend_on_its_parameter_is_refused() -> None:
    @prepared(name="nothing is called this")
    def all_of_them(name: str) -> Any:
        return Section.objects.all()

    with pytest.raises(ValueError, match="name"):
        all_of_them(name="x")


@pytest.mark.django_db(transaction=True)
def test_a_pool_that_emptied_the_session_costs_nobody_an_error(below: Prepared[Section]) -> None:
    assert below(parent=1) == []
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert below(parent=1) == []


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_knows_the_question_again(below: Prepared[Section]) -> None:
    assert below(parent=1) == []
    connection.close()
    assert below(parent=1) == []


def test_where_sessions_change_with_each_transaction_nothing_is_prepared(
    below: Prepared[Section], farming: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    with CaptureQueriesContext(connection) as asked:
        assert below(parent=farming.parent_id) == [farming]
    (query,) = asked
    assert query["sql"].startswith("SELECT ")


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_database_ended_costs_nobody_an_error(below: Prepared[Section]) -> None:
    """As after a restart of the database; and as long as it stands, nobody asks whether it does."""
    assert below(parent=1) == []
    session = connection.connection
    with psycopg2.connect(session.dsn) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [session.info.backend_pid])
    assert below(parent=1) == []


@pytest.mark.django_db(transaction=True)
def test_the_connection_is_not_tried_before(below: Prepared[Section]) -> None:
    below(parent=1)
    connection.health_check_done = False
    with mock.patch.object(connection, "is_usable", side_effect=AssertionError):
        below(parent=1)
