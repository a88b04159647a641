"""The rules of the checklist, each by its cases: what is found, what is not, and what the sentence says."""

from dataclasses import replace

import pytest

from articles.checklist import RULES, Copy, Finding, Picture, check, key_of, names_credit, sentence
from articles.models import HouseStyle
from articles.placeholders import placeholders

LIMITS = HouseStyle()
FIGURE = '<figure class="image"><img src="/media/photos/{}.jpg"><figcaption>{}</figcaption></figure>'
GOOD = Copy(
    title="Nông dân xuống đồng gieo vụ mới",
    lead="Sáng nay, bà con các xã ven sông ra đồng từ sớm để kịp khung thời vụ, sau nhiều ngày chờ nước về.",
    body="<p>" + "Nước đã về đủ trên mặt ruộng. " * 20 + "</p>",
    has_section=True,
    has_tags=True,
    has_writer=True,
    source="",
    lead_picture=Picture("Máy cấy xuống đồng.", "Hoàng Lam"),
)


def words(number: int) -> str:
    return " ".join(["chữ"] * number)


def found(copy: Copy, limits: HouseStyle = LIMITS) -> dict[str, dict[str, object]]:
    return {finding.rule.name: dict(finding.figures) for finding in check(copy, limits)}


def test_a_complete_story_has_nothing_to_mend() -> None:
    assert found(GOOD) == {}


CASES: list[tuple[str, dict[str, object], dict[str, object]]] = [
    ("title_missing", {"title": ""}, {}),
    ("title_too_long", {"title": "ă" * 121}, {"characters": 121, "most": 120}),
    ("title_placeholder", {"title": "[Nhập tít] Lúa mùa"}, {"found": "“[Nhập tít]”"}),
    ("title_placeholder", {"title": "Bài chưa có tít"}, {"found": "“Bài chưa có tít”"}),
    ("title_made_up", {"title": "Sáng nay, bà con các xã…"}, {}),
    ("title_words", {"title": words(13)}, {"words": 13, "most": 12}),
    ("title_capitals", {"title": "NÔNG DÂN XUỐNG ĐỒNG"}, {}),
    ("lead_missing", {"lead": ""}, {}),
    ("lead_long", {"lead": words(51)}, {"words": 51, "most": 50}),
    ("lead_short", {"lead": words(19)}, {"words": 19, "least": 20}),
    ("lead_placeholder", {"lead": words(20) + " TODO"}, {"found": "“TODO”"}),
    ("body_missing", {"body": ""}, {}),
    ("body_short", {"body": f"<p>{words(99)}</p>"}, {"words": 99, "least": 100}),
    ("body_placeholder", {"body": GOOD.body + "<p>Lorem ipsum dolor</p>"}, {"found": "“Lorem ipsum”"}),
    ("subheads_missing", {"body": f"<p>{words(800)}</p>"}, {"words": 800, "most": 800}),
    ("link_empty", {"body": GOOD.body + '<p><a href="#">tại đây</a></p>'}, {"found": "“tại đây”"}),
    ("link_empty", {"body": GOOD.body + "<p><a>tại đây</a></p>"}, {"found": "“tại đây”"}),
    ("link_empty", {"body": GOOD.body + '<p><a href="https://...">xem</a></p>'}, {"found": "“xem”"}),
    ("link_empty", {"body": GOOD.body + '<p><a href="http://">xem</a></p>'}, {"found": "“xem”"}),
    ("link_broken", {"links_nowhere": ("/kinh-te/x-9.html",)}, {"found": "/kinh-te/x-9.html"}),
    ("link_unseen", {"links_unseen": ("/kinh-te/x-9.html",)}, {"found": "/kinh-te/x-9.html"}),
    ("similar_stories", {"similar": ((9, 40), (7, 63))}, {"number": 2, "share": 63, "stories": "7, 9"}),
    (
        "photo_story_pictures",
        {"kind": "photo", "pictures": (Picture("Một", "A"), Picture("Hai", "A"))},
        {"number": 2, "least": 3},
    ),
    ("video_missing", {"kind": "video"}, {}),
    ("video_missing", {"kind": "video", "body": GOOD.body + "<oembed>https://phim.example/a</oembed>"}, {}),
    ("section_missing", {"has_section": False}, {}),
    ("tags_missing", {"has_tags": False}, {}),
    ("tags_undecided", {"only_proposed_tags": True}, {}),
    ("writer_missing", {"has_writer": False}, {}),
    ("lead_picture_missing", {"lead_picture": None}, {}),
    ("lead_picture_caption", {"lead_picture": Picture("", "Hoàng Lam")}, {}),
    ("lead_picture_credit", {"lead_picture": Picture("Máy cấy xuống đồng.", "")}, {}),
    (
        "lead_picture_placeholder",
        {"lead_picture": Picture("[nhập chú thích]", "Hoàng Lam")},
        {"found": "“[nhập chú thích]”"},
    ),
    (
        "picture_caption",
        {"pictures": (Picture("Một", "A"), Picture("", "B"), Picture("", "C"))},
        {"places": "2, 3"},
    ),
    ("picture_credit", {"pictures": (Picture("Một", ""),)}, {"places": "1"}),
    (
        "picture_awaited",
        {"body": GOOD.body + "<figure><figcaption>Lúa chín.</figcaption></figure>"},
        {"number": 1, "captions": "“Lúa chín.”"},
    ),
]


