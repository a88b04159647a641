"""Keys of readers are remembered by the process, and tests take their rows away."""

from collections.abc import Iterator

import pytest

from articles.counting import readers


@pytest.fixture(autouse=True)
def _forgotten_keys() -> Iterator[None]:
    readers._keys_of.cache_clear()
    yield
    readers._keys_of.cache_clear()
