"""Reports that were acknowledged are on the disk, whatever becomes of the process, and get to PostgreSQL once.

`own.let_go()` is the end of the process that wrote, as the next one sees it: its locks are free. The next one is a
Journal of its own.
"""

import errno
import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection, transaction

from articles.counting import folder, journal, shipping
from articles.counting.journal import Journal, own
from articles.counting.shipping import ship
from articles.models import PendingView, ShippedJournal
from tests.factories import draft, published
from tests.readership.reading import CHROME, counted, report, report_to_server
from tests.rules.at_once import Racer, outcomes

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = [f"198.51.100.{number}" for number in range(1, 5)]


def files(settings: LazySettings) -> list[Path]:
    return sorted(Path(settings.VIEWS_JOURNAL).glob("*"))


def report_all(story_id: int) -> None:
    for address in ADDRESSES:
        assert report(story_id, address=address).status_code == 204


def in_a_child(work: Callable[[], object]) -> int:
    """Run it in a process of its own; the status that it ended with, negative where a signal ended it."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_worker_that_is_killed_after_its_answer_loses_nothing() -> None:
    story = published()
    report(story.pk)  # what the child has to ask nobody for

    def worker() -> None:
        if report(story.pk, address="198.51.100.9").status_code == 204:
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_a_child(worker) == -signal.SIGKILL
    assert counted(story) == 2


def test_a_child_writes_a_file_of_its_own_and_holds_none_of_its_parents(settings: LazySettings) -> None:
    story = published()
    report(story.pk)
    told, tell = os.pipe()
    wait, go_on = os.pipe()

    def worker() -> None:
        os.close(go_on)
        os.write(tell, str(report(story.pk, address="198.51.100.9").status_code).encode())
        os.read(wait, 1)
        os._exit(0)

    child = os.fork()
    if not child:
        try:
            worker()
        finally:
            os._exit(1)
    assert os.read(told, 3) == b"204"
    assert len(files(settings)) == 2

    own.let_go()  # the parent ends before the child does
    ship(Journal())
    assert PendingView.objects.count() == 1

    os.write(go_on, b"!")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert counted(story) == 2


def test_what_a_process_writes_is_no_other_processes_while_it_lives() -> None:
    story = published()
    report(story.pk)

    ship(Journal())

    assert not PendingView.objects.exists()
    assert counted(story) == 1


def test_shipping_that_is_cut_off_after_its_commit_is_not_done_again(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    story = published()
    report_all(story.pk)

    def die(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Journal, "remove", die)
        ship()
    assert (PendingView.objects.count(), ShippedJournal.objects.count(), len(files(settings))) == (4, 1, 1)
    own.let_go()

    ship(Journal())

    assert (PendingView.objects.count(), ShippedJournal.objects.count(), len(files(settings))) == (4, 0, 0)
    assert counted(story) == 4


def test_shipping_that_is_cut_off_before_its_commit_is_done_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    story = published()
    report_all(story.pk)
    put = shipping.put

    def put_and_die(rows: bytes) -> None:
        put(rows)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(shipping, "put", put_and_die)
        ship()
    assert not PendingView.objects.exists()
    own.let_go()

    assert counted(story) == 4


@pytest.mark.parametrize("locks", [True, False])
def test_two_who_find_a_file_at_once_ship_it_once(locks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the file's lock told them nothing: whoever comes second waits for the note of the first."""
    story = published()
    report_all(story.pk)
    own.let_go()
    if not locks:
        monkeypatch.setattr(journal, "_lock", lambda descriptor: True)
    racers = [Racer(lambda: ship(Journal())) for _ in range(2)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE articles_pendingview IN SHARE MODE")
        for racer in racers:
            racer.start_and_block()

    assert outcomes(racers) == [None, None]
    assert PendingView.objects.count() == 4
    assert counted(story) == 4


def test_a_file_that_another_removes_before_it_is_locked_takes_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    story = published()
    opened = os.open

    def open_and_be_overtaken(path: str, flags: int, *args: int, **options: int) -> int:
        made = opened(path, flags, *args, **options)
        if flags & os.O_EXCL:
            monkeypatch.undo()
            ship(Journal())
        return made

    monkeypatch.setattr(os, "open", open_and_be_overtaken)
    report_all(story.pk)
    own.let_go()

    assert counted(story) == 4


def test_a_line_that_was_begun_and_not_ended_is_none(settings: LazySettings, caplog: pytest.LogCaptureFixture) -> None:
    story = published()
    report_all(story.pk)
    own.let_go()
    [file] = files(settings)
    file.write_bytes(file.read_bytes()[:-1])

    assert counted(story) == 3
    assert not caplog.records


def test_a_damaged_line_costs_itself(settings: LazySettings, caplog: pytest.LogCaptureFixture) -> None:
    story = published()
    report_all(story.pk)
    own.let_go()
    [file] = files(settings)
    lines = file.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"direct", b"dIrect")
    file.write_bytes(b"".join(lines))

    assert counted(story) == 3
    assert [record.message.endswith("1 lines are damaged; these views are lost") for record in caplog.records] == [True]


def test_a_large_file_is_shipped_in_parts_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    story = published()
    report_all(story.pk)
    parts = []
    put = shipping.put
    monkeypatch.setattr(journal, "BATCH", 1)
    monkeypatch.setattr(shipping, "put", lambda rows: parts.append(rows) or put(rows))

    assert counted(story) == 4
    assert len(parts) == 4


