"""The editor's upload: pictures come out as pixels of our own drawing, everything else is refused."""

import errno
import io
import json

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from PIL import Image

from accounts.models import User
from articles import intake
from articles.models import Photo
from newsroom import images
from tests import factories
from tests.desk.conftest import SignIn, picture

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/articles/photo/upload/"


def send(client: Client, data: bytes, name: str = "anh.jpg", kind: str = "image/jpeg") -> tuple[int, dict]:
    answer = client.post(UPLOAD, {"upload": SimpleUploadedFile(name, data, kind)})
    return answer.status_code, answer.json()


def test_picture_is_taken_in(desk: Client, reporter: User) -> None:
    status, said = send(desk, picture(1200, 800), name="Đồng lúa.png")
    photo = Photo.objects.get()
    assert status == 200
    assert (said["uploaded"], said["fileName"], said["url"]) == (1, "Đồng lúa.png", f"/media/{photo.file}")
    assert (photo.uploaded_by, photo.width, photo.height) == (reporter, 1200, 800)
    files = [images.rendition_name(photo.file, width, kind) for width in (480, 960) for kind in ("jpg", "webp")]
    assert all(default_storage.exists(name) for name in [photo.file, *files])


def test_words_come_with_a_picture_and_go_back_as_they_are_kept(desk: Client) -> None:
    words = {"caption": "Gieo  mạ\nbên sông", "credit": "Trần Mai", "alt_text": "Ruộng mạ"}
    answer = desk.post(UPLOAD, {"upload": SimpleUploadedFile("a.jpg", picture(), "image/jpeg"), **words})
    said = answer.json()
    assert (said["caption"], said["credit"], said["alt"]) == ("Gieo mạ bên sông", "Trần Mai", "Ruộng mạ")
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit, photo.alt_text) == ("Gieo mạ bên sông", "Trần Mai", "Ruộng mạ")


def test_words_too_long_are_refused_before_the_picture_is_kept(desk: Client) -> None:
    sent = {"upload": SimpleUploadedFile("a.jpg", picture(), "image/jpeg"), "credit": "x" * 201}
    answer = desk.post(UPLOAD, sent)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]
    assert not Photo.objects.exists()


def test_refusal_is_said_in_ckeditors_shape(desk: Client) -> None:
    status, said = send(desk, b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg")
    assert status == 400
    assert said["uploaded"] == 0
    assert said["error"]["message"]
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"<html><script>alert(1)</script>", b"%PDF-1.7", b"II*\x00 tiff", picture()[:300], picture(format="BMP")],
    ids=["empty", "html", "pdf", "tiff", "cut off", "bmp"],
)
def test_what_is_no_picture_of_ours_is_refused(desk: Client, data: bytes) -> None:
    assert send(desk, data)[0] == 400
    assert not Photo.objects.exists()


def test_script_behind_a_picture_is_gone(desk: Client) -> None:
    status, said = send(desk, picture() + b"<script>alert(1)</script>", name="da-ngon-ngu.html", kind="text/html")
    assert status == 200
    assert said["url"].endswith(".jpg")
    assert b"script" not in default_storage.open(Photo.objects.get().file).read()


def test_where_it_was_taken_is_gone(desk: Client) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (20.0, 26.0, 45.0)
    assert send(desk, picture(exif=exif))[0] == 200
    kept = Image.open(io.BytesIO(default_storage.open(Photo.objects.get().file).read()))
    assert not kept.getexif()


def test_too_large_a_file_is_413(desk: Client) -> None:
    assert send(desk, picture() + b"\0" * (images.MEGABYTES * 1024 * 1024))[0] == 413


def test_no_file_is_an_error(desk: Client) -> None:
    assert desk.post(UPLOAD).status_code == 400
    assert desk.post(UPLOAD, {"upload": "chữ"}).status_code == 400


