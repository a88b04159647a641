"""A page is rendered once for many readers, also when it expires or is new."""

import re
from threading import Event
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse

from articles.public import held_pages
from newsroom import page_cache
from tests.page_cache.site import PATIENCE, STORY, Reader, Site, text


def test_a_page_is_rendered_once_for_all_its_readers() -> None:
    site = Site()
    answers = [site.get() for _ in range(20)]

    assert site.rendered == 1
    assert {answer.content for answer in answers} == {"bản 1".encode()}
    assert {answer["X-Frame-Options"] for answer in answers} == {"DENY"}
    assert [answers[0]["Cache-Status"], answers[1]["Cache-Status"]] == [
        "newsroom; fwd=uri-miss; stored",
        "newsroom; hit; ttl=29",
    ]


def test_every_worker_shows_what_one_has_rendered() -> None:
    first, second = Site(), Site()
    first.get()
    assert second.get().content == "bản 1".encode()
    assert second.rendered == 0


def test_while_one_renders_a_page_anew_all_others_get_the_old_one_at_once() -> None:
    begun, go_on = Event(), Event()

    def slow(number: int) -> HttpResponse:
        if number == 2:
            begun.set()
            assert go_on.wait(PATIENCE)
        return text(number)

    site = Site(slow)
    site.get()
    with time_machine.travel(page_cache.time.time() + 31):
        first = Reader(site)
        assert begun.wait(PATIENCE)
        others = [site.get() for _ in range(20)]
        go_on.set()

        assert {other.content for other in others} == {"bản 1".encode()}
        assert first.content() == "bản 2".encode()
        assert site.get().content == "bản 2".encode()
    assert site.rendered == 2
    assert re.fullmatch(r"newsroom; hit; ttl=-\d+", others[0]["Cache-Status"])


def test_a_page_that_nobody_has_is_rendered_once_while_the_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_pages, "PATIENCE", PATIENCE)
    begun, go_on, waiting = Event(), Event(), []
    pause = held_pages.time.sleep
    monkeypatch.setattr(held_pages.time, "sleep", lambda seconds: (waiting.append(1), pause(seconds)))

    def slow(number: int) -> HttpResponse:
        begun.set()
        assert go_on.wait(PATIENCE)
        return text(number)

    site = Site(slow)
    readers = [Reader(site) for _ in range(8)]
    assert begun.wait(PATIENCE)
    while len(waiting) < 7:
        pause(0.01)
    go_on.set()

    assert {reader.content() for reader in readers} == {"bản 1".encode()}
    assert site.rendered == 1


def test_who_gets_the_turn_looks_whether_the_page_is_there_by_now(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, claim = Site(), Site(), page_cache.claim

    def later(place: page_cache.Place) -> str | None:
        monkeypatch.setattr(page_cache, "claim", claim)
        first.get()
        return claim(place)

    monkeypatch.setattr(page_cache, "claim", later)
    assert second.get().content == "bản 1".encode()
    assert second.rendered == 0


def test_who_waits_for_one_that_died_renders_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_pages, "PATIENCE", 0.02)
    monkeypatch.setattr(page_cache, "claim", lambda place: None)
    site = Site()
    monkeypatch.setattr(page_cache, "look", lambda place: page_cache.Found(None, "của ai đó", None))
    assert site.get().content == "bản 1".encode()


def test_a_claim_ends_by_itself(clock: Any) -> None:
    place = page_cache.Place.of("http", "testserver", STORY, "")
    assert page_cache.claim(place)
    assert page_cache.claim(place) is None
    clock.shift(page_cache.CLAIMED)
    assert page_cache.claim(place)


def test_who_waits_for_what_may_not_be_kept_waits_no_longer_than_that_takes() -> None:
    begun, go_on = Event(), Event()

    def slow(number: int) -> HttpResponse:
        if number == 1:
            begun.set()
            assert go_on.wait(PATIENCE)
        return HttpResponse(f"bản {number}")

    site = Site(slow)
    first = Reader(site)
    assert begun.wait(PATIENCE)
    second = Reader(site)
    go_on.set()
    assert {first.content(), second.content()} == {"bản 1".encode(), "bản 2".encode()}
