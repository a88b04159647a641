"""What every kind of page weighs, compressed, and how many files it asks for.

`pytest -s tests/public/test_page_weights.py` prints the table. Pages are compressed as a proxy in front does (gzip at
its usual level 6), style sheets and scripts as whitenoise keeps them beside the originals (level 9). Pictures
are not among it: they follow from what is told.
"""

import gzip
import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client

from tests.public.pages import HTML, Newspaper, a_newspaper, pages_of

pytestmark = pytest.mark.django_db

KILOBYTE = 1000
# A page of a story: on a phone's slow connection it is there in a second or two.
HTML_LIMIT, CSS_LIMIT, JS_LIMIT = 30 * KILOBYTE, 15 * KILOBYTE, 10 * KILOBYTE
# Beside the page: a phone asks for six at a time.
FILES_LIMIT = 14


class Weight(NamedTuple):
    """Bytes, compressed, and the number of files beside the page."""

    html: int
    css: int
    js: int
    files: int


@pytest.fixture
def paper() -> Newspaper:
    return a_newspaper()


def weigh(client: Client, address: str) -> Weight:
    content = client.get(address).content
    page = BeautifulSoup(content, "html.parser")
    sheets = [link["href"] for link in page.select("link[rel=stylesheet]")]
    scripts = [script["src"] for script in page.select("script[src]")]
    return Weight(
        html=len(gzip.compress(content, 6)),
        css=sum(map(_static, sheets)),
        js=sum(map(_static, scripts)),
        files=len(sheets) + len(scripts),
    )


def _static(address: str) -> int:
    return len(gzip.compress(_served(address.removeprefix("/static/")), 9))


def _served(name: str) -> bytes:
    """The file as collecting leaves it: with the sheets that it imports in their places."""
    found = finders.find(name)
    assert found, name
    folder = PurePosixPath(name).parent
    content = Path(found).read_bytes()
    return re.sub(rb'@import "([a-z-]+\.css)";', lambda each: _served(str(folder / each[1].decode())), content)


def test_every_page_keeps_within_the_weight_of_a_story(client: Client, paper: Newspaper) -> None:
    weights = {name: weigh(client, kind.address(paper)) for name, kind in pages_of(HTML).items()}
    print(f"\n{'page':28}{'HTML':>8}{'CSS':>8}{'JS':>8}{'files':>7}")  # noqa: T201  # the table is what -s is for
    for name, weight in weights.items():
        print(f"{name:28}{weight.html:8,}{weight.css:8,}{weight.js:8,}{weight.files:7}")  # noqa: T201

    limits = Weight(HTML_LIMIT, CSS_LIMIT, JS_LIMIT, FILES_LIMIT)
    heavy = {
        name: each for name, each in weights.items() if any(got > most for got, most in zip(each, limits, strict=True))
    }
    assert heavy == {}
