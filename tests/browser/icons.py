"""The site's icons, drawn by Chromium from static/public/icon.svg: `make icons` after the drawing has changed."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, CHROMIUM

STATIC = Path(__file__).parents[2] / "static" / "public"
# file: (pixels, share of the width that the drawing takes). Where a system cuts icons to its own shape the red goes to
# the edges, and the drawing keeps to the middle: https://www.w3.org/TR/appmanifest/#icon-masks
DRAWN = {"192.png": (192, 1.0), "512.png": (512, 1.0), "maskable.png": (512, 0.9), "apple.png": (180, 0.96)}
ICO, ICO_SIZES = "favicon.ico", [16, 32, 48]
GROUND = "#8f1d21"


def draw(browser: Browser, pixels: int, share: float) -> Image.Image:
    """The drawing as a picture, alone on nothing where it takes the whole width, else on its own red."""
    page = browser.new_page(viewport={"width": pixels, "height": pixels})
    ground, size = ("transparent" if share == 1 else GROUND), pixels * share
    style = f"margin: 0; background: {ground}; display: grid; place-items: center; height: {pixels}px"
    svg = (STATIC / "icon.svg").read_text(encoding="utf-8").replace("<svg ", f'<svg width="{size}" height="{size}" ')
    page.set_content(f'<!doctype html><body style="{style}">{svg}')
    taken = page.screenshot(omit_background=True)
    page.close()
    return Image.open(io.BytesIO(taken)).convert("RGBA" if share == 1 else "RGB")


def write_all(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, (pixels, share) in DRAWN.items():
            draw(browser, pixels, share).save(folder / name, optimize=True)
        # Each size drawn by itself: one made smaller would blur the lines of the page in it.
        smallest, *larger = [draw(browser, pixels, 1.0) for pixels in ICO_SIZES]
        larger[-1].save(folder / ICO, append_images=[smallest, *larger[:-1]], sizes=[(n, n) for n in ICO_SIZES])
        browser.close()


if __name__ == "__main__":
    write_all(STATIC / "icons")
