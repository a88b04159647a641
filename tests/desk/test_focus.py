"""Where in a picture its subject is: said on the picture's own page, and kept with its crops."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from articles import intake
from articles.models import Photo
from newsroom import images
from tests import factories
from tests.desk.conftest import picture

pytestmark = pytest.mark.django_db
WORDS = {"caption": "Gieo mạ", "credit": "Hà An", "alt_text": "Ruộng mạ"}


@pytest.fixture
def photo(reporter: User, settings: Settings, tmp_path: Path) -> Photo:
    settings.MEDIA_ROOT = tmp_path
    return intake.take_in_photo(picture(1200, 800), name="a.jpg", by=reporter)


def sent(desk: Client, photo: Photo, **focus: object) -> str:
    answer = desk.post(f"/admin/articles/photo/{photo.pk}/change/", WORDS | focus, follow=True)
    photo.refresh_from_db()
    return answer.content.decode()


def test_the_place_is_kept_with_its_crops_and_taken_back(desk: Client, photo: Photo) -> None:
    sent(desk, photo, focus_x=30, focus_y=70)
    assert (photo.focus_x, photo.focus_y, photo.caption) == (30, 70, "Gieo mạ")
    assert all(default_storage.exists(images.crop_name(photo.file, crop, (30, 70))) for crop in images.CROPS)

    sent(desk, photo, focus_x="", focus_y="")
    assert (photo.focus_x, photo.focus_y) == (None, None)


@pytest.mark.parametrize(("x", "y"), [("30", ""), ("", "0"), ("101", "5"), ("-1", "5"), ("giữa", "5")])
def test_half_a_place_or_none_in_the_picture_is_refused_and_what_was_typed_stays(
    desk: Client, photo: Photo, x: str, y: str
) -> None:
    page = sent(desk, photo, focus_x=x, focus_y=y)
    assert (photo.focus_x, photo.caption) == (None, "")
    assert 'value="Gieo mạ"' in page


def test_words_are_kept_where_the_picture_cannot_be_cut(desk: Client, photo: Photo) -> None:
    default_storage.delete(photo.file)
    page = sent(desk, photo, focus_x=30, focus_y=70)
    assert (photo.focus_x, photo.caption) == (None, "Gieo mạ")
    assert "Chưa cắt được ảnh" in page


def test_a_stranger_to_the_picture_sets_nothing(photo: Photo) -> None:
    other = Client()
    other.force_login(factories.reporter())
    other.post(f"/admin/articles/photo/{photo.pk}/change/", WORDS | {"focus_x": 1, "focus_y": 1})
    photo.refresh_from_db()
    assert photo.focus_x is None
