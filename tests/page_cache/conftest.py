"""The page cache turned on, in a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pytest_django.fixtures import Settings

from newsroom import page_cache


@pytest.fixture(autouse=True)
def _page_cache(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.PAGE_CACHE = "files"
    pages = {"BACKEND": "newsroom.shared_files.SharedFiles", "LOCATION": str(tmp_path / "pages")}
    settings.CACHES = settings.CACHES | {"pages": pages}
    page_cache._Health.rests_until = page_cache._Health.silent_until = 0.0
    yield
    page_cache._Health.rests_until = 0.0


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(1_800_000_000, tick=False) as travelling:
        yield travelling
