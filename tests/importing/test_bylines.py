import pytest

from articles.importing.page_bylines import read_bylines, read_place, read_source
from articles.importing.page_lines import Line
from articles.importing.page_tail import Tail, read_tail
from articles.importing.record import Source


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Kim Liên", ["Kim Liên"]),
        ("Đức Long – Lan Chi – Quốc Bảo", ["Đức Long", "Lan Chi", "Quốc Bảo"]),
        ("Đức Long - Lan Chi", ["Đức Long", "Lan Chi"]),
        ("Đức Long, Lan Chi", ["Đức Long", "Lan Chi"]),
        ("Thái Bình", ["Thái Bình"]),
        ("MINH TRỰC", ["MINH TRỰC"]),
        ("P.V", ["P.V"]),
        ("Thực hiện: Hà Trang – Đình Phú – Lê Vy", ["Hà Trang", "Đình Phú", "Lê Vy"]),
        ("Tin, ảnh: Khúc Hạo", ["Khúc Hạo"]),
        ("Bài và ảnh: Khúc Hạo", ["Khúc Hạo"]),
        ("Chùm ảnh của Doãn Lộc", ["Doãn Lộc"]),
        ("Tường Vi (thực hiện)", ["Tường Vi"]),
        ("Bài: Tiến Lực - Ảnh: Duy An", ["Tiến Lực", "Duy An"]),
        ("Tin: Tiến Lực; ảnh: Duy An", ["Tiến Lực", "Duy An"]),
        ("Nhóm phóng viên", ["Nhóm phóng viên"]),
        ("Phóng viên: Xin cảm ơn ông", []),
        ("Nhà báo Nguyễn Thế Đạo", ["Nguyễn Thế Đạo"]),
        ("PGS-TS Kiều Văn Toản", ["Kiều Văn Toản"]),
        ("PGS, TS. Kiều Văn Toản", ["Kiều Văn Toản"]),
        ("NSƯT Lục Trà", ["Lục Trà"]),
        ("Nguyên Khang - Thiếu tá Hải Phong", ["Nguyên Khang", "Hải Phong"]),
        ("Minh Anh (theo TTXVN)", ["Minh Anh"]),
        ("Minh Anh/TTXVN", ["Minh Anh"]),
        ("Hoàng Mai, Sở Tư pháp", ["Hoàng Mai"]),
        ("Trung tâm thành phố", []),
        ("Kim Liên.", []),
        ("Trận 3 Kim Liên", []),
        ("Nguyễn Thị Thanh Mai Hương", []),
        ("TTXVN", []),
        ("Chia sẻ", []),
    ],
)
def test_names_of_a_byline(line: str, names: list[str]) -> None:
    assert [byline.name for byline in read_bylines(line)] == names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Theo Báo Đồng Quê", "Báo Đồng Quê"),
        ("(Theo TTXVN)", "TTXVN"),
        ("Theo Báo Đồng Quê dẫn tin.", "Báo Đồng Quê"),
        ("Báo Đồng Quê dẫn tin.", "Báo Đồng Quê"),
        ("Nguồn: TTXVN", "TTXVN"),
        ("Nguồn Tạp chí Rừng Xanh: https://example.vn/a", "Tạp chí Rừng Xanh"),
        ("TTXVN", "TTXVN"),
    ],
)
def test_agency_credit(line: str, name: str) -> None:
    source = read_source(line)

    assert source is not None
    assert source.name == name


@pytest.mark.parametrize(
    ("line", "name", "url"),
    [
        ("Nguồn: Đồng Quê https://example.vn/a", "Đồng Quê", "https://example.vn/a"),
        ("Nguồn: Đồng Quê [https://example.vn/a]", "Đồng Quê", "https://example.vn/a"),
        ("Nguồn: Đồng Quê (https://example.vn/a)", "Đồng Quê", "https://example.vn/a"),
        ("Nguồn: Đồng Quê <https://example.vn/a>", "Đồng Quê", "https://example.vn/a"),
        ("Nguồn: “Đồng Quê” “https://example.vn/a”", "“Đồng Quê”", "https://example.vn/a"),
        ("Nguồn: https://example.vn/que_(lang)", "https://example.vn/que_(lang)", "https://example.vn/que_(lang)"),
    ],
)
def test_address_of_an_agency_ends_before_the_brackets_around_it(line: str, name: str, url: str) -> None:
    assert read_source(line) == Source(name, url)


