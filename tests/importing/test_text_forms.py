"""One text in the many forms in which files hold it reads as one record."""

import unicodedata
from pathlib import Path

import pytest

from articles.importing.files import read_text
from articles.importing.record import StoryRecord
from articles.importing.text_page import read_page

PAGE = """# source: http://baothaibinh.com.vn/tin-tuc/34/54000/tham-lang
Thăm làng Đồng Đại, nghe chuyện “đất & người”

Thứ 4, 26/04/2017 | 16:20:08
4,242 lượt xem
Làng Đồng Đại nằm sát sông, mỗi mùa nước lên lại phải gánh đất đắp bờ, nên người làng quen dậy sớm và ít khi than vãn.

Đường vào làng Đồng Đại

Cụ Vũ Thị Đượm năm nay 92 tuổi vẫn nhớ trận vỡ đê năm ấy, cả làng lên gò miếu, ba ngày ăn khoai sống chờ nước rút.

Bích Ngọc
"""


@pytest.fixture
def plain(tmp_path: Path) -> StoryRecord:
    return read(tmp_path, PAGE.encode())


def read(folder: Path, data: bytes) -> StoryRecord:
    path = folder / "page.txt"
    path.write_bytes(data)
    return read_page("page.txt", read_text(path))


def vowel_and_tone_apart(text: str) -> str:
    """The Windows-1258 way: ô stays one letter, the tone follows it."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    apart = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in tones), "")
        apart.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter)
    return "".join(apart)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="decomposed"),
        pytest.param(vowel_and_tone_apart, id="vowel and tone apart"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(
            lambda text: text.replace("làng", "là\u200bng").replace("Đồng", "Đ\u034fồng"), id="copy protection"
        ),
        pytest.param(lambda text: text.replace("Đ", "\u00d0"), id="Eth for Đ"),
        pytest.param(
            lambda text: text.replace("&", "&amp;").replace("“", "&ldquo;").replace("ă", "&#259;"), id="entities"
        ),
        pytest.param(lambda text: text.replace(" ", "  ").replace("\n", " \t\n"), id="blanks doubled and trailing"),
        pytest.param(lambda text: "\n\n" + text + "\n\n\n", id="blank lines around"),
    ],
)
def test_form_of_the_file_does_not_change_the_story(plain: StoryRecord, tmp_path: Path, form) -> None:
    changed = form(PAGE)

    assert changed != PAGE
    assert read(tmp_path, changed.encode()) == plain


def test_entity_is_decoded_once() -> None:
    record = read_page("page.txt", "R&amp;D và nghề cói\n\nThứ 4, 26/04/2017 | 16:20:08\n")

    assert record.title == "R&amp;D và nghề cói"


def test_address_in_a_text_keeps_its_ampersands(tmp_path: Path) -> None:
    text = PAGE.replace("Bích Ngọc", "Video: https://example.vn/xem?a=1&copy=2&reg=3")

    assert read(tmp_path, text.encode()).media == ["Video: https://example.vn/xem?a=1&copy=2&reg=3"]


def test_authors_own_spelling_is_kept(tmp_path: Path) -> None:
    odd = (
        "Ngày 30-1- 2015, đội về nhì ( huyện) Thuỵ Anh và Thái Thụy gặp nhau; “ Lá” rụng đầy sân, 1 số người còn ở lại."
    )
    record = read(tmp_path, PAGE.replace("Bích Ngọc", odd).encode())

    assert record.paragraphs[-1] == odd
