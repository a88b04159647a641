"""Which static files of other packages are left out when they are collected."""

from django.contrib.staticfiles.apps import StaticFilesConfig


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
