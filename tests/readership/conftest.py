"""Keys of readers are remembered by the process, and tests take their rows away."""

from collections.abc import Iterator

import pytest

from articles import readership


@pytest.fixture(autouse=True)
def _forgotten_keys() -> Iterator[None]:
    readership._keys_of.cache_clear()
    yield
    readership._keys_of.cache_clear()
