"""Nothing that is stored tells who read what."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from time_machine import travel

from articles.counting import readers
from articles.counting.keeping import prune
from articles.counting.readers import readers_of
from articles.models import ReaderKey, RecentView
from newsroom.vietnamese import HANOI
from tests.factories import published
from tests.readership.reading import CHROME, counted, read_by, report

pytestmark = pytest.mark.django_db

YESTERDAY, TODAY, TOMORROW = date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 12)
# Midnight in Ho Chi Minh City, seven hours ahead of UTC.
MIDNIGHT = datetime(2026, 3, 10, 17, tzinfo=UTC)


def reader_hash(address: str, browser: str, day: date) -> bytes:
    """What a reader goes by at noon of a day."""
    [found] = readers_of(address, browser, datetime.combine(day, time(12), HANOI))
    return found


def kept_days() -> set[date]:
    return set(ReaderKey.objects.values_list("day", flat=True))


def everything_stored() -> str:
    """Every row of every table as text; bytes appear in hexadecimal."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def test_neither_address_nor_browser_is_stored_anywhere() -> None:
    story = published()
    report(story.pk, address="198.51.100.23", browser="Mozilla/5.0 TrinhDuyetRieng/1.0")
    assert counted(story) == 1

    stored = everything_stored()

    assert {mark.reader.hex() in stored for mark in RecentView.objects.all()} == {True}
    for secret in ("198.51.100.23", "TrinhDuyetRieng"):
        assert secret not in stored
        assert secret.encode().hex() not in stored


def test_a_reader_is_another_one_each_day() -> None:
    assert reader_hash("198.51.100.23", CHROME, TODAY) != reader_hash("198.51.100.23", CHROME, TOMORROW)


def test_without_the_days_key_a_reader_cannot_be_worked_out() -> None:
    before = reader_hash("198.51.100.23", CHROME, TODAY)
    ReaderKey.objects.all().delete()
    readers._keys_of.cache_clear()

    assert reader_hash("198.51.100.23", CHROME, TODAY) != before


def test_a_days_key_is_the_same_for_every_process() -> None:
    before = reader_hash("198.51.100.23", CHROME, TODAY)
    readers._keys_of.cache_clear()

    assert reader_hash("198.51.100.23", CHROME, TODAY) == before
    assert ReaderKey.objects.count() == 1


def test_address_and_browser_do_not_run_into_each_other() -> None:
    assert reader_hash("198.51.100.2", "3 Mozilla", TODAY) != reader_hash("198.51.100.23", " Mozilla", TODAY)


def test_the_key_changes_at_midnight_in_ho_chi_minh_city() -> None:
    def names_at(minutes: int) -> list[bytes]:
        return readers_of("198.51.100.23", CHROME, MIDNIGHT + timedelta(minutes=minutes))

    [yesterday] = names_at(-1)
    assert names_at(0)[0] == yesterday
    assert names_at(0) == names_at(29)
    assert names_at(30) == names_at(0)[1:]


@pytest.mark.parametrize(
    ("first", "again", "counts"),
    [
        (-10, 10, False),
        (-1, 28, False),
        (-10, 20, True),
        (-1, 29, True),
        (5, 34, False),
        (29, 58, False),
        (29, 59, True),
    ],
)
def test_midnight_counts_nobody_twice_and_nobody_late(first: int, again: int, counts: bool) -> None:
    """Minutes after midnight of the first visit and of the next one, and whether that one counts."""
    story = published()

    def visit(minutes: int) -> bool:
        at = MIDNIGHT + timedelta(minutes=minutes)
        return read_by(story.pk, readers_of("198.51.100.23", CHROME, at), at)

    assert visit(first)
    assert visit(again) is counts


@pytest.mark.parametrize(
    ("minutes", "kept"), [(0, {YESTERDAY, TODAY}), (29, {YESTERDAY, TODAY}), (30, {TODAY}), (600, {TODAY})]
)
def test_who_reads_after_half_an_hour_of_a_day_destroys_the_key_of_the_day_before(minutes: int, kept: set) -> None:
    for age in (1, 2, 3):
        ReaderKey.objects.create(day=TODAY - timedelta(days=age), secret=b"k" * 32)
    readers_of("198.51.100.23", CHROME, MIDNIGHT)  # this process has used yesterday's key, and then made today's

    readers_of("198.51.100.23", CHROME, MIDNIGHT + timedelta(minutes=minutes))

    assert kept_days() == kept


def test_keys_are_random_and_long() -> None:
    readers_of("198.51.100.23", CHROME, MIDNIGHT)

    secrets = {bytes(key.secret) for key in ReaderKey.objects.all()}
    assert {len(secret) for secret in secrets} == {32}
    assert len(secrets) == 2


def test_a_process_does_not_hold_on_to_destroyed_keys() -> None:
    old = reader_hash("198.51.100.23", CHROME, TODAY)
    reader_hash("198.51.100.23", CHROME, TOMORROW)

    assert kept_days() == {TOMORROW}
    assert reader_hash("198.51.100.23", CHROME, TODAY) != old


@pytest.mark.parametrize(("minutes", "kept"), [(29, {YESTERDAY, TODAY}), (31, {TODAY})])
def test_pruning_destroys_keys_that_nobody_needs(minutes: int, kept: set) -> None:
    for age in range(4):
        ReaderKey.objects.create(day=TODAY - timedelta(days=age), secret=b"k" * 32)

    with travel(MIDNIGHT + timedelta(minutes=minutes), tick=False):
        keys = prune().keys

    assert kept_days() == kept
    assert keys == 4 - len(kept)


def test_pruning_destroys_marks_that_nobody_needs_and_nothing_else() -> None:
    ReaderKey.objects.create(day=timezone.localdate() - timedelta(days=2), secret=b"k" * 32)
    story = published()
    now = timezone.now()
    for number, minutes in enumerate((0, 28, 31, 600)):
        assert read_by(story.pk, [bytes([number]) * 16], now - timedelta(minutes=minutes))
    out = StringIO()

    call_command("prune_readership", stdout=out)

    assert sorted(bytes(mark.reader)[0] for mark in RecentView.objects.all()) == [0, 1]
    assert counted(story) == 4
    assert "1 keys and 2 marks" in out.getvalue()