def test_get_is_refused(desk: Client) -> None:
    assert desk.get(UPLOAD).status_code == 405


def test_csrf_is_asked_for(reporter: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    answer = client.post(UPLOAD, {"upload": SimpleUploadedFile("a.jpg", picture(), "image/jpeg")})
    assert answer.status_code == 403
    assert not Photo.objects.exists()


def test_who_writes_no_stories_uploads_nothing(sign_in: SignIn, admin: User) -> None:
    for user in [admin, User.objects.create_superuser("root"), factories.UserFactory()]:
        assert send(sign_in(user), picture())[0] == 403
    assert not Photo.objects.exists()


def test_the_uploader_of_the_editors_package_is_not_there(desk: Client) -> None:
    assert "ckeditor_uploader" not in settings.INSTALLED_APPS
    assert desk.get("/ckeditor/browse/").status_code == 404


# Files and rows -------------------------------------------------------------------------------------------------------


def stored_files() -> set[str]:
    return set(default_storage.listdir("photos")[1]) if default_storage.exists("photos") else set()


def test_full_disk_leaves_no_file_and_no_row(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before, save = stored_files(), default_storage.save
    written = []

    def full(name: str, content: object) -> str:
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(name)
        return save(name, content)

    monkeypatch.setattr(default_storage, "save", full)
    status, said = send(desk, picture(1200, 800))
    assert (status, said["uploaded"]) == (507, 0)
    assert written
    assert stored_files() == before
    assert not Photo.objects.exists()


def test_refused_row_leaves_no_file(reporter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored_files()

    def refuse(**columns: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(Photo.objects, "create", refuse)
    with pytest.raises(IntegrityError):
        intake.take_in_photo(picture(), name="a.jpg", by=reporter)
    assert stored_files() == before


def test_words_are_cut_to_their_columns_and_in_nfc(reporter: User) -> None:
    photo = intake.take_in_photo(
        picture(), name="n" * 400 + ".jpg", by=reporter, caption="ộ" * 600, credit=" Mai  Trần "
    )
    assert (len(photo.caption), len(photo.original_name), photo.credit) == (500, 255, "Mai Trần")


def test_words_of_a_picture_are_mended_by_its_uploader_and_by_editors(
    sign_in: SignIn, reporter: User, editor: User, other_reporter: User
) -> None:
    photo = intake.take_in_photo(picture(), name="a.jpg", by=reporter)
    url = f"/admin/articles/photo/{photo.pk}/change/"
    for user, caption in [(reporter, "Của mình"), (editor, "Biên tập sửa"), (other_reporter, "Kẻ lạ")]:
        sign_in(user).post(url, {"caption": caption, "credit": "", "alt_text": "", "file": "photos/0.jpg"})
    photo.refresh_from_db()
    assert photo.caption == "Biên tập sửa"
    assert photo.file != "photos/0.jpg"


def test_picture_is_added_on_the_photos_page(desk: Client, reporter: User) -> None:
    file = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    answer = desk.post(
        "/admin/articles/photo/add/", {"picture": file, "caption": "Gặt lúa", "credit": "", "alt_text": ""}
    )
    assert answer.status_code == 302
    photo = Photo.objects.get()
    assert (photo.caption, photo.uploaded_by) == ("Gặt lúa", reporter)
    assert default_storage.exists(photo.file)


def test_bad_picture_on_the_photos_page_is_an_error_of_the_form(desk: Client) -> None:
    file = SimpleUploadedFile("a.jpg", b"GIF89a, not", "image/jpeg")
    answer = desk.post("/admin/articles/photo/add/", {"picture": file, "caption": "Gặt lúa"})
    assert list(answer.context["adminform"].form.errors) == ["picture"]


def test_answer_is_json_whatever_the_browser_asks(desk: Client) -> None:
    answer = desk.post(UPLOAD, headers={"Accept": "text/html"})
    assert json.loads(answer.content)["uploaded"] == 0
