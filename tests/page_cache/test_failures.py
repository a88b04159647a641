"""What cannot be rendered, and a store that fails."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse

from articles.public import held_pages
from newsroom import page_cache
from tests.page_cache.site import Site, text


def failing_from(second: int) -> Callable[[int], HttpResponse]:
    return lambda number: text(number) if number < second else HttpResponse("lỗi", status=500)


def test_a_page_that_cannot_be_rendered_anew_stays_for_its_time_and_no_longer(clock: Any) -> None:
    site = Site(failing_from(2))
    site.get()
    clock.shift(31)
    assert [site.get().status_code for _ in range(5)] == [200] * 5
    assert site.rendered == 2  # and is not tried at once again
    clock.shift(held_pages.AFTER_FAILURE)
    assert site.get().content == "bản 1".encode()
    assert site.rendered == 3
    clock.shift(60 - held_pages.AFTER_FAILURE)
    assert site.get().status_code == 500


def test_an_error_is_never_kept() -> None:
    site = Site(lambda number: text(number) if number > 1 else HttpResponse("lỗi", status=500))
    assert [site.get().status_code, site.get().status_code] == [500, 200]


def test_what_may_no_longer_be_kept_is_forgotten(clock: Any) -> None:
    site = Site(lambda number: text(number) if number == 1 else HttpResponse("riêng"))
    site.get()
    clock.shift(31)
    site.get()
    assert site.get().content == "riêng".encode()


@pytest.mark.parametrize("broken", ["get_many", "add", "set", "get", "delete"])
def test_a_store_that_fails_breaks_no_page_and_is_told_of_once(
    broken: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"newsroom.shared_files.SharedFiles.{broken}", fails)
    site = Site()
    with caplog.at_level(logging.ERROR, "newsroom.page_cache"):
        assert {site.get(f"/{number}/").status_code for number in range(5)} == {200}
        page_cache._Health.rests_until = 0.0
        assert site.get("/0/").status_code == 200
    assert len(caplog.records) == 1


def test_a_store_that_has_failed_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def fails(*_args: object, **_options: object) -> None:
        asked.append(1)
        raise ConnectionError

    monkeypatch.setattr("newsroom.shared_files.SharedFiles.get_many", fails)
    site = Site()
    for _ in range(10):
        site.get()
    assert (site.rendered, len(asked)) == (10, 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_breaks_no_page(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir(mode=0o500)
    assert Site().get().content == "bản 1".encode()
