"""The log and the revisions are written once: the database refuses to change, delete or empty them."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.models import LogEntry, Revision
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> LogEntry:
    return factories.submitted().log.first()


@pytest.mark.parametrize("change", [{"reason": "Khác"}, {"by_name": "Người khác"}, {"article": None}, {"details": {}}])
def test_a_row_of_the_log_is_not_changed(entry: LogEntry, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        LogEntry.objects.filter(pk=entry.pk).update(**change)


def test_saving_a_row_again_is_refused_too(entry: LogEntry) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entry.save()


def test_a_row_of_the_log_is_not_deleted(entry: LogEntry) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entry.delete()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        LogEntry.objects.all()._raw_delete("default")


def test_the_log_is_not_emptied(entry: LogEntry) -> None:
    with connection.cursor() as cursor:
        # Tests switch this one off, to empty the tables between them (tests/conftest.py); it comes back for this test.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_logentry ENABLE TRIGGER log_is_never_emptied")
        for tables in ("articles_logentry CASCADE", "accounts_user CASCADE"):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                cursor.execute(f"TRUNCATE {tables}")
    assert LogEntry.objects.filter(pk=entry.pk).exists()


def test_a_revision_is_not_changed() -> None:
    revision = factories.draft().revisions.get()
    for change in ({"content": {}}, {"number": 2}, {"created_by": factories.reporter()}):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Revision.objects.filter(pk=revision.pk).update(**change)
