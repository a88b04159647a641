"""The lead picture: uploaded or chosen in the story form, and kept when something else is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from articles.models import Article, Photo
from tests.desk.conftest import change_url, picture, typed

pytestmark = pytest.mark.django_db


def upload(name: str = "dong-lua.jpg", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or picture(), "image/jpeg")


def test_lead_picture_is_uploaded_with_its_words(desk: Client, story: Article, reporter: User) -> None:
    words = {"lead_photo_caption": "Gieo mạ", "lead_photo_credit": "Trần Mai", "lead_photo_alt": "Người gieo mạ"}
    answer = desk.post(change_url(story), typed(story, lead_photo_file=upload(), **words))
    assert answer.status_code == 302
    photo = Article.objects.get(pk=story.pk).lead_photo
    assert (photo.caption, photo.credit, photo.alt_text) == ("Gieo mạ", "Trần Mai", "Người gieo mạ")
    assert (photo.uploaded_by, photo.original_name) == (reporter, "dong-lua.jpg")


def test_good_picture_survives_another_fields_error(desk: Client, story: Article) -> None:
    answer = desk.post(change_url(story), typed(story, title="", lead_photo_file=upload()))
    photo = Photo.objects.exclude(pk=story.lead_photo_id).get()
    form = answer.context["adminform"].form
    assert list(form.errors) == ["title"]
    assert form["lead_photo"].value() == str(photo.pk)
    desk.post(change_url(story), typed(story, lead_photo=photo.pk))
    assert Article.objects.get(pk=story.pk).lead_photo == photo


def test_bad_picture_is_an_error_of_its_field(desk: Client, story: Article) -> None:
    answer = desk.post(change_url(story), typed(story, lead="Giữ lại", lead_photo_file=upload(data=b"<svg/>")))
    form = answer.context["adminform"].form
    assert list(form.errors) == ["lead_photo_file"]
    assert form["lead"].value() == "Giữ lại"
    assert list(Photo.objects.all()) == [story.lead_photo]


def test_a_picture_of_somebody_else_cannot_be_chosen(desk: Client, story: Article, other_reporter: User) -> None:
    photo = Photo.objects.create(
        file="photos/0.jpg", width=9, height=9, uploaded_by=other_reporter, caption="Ảnh riêng"
    )
    answer = desk.post(change_url(story), typed(story, lead_photo=photo.pk))
    assert list(answer.context["adminform"].form.errors) == ["lead_photo"]
    assert "Ảnh riêng" not in answer.content.decode()
