"""The markup of pictures."""

from bs4 import BeautifulSoup

from articles.pictures import picture_html, picture_url

PHOTO = {
    "name": "photos/0000.jpg",
    "width": 1800,
    "height": 1200,
    "alt": 'Cầu "Đồng Vàng" <mới>',
    "caption": "",
    "credit": "",
}


def markup(**kwargs: object) -> BeautifulSoup:
    return BeautifulSoup(picture_html(PHOTO | kwargs, "100vw"), "html.parser")


def test_a_browser_may_choose_among_all_widths_in_two_formats() -> None:
    picture = markup()

    assert picture.source["type"] == "image/webp"
    assert picture.source["srcset"].split(", ")[0] == "/media/photos/0000-480.webp 480w"
    assert [entry.split()[1] for entry in picture.img["srcset"].split(", ")] == ["480w", "960w", "1600w"]
    assert picture.img["sizes"] == picture.source["sizes"] == "100vw"


def test_size_is_always_written_so_that_the_text_does_not_jump() -> None:
    assert (markup().img["width"], markup().img["height"]) == ("1800", "1200")


def test_a_small_picture_comes_in_its_own_width() -> None:
    small = markup(width=300, height=200)

    assert small.img["srcset"] == "/media/photos/0000-300.jpg 300w"
    assert small.img["src"] == "/media/photos/0000-300.jpg"


def test_the_description_is_text_and_never_markup() -> None:
    assert markup().img["alt"] == 'Cầu "Đồng Vàng" <mới>'
    assert len(markup().find_all(True)) == 3


def test_a_picture_without_description_says_that_it_has_none() -> None:
    assert markup(alt="").img["alt"] == ""


def test_pictures_wait_until_they_are_near_unless_told_otherwise() -> None:
    eager = BeautifulSoup(picture_html(PHOTO, "100vw", lazy=False), "html.parser")

    assert markup().img["loading"] == "lazy"
    assert "loading" not in eager.img.attrs


def test_whoever_takes_one_address_gets_a_jpeg_of_middling_width() -> None:
    assert picture_url(PHOTO) == "/media/photos/0000-960.jpg"
    assert picture_url(PHOTO | {"width": 500}) == "/media/photos/0000-480.jpg"
    assert picture_url(PHOTO | {"width": 300}) == "/media/photos/0000-300.jpg"
