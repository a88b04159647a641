"""Reports that PostgreSQL does not have yet: every process of the site appends them to a file on its machine's disk.

What is written is the kernel's, and outlives the process however that ends. A file belongs to whoever holds its lock,
which the kernel takes back from a process that has ended: then another one takes the file over. Which reports a file
has that PostgreSQL has too is a matter of articles.counting.shipping.
"""

import errno
import fcntl
import logging
import math
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from uuid import uuid4
from zlib import crc32

from django.conf import settings

logger = logging.getLogger(__name__)

SUFFIX = ".views"
NAME = re.compile(rf"[0-9a-f]{{32}}{re.escape(SUFFIX)}")
# Bytes that are read of a file at once: some thousand reports.
BATCH = 500_000
# Seconds. Where shipping takes longer, PostgreSQL is as good as away.
PATIENCE = 2.0


class NotKept(Exception):
    """A report was not kept: the disk does not do, or what was reported before does not get to PostgreSQL."""


class File:
    """A file that no other process may deal with, until it is closed here or this process ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._written = os.fstat(descriptor).st_size
        self._on_disk: float = 0  # bytes
        self.is_torn = False
        self._syncing = Lock()

    @property
    def name(self) -> str:
        return self.path.stem

    def is_empty(self) -> bool:
        return os.fstat(self._descriptor).st_size == 0

    def append(self, row: bytes) -> int:
        """Write a line; where it ends. Raises OSError: also where only a part found room, and the file is torn."""
        line = b"%08x %s" % (crc32(row), row)
        written = os.write(self._descriptor, line)
        self._written += written
        if written < len(line):
            self.is_torn = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
        return self._written

    def wait_for_disk(self, end: int) -> None:
        """Come back once all up to there is on the disk. Threads that wait at once wait for one write, or two."""
        with self._syncing:
            if self._on_disk >= end:
                return
            written = self._written
            os.fdatasync(self._descriptor)
            self._on_disk = written

    def batches(self) -> Iterator[bytes]:
        """The rows, many at a time. Damaged ones are left out and told; a last one without its end was never kept."""
        with open(self._descriptor, "rb", closefd=False) as opened:
            opened.seek(0)
            while lines := opened.readlines(BATCH):
                rows = [_row(line) for line in lines]
                if damaged := sum(row is None and line.endswith(b"\n") for row, line in zip(rows, lines, strict=True)):
                    logger.error("%s: %d lines are damaged; these views are lost", self.path, damaged)
                yield b"".join(row for row in rows if row)

    def close(self) -> None:
        """Leave it to others. Whoever still waits for the disk need not: PostgreSQL has it all, or nobody ever will."""
        with self._syncing:
            self._on_disk = math.inf
            os.close(self._descriptor)

    def let_go(self) -> None:
        """As if this process had ended; in a child of the process that has it, that one's lock stays."""
        os.close(self._descriptor)


def _row(line: bytes) -> bytes | None:
    check, _space, row = line.partition(b" ")
    return row if check == b"%08x" % crc32(row) else None


def _made(folder: Path) -> File:
    """A new file. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        path = folder / f"{uuid4().hex}{SUFFIX}"
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        # Before it was locked, somebody may have found it without an owner, and have done away with it.
        if _lock(descriptor):
            if settings.VIEWS_DURABLE:
                _sync(folder)
            return File(path, descriptor)
        os.close(descriptor)


def _taken_over(path: Path) -> File | None:
    """The file of a process that has ended; None where one has it, or it is there no more. Raises OSError."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    if _lock(descriptor):
        return File(path, descriptor)
    os.close(descriptor)
    return None


def _lock(descriptor: int) -> bool:
    """Make the file this process's own; False where it is another's, or was removed by the one that had it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return os.fstat(descriptor).st_nlink > 0


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Journal:
    """One process's part: the file that it writes to, and those that are to be shipped. For any number of threads."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._writing = Lock()  # held for moments
        self._current: File | None = None
        self._shipping = Lock()
        self._shipping_since = 0.0
        self._to_ship: list[File] = []
        self._behind = False
        self._told: set[str] = set()

    def require_open(self) -> None:
        """Raises NotKept while shipping fails, or hangs: so the files stay small, and readers come again."""
        since = self._shipping_since
        if self._behind or (since and time.monotonic() - since > PATIENCE):
            raise NotKept("views that were reported before are not in the database yet")

    def write(self, row: bytes) -> None:
        """Keep a row, which ends with a line break and has no other. Raises NotKept; then it is not, or torn.

        It outlives this process when this returns, and with VIEWS_DURABLE the machine.
        """
        try:
            with self._writing:
                if self._current is None:
                    self._current = _made(Path(settings.VIEWS_JOURNAL))
                file = self._current
                try:
                    end = file.append(row)
                finally:
                    if file.is_torn:  # nothing may stand behind the piece of a line
                        self._set_aside()
            if settings.VIEWS_DURABLE:
                self._wait_for_disk(file, end)
        except OSError as error:
            self._tell("write", "views are not counted: %s", error)
            raise NotKept(str(error)) from error
        self._told.discard("write")

    def _wait_for_disk(self, file: File, end: int) -> None:
        try:
            file.wait_for_disk(end)
        except OSError:
            # The kernel tells of a write that failed once: what it says of this file from now on means nothing.
            with self._writing:
                if file is self._current:
                    self._set_aside()
            raise

    def _set_aside(self) -> None:
        if self._current:
            self._to_ship.append(self._current)
            self._current = None

    @contextmanager
    def shipping(self) -> Iterator[list[File]]:
        """What is to be shipped: what this process wrote so far, and the files of processes that have ended.

        One thread at a time. Where it fails, no report is taken until it has worked.
        """
        with self._shipping:
            self._shipping_since = time.monotonic()
            try:
                with self._writing:
                    self._set_aside()
                self._take_over()
                yield list(self._to_ship)
            except BaseException:
                self._behind = True
                raise
            else:
                self._behind = False
            finally:
                self._shipping_since = 0.0

    def _take_over(self) -> None:
        folder = Path(settings.VIEWS_JOURNAL)
        with suppress(FileNotFoundError):
            for name in sorted(filter(NAME.fullmatch, os.listdir(folder))):
                try:
                    if file := _taken_over(folder / name):
                        self._to_ship.append(file)
                except OSError as error:
                    self._tell(name, "views are left uncounted: %s", error)

    def remove(self, file: File) -> None:
        """Done with, for good: also where the machine loses its power now."""
        with suppress(FileNotFoundError):
            os.unlink(file.path)
        _sync(file.path.parent)
        self._leave(file)

    def lay_aside(self, file: File) -> None:
        """Keep it for somebody to look at, and never take it up again."""
        os.rename(file.path, file.path.with_suffix(".refused"))
        self._leave(file)

    def _leave(self, file: File) -> None:
        self._to_ship.remove(file)
        file.close()

    def _tell(self, what: str, *message: object) -> None:
        """Log it once, until it has gone well."""
        if what not in self._told:
            self._told.add(what)
            logger.error(*message)

    def let_go(self) -> None:
        """Begin anew, as another process: in a child of this one, where all there is stays the parent's."""
        for file in (*self._to_ship, *filter(None, [self._current])):
            file.let_go()
        self._begin()


own = Journal()
os.register_at_fork(after_in_child=own.let_go)
