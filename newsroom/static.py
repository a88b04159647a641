"""How static files are collected: which of other packages' are left out, and under which names they are served."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Style sheets made of others, which stand in the same folder.
WHOLE_SHEETS = ("public/css/site.css",)
_IMPORT = re.compile(r'^@import "([a-z-]+\.css)";$', re.MULTILINE)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names by content, those that our modules import each other by included: so a browser never mixes two releases."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """What Django and whitenoise do, after sheets made of others have been made whole."""
        whole = {} if dry_run else {name: _whole(name, paths) for name in WHOLE_SHEETS if name in paths}
        for name, sheet in whole.items():
            Path(self.path(name)).write_text(sheet, "utf-8")
        yield from super().post_process(paths | {name: (self, name) for name in whole}, dry_run, **options)


def _whole(name: str, paths: dict[str, Any]) -> str:
    """The sheet with the text of those it imports in their places, as it stands in the sources."""
    folder = Path(name).parent
    return _IMPORT.sub(lambda found: _source(str(folder / found[1]), paths), _source(name, paths))


def _source(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode("utf-8"))


class NewsroomStaticFilesConfig(StaticFilesConfig):
    """CKEditor brings test pages, samples and plug-ins that talk to other hosts; none of them is to be served."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "tests",
        "samples",
        "galleriffic",
        "bender*",
        "build-config.js",
        "*.md",
        "exportpdf",
        "flash",
        "adobeair",
        "scayt",
        "wsc",
        "codesnippet*",
        "mathjax",
    ]
