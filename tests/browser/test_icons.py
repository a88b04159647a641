"""The icons that are kept are those of the drawing; who changes it runs `make icons`."""

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from tests.browser.icons import DRAWN, STATIC, draw

pytestmark = pytest.mark.browser


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", DRAWN)
def test_every_icon_shows_the_drawing(browser: Browser, name: str) -> None:
    drawn = draw(browser, *DRAWN[name]).convert("RGBA")
    with Image.open(STATIC / "icons" / name) as kept:
        difference = ImageChops.difference(drawn, kept.convert("RGBA"))
    # Two versions of Chromium may round an edge differently.
    assert max(ImageStat.Stat(difference).mean) < 1
