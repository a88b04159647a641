"""What the database refuses ends one page, never the rest of the folder, and is told in words."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection, transaction

from accounts.models import User
from articles import workflow
from articles.content import Content
from articles.importing.record import Byline, StoryRecord
from articles.importing.writer import Fate, write
from articles.models import Article
from newsroom.vietnamese import HANOI
from tests.factories import AuthorFactory, UserFactory
from tests.importing.test_import_command import PAGES, run
from tests.rules.at_once import Racer, outcomes

RECORD = StoryRecord(
    "a.txt",
    title="Hội vật làng Hạ",
    published=datetime(2019, 2, 12, 14, 0, tzinfo=HANOI),
    lead="Mùng tám Tết, sới vật làng Hạ lại mở.",
    bylines=(Byline("Tường Vi"), Byline("Duy An")),
)


@pytest.fixture
def importer() -> User:
    return UserFactory(is_active=False)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three files, of which the second is the one that goes wrong."""
    for number, name in enumerate(("paper-full", "poem", "tv-full"), start=1):
        (tmp_path / f"{number}.txt").write_bytes((PAGES / f"{name}.txt").read_bytes())
    return tmp_path


@pytest.mark.django_db
def test_number_too_large_for_its_column_is_told_in_words(importer: User) -> None:
    outcome = write(replace(RECORD, views=10**20), by=importer)

    assert outcome.fate is Fate.REFUSED
    assert outcome.reason == "Something on this page does not fit the database, so nothing was stored. (22003)"
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_deadlock_with_the_desk_is_told_and_leaves_nothing(importer: User) -> None:
    with transaction.atomic():
        AuthorFactory(name="Duy An")
        racer = Racer(lambda: write(RECORD, by=importer))
        racer.start_and_block()  # it has made Tường Vi, and waits for Duy An
        AuthorFactory(name="Tường Vi")
    [outcome] = outcomes([racer])

    assert outcome.fate is Fate.REFUSED
    assert "40P01" in outcome.reason
    assert not Article.objects.exists()
    assert write(RECORD, by=importer).fate is Fate.CREATED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("SELECT pg_terminate_backend(pg_backend_pid())", "The database was busy or out of reach"),
        ("INSERT INTO articles_tag (name, slug, key) VALUES ('a', 'A', 'a')", "(23514, tag_slug_is_plain)"),
    ],
)
def test_one_page_that_fails_does_not_stop_the_rest(
    three: Path, monkeypatch: pytest.MonkeyPatch, trouble: str, told: str
) -> None:
    create = workflow.create

    def troubled(content: Content, **options: object) -> Article:
        if Article.objects.count() == 1:
            monkeypatch.setattr(workflow, "create", create)
            with connection.cursor() as cursor:
                cursor.execute(trouble)
        return create(content, **options)

    monkeypatch.setattr(workflow, "create", troubled)
    with pytest.raises(CommandError) as failed:
        run(three)
    out, err = failed.value.printed

    assert Article.objects.count() == 2
    assert "2.txt: " in err
    assert told in err
    assert "refused: 1" in out
    assert failed.value.returncode == 1
