"""Values that a process keeps for some seconds as they are: not a copy, so whoever gets one must not change it."""

from collections.abc import Callable, Hashable
from functools import wraps
from time import monotonic
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R", covariant=True)

_EVERYTHING: list[dict[Hashable, tuple[float, object]]] = []


class Held(Protocol[P, R]):
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...


def held(seconds: float) -> Callable[[Callable[P, R]], Held[P, R]]:
    """A function whose answer to the same arguments (few, and hashable) is kept for so long.

    Django's local cache would write and read every value as a pickle: milliseconds for a list of stories, on each page.
    """

    def decorate(function: Callable[P, R]) -> Held[P, R]:
        kept: dict[Hashable, tuple[float, R]] = {}
        _EVERYTHING.append(kept)  # type: ignore[arg-type]

        @wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (args, tuple(sorted(kwargs.items())))
            if (found := kept.get(key)) and found[0] > monotonic():
                return found[1]
            value = function(*args, **kwargs)
            kept[key] = (monotonic() + seconds, value)
            return value

        return answer

    return decorate


def forget_everything() -> None:
    """For tests: no process has kept anything yet."""
    for kept in _EVERYTHING:
        kept.clear()