@pytest.mark.parametrize(("name", "parts", "figures"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_each_rule_finds_its_case_and_no_other_does(
    name: str, parts: dict[str, object], figures: dict[str, object]
) -> None:
    assert found(replace(GOOD, **parts)) == {name: figures}


def test_a_lead_beyond_its_characters_is_held_back_whatever_is_acknowledged() -> None:
    findings = check(replace(GOOD, lead="chữ " * 151), LIMITS)
    assert [(each.rule.name, each.hard) for each in findings] == [("lead_too_long", True), ("lead_long", False)]


def test_every_rule_has_a_case() -> None:
    tried = {case[0] for case in CASES} | {"lead_too_long"}
    assert tried == {rule.name for rule in RULES}


NOT_FOUND: list[dict[str, object]] = [
    {"kind": "video", "body": "<p>Ngắn.</p><oembed>https://vimeo.com/12345</oembed>"},
    {"kind": "photo", "body": "<p>Ngắn.</p>", "pictures": (Picture("Một", "A"),) * 3},
    {"kind": "interview"},
    {"title": words(12)},
    {"title": "ă" * 120},
    {"title": "VTV và VOV"},
    {"title": "NASA"},
    {"title": "Bao giờ cho đến tháng Mười…"},
    {"lead": words(50)},
    {"lead": words(20)},
    {"lead": f"– {words(20)} –"},
    {"body": f"<p>{words(100)}</p>"},
    {"body": f"<p>{words(799)}</p>"},
    {"body": f"<p>{words(400)}</p><h2>Tít phụ</h2><p>{words(600)}</p>"},
    {"body": GOOD.body + '<p><a href="/">trang chủ</a> <a href="mailto:toasoan@bao.example">thư</a></p>'},
    {"body": GOOD.body + '<p><a href="https://bao.example">báo</a> <a href="http://bao.example:80/a?b#c">báo</a></p>'},
    {"has_writer": False, "source": "TTXVN"},
    {"pictures": (Picture("Một", "A"), Picture("Hai", "B"))},
]


@pytest.mark.parametrize("parts", NOT_FOUND, ids=range(len(NOT_FOUND)))
def test_at_the_limit_and_in_good_order_nothing_is_found(parts: dict[str, object]) -> None:
    assert found(replace(GOOD, **parts)) == {}


def test_a_limit_of_nought_asks_for_nothing() -> None:
    none = HouseStyle(body_words_min=0, lead_words_min=0, subheads_from_words=0)
    assert found(replace(GOOD, lead="Chữ", body=f"<p>{words(2000)}</p>"), none) == {}
    assert found(replace(GOOD, lead="Chữ", body="<p>chữ</p>"), none) == {}


def test_the_figures_are_the_administrators() -> None:
    assert found(GOOD, HouseStyle(title_words_max=5)) == {"title_words": {"words": 7, "most": 5}}


def test_the_hard_ones_come_first() -> None:
    findings = check(replace(GOOD, title=words(13), has_section=False, lead=""), LIMITS)
    assert [each.rule.name for each in findings] == ["lead_missing", "section_missing", "title_words"]


def test_the_sentence_names_the_figures() -> None:
    (finding,) = check(replace(GOOD, lead=words(63)), LIMITS)
    assert "63" in finding.message
    assert "50" in finding.message


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_sentence_can_be_said_with_the_figures_of_its_rule(rule: object) -> None:
    figures = next((case[2] for case in CASES if case[0] == rule.name), {"characters": 1, "most": 1})
    assert "%(" not in sentence(rule.name, figures)


def test_a_rule_that_is_no_more_is_still_named() -> None:
    assert sentence("rule_of_old", {"words": 3}) == "rule_of_old"


def test_the_key_is_of_one_finding_exactly() -> None:
    (one,) = check(replace(GOOD, lead=words(63)), LIMITS)
    (other,) = check(replace(GOOD, lead=words(64)), LIMITS)
    assert one.key != other.key
    assert one.key == key_of(**{"name": one.as_kept()["rule"], "figures": one.as_kept()["figures"]})
    assert Finding(one.rule, dict(one.figures)).key == one.key


PLACEHOLDERS = [
    ("Người dân ra đồng. [nhập chú thích]", ["[nhập chú thích]"]),
    ("[Chèn ảnh cánh đồng vào đây] và chữ", ["[Chèn ảnh cánh đồng vào đây]"]),
    ("[ảnh 2]", ["[ảnh 2]"]),
    ("[Không có tít] Sáng nay", ["[Không có tít]"]),
    ("Ông xxx cho biết", ["xxx"]),
    ("Ông Xxxx, chủ tịch xã", ["Xxxx"]),
    ("TODO: hỏi lại số liệu", ["TODO"]),
    ("Diện tích ??? héc-ta", ["???"]),
    ("Ông Nam (???) nói", ["???"]),
    ("Lorem ipsum dolor sit amet", ["Lorem ipsum"]),
    ("Chữ\n(ảnh)\nchữ", ["(ảnh)"]),
    ("Nhập nội dung", ["Nhập nội dung"]),
    ("Tổng diện tích (bổ sung số liệu)", ["(bổ sung số liệu)"]),
    ("Ông Nam (kiểm tra lại chức danh) nói", ["(kiểm tra lại chức danh)"]),
    ("asdf", ["asdf"]),
]
NO_PLACEHOLDERS = [
    "Ông Nguyễn Văn Nam (ảnh) là người đầu tiên trong xã đưa máy cấy xuống đồng.",
    "Số điện thoại 0912.xxx.xxx nhiều lần gọi đến.",
    "Số điện thoại 0912 xxx xxx nhiều lần gọi đến.",
    "Xe tải biển số 17B-xxx.xx đi từ hướng cầu về.",
    "Thế vận hội XXX, kỳ họp thứ XXX, thế kỷ XXI",
    "“Việc này [...] phải làm ngay”, ông nói.",
    "“Các bác [nông dân] vất vả lắm”, bà kể.",
    "(Cập nhật) Bão số 3 đổi hướng",
    "Nhiều người để lại bình luận: “Thật không???”, “Sao lạ thế???”",
    "Đội thắng 3-0 (25/20, 25/18, 25/22); giá 1.250.000 đồng/m2; xem https://bao.example/a?b=c",
    "Phòng thí nghiệm làm test nhanh cho 300 người.",
    "Ảnh: Hoàng Lam",
    "Nội dung",
    "Video",
    "Doanh nghiệp xin bổ sung vốn (bổ sung 3 tỷ đồng).",
    "Điều lệ sửa đổi (sửa đổi, bổ sung năm 2020)",
    "Bài thơ kết ở câu hỏi: Ai về? Ai nhớ? Ai quên?",
    "Công ty XXL, áo cỡ XXL; chuỗi khách sạn TOD ven ga.",
]


@pytest.mark.parametrize(("text", "expected"), PLACEHOLDERS)
def test_what_still_waits_for_its_words_is_told(text: str, expected: list[str]) -> None:
    assert placeholders(text) == expected


@pytest.mark.parametrize("text", NO_PLACEHOLDERS)
def test_what_newspapers_print_is_no_placeholder(text: str) -> None:
    assert placeholders(text) == []


@pytest.mark.parametrize(
    ("caption", "is_credited"),
    [
        ("Lúa chín trên cánh đồng. Ảnh: Hoàng Lam", True),
        ("Lúa chín trên cánh đồng (Ảnh: TTXVN).", True),
        ("Lúa chín. Ảnh tư liệu", True),
        ("Lúa chín. Ảnh TTXVN", True),
        ("Các vùng gieo cấy. Đồ họa: Hà An", True),
        ("Lúa chín trên cánh đồng.", False),
        ("Hình ảnh Bác Hồ về thăm xã.", False),
        ("Toàn cảnh: cánh đồng sau mưa.", False),
        ("Phong cảnh Tam Cốc.", False),
    ],
)
def test_a_caption_may_say_itself_whose_the_picture_is(caption: str, is_credited: bool) -> None:
    assert names_credit(caption) is is_credited
