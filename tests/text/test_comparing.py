"""Two contents compared: by field, by block, by Vietnamese word."""

import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body
from articles.compare import Difference, Piece, Row
from articles.compare import differences as differences_for
from articles.content import BylineContent, Content, PickContent
from articles.models import Article
from tests import factories
from tests.public.stories import photo


def differences(old: Content, new: Content) -> list[Difference]:
    return differences_for(old, new, title_of=str)


def compared(old: str, new: str) -> tuple[Row, ...]:
    """The rows of two bodies, as HTML is typed."""
    found = differences(Content(title="t", body=body.clean(old)), Content(title="t", body=body.clean(new)))
    return found[0].rows if found else ()


def marked(pieces: tuple[Piece, ...] | list[Piece]) -> str:
    """`giữ -bỏ- +thêm+`: what is equal, removed and added."""
    signs = {"equal": "", "removed": "-", "added": "+"}
    return "".join(f"{p.space}{signs[p.kind]}{p.text}{signs[p.kind]}" for p in pieces).strip()


def only(found: list[Difference]) -> Difference:
    (one,) = found
    return one


def test_the_same_content_has_no_difference() -> None:
    content = Content(title="Bão số 3", body="<p>Một</p>", tags=("bão",))
    assert differences(content, content) == []


def test_both_spellings_of_unicode_are_the_same() -> None:
    words = "Bão số 3 đổ bộ Quảng Ninh"
    old = Content(title=words, lead=words, body=f"<p>{words}</p>", tags=(words,))
    decomposed = unicodedata.normalize("NFD", words)
    new = Content(title=decomposed, lead=decomposed, body=f"<p>{decomposed}</p>", tags=(decomposed,))
    assert differences(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Bão số 3 vào bờ", "Bão số 4 vào bờ", "Bão số -3- +4+ vào bờ"),
        ("Mưa to ở xã Tây Phú", "Mưa rất to ở xã Tây Phú", "Mưa +rất+ to ở xã Tây Phú"),
        ("Lúa bị ngập, đổ.", "Lúa bị ngập và đổ.", "Lúa bị ngập-,- +và+ đổ."),
        ("Giá 1.234,5 đồng một cân", "Giá 1.234,6 đồng một cân", "Giá -1.234,5- +1.234,6+ đồng một cân"),
        ("Lúa ngập. Dân lo.", "Lúa ngập. Mưa to. Dân lo.", "Lúa ngập. +Mưa to.+ Dân lo."),
        ("Lúa ngập. Dân lo.", "Lúa ngập. Dân lo. Mưa to.", "Lúa ngập. Dân lo. +Mưa to.+"),
        ("Lúa ngập. Dân lo. Mưa to.", "Lúa ngập. Dân lo.", "Lúa ngập. Dân lo. -Mưa to.-"),
        ("bà con xuống đồng", "Sáng nay bà con xuống đồng", "+Sáng nay+ bà con xuống đồng"),
    ],
)
def test_a_line_is_compared_word_by_word(old: str, new: str, expected: str) -> None:
    difference = only(differences(Content(title=old), Content(title=new)))
    assert (difference.field, marked(difference.rows[0].pieces)) == ("title", expected)


lines = st.lists(st.sampled_from(["bão", "lũ", "lúa", "đê", ".", ",", " ", " ", " "]), min_size=1, max_size=30).map(
    "".join
)


@settings(max_examples=300)
@given(lines, lines)
def test_each_side_reads_as_its_own_text(old: str, new: str) -> None:
    old, new = " ".join(old.split()), " ".join(new.split())
    for difference in differences(Content(title=old), Content(title=new)):
        rows = difference.rows
        assert [reading(row.old for row in rows), reading(row.new for row in rows)] == [squeezed(old), squeezed(new)]


def reading(sides: Iterable[list[Piece]]) -> str:
    return squeezed("".join(piece.text for side in sides for piece in side))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_changed_paragraph_marks_no_other() -> None:
    old = "<p>Một hai ba bốn năm.</p><p>Sáu bảy tám chín mười.</p><p>Hết chuyện ở đây rồi.</p>"
    rows = compared(old, old.replace("tám", "8"))
    assert [row.kind for row in rows] == ["equal", "changed", "equal"]
    assert marked(rows[1].pieces) == "Sáu bảy -tám- +8+ chín mười."


