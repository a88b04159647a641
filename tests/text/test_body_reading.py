"""What is read off a stored body: its text, its length."""

import pytest

from articles.body import Block, BodyRefused, clean, from_blocks, plain_text, word_count

BODY = clean(
    "<p>Sáng nay, <strong>làng</strong> mở hội – đông vui.</p>"
    "<figure><img src='/media/photos/a.jpg'><figcaption>Cổng làng</figcaption></figure>"
    "<h2>Phần lễ</h2><blockquote><p>“Vui &amp; ấm”</p></blockquote><p>Câu một<br>câu hai</p>"
    "<table><tr><td>Xã</td><td>Giải</td></tr><tr><td>An&nbsp;Bình</td><td>Nhất</td></tr></table>"
    "<oembed>https://youtu.be/dQw4w9-_XcQ</oembed><ul><li>Vật</li><li>Cờ</li></ul>"
)


def test_plain_text_has_a_line_for_each_block():
    assert plain_text(BODY).split("\n") == [
        "Sáng nay, làng mở hội – đông vui.",
        "Cổng làng",
        "Phần lễ",
        "“Vui & ấm”",
        "Câu một",
        "câu hai",
        "Xã Giải",
        "An Bình Nhất",
        "Vật",
        "Cờ",
    ]


def test_plain_text_of_nothing_is_nothing():
    assert plain_text("") == ""


def test_words_are_syllables_and_neither_captions_nor_dashes_count():
    assert word_count("<p>Sáng nay – làng mở hội.</p><figure><figcaption>Cổng làng</figcaption></figure>") == 5
    assert word_count(BODY) == 22


def test_plain_blocks_become_the_stored_form():
    blocks = [
        Block("paragraph", "GD&ĐT huyện <Vũ Thư> & xã"),
        Block("subhead", "Phần hội"),
        Block("caption", "Cổng làng. Ảnh: A & B"),
        Block("paragraph", " "),
    ]
    body = from_blocks(blocks)
    assert body == (
        "<p>GD&amp;ĐT huyện &lt;Vũ Thư&gt; &amp; xã</p>\n"
        "<h2>Phần hội</h2>\n"
        "<figure><figcaption>Cổng làng. Ảnh: A &amp; B</figcaption></figure>"
    )
    assert clean(body) == body


def test_plain_text_that_looks_like_markup_stays_text():
    assert plain_text(from_blocks([Block("paragraph", "<script>alert(1)</script>")])) == "<script>alert(1)</script>"


def test_too_many_blocks_are_refused():
    with pytest.raises(BodyRefused):
        from_blocks([Block("paragraph", "chữ")] * 20_001)