@pytest.mark.parametrize(
    "line",
    [
        "Theo công điện, tàu thuyền không được ra khơi",
        "Theo đó, các xã rà soát lại",
        "Nguồn nước cho vụ xuân",
        "(Đài TT – TH Quỳnh Phụ)",
    ],
)
def test_sentence_is_no_agency_credit(line: str) -> None:
    assert read_source(line) is None


def test_place_or_role_in_brackets() -> None:
    assert read_place("(Đài TT – TH Quỳnh Phụ)") == ("Đài TT – TH Quỳnh Phụ", "")
    assert read_place("(Thực hiện)") == ("", "thực hiện")
    assert read_place("(trích hồi ký chưa công bố)") is None


def closing(*texts: str) -> Tail:
    return read_tail([Line(text, True) for text in texts])


PROSE = (
    "Sau trận lũ, cả xóm đắp lại bờ bao, góp thóc giống cho những nhà mất trắng, chừng một tháng thì mạ xanh trở lại."
)


def test_line_that_repeats_a_caption_is_no_byline() -> None:
    tail = closing("Chùa Keo", PROSE, "Chùa Keo")

    assert tail.bylines == []
    assert [line.text for line in tail.body] == ["Chùa Keo", PROSE, "Chùa Keo"]


def test_only_one_unlabelled_line_is_the_byline() -> None:
    tail = closing(PROSE, "Chùa Keo", "Bích Ngọc")

    assert [byline.name for byline in tail.bylines] == ["Bích Ngọc"]
    assert [line.text for line in tail.body] == [PROSE, "Chùa Keo"]


def test_role_on_the_line_below_the_name() -> None:
    (byline,) = closing(PROSE, "Tường Vi", "(Thực hiện)").bylines

    assert (byline.name, byline.role) == ("Tường Vi", "thực hiện")


def test_writer_and_photographer_on_lines_of_their_own() -> None:
    tail = closing(PROSE, "Bài: Tường Vi", "Ảnh: Duy An")

    assert [(byline.name, byline.role) for byline in tail.bylines] == [("Tường Vi", ""), ("Duy An", "ảnh")]


def test_credit_below_the_last_picture_is_no_byline() -> None:
    tail = closing(PROSE, "Ảnh: Duy An")

    assert tail.bylines == []
    assert [line.text for line in tail.body] == [PROSE, "Ảnh: Duy An"]


def test_name_and_agency_on_one_line() -> None:
    tail = closing(PROSE, "Minh Anh (theo TTXVN)")

    assert [byline.name for byline in tail.bylines] == ["Minh Anh"]
    assert tail.source is not None
    assert tail.source.name == "TTXVN"


def test_media_line_below_the_name_stays_in_the_body() -> None:
    tail = closing(PROSE, "Đức Long", "Video: hoi-lang.mp4")

    assert [byline.name for byline in tail.bylines] == ["Đức Long"]
    assert [line.text for line in tail.body] == [PROSE, "Video: hoi-lang.mp4"]


def test_place_without_a_name_is_reported() -> None:
    tail = closing(PROSE, "(Đài TT – TH Quỳnh Phụ)")

    assert tail.bylines == []
    assert tail.problems == ["A place or role without a name was left out: “Đài TT – TH Quỳnh Phụ”."]


def test_word_keywords_in_the_prose_does_not_end_the_story() -> None:
    tail = closing(PROSE, "Từ khóa của mùa hội năm nay là “sạch” và “an toàn”, theo lời ban tổ chức.", PROSE)

    assert len(tail.body) == 3


def test_list_of_other_stories_inside_the_prose_does_not_end_the_story() -> None:
    tail = closing(PROSE, "Tin liên quan", "- Đê mới", PROSE + " " + PROSE)

    assert len(tail.body) == 4
