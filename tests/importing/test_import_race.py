"""Two importers at once: one story, and neither waits for the other for ever."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from articles.importing.files import read_text
from articles.importing.record import Byline, StoryRecord
from articles.importing.text_page import read_page
from articles.importing.writer import Fate, Outcome, write
from articles.models import Article, ImportRecord
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = Path(__file__).parent / "pages" / "paper-full.txt"


def at_once(*tasks: Callable[[], Outcome]) -> list[Outcome]:
    """Run the tasks in threads that start together; raises what any of them raised."""
    start = threading.Barrier(len(tasks))
    results: list[Outcome] = []
    errors: list[BaseException] = []

    def body(task: Callable[[], Outcome]) -> None:
        try:
            start.wait()
            results.append(task())
        except BaseException as error:  # noqa: BLE001  # handed to the test below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=body, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


@pytest.fixture
def importer() -> User:
    return UserFactory(is_active=False)


def test_one_identity_leaves_one_story(importer: User) -> None:
    record = read_page("a.txt", read_text(PAGE))

    outcomes = at_once(*[lambda: write(record, by=importer)] * 4)

    assert sorted(outcome.fate.value for outcome in outcomes) == ["created"] + ["unchanged"] * 3
    assert (Article.objects.count(), ImportRecord.objects.count()) == (1, 1)


def test_stories_that_share_new_names_in_opposite_order_both_come_in(importer: User) -> None:
    names = [Byline("Tường Vi"), Byline("Duy An"), Byline("Hồng Đào"), Byline("Khúc Hạo")]

    def task(number: int) -> Callable[[], Outcome]:
        order = names if number % 2 else names[::-1]
        record = StoryRecord(f"{number}.txt", title=f"Bài {number}", lead="Mở đầu.", bylines=tuple(order))
        return lambda: write(record, by=importer)

    outcomes = at_once(*(task(number) for number in range(6)))

    assert [outcome.fate for outcome in outcomes] == [Fate.CREATED] * 6
