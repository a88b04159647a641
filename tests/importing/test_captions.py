"""One table: a line of text, and what it is by its own words, standing between two longer paragraphs."""

import pytest

from articles.importing.page_blocks import read_blocks
from articles.importing.page_captions import split_credit
from articles.importing.page_lines import Line

LONG = (
    "Mấy năm nay, xã chuyển 120 ha lúa kém hiệu quả sang trồng màu và nuôi thủy sản, đời sống khá lên trông thấy, "
    "nhiều nhà xây được nhà mới, mua được máy cày, con cái đi học xa cũng yên tâm hơn trước."
)


def read(*texts: str, site: str = "") -> tuple[list[tuple[str, str]], list[str]]:
    blocks, problems = read_blocks([Line(text, True) for text in texts], site=site)
    return [(block.kind, block.text) for block in blocks], problems


def kind_between_paragraphs(text: str) -> tuple[str, bool]:
    blocks, problems = read(LONG, text, LONG)
    return blocks[1][0], bool(problems)


@pytest.mark.parametrize(
    "text",
    [
        "Nhà máy nước. Ảnh: Duy An",
        "Nhà máy nước (Ảnh: Duy An)",
        "Nhà máy nước _Ảnh: Duy An",
        "Nhà máy nước. Ảnh Duy An",
        "Nhà máy nước. Ảnh: P.V.",
        "Ảnh minh họa",
        "Cầu cũ trước khi dỡ (ảnh tư liệu)",
        "Hình minh họa. Nguồn: Internet",
        "Ảnh nguồn: Bảo tàng tỉnh",
        "Đường vào xã",
        "Trung tâm thành phố nhìn từ trên cao",
        "Sáng sớm ở chợ cá",
        "Một góc khu công nghiệp.",
        "Quang cảnh hội nghị.",
        "Toàn cảnh cánh đồng mẫu lớn nhìn từ đê.",
        "Lãnh đạo huyện trao quà cho các gia đình chính sách.",
        "Nông dân xã Vũ Hội thu hoạch ớt.",
        "Ruộng màu xã An Thái trắng nước.",
        "Đồng chí Mạc Văn Thuần, Phó Chủ tịch UBND xã, phát biểu tại hội nghị.",
    ],
)
def test_caption(text: str) -> None:
    assert kind_between_paragraphs(text) == ("caption", False)


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 12/3, đoàn về thăm xã.",
        "Chiều cùng ngày, đoàn dâng hương tại đền.",
        "Tại buổi làm việc, ông Toản nêu ba kiến nghị.",
        "Theo ông Toản, việc này đã bàn từ lâu.",
        "Đây là năm thứ ba xã tổ chức hội thi.",
        "9 giờ sáng, trạm bơm đóng điện.",
        "Thưa các đồng chí",
        "Kính thưa quý vị đại biểu",
        "Xin trân trọng cảm ơn",
        "“Không có gì quý hơn sức khỏe”",
        "Phóng viên: Ông nói rõ hơn được không",
        "- Nhà văn hóa thôn Đông",
        "Xã có ba việc phải làm ngay:",
        "Nạo vét 12 km mương;",
        "Người dân đã nhận đủ tiền hỗ trợ.",
        "Hội nghị kết thúc lúc 17 giờ.",
        "Xã Nam Phú có 200 ha đầm nuôi tôm.",
        "Ai sẽ trả tiền cho việc này?",
        "Bao nhiêu là mồ hôi!",
        "1. Rà soát lại toàn bộ diện tích lúa bị ngập, thống kê thiệt hại của từng hộ và báo cáo huyện trước ngày 15",
        "Đội | Điểm | Hiệu số",
    ],
)
def test_body(text: str) -> None:
    assert kind_between_paragraphs(text) == ("paragraph", False)


@pytest.mark.parametrize(
    "text",
    [
        "Các đại biểu thảo luận, góp ý về phương án tổ chức lại sản xuất của hợp tác xã.",
        "Nhiều ruộng màu bị ngập sâu.",
        "Tuyến đường được mở rộng.",
        "Niềm vui trên khuôn mặt người trồng lúa.",
    ],
)
def test_open_block_is_body_and_is_named(text: str) -> None:
    blocks, problems = read(LONG, text, LONG)

    assert blocks[1] == ("paragraph", text)
    assert len(problems) == 1
    assert problems[0].startswith("Caption or body? Taken as body: “" + " ".join(text.split()[:4]))


