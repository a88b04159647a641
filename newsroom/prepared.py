"""Questions that are put together once: Django's SQL text, kept, and PostgreSQL's plan, prepared on each connection.

A page that asks three questions spends more time on writing and planning them than the database spends on answering.
What a question means stays in a queryset; this only saves making the same text and the same plan again.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, update_wrapper
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary
from zlib import crc32

from django.db import DatabaseError, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from psycopg2.errorcodes import FEATURE_NOT_SUPPORTED, INVALID_SQL_STATEMENT_NAME
from psycopg2.extensions import AsIs
from psycopg2.extensions import connection as Session

M = TypeVar("M", bound=Model)
# The names of the statements that a session of the database knows.
_known: WeakKeyDictionary[Session, set[str]] = WeakKeyDictionary()
# The statement is gone (DISCARD ALL by a pool), or its columns have another type now.
_PREPARE_AGAIN = {INVALID_SQL_STATEMENT_NAME, FEATURE_NOT_SUPPORTED}


def prepared(**examples: Any) -> Callable[[Callable[..., QuerySet[M]]], "Prepared[M]"]:
    """Makes a Prepared question of a function that returns a queryset; `examples` are values for its parameters.

    An example stands in the question's text for whatever is asked later, so it must be a value that occurs nowhere else
    in it (a large odd number, a date of the past), and the text may not depend on the value: no `if` about it, and a
    list only within `= ANY(...)`.
    """

    def prepare(build: Callable[..., QuerySet[M]]) -> "Prepared[M]":
        return Prepared(build, examples)

    return prepare


class Prepared(Generic[M]):
    """Call it with the parameters by name: the rows, as the queryset would give them, in a list; 1 query."""

    def __init__(self, build: Callable[..., QuerySet[M]], examples: dict[str, Any]) -> None:
        self.build = build
        self.examples = examples
        update_wrapper(self, build)

    def __call__(self, **params: Any) -> list[M]:
        plan = self._plan
        rows = self._rows([params[name] for name in plan.slots])
        if plan.converters:
            rows = list(plan.compiler.apply_converters(rows, plan.converters))
        return [plan.object_of(row) for row in rows]

    @cached_property
    def _plan(self) -> "_Plan":
        return _Plan(self.build(**self.examples), self.examples)

    def _rows(self, values: list[Any]) -> Sequence[Sequence[Any]]:
        with connection.cursor() as cursor:
            # A pool that hands out sessions by the transaction has none to prepare anything in.
            if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
                cursor.execute(self._plan.text, self._plan.filled(values))
                return cursor.fetchall()
            self._prepare()
            try:
                cursor.execute(self._execute, values)
            except DatabaseError as error:
                if getattr(error.__cause__, "pgcode", "") not in _PREPARE_AGAIN or connection.in_atomic_block:
                    raise
                self._prepare(again=True)
                cursor.execute(self._execute, values)
            return cursor.fetchall()

    @cached_property
    def name(self) -> str:
        """What the statement is called in the database: for people, and by its text unlike any other."""
        called = f"{self.build.__module__}.{self.build.__qualname__}"[-50:]
        return f"{called} {crc32(repr((self._plan.text, self._plan.constants)).encode()):08x}"

    @cached_property
    def _execute(self) -> str:
        slots = ", ".join(["%s"] * len(self._plan.slots))
        return f'EXECUTE "{self.name}"' + (f" ({slots})" if slots else "")

    def _prepare(self, *, again: bool = False) -> None:
        session = cast(Session, connection.connection)
        known = _known.setdefault(session, set())
        if self.name in known and not again:
            return
        # Not by Django's cursor: this is no question of the page that happens to be the first to ask.
        with session.cursor() as cursor:
            if again:
                cursor.execute("SELECT FROM pg_prepared_statements WHERE name = %s", [self.name])
                if cursor.rowcount:
                    cursor.execute(f'DEALLOCATE "{self.name}"')
            marks = self._plan.filled([AsIs(f"${place}") for place in range(1, 1 + len(self._plan.slots))])
            cursor.execute(f'PREPARE "{self.name}" AS {cursor.mogrify(self._plan.text, marks).decode()}')
        known.add(self.name)


class _Plan:
    """The text of a queryset, and how its rows become objects: what Django's ModelIterable works out each time."""

    def __init__(self, queryset: QuerySet[Any], examples: dict[str, Any]) -> None:
        self.compiler = compiler = queryset.query.get_compiler(connection=connection)
        self.text, self.constants = compiler.as_sql()
        # The parameter that each place of the text takes, None where it always takes the same value.
        self.takes = [_name_of(value, examples) for value in self.constants]
        self.slots = [name for name in self.takes if name]
        if missing := set(examples) - set(self.slots):
            raise ValueError(f"the question does not depend on {missing}: {self.text}")
        self.converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        kind = compiler.klass_info
        first, last = kind["select_fields"][0], kind["select_fields"][-1] + 1
        self.own = slice(first, last)
        self.model: type[Any] = kind["model"]
        self.names = [column.target.attname for column, _sql, _alias in compiler.select[self.own]]
        self.related = get_related_populators(kind, compiler.select, connection.alias)  # type: ignore[call-arg]
        self.annotations = list(compiler.annotation_col_map.items())

    def filled(self, values: list[Any]) -> list[Any]:
        """The values of all places of the text, with these in the slots."""
        given = iter(values)
        return [next(given) if name else value for name, value in zip(self.takes, self.constants, strict=True)]

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
