"""What a page does not say stays open and is reported: nothing is filled in, least of all a date."""

from articles.importing.record import StoryRecord
from articles.importing.text_page import read_page

CLOCK = "Thứ 3, 07/05/2024, 10:11[GMT+7]"
TITLE = "Đường mới về làng nghề"
DATE = "Thứ 2, 04/03/2019 | 09:08:07"
VIEWS = "1,204 lượt xem"
LEAD = "Con đường dài 2,4 km nối làng nghề với quốc lộ vừa thông xe, xe tải hàng vào được tận cổng xưởng của bà con."
BODY = "Trước kia hàng phải trung chuyển bằng xe ba gác, mất thêm nửa ngày. Nay chỉ mười phút là ra tới đường lớn."
PAPER = "# source: http://baothaibinh.com.vn/tin-tuc/4/77001/duong-moi"
TELEVISION = "# source: http://thaibinhtv.vn/news/4/77001/duong-moi"


def read(*lines: str) -> StoryRecord:
    return read_page("page.txt", "\n\n".join(lines))


def test_whole_page_has_no_problem() -> None:
    assert read(PAPER, CLOCK, TITLE, DATE, VIEWS, LEAD, BODY).problems == ()


def test_clock_is_never_the_publication_date() -> None:
    record = read(PAPER, CLOCK, TITLE, VIEWS, LEAD, BODY)

    assert record.published is None
    assert "No publication date was found." in record.problems
    assert (record.title, record.views, record.lead) == (TITLE, 1204, LEAD)


def test_missing_count_leaves_the_rest_in_place() -> None:
    record = read(PAPER, CLOCK, TITLE, DATE, LEAD, BODY)

    assert record.views is None
    assert record.problems == ("No view count was found.",)
    assert (record.title, record.lead, record.paragraphs) == (TITLE, LEAD, [BODY])


def test_missing_title_is_not_taken_from_the_clock() -> None:
    record = read(PAPER, CLOCK, DATE, VIEWS, LEAD, BODY)

    assert record.title is None
    assert record.problems == ("No title was found.",)
    assert record.lead == LEAD


def test_missing_lead_and_body_are_reported() -> None:
    record = read(PAPER, CLOCK, TITLE, DATE, VIEWS)

    assert (record.title, record.lead, record.blocks) == (TITLE, None, ())
    assert record.problems == ("No lead was found.",)


def test_credited_picture_below_the_count_is_no_lead() -> None:
    record = read(PAPER, CLOCK, TITLE, DATE, VIEWS, "Xe tải vào tận xưởng. Ảnh: Vân Quỳ", BODY)

    assert record.lead is None
    assert record.captions == ["Xe tải vào tận xưởng. Ảnh: Vân Quỳ"]


def test_paper_page_without_date_and_count_keeps_its_title_and_has_no_lead() -> None:
    record = read(PAPER, TITLE, BODY, LEAD)

    assert (record.title, record.lead, record.paragraphs) == (TITLE, None, [BODY, LEAD])


def test_television_page_without_date_and_count_keeps_its_lead_and_has_no_title() -> None:
    record = read(TELEVISION, LEAD, BODY)

    assert (record.title, record.lead, record.paragraphs) == (None, LEAD, [BODY])


def test_page_of_unknown_origin_gets_no_lead_by_guess() -> None:
    record = read(TITLE, LEAD, BODY)

    assert (record.title, record.lead, record.paragraphs) == (TITLE, None, [LEAD, BODY])


def test_lead_printed_twice_is_a_lead_wherever_the_page_is_from() -> None:
    record = read(TITLE, LEAD, LEAD, BODY)

    assert (record.title, record.lead, record.paragraphs) == (TITLE, LEAD, [BODY])


def test_impossible_date_is_reported_and_left_open() -> None:
    record = read(PAPER, TITLE, "Thứ 2, 31/02/2019 | 09:08:07", VIEWS, LEAD, BODY)

    assert record.published is None
    assert record.problems == ("The printed date does not exist in the calendar.",)


def test_weekday_that_does_not_fit_is_reported() -> None:
    record = read(PAPER, TITLE, "Thứ 3, 04/03/2019 | 09:08:07", VIEWS, LEAD, BODY)

    assert record.published is not None
    assert record.problems == ("The printed weekday does not fit the printed date.",)


def test_bare_date_above_the_title_may_be_the_clock() -> None:
    record = read("# source: https://example.vn/tin", "Thứ Sáu, 11/04/2025", TITLE, BODY, LEAD)

    assert (record.title, record.published) == (TITLE, None)
    assert any("fetched" in problem for problem in record.problems)


def test_dated_hour_with_its_zone_above_the_title_is_the_publication() -> None:
    record = read("# source: https://example.vn/tin", "Thứ ba, 11/3/2025, 21:38 (GMT+7)", TITLE, LEAD, BODY)

    assert record.published is not None
    assert record.published.isoformat() == "2025-03-11T21:38:00+07:00"
    assert (record.title, record.lead) == (TITLE, LEAD)


def test_inexact_count_is_no_count() -> None:
    assert read(PAPER, TITLE, DATE, "1,2 nghìn lượt xem", LEAD, BODY).views is None


def test_date_in_the_prose_is_no_publication_date() -> None:
    record = read(PAPER, TITLE, BODY, "12/03/2020", LEAD, BODY, BODY, BODY, BODY)

    assert record.published is None


def test_page_with_nothing_but_its_furniture_is_refused() -> None:
    assert read(PAPER, CLOCK, "Trang chủ", "Chia sẻ").refused == "The page contains no story."


def test_list_page_is_refused_without_its_address() -> None:
    record = read(TITLE, "9 tháng trước 6,701 lượt xem", "Bài khác của chuyên mục", "10 tháng trước", "7,910 lượt xem")

    assert record.refused == "The page is a list of stories, not a story."


def test_years_ago_in_the_prose_do_not_make_a_list() -> None:
    record = read(TITLE, "5 năm trước, làng vắng.", "3 năm trước, đường mở.", BODY)

    assert record.refused is None
