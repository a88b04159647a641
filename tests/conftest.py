"""What every test stands on: the logs' tables may be emptied between tests, and no test sees another's cached page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.introspection import DatabaseIntrospection
from pytest_django import DjangoDbBlocker

from articles.counting import journal
from articles.models import Section
from tests.cold import forget_all
from tests.factories import SectionFactory
from tests.public.pages import Newspaper, a_newspaper


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Transactional tests empty every table by TRUNCATE, which the logs' triggers refuse everywhere else."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_logentry DISABLE TRIGGER log_is_never_emptied")
        cursor.execute("ALTER TABLE articles_taglogentry DISABLE TRIGGER tag_log_is_never_emptied")
        cursor.execute("ALTER TABLE articles_topiclogentry DISABLE TRIGGER topic_log_is_never_emptied")


@pytest.fixture(scope="session", autouse=True)
def _roles_stay() -> Iterator[None]:
    """Transactional tests leave the tables that migrating fills as they are: filling them anew takes a second each."""
    kept = {model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through)}
    names = DatabaseIntrospection.django_table_names

    def emptied(self: DatabaseIntrospection, *args: Any, **kwargs: Any) -> list[str]:
        return [name for name in names(self, *args, **kwargs) if name not in kept]

    with (
        mock.patch.object(flush, "emit_post_migrate_signal"),
        mock.patch.object(DatabaseIntrospection, "django_table_names", emptied),
    ):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    forget_all()
    yield
    forget_all()


@pytest.fixture(autouse=True)
def _empty_journal() -> Iterator[None]:
    """No test counts the views of another. As if the process that it ran in had ended, and its disk with it."""
    yield
    journal.own.let_go()
    for path in Path(settings.VIEWS_JOURNAL).glob("*"):
        path.unlink()


@pytest.fixture
def paper(db: None) -> Newspaper:
    """A newspaper with one of everything, for what is tested along tests.public.pages.PAGES."""
    return a_newspaper()


# Three sections, one of them below another.


@pytest.fixture
def economy() -> Section:
    return SectionFactory(name="Kinh tế")


@pytest.fixture
def farming(economy: Section) -> Section:
    return SectionFactory(name="Nông nghiệp", parent=economy)


@pytest.fixture
def environment() -> Section:
    return SectionFactory(name="Môi trường")
