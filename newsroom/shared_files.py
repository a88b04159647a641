"""A cache in files, shared by all processes of one machine.

Django's FileBasedCache unpacks a page of 60 KB for longer than a bare view takes, lists its whole folder for each value
it takes in, bounds their number and not their room on the disk, and lets two processes add() the same key. This one
reads a page in a hundredth of a bare view's time, keeps within entries and bytes, and adds in one step.
"""

import os
import pickle
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.files import locks

SHARDS = 16
# How many values a process puts into a shard before it looks whether that is full.
LOOK_EVERY = 16
FOR_EVER = 2.0**33  # the year 2242, as the time of a file


class SharedFiles(BaseCache):
    """Values in files of the process's own user, readable by no other. LOCATION is the folder.

    A file's time of change is when its value expires, so what has expired, and what expires first, is known without
    reading any. Options: MAX_ENTRIES, MAX_BYTES of all values together. Raises OSError where the disk does not do.
    """

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = params.get("OPTIONS", {})
        self._folder = os.path.abspath(folder)
        self._entries_of_shard = int(options.get("MAX_ENTRIES", 10_000)) // SHARDS
        self._bytes_of_shard = int(options.get("MAX_BYTES", 512 * 1024 * 1024)) // SHARDS
        self._taken_in: Counter[str] = Counter()  # by shard
        self._user = os.geteuid()

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            file = os.open(self._path(key, version), os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return default
        try:
            about = os.fstat(file)
            # A file of somebody else's is not unpickled: it could run what it likes.
            if about.st_mtime <= time.time() or about.st_uid != self._user:
                return default
            content = os.read(file, about.st_size)
        finally:
            os.close(file)
        return pickle.loads(content)  # noqa: S301  # the folder and the file are our own user's alone

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        path = Path(self._path(key, version))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        begun = path.with_name(f"{path.name}.{uuid4().hex}")
        try:
            file = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with open(file, "wb") as opened:
                opened.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
            with suppress(FileNotFoundError):  # somebody made room this very moment, and it is a cache
                self._expires(begun, timeout)
                os.replace(begun, path)  # whole or not at all: somebody may be reading it
        except BaseException:
            begun.unlink(missing_ok=True)
            raise
        self._taken_in[path.parent.name] += 1
        if self._taken_in[path.parent.name] % LOOK_EVERY == 0:
            self._make_room(path.parent)

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        with open(os.path.join(self._folder, "adding"), "ab") as turn:
            locks.lock(turn, locks.LOCK_EX)  # ends with the file, and so with a process that is killed
            if self.get(key, self, version) is not self:
                return False
            self.set(key, value, timeout, version)
            return True

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if self.get(key, self, version) is self:
            return False
        with suppress(FileNotFoundError):
            self._expires(Path(self._path(key, version)), timeout)
            return True
        return False

    def delete(self, key: str, version: int | None = None) -> bool:
        try:
            os.unlink(self._path(key, version))
        except FileNotFoundError:
            return False
        return True

    def clear(self) -> None:
        for shard in Path(self._folder).glob("[0-9a-f]"):
            for _size, _expires, path in _files(shard):
                with suppress(FileNotFoundError):
                    os.unlink(path)

    def _path(self, key: str, version: int | None) -> str:
        # Any key is good: it never becomes a name.
        name = blake2b(self.make_key(key, version).encode(), digest_size=16).hexdigest()
        return f"{self._folder}/{name[0]}/{name[1:]}"

    def _expires(self, path: Path, timeout: float | None) -> None:
        moment = self.get_backend_timeout(timeout)
        os.utime(path, (time.time(), FOR_EVER if moment is None else moment))

    def _make_room(self, shard: Path) -> None:
        """Remove what has expired, and then what expires first, until a quarter of the shard's room is free again."""
        files = sorted(_files(shard), key=lambda file: file[1])
        number, room, now = len(files), sum(file[0] for file in files), time.time()
        full = number > self._entries_of_shard or room > self._bytes_of_shard
        share = 0.75 if full else 1.0
        for size, expires, path in files:
            fits = number <= self._entries_of_shard * share and room <= self._bytes_of_shard * share
            if expires > now and fits:
                return
            with suppress(FileNotFoundError):
                os.unlink(path)
            number, room = number - 1, room - size


def _files(shard: Path) -> Iterator[tuple[int, float, str]]:
    """(bytes, when it expires, path) of each."""
    with suppress(FileNotFoundError), os.scandir(shard) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # another process was quicker
                about = entry.stat()
                yield about.st_size, about.st_mtime, entry.path
