"""The cache in files: what one process puts in all others find, and it never grows past its room."""

import os
import pickle
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine

from newsroom.shared_files import SHARDS, SharedFiles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pages"


def opened(folder: Path, **options: int) -> SharedFiles:
    return SharedFiles(str(folder), {"OPTIONS": options})


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != "adding"]


def test_a_value_is_there_for_every_process_until_it_expires(folder: Path) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        opened(folder).set("trang", {"a": b"1"}, 30)
        clock.shift(29)
        assert opened(folder).get("trang") == {"a": b"1"}
        clock.shift(1)
        assert opened(folder).get("trang") is None


def test_what_was_never_there_is_the_default(folder: Path) -> None:
    assert opened(folder).get("trang", "không") == "không"
    assert opened(folder).delete("trang") is False
    assert opened(folder).touch("trang", 5) is False


def test_a_value_without_a_time_stays_and_goes_when_told(folder: Path) -> None:
    cache = opened(folder)
    cache.set("trang", 1, None)
    with time_machine.travel(4_000_000_000):
        assert cache.get("trang") == 1
    assert cache.delete("trang") and cache.get("trang") is None


def test_the_time_of_a_value_can_be_changed(folder: Path) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        cache = opened(folder)
        cache.set("trang", 1, 5)
        assert cache.touch("trang", 50)
        clock.shift(40)
        assert cache.get("trang") == 1


def _adds(folder: Path, start: Any, won: Any) -> None:
    start.wait()
    if opened(folder).add("lượt", os.getpid(), 30):
        won.put(os.getpid())


def test_of_many_processes_that_add_one_key_one_does(folder: Path) -> None:
    context = get_context("fork")
    won, start = context.SimpleQueue(), context.Barrier(6)
    racers = [context.Process(target=_adds, args=(folder, start, won)) for _ in range(6)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(60)
    winner = won.get()
    assert won.empty()
    assert opened(folder).get("lượt") == winner


def test_of_many_threads_that_add_one_key_one_does(folder: Path) -> None:
    cache, start, won = opened(folder), Barrier(8), []

    def add(number: int) -> None:
        start.wait()
        if cache.add("lượt", number, 30):
            won.append(number)

    threads = [Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(won) == 1


def test_a_key_can_be_added_again_when_its_time_is_over(folder: Path) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        assert opened(folder).add("lượt", 1, 10)
        assert not opened(folder).add("lượt", 2, 10)
        clock.shift(10)
        assert opened(folder).add("lượt", 3, 10)


@pytest.mark.parametrize("options", [{"MAX_ENTRIES": 10 * SHARDS}, {"MAX_BYTES": 10 * SHARDS * 1000}])
def test_a_flood_of_values_keeps_within_the_room_and_drops_what_ends_first(
    folder: Path, options: dict[str, int]
) -> None:
    cache = opened(folder, **options)
    cache.set("lâu", "x" * 900, 1000)
    for number in range(2000):
        cache.set(f"trang {number}", "x" * 900, 30)

    # Of each shard's own, up to 15 may wait for the next look.
    assert len(files(folder)) <= (10 + 15) * SHARDS
    assert cache.get("lâu") is not None


def test_what_has_expired_is_cleared_away_by_the_way(folder: Path) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        cache = opened(folder)
        for number in range(400):
            cache.set(f"cũ {number}", 1, 30)
        clock.shift(31)
        for number in range(400):
            cache.set(f"mới {number}", 1, 30)
    assert len(files(folder)) < 600


def test_nobody_else_can_read_or_write_it(folder: Path) -> None:
    opened(folder).set("trang", 1, 30)
    modes = {oct(path.stat().st_mode & 0o077) for path in [*files(folder), *(p.parent for p in files(folder))]}
    assert modes == {"0o0"}


def test_a_file_of_somebody_elses_is_not_unpickled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(folder).set("trang", 1, 30)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    monkeypatch.setattr(pickle, "loads", lambda content: pytest.fail("unpickled"))
    assert opened(folder).get("trang") is None


def test_a_write_that_fails_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = opened(folder)
    cache.set("trang", "trước", 30)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        cache.set("trang", "sau", 30)
    assert cache.get("trang") == "trước"
    assert len(files(folder)) == 1


def test_the_folder_may_be_deleted_at_any_time(folder: Path) -> None:
    cache = opened(folder)
    cache.set("trang", 1, 30)
    rmtree(folder)

    assert cache.get("trang") is None
    assert cache.add("lượt", 1, 30)
    rmtree(folder)
    cache.set("trang", 2, 30)
    assert cache.get("trang") == 2


def test_it_is_emptied(folder: Path) -> None:
    cache = opened(folder)
    cache.set_many({str(number): number for number in range(20)}, 30)
    cache.clear()
    assert files(folder) == []
