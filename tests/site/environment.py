"""The settings as some environment makes them, apart from those under which the tests themselves run."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "newsroom" / "settings.py"
# Every variable the settings read.
VARIABLES = set(re.findall(r"""(?:from_environment|environ\.get)\(\s*"([A-Z_]+)\"""", SETTINGS.read_text()))
# What the README asks for in production, and nothing else.
PRODUCTION = {
    "DATABASE_URL": "postgres://newsroom:mat-khau@db.invalid:5432/newsroom",
    "SECRET_KEY": "bai-nao-cung-phai-qua-hai-nguoi-doc-truoc-khi-den-tay-ban-doc-2026",
    "ALLOWED_HOSTS": "news.example,www.news.example",
}


def settings_of(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> dict[str, Any]:
    """The settings module, run afresh where the site's variables are these and no others."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(SETTINGS))