def test_paragraphs_that_moved_apart_still_find_each_other() -> None:
    old = "<p>Nước sông dâng cao từ đêm qua.</p><p>Chính quyền xã đã sơ tán dân.</p>"
    new = (
        "<p>Tin mới nhận lúc sáng.</p><p>Nước sông dâng rất cao từ đêm qua.</p><p>Chính quyền huyện đã sơ tán dân.</p>"
    )
    rows = compared(old, new)
    assert [(row.kind, marked(row.pieces)) for row in rows] == [
        ("added", "+Tin mới nhận lúc sáng.+"),
        ("changed", "Nước sông dâng +rất+ cao từ đêm qua."),
        ("changed", "Chính quyền -xã- +huyện+ đã sơ tán dân."),
    ]


def test_a_paragraph_written_anew_is_marked_whole() -> None:
    (row,) = compared("<p>Nước sông dâng cao.</p>", "<p>Chính quyền xã sơ tán dân ngay trong đêm.</p>")
    assert (row.kind, [piece.kind for piece in row.pieces]) == ("replaced", ["removed", "added"])


def test_a_paragraph_that_became_a_heading_says_so() -> None:
    (row,) = compared("<p>Diện tích lúa bị ngập</p>", "<h2>Diện tích lúa bị ngập</h2>")
    assert (row.kind, row.name, row.label != "", row.old_label) == ("changed", "h2", True, "")
    assert "→" in row.labels


def test_emphasis_is_a_change_of_the_words_it_stands_on() -> None:
    (row,) = compared("<p>Cả xã ngập nặng</p>", "<p>Cả xã <strong>ngập</strong> nặng</p>")
    assert [(p.kind, p.text, p.style) for p in row.pieces if p.kind != "equal"] == [
        ("removed", "ngập", ""),
        ("added", "ngập", "strong"),
    ]


def test_a_changed_link_shows_both_addresses() -> None:
    (row,) = compared(
        '<p>Xem <a href="https://cu.example/">tại đây</a> nhé</p>',
        '<p>Xem <a href="https://moi.example/">tại đây</a> nhé</p>',
    )
    changes = {(piece.kind, piece.text) for piece in row.pieces if piece.kind != "equal"}
    assert changes == {("removed", "https://cu.example/"), ("added", "https://moi.example/")}


def test_an_unchanged_address_is_not_written_out() -> None:
    (row,) = compared(
        '<p>Xem <a href="https://cu.example/">tại đây</a> nhé</p>',
        '<p>Xem <a href="https://cu.example/">tại đây</a> nhá</p>',
    )
    assert "cu.example" not in marked(row.pieces)


def figure(name: str, caption: str) -> str:
    return (
        f'<figure class="image"><img src="/media/photos/{name}.jpg" alt=""><figcaption>{caption}</figcaption></figure>'
    )


def test_a_changed_picture_shows_both_and_leaves_the_caption_alone() -> None:
    (row,) = compared(figure("a", "Đồng lúa xã Tây Phú"), figure("b", "Đồng lúa xã Tây Phú"))
    assert [(p.kind, p.picture) for p in row.pieces if p.picture] == [
        ("removed", "/media/photos/a.jpg"),
        ("added", "/media/photos/b.jpg"),
    ]
    assert [p.text.strip() for p in row.pieces if p.kind == "equal" and p.text.strip()] == ["Đồng lúa xã Tây Phú"]


def test_a_changed_caption_leaves_the_picture_alone() -> None:
    (row,) = compared(figure("a", "Đồng lúa xã Tây Phú"), figure("a", "Đồng ngô xã Tây Phú"))
    assert [(p.kind, p.text, p.style) for p in row.pieces if p.kind != "equal"] == [
        ("removed", "lúa", "caption"),
        ("added", "ngô", "caption"),
    ]
    assert [p.kind for p in row.pieces if p.picture] == ["equal"]


