"""With CACHE_URL, repeated reads are told by a Redis that machines share; whatever happens to it, no view is lost."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries

from articles.counting import fold as folding
from articles.counting import marks
from articles.counting.fold import fold
from articles.counting.shipping import ship
from articles.models import PendingView, RecentView
from newsroom.settings import cache as cache_settings
from tests.factories import published
from tests.readership.reading import counted, report

pytestmark = pytest.mark.django_db

PORT = 8297


class Redis:
    """A real one, in a folder of its own, that keeps nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def start(self) -> None:
        command = ["redis-server", "--port", str(PORT), "--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("Redis does not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture
def redis(tmp_path: Path, settings: LazySettings) -> Iterator[Redis]:
    pytest.importorskip("django_redis", reason="django-redis is not installed")
    if shutil.which("redis-server") is None:
        pytest.skip("no Redis on this machine (Debian: apt-get install redis-server)")
    server = Redis(tmp_path)
    settings.CACHES = {"default": cache_settings(f"redis://127.0.0.1:{PORT}/0")}
    marks._shared.cache_clear()
    yield server
    server.stop()
    marks._shared.cache_clear()


def test_repeated_reads_are_told_by_redis_alone(redis: Redis) -> None:
    story, other = published(), published()
    for _ in range(2):
        report(story.pk)
        report(other.pk)
        ship()
        assert fold() == 2

    assert (counted(story), counted(other)) == (1, 1)
    assert not RecentView.objects.exists()
    [lifetime] = {round(cache.ttl(name) / 60) for name in cache.keys("read:*")}  # type: ignore[attr-defined]
    assert lifetime == 30


def test_however_much_is_read_redis_is_asked_once(
    redis: Redis, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = published()
    for number in range(50):
        report(story.pk, address=f"198.51.100.{number}")
    ship()
    before = _commands()
    with django_assert_num_queries(10):
        fold()

    assert _commands()["mget"] - before.get("mget", 0) == 1
    assert counted(story) == 50


def _commands() -> dict[str, int]:
    told = cache.client.get_client().info("commandstats")  # type: ignore[attr-defined]
    return {name.removeprefix("cmdstat_"): stats["calls"] for name, stats in told.items()}


def test_a_fold_whose_commit_fails_after_redis_has_the_marks_is_done_again(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = published()
    for _ in range(3):
        report(story.pk)
    ship()
    kept = marks.keep

    def keep_and_fail(made: dict) -> None:
        kept(made)
        raise OperationalError("the connection was lost before the commit")

    with monkeypatch.context() as patched, pytest.raises(OperationalError):
        patched.setattr(folding.marks, "keep", keep_and_fail)
        fold()
    assert cache.keys("read:*")  # type: ignore[attr-defined]
    assert PendingView.objects.count() == 3

    assert counted(story) == 1


def test_without_redis_the_database_tells_and_goes_on_telling_when_it_is_back(redis: Redis) -> None:
    story = published()
    redis.stop()
    report(story.pk)
    assert counted(story) == 1
    report(story.pk)
    assert counted(story) == 1
    assert RecentView.objects.exists()

    redis.start()
    report(story.pk)
    report(story.pk, address="198.51.100.9")

    assert counted(story) == 2


def test_a_redis_that_starts_anew_loses_no_view(redis: Redis) -> None:
    story = published()
    report(story.pk, address="198.51.100.1")
    ship()
    fold()
    report(story.pk, address="198.51.100.2")
    redis.stop()
    redis.start()

    assert counted(story) == 2