def test_what_the_database_refuses_stands_in_nobodys_way(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    story = published()
    own.write(b"1\tnever\t\\\\x\t\tdirect\tf\n")
    ship()
    report_all(story.pk)

    assert counted(story) == 4
    assert [file.suffix for file in files(settings)] == [".refused"]
    assert "refuses" in caplog.text


def test_a_disk_that_is_full_acknowledges_nothing_and_tears_no_line_of_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    story = published()
    report(story.pk)
    write = os.write

    def full(descriptor: int, line: bytes) -> int:
        return write(descriptor, line[:20])

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        answers = [report_to_server(story.pk, address=address) for address in ADDRESSES]
    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(503, "5")] * 4
    assert caplog.text.count("views are not counted") == 1

    report_all(story.pk)
    assert counted(story) == 5


def test_a_folder_that_cannot_be_written_acknowledges_nothing(tmp_path: Path, settings: LazySettings) -> None:
    (tmp_path / "file").touch()
    story = published()
    settings.VIEWS_JOURNAL = tmp_path / "file" / "views"
    assert report(story.pk).status_code == 503

    settings.VIEWS_JOURNAL = tmp_path / "views"
    assert report(story.pk).status_code == 204
    assert counted(story) == 1


def test_while_the_database_is_away_readers_are_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    story = published()
    report(story.pk)

    def away(rows: bytes) -> None:
        raise OperationalError("the database is shutting down")

    with monkeypatch.context() as patched:
        patched.setattr(shipping, "put", away)
        assert not folder.fold_once()
        answer = report(story.pk, address="198.51.100.9")
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert not folder.fold_once(silent=True)
    assert len(files(settings)) == 1
    assert folder.fold_once()

    assert report(story.pk, address="198.51.100.9").status_code == 204
    assert counted(story) == 2


def test_a_database_that_does_not_answer_is_away_too(monkeypatch: pytest.MonkeyPatch) -> None:
    story = published()
    report(story.pk)
    monkeypatch.setattr(journal, "PATIENCE", 0)
    racer = Racer(ship)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE articles_pendingview IN SHARE MODE")
        racer.start_and_block()
        assert report(story.pk, address="198.51.100.9").status_code == 503
    assert outcomes([racer]) == [None]

    assert report(story.pk, address="198.51.100.9").status_code == 204
    assert counted(story) == 2


def test_a_story_that_must_be_asked_about_while_the_database_is_away_is_none_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(**params: int) -> None:
        raise OperationalError("the database is shutting down")

    story, unseen = published(), draft()
    with monkeypatch.context() as patched:
        patched.setattr("articles.counting.inbox._seen", away)
        assert [report(number.pk).status_code for number in (story, unseen)] == [503, 503]

    assert [report(number.pk).status_code for number in (story, unseen)] == [204, 404]
    assert counted(story) == 1


def test_a_durable_view_is_on_the_disk_before_it_is_answered(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VIEWS_DURABLE = True
    story = published()
    sizes = []
    sync = os.fdatasync
    monkeypatch.setattr(os, "fdatasync", lambda file: sizes.append(os.fstat(file).st_size) or sync(file))

    report_all(story.pk)

    assert sizes == sorted(set(sizes)) and len(sizes) == 4
    assert counted(story) == 4


def test_durable_views_that_come_at_once_share_the_wait(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VIEWS_DURABLE = True
    first, syncs = Event(), []
    all_written = Barrier(5)
    writes = own.write

    def sync(file: int) -> None:
        syncs.append(file)
        if len(syncs) == 1:
            first.set()
            all_written.wait(20)  # the others have written, and wait

    wait_for_disk = journal.File.wait_for_disk

    def waiting(self: journal.File, end: int) -> None:
        if first.is_set():
            all_written.wait(20)
        wait_for_disk(self, end)

    monkeypatch.setattr(os, "fdatasync", sync)
    monkeypatch.setattr(journal.File, "wait_for_disk", waiting)
    row = b"1\t2026-03-11T05:00:00+00:00\t\\\\x61\t\tdirect\tf\n"
    threads = [Thread(target=writes, args=[row]) for _ in range(5)]
    threads[0].start()
    first.wait(20)
    for thread in threads[1:]:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(syncs) == 2


def test_a_disk_that_fails_to_keep_a_durable_view_acknowledges_none(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VIEWS_DURABLE = True
    story = published()

    def fail(file: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdatasync", fail)
        assert report(story.pk).status_code == 503
    before = files(settings)

    report(story.pk)  # comes again: the same reader
    assert len(files(settings)) == len(before) + 1  # and is not left to a file of which the kernel knows no more
    assert counted(story) == 1


def test_neither_address_nor_browser_is_in_a_file_and_nobody_else_may_read_it(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.VIEWS_JOURNAL = tmp_path / "views"
    report(published().pk, address="198.51.100.23", browser=CHROME + " TrinhDuyetRieng/1.0")

    [file] = files(settings)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    for secret in (b"198.51.100.23", b"TrinhDuyetRieng"):
        assert secret not in file.read_bytes()
        assert secret.hex().encode() not in file.read_bytes()


def test_an_orderly_end_ships_what_there_is(caplog: pytest.LogCaptureFixture) -> None:
    story = published()
    report(story.pk)

    folder.ship_the_rest()

    assert PendingView.objects.get().article_id == story.pk
    assert caplog.records == []


def test_a_note_whose_file_was_never_seen_again_is_forgotten_after_a_month(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report(published().pk)
    monkeypatch.setattr(shipping, "FORGET", "SELECT %s::text")
    ship()
    shipping.forget_old_notes()
    assert ShippedJournal.objects.count() == 1

    monkeypatch.setattr(shipping, "NOTES_KEPT", -shipping.NOTES_KEPT)
    shipping.forget_old_notes()
    assert not ShippedJournal.objects.exists()
