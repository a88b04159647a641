"""/media/ gives out pictures of our own making, and nothing else that may lie in the folder."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db  # the page that says "not found" shows the menu

JPEG = b"\xff\xd8\xff\xe0 not really a picture"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "photos").mkdir(parents=True)
    return settings.MEDIA_ROOT


@pytest.mark.parametrize(("name", "kind"), [("0a-480.jpg", "image/jpeg"), ("0a-480.webp", "image/webp")])
def test_a_picture_is_served_as_one_and_as_nothing_else(name: str, kind: str, client: Client, folder: Path) -> None:
    (folder / "photos" / name).write_bytes(JPEG)
    response = client.get(f"/media/photos/{name}")
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert b"".join(response.streaming_content) == JPEG
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js", "page.jpg.html", "noextension", ".htaccess"])
def test_whatever_else_lies_there_is_not_served(name: str, client: Client, folder: Path) -> None:
    (folder / "photos" / name).write_text("<script>alert(1)</script>")
    assert client.get(f"/media/photos/{name}").status_code == 404


@pytest.mark.parametrize("name", ["../secret.jpg", "photos/../../secret.jpg", "%2e%2e/secret.jpg", "//etc/x.jpg"])
def test_nothing_outside_the_folder_is_served(name: str, client: Client, folder: Path) -> None:
    (folder.parent / "secret.jpg").write_bytes(JPEG)
    assert client.get(f"/media/{name}").status_code in {400, 404}


@pytest.mark.parametrize("name", ["a" * 300 + ".jpg", "a/" * 3000 + "a.jpg", "a%00.jpg", "photos/0a.jpg/b.jpg"])
def test_a_name_that_no_file_can_have_is_not_found(name: str, client: Client, folder: Path) -> None:
    (folder / "photos" / "0a.jpg").write_bytes(JPEG)
    assert client.get(f"/media/{name}").status_code == 404


def test_folders_are_not_listed(client: Client, folder: Path) -> None:
    (folder / "photos.jpg").mkdir()
    for address in ("/media/photos/", "/media/photos", "/media/photos.jpg", "/media/"):
        assert client.get(address).status_code in {301, 404}
