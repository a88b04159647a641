"""How a story is examined, whatever the rules: places, order, switching off, what is prose at all, hostile text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.doctor.copy import Block, Story, is_address
from articles.doctor.reading import body_blocks, story_of
from articles.doctor.rules import BY_NAME, MOST_OF_ONE_RULE, RULES, count_by_rule, examine


def story(*texts: str) -> Story:
    return Story(tuple(Block("body", text, place) for place, text in enumerate(texts)))


def test_marks_come_in_the_order_of_the_text() -> None:
    found = examine(story_of(title="Tít  một", lead="Sapo ,hai", body="<p>Ba ,bốn</p><p>Năm.Sáu</p>"))
    assert [(mark.field, mark.block, mark.start) for mark in found] == [
        ("title", 0, 3),
        ("lead", 0, 4),
        ("lead", 0, 5),
        ("body", 0, 2),
        ("body", 0, 3),
        ("body", 1, 3),
    ]


@pytest.mark.parametrize("rule", BY_NAME)
def test_a_rule_that_is_off_marks_nothing(rule: str) -> None:
    text = "Th«ng b¸o cña Ban tæ chøc; HÐND ,ra  thông báo.Sáng của của 1 số (người,.... hoà, hòa"
    assert rule not in {mark.rule for mark in examine(story(text), off=[rule])}


def test_no_two_marks_claim_one_place() -> None:
    found = examine(story("Th«ng b¸o cña Ban tæ chøc  ,.. Đã đến , rồi .. 1 số  số"))
    ends = [(mark.start, mark.end) for mark in found]
    assert all(one[1] <= other[0] for one, other in zip(ends, ends[1:], strict=False))


def test_taking_every_fix_leaves_nothing_that_a_fix_can_mend() -> None:
    text = "Năm 2021.Phân tích ,nhiệm vụ  mới,trong đó HÐND tỉnh,.... ( gồm 1 số hộ)và xã."
    for _round in range(3):
        for mark in reversed(examine(story(text))):
            if mark.fixes:
                text = text[: mark.start] + mark.fixes[0] + text[mark.end :]
    assert text == "Năm 2021. Phân tích, nhiệm vụ mới, trong đó HĐND tỉnh... (gồm một số hộ) và xã."
    assert examine(story(text)) == []


def test_a_mark_is_known_again_by_its_words() -> None:
    (mark,) = examine(story("Hội nghị tổng kết công tác của toàn tỉnh năm 2021.Phân tích các giải pháp cho năm tới"))
    assert (mark.slip, mark.words) == (".", "2021.Phân")
    assert mark.around == "ết công tác của toàn tỉnh năm 2021.Phân tích các giải pháp cho năm tớ"
    assert mark.words[mark.in_words] == mark.around[mark.in_around] == "."


def test_counts_by_rule_follow_the_table() -> None:
    assert count_by_rule(examine(story("Một  hai ,ba.. Rồi  đi"))) == {
        "doubled_punctuation": 1,
        "stray_space": 1,
        "doubled_space": 2,
        "missing_space": 1,
    }


def test_blocks_of_a_stored_body() -> None:
    html = (
        "<h2>Mục</h2>\n<p>Một <strong>hai</strong><br>ba</p>\n"
        "<ul><li>Bốn</li><li>Năm<ul><li>Sáu</li></ul>bảy</li></ul>\n"
        '<figure class="image"><img src="/media/x.jpg" alt="Tám ,"><figcaption>Chín</figcaption></figure>\n'
        "<oembed>https://www.youtube.com/watch?v=1</oembed>\n"
        "<table><tbody><tr><td>Mười</td><td> </td></tr></tbody></table>"
    )
    assert list(body_blocks(html)) == [
        ("h2", "Mục"),
        ("p", "Một hai"),
        ("p", "ba"),
        ("li", "Bốn"),
        ("li", "Năm"),
        ("li", "Sáu"),
        ("li", "bảy"),
        ("figcaption", "Chín"),
        ("td", "Mười"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "https://a.vn/b,c",
        "www.abc.com",
        "a.b@c.vn",
        "baothaibinh.com.vn",
        "anh.tu.lieu.zip",
        "PL01.docx",
        "#hashtag",
        "@ten",
    ],
)
def test_addresses_are_no_prose(text: str) -> None:
    assert is_address(text)
    assert examine(story(f"Xem {text} để biết thêm.")) == []


@pytest.mark.parametrize("text", ["2021.Phân", "trên.Các", "1.673", "thời,trong", "Bình.vn", "xã.trong"])
def test_a_slip_is_no_address(text: str) -> None:
    assert not is_address(text)


HOSTILE = [
    "a,",
    "( ",
    "“",
    ")",
    "1 số ",
    "của ",
    "a\u0301",
    "Nguyễn Văn A ",
    "thứ hai, 1/1/2021 ",
    " ,",
    "a@",
    "1.",
    "¹n ",
    "hoà ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read_through(piece: str) -> None:
    """A step for each pair of characters would be ten thousand million of them."""
    marks = examine(story(piece * (100_000 // len(piece))))
    assert all(number <= MOST_OF_ONE_RULE for number in count_by_rule(marks).values())


@given(st.lists(st.text(alphabet=".,;:!?…“”\"'()[] \u00a0\n1a2Đđcủahoà\u0301\u0430Ðñ¹©^+", max_size=60), max_size=4))
def test_whatever_the_text_a_mark_says_where_it_stands(texts: list[str]) -> None:
    for mark in examine(story(*texts)):
        text = texts[mark.block]
        assert text[mark.start : mark.end] == mark.slip != ""
        assert mark.slip not in mark.fixes
        assert text[mark.start - mark.in_words :].startswith(mark.words)
        assert text[mark.start - mark.in_around :].startswith(mark.around)


def test_names_of_rules_are_few_enough_for_their_column() -> None:
    assert all(len(rule.name) <= 40 for rule in RULES)
