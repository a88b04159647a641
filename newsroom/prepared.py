"""Questions that are put together once: Django's SQL text, kept, and PostgreSQL's plan, prepared on each connection.

A page that asks three questions spends more time on writing and planning them than the database spends on answering.
What a question means stays in a queryset; this only saves making the same text and the same plan again.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, update_wrapper
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary
from zlib import crc32

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.dispatch import receiver
from psycopg2.errorcodes import FEATURE_NOT_SUPPORTED, INVALID_SQL_STATEMENT_NAME
from psycopg2.extensions import AsIs
from psycopg2.extensions import connection as Session

R = TypeVar("R")
# Of the key of a row, and of the word in its address, for whoever makes a question that asks for one.
EXAMPLE_KEY = 987_654_321
EXAMPLE_SLUG = "nothing-is-at-987654321"
# The names of the statements that a session of the database knows.
_known: WeakKeyDictionary[Session, set[str]] = WeakKeyDictionary()
# The statement is gone (DISCARD ALL by a pool), or its columns have another type now.
_PREPARE_AGAIN = {INVALID_SQL_STATEMENT_NAME, FEATURE_NOT_SUPPORTED}


@receiver(connection_created)
def plan_once(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """One plan for all values of a prepared question: each is written so that the same indexes serve it, come what may.

    Left to itself PostgreSQL holds its guess of such a plan's price against it and plans each time, which takes longer
    than answering; and for a price guessed too high it would compile the plan besides.
    """
    if not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        with connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan; SET jit = off")


def prepared(**examples: Any) -> Callable[[Callable[..., QuerySet[Any, R]]], "Prepared[R]"]:
    """Makes a Prepared question of a function that returns a queryset; `examples` are values for its parameters.

    An example stands in the question's text for whatever is asked later, so it must be a value that occurs nowhere else
    in it (a large odd number, a date of the past), and the text may not depend on the value: no `if` about it, and a
    list only within `= ANY(...)`.
    """

    def prepare(build: Callable[..., QuerySet[Any, R]]) -> "Prepared[R]":
        return Prepared(build, examples)

    return prepare


def as_table(queryset: QuerySet[Any, Any]) -> str:
    """A queryset that has no parameters, as a table expression for SQL by hand."""
    text, params = queryset.query.sql_with_params()
    if params:
        raise ValueError(f"the question has parameters: {params}")
    return f"({text})"


class Statement:
    """SQL by hand with %s for its parameters: planned once on each connection."""

    def __init__(self, text: str, called: str) -> None:
        """`called`: a name for people who look at what the database is doing."""
        self.text = text
        # In the database no two texts share a name, and no name is longer than 63 bytes.
        self.name = f"{called[-50:]} {crc32(text.encode()):08x}"
        self.slots = text.replace("%%", "").count("%s")
        places = ", ".join(["%s"] * self.slots)
        self._execute = f'EXECUTE "{self.name}"' + (f" ({places})" if places else "")

    def rows(self, values: Sequence[Any], *, first: str = "") -> list[tuple[Any, ...]]:
        """What the database answers with these values in the places of the text, in order; 1 query.

        `first`: statements with a semicolon after each that go before it on the same way, in the same transaction.
        """
        own = connections[DEFAULT_DB_ALIAS]
        # Django would ask "SELECT 1" first, in each request, to know whether the connection still stands. Where it does
        # not, a question can as well be asked again on a new one.
        own.health_check_done = True  # type: ignore[attr-defined]
        try:
            return self._rows(own, values, first)
        except (InterfaceError, OperationalError):
            if own.in_atomic_block or own.is_usable():
                raise
            own.close()
            return self._rows(own, values, first)

    def _rows(self, own: BaseDatabaseWrapper, values: Sequence[Any], first: str) -> list[tuple[Any, ...]]:
        own.ensure_connection()
        # A pool that hands out sessions by the transaction has none to prepare anything in.
        if own.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return _answer(own, first + self.text, values)
        with own.wrap_database_errors:
            self._prepare(own.connection)
        try:
            return _answer(own, first + self._execute, values)
        except DatabaseError as error:
            if getattr(error.__cause__, "pgcode", "") not in _PREPARE_AGAIN or own.in_atomic_block:
                raise
        with own.wrap_database_errors:
            self._prepare(own.connection, again=True)
        return _answer(own, first + self._execute, values)

    def _prepare(self, session: Session, *, again: bool = False) -> None:
        known = _known.setdefault(session, set())
        if self.name in known and not again:
            return
        # Not by Django's cursor: this is no question of the page that happens to be the first to ask.
        with session.cursor() as cursor:
            if again:
                cursor.execute("SELECT FROM pg_prepared_statements WHERE name = %s", [self.name])
                if cursor.rowcount:
                    cursor.execute(f'DEALLOCATE "{self.name}"')
            marks = [AsIs(f"${place}") for place in range(1, 1 + self.slots)]
            cursor.execute(f'PREPARE "{self.name}" AS {self.text}', marks)
        known.add(self.name)


def _answer(own: BaseDatabaseWrapper, text: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    if own.execute_wrappers or own.queries_logged:
        with own.cursor() as cursor:
            cursor.execute(text, values)
            return cursor.fetchall()
    # What Django's cursor does besides for whoever listens takes longer than to send a question and to read an answer.
    own.validate_no_broken_transaction()
    with own.wrap_database_errors, own.connection.cursor() as cursor:
        cursor.tzinfo_factory = own.tzinfo_factory  # type: ignore[attr-defined]
        cursor.execute(text, values)
        return cursor.fetchall()


class Prepared(Generic[R]):
    """Call it with the parameters by name: the rows, as the queryset would give them, in a list; 1 query.

    Of values_list() they are sequences, whatever else it is told.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, R]], examples: dict[str, Any]) -> None:
        self.build = build
        self.examples = examples
        update_wrapper(self, build)

    def __call__(self, **params: Any) -> list[R]:
        plan = self._plan
        rows: Iterable[Any] = plan.statement.rows([params[name] for name in plan.takes])
        if plan.converters:
            rows = plan.compiler.apply_converters(rows, plan.converters)
        return [plan.object_of(row) for row in rows] if plan.gives_objects else list(rows)

    @cached_property
    def _plan(self) -> "_Plan":
        called = f"{self.build.__module__}.{self.build.__qualname__}"
        return _Plan(self.build(**self.examples), self.examples, called)


