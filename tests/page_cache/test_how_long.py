"""How long a page is shown, here and by a cache in front."""

from typing import Any

import pytest
from django.http import HttpResponse

from newsroom import page_cache
from tests.page_cache.site import Site, text, told


def test_a_page_is_fresh_then_old_then_gone(clock: Any) -> None:
    site = Site()
    site.get()
    clock.shift(29.9)
    assert site.get().content == "bản 1".encode()
    clock.shift(0.1)
    assert site.get().content == "bản 2".encode()
    clock.shift(90)
    assert site.get()["Cache-Status"] == "newsroom; fwd=uri-miss; stored"


def test_a_cache_in_front_adds_nothing_to_the_time(clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the age at which it takes the page over, it gives it up when this one does."""
    site = Site()
    site.get()
    monkeypatch.setattr(page_cache, "claim", lambda place: None)  # somebody else is rendering it anew
    for _ in range(113):
        clock.shift(0.79)
        age = page_cache.time.time() - 1_800_000_000
        if age >= 90:
            break
        seconds = told(site.get())
        assert age + seconds["s-maxage"] <= max(30, age)
        assert age + seconds["s-maxage"] + seconds["stale-while-revalidate"] <= 90
        assert seconds["stale-if-error"] == seconds["stale-while-revalidate"]
        assert seconds["max-age"] == 0
    assert site.rendered == 1


def test_the_time_counts_from_when_the_rendering_began(clock: Any) -> None:
    """What was withdrawn while a slow page was made stands in it: it must not live the longer for that."""

    def slow(number: int) -> HttpResponse:
        clock.shift(20)
        return text(number)

    site = Site(slow)
    site.get()
    assert told(site.get())["s-maxage"] == 10


def test_a_clock_that_is_put_back_keeps_no_page_alive(clock: Any) -> None:
    site = Site()
    site.get()
    clock.shift(-3600)
    assert site.get().content == "bản 2".encode()
