"""One form of a text is stored, and storing it again leaves it as it is."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body import BodyRefused, clean

TAGS = (
    "p div b i strong em a span h1 h2 h5 ul ol li table tr td th caption blockquote q cite figure figcaption img br hr "
    "oembed iframe script style svg math section font u s pre dl dt dd select textarea noscript template"
)
ATTRIBUTES = [
    "",
    ' class="align-center"',
    ' class="image align-left x"',
    ' href="https://vi.example/?a=1&b=2"',
    " href=javascript:x",
    ' src="/media/photos/a.jpg" alt="<b x"',
    ' src="https://www.youtube.com/embed/abcdefghijk"',
    " src=//evil.example",
    ' alt="&lt;h1&gt;&quot;"',
    " colspan=2",
]
WORDS = [
    "lúa",
    " ",
    "\n\t",
    "&nbsp;",
    "&amp;amp;",
    "a\u0301",
    "\u0338",
    "&#x338;",
    "&#8203;",
    "<",
    ">",
    "&",
    "</p>",
    "</b>",
    "\x0b",
]

words = st.sampled_from(WORDS) | st.text(max_size=5)
markup = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, attributes, children, ending: f"<{tag}{attributes}>{''.join(children)}{ending and f'</{tag}>'}",
        st.sampled_from(TAGS.split()),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=25,
)


@settings(max_examples=400, deadline=None)
@given(st.lists(markup, max_size=4).map("".join))
def test_cleaning_twice_is_cleaning_once(html):
    once = clean(html)
    assert clean(str(once)) == once
    assert unicodedata.is_normalized("NFC", once)


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("aáeêđ <>&\"'"), min_size=1), min_size=1))
def test_no_word_is_lost_from_text_written_as_text(paragraphs):
    html = "".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>" for text in paragraphs)
    expected = [" ".join(text.split()) for text in paragraphs if text.strip()]
    kept = clean(html).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert kept == "\n".join(f"<p>{text}</p>" for text in expected)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("", ""),
        ("  \n", ""),
        ("Chữ trơn", "<p>Chữ trơn</p>"),
        ("Chữ <b>đậm</b><p>Đoạn</p>đuôi", "<p>Chữ <b>đậm</b></p>\n<p>Đoạn</p>\n<p>đuôi</p>"),
        ("<p>Một</p>\n\n<p>Hai</p>", "<p>Một</p>\n<p>Hai</p>"),
        ("<h1>Đầu đề</h1><h5>Nhỏ</h5>", "<h2>Đầu đề</h2>\n<h4>Nhỏ</h4>"),
        ("<h2><div>Đầu đề</div></h2>", "<h2>Đầu đề</h2>"),
        ("<p></p><p> </p><p>&nbsp;</p><p><br></p><h2></h2><p>Chữ</p>", "<p>Chữ</p>"),
        ("<p>Chữ <b></b><i> </i>khác</p>", "<p>Chữ khác</p>"),
        ("<ul><li></li></ul><p>Chữ</p>", "<p>Chữ</p>"),
        ("<div>Một</div><div>Hai</div>", "<p>Một</p>\n<p>Hai</p>"),
        ("<div>Một<div>Hai</div>Ba</div>", "<p>Một</p>\n<p>Hai</p>\n<p>Ba</p>"),
        ("<ul>\n\t<li>Một</li>\n\t<li>Hai\n\t</li>\n</ul>", "<ul><li>Một</li><li>Hai</li></ul>"),
        ("<li>Một</li><li>Hai</li>", "<p>Một</p>\n<p>Hai</p>"),
        ("<p>Câu thơ<br />\nxuống  dòng</p>", "<p>Câu thơ<br>xuống dòng</p>"),
        ("<p>30&nbsp;ha, 2&ndash;3&euro;</p>", "<p>30\u00a0ha, 2–3€</p>"),
        ("<p>GD&ĐT, A &amp; B, C &amp;amp; D</p>", "<p>GD&amp;ĐT, A &amp; B, C &amp;amp; D</p>"),
        ("<p>ch&agrave;o &#7879;</p>", "<p>chào ệ</p>"),
        ("<p>Ðông Hu\u031bng\u200b, co\u0323\u034f&#x301;</p>", "<p>Đông Hưng, cọ\u0301</p>"),
        ("<p>e&#x301;m</p>", "<p>ém</p>"),
        ("<p>Một\x0bhai</p>", "<p>Một hai</p>"),
        ("<p>\u0338 gạch</p>", "<p>gạch</p>"),
        ("<p>a =\u0338 b</p>", "<p>a ≠ b</p>"),
        ("<blockquote>Lời nói</blockquote><hr>", "<blockquote>Lời nói</blockquote>\n<hr>"),
        ("<p>x<sub>2</sub> <q>trích</q> <cite>Sách</cite></p>", "<p>x<sub>2</sub> <q>trích</q> <cite>Sách</cite></p>"),
        ("<p><strike>cũ</strike> <del>cũ</del></p>", "<p><s>cũ</s> <s>cũ</s></p>"),
        ("<!-- ghi chú --><p>Chữ<!-- nữa --></p>", "<p>Chữ</p>"),
    ],
)
def test_the_stored_form(raw, stored):
    assert clean(raw) == stored


def test_a_table_keeps_its_shape_with_empty_cells():
    rows = "<tr><th scope=row>Xã</th><td></td><td rowspan=2>12</td></tr>"
    assert clean(f"<table border=1>\n<caption>Bảng</caption>\n<tbody>\n{rows}\n</tbody></table>") == (
        '<table><caption>Bảng</caption><tbody><tr><th scope="row">Xã</th><td></td><td rowspan="2">12</td></tr></tbody>'
        "</table>"
    )


def test_attributes_stand_in_one_order_and_hold_no_brackets():
    picture = '<p><img src="/media/photos/a.jpg" alt="a &lt;b&gt;\n c" width="10"></p>'
    assert clean(picture) == '<p><img alt="a ‹b› c" src="/media/photos/a.jpg" width="10"></p>'


def test_a_text_that_will_not_come_to_rest_is_refused(monkeypatch):
    monkeypatch.setattr("articles.body.arrange", lambda html: html + "<p>nữa</p>")
    with pytest.raises(BodyRefused):
        clean("<p><b>Chữ</b></p>")


def test_only_what_clean_gave_counts_as_clean():
    stored = clean("<p>Nước lên.</p>")
    assert clean(stored) is stored
    attack = "<script>alert(1)</script>"
    for made in (str(stored), stored + attack, "\n".join([stored, attack]), stored.replace("<p>", attack + "<p>")):
        assert type(made) is str
        assert clean(made) == stored


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("<p>Đường dài 5&nbsp;km, TP.&nbsp;Hồ Chí Minh.</p>", "<p>Đường dài 5\u00a0km, TP.\u00a0Hồ Chí Minh.</p>"),
        ("<p>Đường dài <b>5</b>&nbsp;km.</p>", "<p>Đường dài <b>5</b>\u00a0km.</p>"),
        # What editors put beside a typed space, and what word processors indent with.
        ("<p>Lũ &nbsp;về&nbsp; sớm.</p>", "<p>Lũ về sớm.</p>"),
        ("<p>&nbsp;&nbsp;&nbsp;Lũ về.&nbsp;</p>", "<p>Lũ về.</p>"),
        ("<p>Lũ về.<br>&nbsp;Sớm.</p>", "<p>Lũ về.<br>Sớm.</p>"),
        ("<table><tr><td>&nbsp;</td><td>5</td></tr></table>", None),
    ],
)
def test_a_no_break_space_stays_between_two_words_alone(raw, stored):
    cleaned = clean(raw)
    assert cleaned == stored or (stored is None and "\u00a0" not in cleaned)
    assert clean(cleaned) == cleaned
