"""One story is one story under whatever address, spelling or fetch it comes in."""

import pytest

from articles.importing.address import read_address
from articles.importing.text_page import read_page


@pytest.mark.parametrize(
    "url",
    [
        "http://baothaibinh.com.vn/tin-tuc/34/54563/le-ho-i-de-n-do-ng-xam",
        "https://www.baothaibinh.com.vn/tin-tuc/34/54563/le-hoi",
        "https://ww.baothaibinh.com.vn/tin-tuc/0/54563/le-hoi",
        "https://wwww.baothaibinh.com.vn/tin-tuc/54563/le-hoi",
        "https://test.baothaibinh.com.vn/tin-tuc//54563",
        "https://thunghiem.baothaibinh.com.vn/news//54563/",
        "https://BLOG.baothaibinh.com.vn:443/tin-tuc/190/54563/other?page=2#top",
        "https://omsk.baothaibinh.com.vn/tin-tuc/34/54563/x",
        "https://media2.baothaibinh.com.vn/tin-tuc/34/54563/x",
    ],
)
def test_host_section_and_slug_do_not_count(url: str) -> None:
    address = read_address(url)

    assert (address.site, address.old_id) == ("baothaibinh.com.vn", 54563)


@pytest.mark.parametrize(
    "url",
    ["https://thaibinhtv.vn/news/40/62083/x", "http://tbtv.mediatech.vn/news/40/62083/x", "//thaibinhtv.vn/news/62083"],
)
def test_the_televisions_second_host_is_the_same_site(url: str) -> None:
    address = read_address(url)

    assert (address.site, address.old_id) == ("thaibinhtv.vn", 62083)


@pytest.mark.parametrize(
    "url",
    [
        "https://baothaibinh.com.vn/chuyen-muc/52/theo-dong-lich-su?page=4",
        "https://baothaibinh.com.vn/",
        "https://example.vn/tin-tuc/34/54563/x",
        "https://example.vn/le-hoi-2021.html",
        "https://notbaothaibinh.com.vn/tin-tuc/34/54563/x",
        "http://[broken/tin-tuc/1/2/x",
        "",
    ],
)
def test_no_number_is_read_where_none_is_known_to_stand(url: str) -> None:
    assert read_address(url).old_id is None


PAGE = """Hội vật làng Hạ

Thứ 3, 12/02/2019 | 14:00:05
1,015 lượt xem
Mùng tám Tết, sới vật làng Hạ lại mở, mười hai đô vật của sáu giáp vào sới trong tiếng trống giục từ sân đình.

Sới vật đắp bằng cát sông, quây rơm bốn phía, người xem ngồi kín cả triền đê từ lúc trời còn mờ sương.
"""


def identity(text: str) -> str:
    return read_page("page.txt", text).identity


def test_known_number_is_the_identity() -> None:
    header = "# source: https://ww.baothaibinh.com.vn/tin-tuc/0/70353/hoi-vat\n"

    assert identity(header + PAGE) == "baothaibinh.com.vn/70353"


def test_without_a_number_the_text_is() -> None:
    assert identity(PAGE).startswith("text:")
    assert identity(PAGE) == identity(PAGE.replace("1,015", "2,300"))
    assert identity(PAGE) == identity("# source: https://example.vn/hoi-vat\n" + PAGE)
    assert identity(PAGE) != identity(PAGE.replace("12/02", "13/02"))
    assert identity(PAGE) != identity(PAGE.replace("Mùng tám", "Mùng chín"))


def test_case_and_tone_placement_of_the_title_do_not_make_another_story() -> None:
    assert identity(PAGE.replace("làng Hạ\n", "làng Hoà\n", 1)) == identity(PAGE.replace("làng Hạ\n", "làng hòa\n", 1))


def test_two_undated_notices_of_one_title_are_two_stories() -> None:
    first = identity(
        "Thông báo\n\nSáng mai cắt nước khu phố 3 để sửa đường ống, dự kiến đến trưa sẽ cấp nước trở lại.\n"
    )
    second = identity(
        "Thông báo\n\nSáng mai cắt điện khu phố 5 để thay trạm biến áp, dự kiến đến trưa sẽ đóng điện lại.\n"
    )

    assert first != second


def fingerprint(text: str) -> str:
    return read_page("page.txt", text).fingerprint


def test_fingerprint_tells_a_changed_text_but_not_a_later_fetch() -> None:
    later = (
        "Thứ 6, 01/03/2024, 08:00[GMT+7]\n\n" + PAGE.replace("1,015", "1,900") + "\nTin cùng chuyên mục\n- Bài mới\n"
    )

    assert fingerprint(later) == fingerprint(PAGE)
    assert fingerprint(PAGE.replace("sáu giáp", "bảy giáp")) != fingerprint(PAGE)
    assert fingerprint(PAGE.replace("bốn phía", "ba phía")) != fingerprint(PAGE)
