"""The machine's own Chromium: Playwright's browsers are not used."""

import shutil

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
# Chromium refuses its sandbox to root, and looks up its maker's hosts at every start unless told not to.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
