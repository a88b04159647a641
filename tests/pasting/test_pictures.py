"""Pictures on a clipboard: ours stay, others leave their caption and are told with their place."""

import pytest

from articles.pasting.clipboard import paste
from articles.pasting.pictures import MissingPicture

SPACER = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.mark.parametrize(
    ("picture", "source"),
    [
        ('<img src="data:image/png;base64,iVBORw0KGgo=">', "inside"),
        ('<img src="blob:https://docs.example/1f">', "inside"),
        ('<img src="cid:image001.png@01DA">', "inside"),
        ('<img src="https://khac.example/a.jpg">', "elsewhere"),
        ('<img src="//khac.example/a.jpg">', "elsewhere"),
        (f'<img src="{SPACER}" data-src="https://khac.example/a.jpg">', "elsewhere"),
        (f'<img src="{SPACER}" data-original="https://khac.example/a.jpg">', "elsewhere"),
        ('<img srcset="https://khac.example/a.jpg 640w, https://khac.example/b.jpg 1280w">', "elsewhere"),
        ('<img src="file:///C:/Users/PV/clip_image001.jpg">', "file"),
    ],
)
def test_a_picture_that_cannot_come_is_told_with_the_words_before_it(picture: str, source: str) -> None:
    taken = paste(f"<p>Chữ trước ảnh.</p><p>{picture}</p><p>Chữ sau.</p>")
    assert taken.html == "<p>Chữ trước ảnh.</p>\n<p>Chữ sau.</p>"
    assert taken.pictures == (MissingPicture(source, "", "Chữ trước ảnh."),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "nothing",
    [
        '<img src="https://dem.example/p.gif" width="1" height="1">',
        '<img src="https://dem.example/p.gif" style="x" height="0">',
        f'<img src="{SPACER}">',
        "<img>",
    ],
)
def test_pixels_and_spacers_are_no_pictures(nothing: str) -> None:
    assert paste(f"<p>Chữ{nothing}.</p>").pictures == ()


def test_our_own_pictures_stay_with_their_caption() -> None:
    html = (
        '<figure><img src="https://bao.example/media/photos/a-960.webp" '
        'data-src="https://bao.example/media/photos/a.jpg" '
        'alt="Cầu sông Hóa - Ảnh 1."><figcaption>Cầu ngày thông xe</figcaption></figure>'
    )
    stored = paste(html, own_hosts=["bao.example"]).html
    assert stored == (
        '<figure class="image"><img alt="Cầu sông Hóa" src="/media/photos/a.jpg">'
        "<figcaption>Cầu ngày thông xe</figcaption></figure>"
    )
    assert "<img" not in paste(html).html


def test_only_media_of_our_own_site_stays() -> None:
    assert "<img" not in paste('<img src="https://bao.example/admin/logout/">', own_hosts=["bao.example"]).html


@pytest.mark.parametrize("sign", ["🔥", "⚠️", "❤️"])
def test_a_sign_that_a_chat_draws_is_a_sign(sign: str) -> None:
    assert paste(f'<p>Nóng <img alt="{sign}" src="https://static.example/1f525.png"></p>').html == f"<p>Nóng {sign}</p>"


@pytest.mark.parametrize(
    ("caption", "stored"),
    [
        ("<figcaption>Máy cấy - Ảnh 2.</figcaption>", "Máy cấy"),
        (
            '<div class="PhotoCMS_Caption">Máy cấy</div><div class="PhotoCMS_Author">Ảnh: Mai Trần</div>',
            "Máy cấy - Ảnh: Mai Trần",
        ),
        (
            '<div class="PhotoCMS_Caption">Máy cấy.</div><div class="PhotoCMS_Author">Ảnh: Mai Trần</div>',
            "Máy cấy. Ảnh: Mai Trần",
        ),
        (
            '<div class="PhotoCMS_Caption">Máy cấy</div><p class="PhotoCMS_Author">[nhập tên tác giả]</p>',
            "Máy cấy",
        ),
        ("<figcaption><p class=Image>Máy cấy. Ảnh: <em>Mai</em></p></figcaption>", "Máy cấy. Ảnh: <em>Mai</em>"),
    ],
)
def test_a_caption_waits_for_its_picture(caption: str, stored: str) -> None:
    block = f'<div class="VCSortableInPreviewMode" type="Photo"><img src="https://khac.example/a.jpg">{caption}</div>'
    assert paste(block).html == f"<figure><figcaption>{stored}</figcaption></figure>"


@pytest.mark.parametrize("placeholder", ["[nhập chú thích]", "[Nhập chú thích ảnh]", "Nhập chú thích ảnh"])
def test_an_empty_caption_goes_and_is_told(placeholder: str) -> None:
    taken = paste(
        f'<p>Chữ.</p><figure><img src="https://khac.example/a.jpg"><figcaption>{placeholder}</figcaption></figure>'
    )
    assert taken.html == "<p>Chữ.</p>"
    assert [each.what for each in taken.left_out] == ["placeholder"]
