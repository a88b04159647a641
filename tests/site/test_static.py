"""What collecting the static files makes of them."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from pytest_django.fixtures import Settings

from newsroom.static import StaticFilesStorage

CSS = "public/css/"


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    """The folder that our style sheets are collected in."""
    settings.DEBUG = False
    (tmp_path / "sources").mkdir()
    sources = FileSystemStorage(location=Path(str(finders.find(f"{CSS}site.css"))).parents[2])
    names = [f"{CSS}{name}" for name in sources.listdir(CSS)[1]]
    storage = StaticFilesStorage(location=tmp_path / "static", base_url="/static/")
    paths = {name: (sources, name) for name in names}
    for name in names:
        with sources.open(name) as file:
            storage.save(name, file)
    for _each in range(2):  # a second time finds the sheet whole already
        problems = [done for _name, _hashed, done in storage.post_process(paths) if isinstance(done, Exception)]
        assert problems == []
    return tmp_path / "static"


def test_the_sheet_of_every_page_is_one_file(collected: Path) -> None:
    [hashed] = (collected / CSS).glob("site.????????????.css")
    sheet = hashed.read_text("utf-8")

    assert "@import" not in sheet
    assert sheet.count("--paper:") >= 2 and ".masthead" in sheet and ".footer" in sheet
    assert sheet.index(":root") < sheet.index(".masthead") < sheet.index(".footer")
    assert (collected / CSS / f"{hashed.name}.gz").exists()
