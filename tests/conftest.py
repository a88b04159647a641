"""What every test stands on: the logs' tables may be emptied between tests, and no test sees another's cached page."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.public.pages import Newspaper, a_newspaper


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Transactional tests empty every table by TRUNCATE, which the logs' triggers refuse everywhere else."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_logentry DISABLE TRIGGER log_is_never_emptied")
        cursor.execute("ALTER TABLE articles_taglogentry DISABLE TRIGGER tag_log_is_never_emptied")
        cursor.execute("ALTER TABLE articles_topiclogentry DISABLE TRIGGER topic_log_is_never_emptied")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def paper(db: None) -> Newspaper:
    """A newspaper with one of everything, for what is tested along tests.public.pages.PAGES."""
    return a_newspaper()
