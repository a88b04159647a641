"""Whatever a file holds, reading it ends, and ends in a record."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.legible import why_illegible
from articles.importing.text_page import read_page

LINES = st.sampled_from(
    [
        "",
        " ",
        "Thứ 3, 07/05/2024, 10:11[GMT+7]",
        "Thứ 5, 11/03/2021 | 00:00:00",
        "Chủ nhật, 99/99/0000 | 99:99:99",
        "00/00/0000",
        "1,673 lượt xem",
        "Trang chủ",
        "Từ khóa",
        "  • Từ khóa: ,,,•",
        "Tải thêm",
        "Tin cùng chuyên mục",
        "- 12.09.2024 | 18:21 PM",
        "- Đê mới 12.09.2024 | 18:21 PM",
        "(Đài TT – TH Quỳnh Phụ)",
        "()",
        "–",
        "Kim Liên",
        "Ảnh:",
        "Ảnh: X",
        "Video: a.mp4",
        "Theo",
        "Theo : .",
        "Nguồn: ",
        "Nguồn: http://",
        "Kỳ 1: A",
        "# source: http://[",
        "# source:",
        "Sáng 11/3, huyện họp bàn việc lúa xuân." * 6,
        "Các xã vùng trũng bơm tiêu suốt đêm để cứu lúa mới cấy" + " và rau màu" * 12 + "...",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES | st.text(max_size=40), max_size=14), st.sampled_from(["\n", "\n\n"]))
def test_no_page_breaks_the_reader(lines: list[str], between: str) -> None:
    record = read_page("page.txt", between.join(lines))

    assert record.identity
    assert record.fingerprint
    assert set(record.as_json()) >= {"title", "problems", "refused"}


def test_megabytes_without_a_line_break_are_read_in_one_pass() -> None:
    for line in (
        "a" * 1_000_000,
        "Ảnh " * 250_000,
        "(" * 500_000,
        "1" * 500_000,
        "- " * 500_000,
        "à" + "\u0301" * 500_000,
    ):
        text = "Đầu đề\n\n" + line + "\n" + "QUJD" * 10
        why_illegible(text)
        assert read_page("page.txt", text).file == "page.txt"


def test_table_of_many_thousand_lines_is_refused() -> None:
    assert read_page("page.txt", "Thóc | 12\n" * 6000).refused == "The file has more lines than a page of text."
