"""What is held is asked for once in its time, also by many threads at once, and never when asking failed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest

from newsroom.held import forget_everything, held


def counted(seconds: float = 60) -> tuple[Callable[[str], str], list[str]]:
    asked: list[str] = []

    @held(seconds)
    def answer(name: str) -> str:
        asked.append(name)
        sleep(0.02)
        return name.upper()

    return answer, asked


def test_an_answer_is_held_for_each_question() -> None:
    answer, asked = counted()
    assert [answer(name) for name in "aba"] == ["A", "B", "A"]
    assert asked == ["a", "b"]


def test_of_many_threads_one_asks() -> None:
    answer, asked = counted()
    together = Barrier(8)

    def ask(_number: int) -> str:
        together.wait()
        return answer("a")

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(8))) == {"A"}
    assert asked == ["a"]


def test_an_answer_runs_out() -> None:
    answer, asked = counted(seconds=0)
    answer("a")
    answer("a")
    assert asked == ["a", "a"]


def test_what_was_forgotten_is_asked_again() -> None:
    answer, asked = counted()
    answer("a")
    forget_everything()
    answer("a")
    assert asked == ["a", "a"]


def test_a_failure_is_not_held() -> None:
    @held(60)
    def fail() -> None:
        raise LookupError

    for _time in range(2):
        with pytest.raises(LookupError):
            fail()
