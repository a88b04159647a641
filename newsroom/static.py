"""How static files are collected: which of other packages' are left out, and under which names they are served."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names by content, those that our modules import each other by included: so a browser never mixes two releases."""

    support_js_module_import_aggregation = True


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
