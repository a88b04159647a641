"""What browsers ask about the site: the manifest, its icons, the description of the search."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client
from jsonschema import Draft202012Validator
from lxml import etree
from PIL import Image
from pytest_django.fixtures import Settings

from articles.public.for_browsers import DARK, LIGHT, short_name
from tests.public.pages import Newspaper

MANIFEST = Draft202012Validator(json.loads((Path(__file__).parent / "schemas" / "manifest.json").read_text("utf-8")))
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"

pytestmark = pytest.mark.django_db


def file_of(address: str) -> Path:
    return Path(finders.find(address.removeprefix("/static/")))


def problems(manifest: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in MANIFEST.iter_errors(manifest)]


def test_the_manifest_is_valid_and_leads_to_pages_that_are_there(client: Client, paper: Newspaper) -> None:
    manifest = client.get("/manifest.webmanifest").json()
    assert problems(manifest) == []
    for place in (manifest["start_url"], *(shortcut["url"] for shortcut in manifest["shortcuts"])):
        assert client.get(place).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"theme_color": "red"},
        {"start_url": "https://khac.example/"},
        {"display": "window"},
        {"short_name": "Báo của tỉnh Đồng Bằng"},
        {"icons": []},
        {"gcm_sender_id": "1"},
    ],
)
def test_the_schema_sees_what_it_is_to_find(client: Client, change: dict[str, object]) -> None:
    assert problems(client.get("/manifest.webmanifest").json() | change)


def test_every_icon_is_there_in_the_size_it_is_said_to_have(client: Client) -> None:
    icons = client.get("/manifest.webmanifest").json()["icons"]
    for icon in icons:
        with Image.open(file_of(icon["src"])) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]
            # A system cuts a maskable icon to its own shape: nothing may shine through.
            assert icon["purpose"] != "maskable" or picture.mode == "RGB"
    head = BeautifulSoup(client.get("/").content, "html.parser").head
    with Image.open(file_of(head.select_one('link[rel="apple-touch-icon"]')["href"])) as picture:
        assert (picture.size, picture.mode) == ((180, 180), "RGB")
    with Image.open(file_of(head.select_one('link[rel="icon"][sizes]')["href"])) as picture:
        assert picture.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert file_of(head.select_one('link[rel="icon"][type="image/svg+xml"]')["href"]).exists()
    assert client.get("/favicon.ico")["Location"] == head.select_one('link[rel="icon"][sizes]')["href"]


def test_the_browsers_own_surface_takes_the_colour_of_the_paper(client: Client) -> None:
    head = BeautifulSoup(client.get("/").content, "html.parser").head
    colours = {tag["media"]: tag["content"] for tag in head.select('meta[name="theme-color"]')}
    assert colours == {"(prefers-color-scheme: light)": LIGHT, "(prefers-color-scheme: dark)": DARK}
    tokens = Path(finders.find("public/css/tokens.css")).read_text("utf-8")
    light, dark = tokens.split("prefers-color-scheme: dark", 1)
    assert (f"--paper: {LIGHT};" in light, f"--paper: {DARK};" in dark) == (True, True)


def test_a_browser_can_search_the_site(client: Client, settings: Settings) -> None:
    settings.SITE_URL, settings.SITE_NAME = "https://bao.example", "Báo “Đồng & Bằng” của cả tỉnh"
    page = BeautifulSoup(client.get("/").content, "html.parser")
    link = page.select_one('link[rel="search"][type="application/opensearchdescription+xml"]')
    described = etree.fromstring(client.get(link["href"]).content)
    # The limits of the format: github.com/dewitt/opensearch, 1.1 draft 6.
    assert 0 < len(described.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert 0 < len(described.findtext(f"{OPENSEARCH}Description")) <= 1024
    search, itself = described.findall(f"{OPENSEARCH}Url")
    assert search.get("template") == "https://bao.example/tim-kiem/?q={searchTerms}"
    assert itself.get("template") == "https://bao.example/opensearch.xml"
    assert client.get("/tim-kiem/", {"q": "lúa"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Báo Đồng Bằng", "Báo Đồng Bằng"),
        ("Báo và Đài Đồng Bằng", "Báo và Đài Đồng"),
        ("Báođồngbằngsônghồng", "Báođồngbằngsônghồng"[:16]),
    ],
)
def test_a_long_name_is_cut_between_words(settings: Settings, name: str, short: str) -> None:
    settings.SITE_NAME = name
    assert short_name() == short