@pytest.mark.parametrize(
    "text",
    ["Kỳ 2: Người mở đất", "Bài cuối: Đường về", "2. Dồn điền đổi thửa", "III. MẤY VIỆC TRƯỚC MẮT", "* Ở Tiền Hải"]
    + ["Giải pháp đồng bộ", "Nâng cao chất lượng đội ngũ", "CHUYỆN Ở LÀNG BÁI"],
)
def test_subhead(text: str) -> None:
    assert kind_between_paragraphs(text) == ("subhead", False)


def test_same_caption_under_two_pictures_stays_twice() -> None:
    blocks, problems = read(LONG, "Đường vào xã", LONG, "Đường vào xã", LONG)

    assert [kind for kind, _text in blocks].count("caption") == 2
    assert problems == []


def test_two_pictures_in_a_row() -> None:
    blocks, problems = read(LONG, "Đường vào xã", "Nông dân gặt lúa", LONG)

    assert [kind for kind, _text in blocks] == ["paragraph", "caption", "caption", "paragraph"]
    assert problems == []


def test_short_lines_in_a_row_that_name_no_picture_are_left_to_the_editor() -> None:
    blocks, problems = read(LONG, "Muối ba năm muối đang còn mặn", "Gừng chín tháng gừng hãy còn cay", LONG)

    assert [kind for kind, _text in blocks] == ["paragraph"] * 4
    assert len(problems) == 2


def test_two_captions_run_together_stay_one_and_are_proposed_for_splitting() -> None:
    glued = "Nông dân gặt lúa ở xã An Khê.Học sinh dọn vệ sinh đường làng."
    blocks, problems = read(LONG, glued, LONG)

    assert blocks[1] == ("caption", glued)
    assert problems == ["Two captions may be run together; the second would start: “Học sinh dọn vệ sinh đường làng.”."]


def test_missing_blank_inside_a_paragraph_is_no_glued_caption() -> None:
    text = "Hội nghị đã nghe báo cáo kết quả 2 tháng đầu năm 2021.Phân tích nguyên nhân và bàn giải pháp cho quý sau."

    assert kind_between_paragraphs(text) == ("paragraph", False)


def test_caption_printed_twice_is_one_on_the_paper_that_does_so_only() -> None:
    pair = ("Nông dân hái nhãn trên vườn đồi", "Nông dân hái nhãn trên vườn đổi")

    assert len(read(LONG, *pair, LONG, site="baohungyen.vn")[0]) == 3
    assert len(read(LONG, *pair, LONG, site="baothaibinh.com.vn")[0]) == 4


@pytest.mark.parametrize(
    ("text", "bare", "credit"),
    [
        ("Trạm bơm Cống Lấp. Ảnh: Duy An (Đài TT-TH huyện)", "Trạm bơm Cống Lấp.", "Duy An (Đài TT-TH huyện)"),
        ("Trạm bơm Cống Lấp (Ảnh: Duy An)", "Trạm bơm Cống Lấp", "Duy An"),
        ("Trạm bơm Cống Lấp. Ảnh: P.V.", "Trạm bơm Cống Lấp.", "P.V."),
        ("Trạm bơm Cống Lấp _Ảnh: Duy An.", "Trạm bơm Cống Lấp", "Duy An"),
        ("Ảnh: Duy An", "", "Duy An"),
        ("Trạm bơm Cống Lấp (ảnh tư liệu)", "Trạm bơm Cống Lấp", "ảnh tư liệu"),
    ],
)
def test_credit_is_split_off_the_end(text: str, bare: str, credit: str) -> None:
    assert split_credit(text) == (bare, credit)


def test_word_for_picture_inside_a_sentence_is_no_credit() -> None:
    assert split_credit("Ông treo những bức ảnh cũ của làng trên tường.") is None
