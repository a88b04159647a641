"""Sentences as they are compared between stories, and the hashes they are found by."""

import pytest

from articles.shingles import ASKED, MOST_ASKED, MOST_KEPT, SHORTEST, Sentence, Text, asked, kept, pairs

WATER = "Sáu tổ máy bơm chạy suốt đêm để rút nước cho hơn một nghìn héc ta lúa vừa cấy."
ROAD = "Con đường liên xã dài bốn cây số được trải nhựa nhờ tiền góp của người làng đi xa."


def sentences(*paragraphs: str, title: str = "", lead: str = "") -> list[Sentence]:
    return Text(title, lead, "".join(f"<p>{each}</p>" for each in paragraphs)).sentences()


def texts(*paragraphs: str) -> list[str]:
    return [each.text for each in sentences(*paragraphs)]


def test_each_sentence_knows_where_it_stands() -> None:
    apart = f"<figure><figcaption>{ROAD}</figcaption></figure><blockquote><p>{ROAD}</p></blockquote>"
    body = f"<p>{WATER}</p>{apart}<p>{ROAD} {WATER}</p>"
    found = Text(title=ROAD, lead=WATER, body=body).sentences()
    assert [(each.field, each.paragraph, each.text) for each in found] == [
        ("title", 0, ROAD),
        ("lead", 0, WATER),
        ("body", 1, WATER),
        ("body", 3, ROAD),
        ("body", 3, WATER),
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<figure><figcaption>{WATER}</figcaption></figure>",
        f"<table><tbody><tr><td>{WATER}</td></tr></tbody></table>",
        f"<blockquote><p>{WATER}</p></blockquote>",
        f"<p>“{WATER}”</p>",
        f"<p>Ông Nam nói: “{WATER} {ROAD}”.</p>",
        f"<p>“{WATER}</p>",
        f'<p>"{WATER}", ông Nam nói.</p>',
        "<p>Theo TTXVN</p><h2>Nước rút chậm</h2>",
    ],
)
def test_captions_tables_speech_and_scraps_are_not_compared(body: str) -> None:
    assert Text("", "", body).sentences() == []


def test_a_name_in_quotation_marks_belongs_to_its_sentence() -> None:
    (found,) = sentences("Phong trào “Ngày chủ nhật xanh” được các chi đoàn hưởng ứng.")
    assert "chu nhat xanh duoc" in " ".join(found.syllables)


def test_sentences_end_where_a_reader_ends_them() -> None:
    assert texts(f"{WATER} {ROAD}") == [WATER, ROAD]
    assert texts(f"{WATER}{ROAD}") == [WATER, ROAD]  # the space forgotten
    assert len(texts("Giá lúa tăng 1.200 đồng mỗi cân so với v.v. và chưa có dấu hiệu dừng lại.")) == 1
    assert len(texts("Đoàn công tác do TS. Lê Hải, Viện trưởng, dẫn đầu đã về TP. Thái Bình chiều qua.")) == 1
    assert len(texts("Đội hình ra sân: Nam, Hải, Dũng… và các cầu thủ trẻ của lò đào tạo tỉnh nhà.")) == 1


def test_marks_capitals_and_signs_make_no_difference() -> None:
    plain = "Sau to may bom chay suot dem, de rut nuoc: cho hon mot nghin hec ta lua vua cay!"
    assert kept(sentences(WATER)) == kept(sentences(plain))


def test_hashes_are_the_same_for_ever() -> None:
    """They are stored: another number here means that every story has to be indexed again."""
    assert sorted(kept(sentences(WATER)))[:3] == [-2080817333, -1730186388, -1577907563]


def test_a_sentence_taken_over_is_found_wherever_it_went() -> None:
    elsewhere = [f"Câu số {n} nói chuyện khác hẳn, về cánh đồng thứ {n} của làng bên." for n in range(60)]
    there = kept(sentences(*elsewhere[:30], WATER, *elsewhere[30:]))
    assert asked(sentences(WATER)) & there


def test_a_long_text_keeps_and_asks_no_more_than_it_may() -> None:
    long = sentences(*(f"Nhà thứ {n} trồng {n * 7} gốc bưởi, thu {n * 13} triệu đồng sau vụ." for n in range(4000)))
    assert len(kept(long)) == MOST_KEPT
    assert len(asked(long)) == MOST_ASKED


def test_hashes_fit_the_column() -> None:
    found = kept(sentences(WATER, ROAD)) | asked(sentences(WATER, ROAD))
    assert all(-(2**31) <= each < 2**31 for each in found)
    assert len(asked(sentences(ROAD))) == ASKED


def test_a_mended_sentence_is_paired_with_the_one_it_was() -> None:
    mended = "Suốt đêm, sáu tổ máy bơm chạy để rút nước cho hơn một nghìn héc ta lúa mới cấy."
    (pair,) = pairs(sentences(mended), sentences(ROAD, WATER))
    assert (pair.mine.text, pair.theirs.text) == (mended, WATER)
    assert 0.42 <= pair.likeness < 1


def test_the_same_matter_in_other_words_is_no_pair() -> None:
    other = "Máy bơm làm việc không nghỉ nhằm cứu ruộng đồng của bà con khỏi cảnh ngập trắng."
    assert pairs(sentences(other), sentences(WATER, ROAD)) == []


def test_a_sentence_has_enough_words_to_be_told_by() -> None:
    assert all(len(each.syllables) >= SHORTEST for each in sentences(WATER, "Mưa to.", ROAD))
    assert len(sentences("Mưa to.")) == 0