class _Plan:
    """The statement of a queryset, and how its rows become objects: what Django works out each time."""

    def __init__(self, queryset: QuerySet[Any], examples: dict[str, Any], called: str) -> None:
        self.compiler = compiler = queryset.query.get_compiler(connection=connection)
        text, values = compiler.as_sql()
        named = [_name_of(value, examples) for value in values]
        # The parameters in the order of their places in the text; other places take the same value always.
        self.takes = [name for name in named if name]
        if missing := set(examples) - set(self.takes):
            raise ValueError(f"the question does not depend on {missing}: {text}")
        connection.ensure_connection()
        with cast(Session, connection.connection).cursor() as cursor:
            written = [
                "%s" if name else cursor.mogrify("%s", [value]).decode().replace("%", "%%")
                for name, value in zip(named, values, strict=True)
            ]
        self.statement = Statement(text.replace("%%", "%%%%") % tuple(written), called)
        self.converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        self.gives_objects = queryset.query.default_cols
        if self.gives_objects:
            self._tell_objects(compiler.klass_info)

    def _tell_objects(self, kind: dict[str, Any]) -> None:
        first, last = kind["select_fields"][0], kind["select_fields"][-1] + 1
        self.own = slice(first, last)
        self.model: type[Any] = kind["model"]
        self.names = [column.target.attname for column, _sql, _alias in self.compiler.select[self.own]]
        self.related = get_related_populators(kind, self.compiler.select, connection.alias)  # type: ignore[call-arg]
        self.annotations = list(self.compiler.annotation_col_map.items())

    def object_of(self, row: Sequence[Any]) -> Any:
        found = self.model.from_db(connection.alias, self.names, row[self.own])
        for populator in self.related:
            populator.populate(row, found)
        for name, place in self.annotations:
            setattr(found, name, row[place])
        return found


def _name_of(value: object, examples: dict[str, Any]) -> str | None:
    same = (name for name, example in examples.items() if type(value) is type(example) and value == example)
    return next(same, None)
