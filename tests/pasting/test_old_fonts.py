"""Text of the old fonts is told and offered, text by text, and never converted by itself."""

import pytest

from articles.pasting.clipboard import paste
from tests.pasting.table import clipboards

IN_UNICODE = {
    "tcvn3-word": "Nhân dân huyện Thái Thụy phấn khởi bước vào vụ sản xuất mới, các hợp tác xã đã chuẩn bị"
    " đủ giống, phân bón. Ông Phạm Văn Tư cho biết, nước đã về đủ các cánh đồng.",
    "tcvn3-text": "Hội nghị tổng kết công tác năm 2004 Toàn tỉnh đạt 98% kế hoạch, tăng trưởng khá so với năm trước.",
    "vni-word": "Đoàn công tác đã đến thăm và tặng quà các gia đình chính sách. Buổi lễ có sự tham dự của đông đảo"
    " người dân địa phương, trong đó có nhiều cựu chiến binh.",
}


@pytest.mark.parametrize("name", IN_UNICODE)
def test_every_text_is_offered_in_unicode(name: str) -> None:
    taken = next(each for each in clipboards() if each.name == name).paste()
    assert taken.in_unicode
    converted = taken.html
    for old, new in taken.in_unicode.texts:
        assert old in converted
        converted = converted.replace(old, new, 1)
    assert " ".join(new for _old, new in taken.in_unicode.texts).replace("Tư c ho", "Tư cho") == IN_UNICODE[name]


def test_a_text_of_today_is_offered_nothing() -> None:
    today = [each for each in clipboards() if each.name not in IN_UNICODE]
    assert [each.name for each in today if each.paste().in_unicode] == []


def test_only_the_old_part_of_a_text_is_offered() -> None:
    taken = paste("<p>Công văn số 5 của huyện.</p><p>KÝnh göi: ñy ban nh©n d©n tØnh Th¸i B×nh</p><p>Hết.</p>")
    assert taken.in_unicode
    assert len(taken.in_unicode.texts) == 1
    assert "nhân dân tỉnh Thái Bình" in taken.in_unicode.texts[0][1]