def test_a_new_item_of_a_list_does_not_renumber_the_others_into_changes() -> None:
    (row,) = compared(
        "<ol><li>Cấp gạo cho dân</li><li>Sửa đê ngay</li></ol>",
        "<ol><li>Họp khẩn trong đêm</li><li>Cấp gạo cho dân</li><li>Sửa đê ngay</li></ol>",
    )
    assert [p.kind for p in row.pieces if "Cấp gạo" in p.text or "Sửa đê" in p.text] == ["equal", "equal"]
    assert any(p.kind == "added" and "Họp khẩn" in p.text for p in row.pieces)


def test_one_cell_of_a_table_is_marked_alone() -> None:
    table = "<table><tbody><tr><td>Xã</td><td>Ha</td></tr><tr><td>Tây Phú</td><td>{}</td></tr></tbody></table>"
    (row,) = compared(table.format(12), table.format(15))
    assert [(p.kind, p.text) for p in row.pieces if p.kind != "equal"] == [("removed", "12"), ("added", "15")]


def test_a_change_no_word_shows_is_said() -> None:
    (row,) = compared("<p>Một hai ba</p>", '<p class="align-center">Một hai ba</p>')
    assert row.unseen


def test_unchanged_paragraphs_far_from_a_change_are_folded() -> None:
    lines = [f"<p>Đoạn số {number} của bài này.</p>" for number in range(9)]
    changed = [*lines[:8], "<p>Đoạn số tám của bài này.</p>"]
    found = only(differences(Content(title="t", body="\n".join(lines)), Content(title="t", body="\n".join(changed))))
    assert [(passage.folded, len(passage.rows)) for passage in found.passages] == [(True, 7), (False, 2)]


def test_tags_are_whole_things() -> None:
    found = only(differences(Content(title="t", tags=("bão số 3", "lũ")), Content(title="t", tags=("bão số 4", "lũ"))))
    assert [(p.kind, p.text) for p in found.rows[0].pieces] == [
        ("removed", "bão số 3"),
        ("added", "bão số 4"),
        ("equal", "lũ"),
    ]


@pytest.mark.django_db
def test_every_field_is_compared() -> None:
    author, other = factories.AuthorFactory(), factories.AuthorFactory()
    old = factories.content(
        kicker="Cũ", lead_photo=photo(), tags=("a",), bylines=(BylineContent(author),), source_name="TTXVN"
    )
    new = factories.content(
        kicker="Mới",
        title="Khác",
        lead="Khác",
        body="<p>Khác</p>",
        lead_photo=photo(),
        tags=("b",),
        bylines=(BylineContent(author, "photographer"), BylineContent(other)),
        related=(PickContent(title="Tít chưa có bài"),),
        kind="video",
        secondary_sections=(factories.SectionFactory(),),
        source_name="VOV",
        source_url="https://vi.example/",
    )
    assert {difference.field for difference in differences(old, new)} == set(Content.__dataclass_fields__)


def test_a_picked_story_is_named_as_its_reader_may_know_it() -> None:
    secret = PickContent(Article(pk=7, title="Vụ việc chưa ai biết"))
    found = differences_for(
        Content(title="t"), Content(title="t", related=(secret,)), title_of=lambda _pick: "Bài khác"
    )
    assert marked(only(found).rows[0].pieces) == "+Bài khác+"


def test_a_text_of_repeated_words_is_marked_whole_rather_than_weighed() -> None:
    """Forty thousand of the same words on both sides would keep difflib busy for hours."""
    old, new = "<p>ba" + " má" * 20_000 + "</p>", "<p>ông" + " má bà" * 10_000 + "</p>"
    found = differences(Content(title="t", body=old), Content(title="t", body=new))
    assert [piece.kind for piece in found[0].rows[0].pieces] == ["removed", "added"]


def test_markup_nobody_could_read_is_compared_as_words() -> None:
    deep = "<i>" * 400 + "sâu"
    assert differences(Content(title="t"), Content(title="t", body=deep))[0].rows
