"""The same in a real Redis; skipped where there is none, or no django-redis."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from articles.public import held_pages
from newsroom import page_cache
from newsroom.quick_answers import at_once
from tests.page_cache.site import PATIENCE, STORY, Reader, Site, text

pytest.importorskip("django_redis", reason="django-redis is not installed")
pytestmark = pytest.mark.skipif(shutil.which("redis-server") is None, reason="there is no redis-server here")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
    process = subprocess.Popen(command, cwd=tmp_path_factory.mktemp("redis"), stdout=subprocess.DEVNULL)  # noqa: S603  # nothing in it comes from outside
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield process, f"redis://127.0.0.1:{port}/0"
    process.kill()
    process.wait()


@pytest.fixture(autouse=True)
def _redis(_page_cache: None, server: tuple[Any, str], settings: Settings, tmp_path: Path) -> Iterator[None]:
    options = {"IGNORE_EXCEPTIONS": False, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1}
    pages = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": server[1], "OPTIONS": options}
    settings.PAGE_CACHE = "cache"
    settings.CACHES = settings.CACHES | {"pages": pages}
    settings.SITE_NAME = str(tmp_path)  # a site of its own in the store
    page_cache.edition.cache_clear()
    yield
    page_cache.edition.cache_clear()


def test_a_page_is_rendered_once_and_shown_by_all() -> None:
    first, second = Site(), Site()
    first.get(Host="testserver")
    assert second.get(Host="testserver").content == "bản 1".encode()
    assert second.rendered == 0
    assert at_once(None)(_environ(), lambda *_answer: None) == ["bản 1".encode()]  # type: ignore[arg-type]


def test_a_page_that_nobody_has_is_rendered_once_while_the_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_pages, "PATIENCE", PATIENCE)
    begun, go_on = Event(), Event()

    def slow(number: int) -> Any:
        begun.set()
        assert go_on.wait(PATIENCE)
        return text(number)

    site = Site(slow)
    readers = [Reader(site) for _ in range(8)]
    assert begun.wait(PATIENCE)
    go_on.set()
    assert {reader.content() for reader in readers} == {"bản 1".encode()}
    assert site.rendered == 1


def test_a_page_that_is_dropped_is_rendered_again() -> None:
    site = Site()
    site.get()
    page_cache._drop([STORY])
    assert site.get().content == "bản 2".encode()


def test_the_turn_is_given_up_by_whoever_has_it() -> None:
    place = page_cache.Place.of("http", "testserver", STORY, "")
    turn = page_cache.claim(place)
    assert turn and page_cache.claim(place) is None
    page_cache.release(place, "của người khác")
    assert page_cache.claim(place) is None
    page_cache.release(place, turn)
    turn = page_cache.claim(place)
    assert turn
    page_cache.release(place, turn, after=60)
    assert page_cache.claim(place) is None


def test_a_redis_that_is_gone_breaks_no_page(server: tuple[Any, str]) -> None:
    site = Site()
    site.get()
    server[0].kill()
    server[0].wait()
    assert [site.get().status_code for _ in range(5)] == [200] * 5
    assert site.rendered == 6


def _environ() -> dict[str, Any]:
    return {"REQUEST_METHOD": "GET", "PATH_INFO": STORY, "HTTP_HOST": "testserver", "wsgi.url_scheme": "http"}
