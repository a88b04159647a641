"""What every page shows, held in the process for some seconds, so that hardly any page asks for it.

Unlike Django's cache this makes no copies: whatever is held is shared by threads and never altered.
"""

from collections.abc import Callable
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import TTLCache, cached

P = ParamSpec("P")
R = TypeVar("R")
_held: list[TTLCache[Any, Any]] = []


def held(seconds: float, entries: int = 64) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorator: the answers to the last `entries` different calls are held; where one has run out, one thread asks."""
    answers: TTLCache[Any, Any] = TTLCache(entries, seconds)
    _held.append(answers)
    return cached(answers, condition=Condition())


def forget_everything() -> None:
    """For tests, and for whoever has just changed what is held in this process."""
    for answers in _held:
        answers.clear()
