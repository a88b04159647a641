"""Pictures cut to the shapes that networks and search engines ask for, about their subject; made when asked for."""

import io
import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from articles import intake
from articles.models import Photo
from articles.pictures import cut, picture_html
from newsroom import images, media

RED, BLUE = (200, 30, 30), (30, 30, 200)


def two_halves(width: int = 1600, height: int = 800) -> bytes:
    """Red on the left, blue on the right, as PNG."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def looks_like(pixel: object, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 30 for one, other in zip(pixel, colour, strict=True))  # type: ignore[call-overload]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def photo(db: None, folder: Path) -> Photo:
    return intake.take_in_photo(two_halves(), name="a.png", by=None)


@pytest.mark.parametrize(("crop", "size"), [("16x9", (1200, 675)), ("1x1", (800, 800)), ("og", (1200, 630))])
def test_a_crop_has_the_shape_it_is_named_for_and_is_never_enlarged(crop: str, size: tuple[int, int]) -> None:
    master = images.take_in(two_halves()).master
    assert opened(images.cropped(master, crop)).size == images.crop_size(crop, 1600, 800) == size


@pytest.mark.parametrize(
    ("focus", "left", "right"),
    [((0, 50), RED, RED), ((50, 50), RED, BLUE), ((100, 0), BLUE, BLUE), ((90, 99), BLUE, BLUE)],
)
def test_a_crop_is_cut_about_the_focus_and_stays_in_the_picture(
    focus: images.Focus, left: tuple[int, int, int], right: tuple[int, int, int]
) -> None:
    square = opened(images.cropped(images.take_in(two_halves()).master, "1x1", focus))
    assert looks_like(square.getpixel((10, 400)), left)
    assert looks_like(square.getpixel((790, 400)), right)


@pytest.mark.parametrize("size", [(1, 1), (1, 2000), (2000, 3), (333, 777)])
def test_odd_pictures_have_crops_too(size: tuple[int, int]) -> None:
    master = images.take_in(two_halves(*size)).master
    for crop in images.CROPS:
        assert opened(images.cropped(master, crop, (100, 100))).size == images.crop_size(crop, *size)


def test_a_crop_is_made_when_it_is_first_asked_for(photo: Photo, client: Client, folder: Path) -> None:
    before = set(os.listdir(folder / "photos"))
    address = cut(photo.as_shown(), "16x9").url
    first, second = client.get(address), client.get(address)

    assert opened(first.content).size == (1200, 675)
    assert first["Content-Type"] == second["Content-Type"] == "image/jpeg"
    assert "immutable" in first["Cache-Control"] and first["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(second.streaming_content) == first.content
    assert set(os.listdir(folder / "photos")) - before == {Path(address).name}


@pytest.mark.parametrize(
    "ending", ["-16x9-10x10.jpg", "-17x9.jpg", "-16x9.webp", "-9999.jpg", "-16x9-16x9.jpg", "-og.jpg.jpg", "-OG.jpg"]
)
def test_no_other_shape_is_made_for_anybody(photo: Photo, client: Client, folder: Path, ending: str) -> None:
    before = set(os.listdir(folder / "photos"))
    assert client.get(f"/media/{photo.file.removesuffix('.jpg')}{ending}").status_code == 404
    assert set(os.listdir(folder / "photos")) == before


def test_there_is_no_crop_of_what_is_not_there_or_no_picture(photo: Photo, client: Client, folder: Path) -> None:
    gone = "photos/00000000-0000-4000-8000-000000000000.jpg"
    assert client.get(f"/media/{images.crop_name(gone, 'og')}").status_code == 404
    (folder / photo.file).write_bytes(b"\xff\xd8\xff\xe0 cut off")
    assert client.get(f"/media/{images.crop_name(photo.file, 'og')}").status_code == 404


def test_a_full_disk_keeps_nobody_from_the_picture(
    photo: Photo, client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsroom.media.os.replace", full)
    assert opened(client.get(cut(photo.as_shown(), "4x3").url).content).size == (1067, 800)
    assert not [name for name in os.listdir(folder / "photos") if name.endswith(".part")]


def test_the_crops_about_a_focus_are_there_before_pages_name_them(photo: Photo) -> None:
    intake.set_focus(photo, (25, 60))
    shown = Photo.objects.get(pk=photo.pk).as_shown()

    assert shown["focus"] == [25, 60]
    for crop in images.CROPS:
        name = images.crop_name(photo.file, crop, (25, 60))
        assert cut(shown, crop).url == f"/media/{name}"
        assert default_storage.exists(name)
    assert looks_like(opened(media.crop_of(photo.file, "1x1", (25, 60))).getpixel((790, 400)), RED)

    intake.set_focus(photo, None)
    assert "focus" not in Photo.objects.get(pk=photo.pk).as_shown()


def test_a_place_outside_the_picture_is_none(photo: Photo) -> None:
    with pytest.raises(ValueError, match="no place"):
        intake.set_focus(photo, (101, 5))


def test_lists_cut_about_the_focus(photo: Photo) -> None:
    assert "class=" not in picture_html(photo.as_shown(), "100vw")
    intake.set_focus(photo, (20, 45))
    assert ' class="focus-x-25"' in picture_html(photo.as_shown(), "100vw")
    intake.set_focus(photo, (100, 0))
    assert ' class="focus-x-100 focus-y-0"' in picture_html(photo.as_shown(), "100vw")
