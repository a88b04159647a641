"""Lists, emphasis, links and what belongs to the page around a story."""

import pytest

from articles.pasting.clipboard import LeftOut, paste


def word(level: int, marker: str, text: str) -> str:
    return (
        f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        f"<span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp;</span></span><![endif]>{text}</p>"
    )


@pytest.mark.parametrize(
    ("items", "stored"),
    [
        ([(1, "·", "a"), (1, "·", "b")], "<ul><li>a</li><li>b</li></ul>"),
        ([(1, "1.", "a"), (1, "2.", "b")], "<ol><li>a</li><li>b</li></ol>"),
        ([(1, "3)", "a"), (1, "4)", "b")], '<ol start="3"><li>a</li><li>b</li></ol>'),
        ([(1, "1.", "a"), (1, "5.", "b")], '<ol><li>a</li></ol>\n<ol start="5"><li>b</li></ol>'),
        ([(1, "·", "a"), (2, "o", "b"), (1, "·", "c")], "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ([(1, "1.", "a"), (3, "§", "b")], "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ([(2, "·", "a"), (1, "·", "b")], "<ul><li>a</li></ul>\n<ul><li>b</li></ul>"),
        ([(1, "a)", "một"), (1, "b)", "hai")], "<p>a) một</p>\n<p>b) hai</p>"),
        ([(1, "iv.", "bốn"), (1, "1.1.", "một")], "<p>iv. bốn</p>\n<p>1.1. một</p>"),
        ([(1, "·", "a"), (1, "1.", "b")], "<ul><li>a</li></ul>\n<ol><li>b</li></ol>"),
    ],
)
def test_lists_of_word(items: list[tuple[int, str, str]], stored: str) -> None:
    assert paste("\n".join(word(*item) for item in items)).html == stored


def test_a_list_that_counts_with_letters_keeps_them() -> None:
    html = "<ol type=a start=3><li>Giấy khai sinh<li><p>Căn cước</p></ol><ol type=I><li>Một<li>Hai</ol>"
    assert paste(html).html == "<p>c. Giấy khai sinh</p>\n<p>d. Căn cước</p>\n<p>I. Một</p>\n<p>II. Hai</p>"


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ('<p><span style="font-weight:700">a</span> b</p>', "<p><strong>a</strong> b</p>"),
        ('<p><span style="font-weight:400">a</span> b</p>', "<p>a b</p>"),
        ("<p><span style='mso-bidi-font-weight:bold'>a</span> b</p>", "<p>a b</p>"),
        ("<p><b style='mso-bidi-font-weight:normal'>a</b> b</p>", "<p><strong>a</strong> b</p>"),
        ('<p><span style="font-style:italic;font-weight:bold">a</span></p>', "<p><em><strong>a</strong></em></p>"),
        ('<h2><span style="font-weight:bold">a</span></h2>', "<h2>a</h2>"),
        ('<p>m<span style="vertical-align:super">2</span></p>', "<p>m<sup>2</sup></p>"),
        ("<h1>a</h1><h2>b</h2><h1>c</h1>", "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>"),
        ("<h1>a</h1><h2>b</h2><h5>c</h5>", "<h2>a</h2>\n<h2>b</h2>\n<h4>c</h4>"),
        ("<p>a<br><br>b<br>c</p>", "<p>a</p>\n<p>b<br>c</p>"),
        ("<pre>a\nb\n\nc</pre>", "<p>a<br>b</p>\n<p>c</p>"),
    ],
)
def test_dress_becomes_structure(raw: str, stored: str) -> None:
    assert paste(raw).html == stored


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("https://a.example/?utm_source=x&id=7&fbclid=y", "https://a.example/?id=7"),
        ("https://a.example/?utm_source=x", "https://a.example/"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb&h=AT1", "https://a.example/b"),
        ("https://www.google.com/url?q=https://a.example/b&sa=D", "https://a.example/b"),
        ("https://apc01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&data=1", "https://a.example/"),
        ("https://a.example/b?q=gạo+nếp&x=%20", "https://a.example/b?q=gạo+nếp&amp;x=%20"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_links_lead_straight_to_where_they_lead(address: str, stored: str) -> None:
    assert paste(f'<p><a href="{address}">đây</a></p>').html == (
        f'<p><a href="{stored}" rel="noopener noreferrer">đây</a></p>'
    )


@pytest.mark.parametrize(
    "address", ["#_ftn1", "javascript:alert(1)", "file:///C:/a.docx", "https://l.facebook.com/l.php?u=javascript:x"]
)
def test_links_to_nowhere_are_opened(address: str) -> None:
    assert "javascript" not in paste(f'<p>a <a href="{address}">đây</a></p>').html.replace("u=javascript", "")


def test_related_links_go_with_the_arrows_before_them() -> None:
    html = '<p>Câu cuối. &gt;&gt; <a class="cms-relate" href="https://a.example/">Bài khác</a></p><p>&gt;&gt;</p>'
    taken = paste(html)
    assert taken.html == "<p>Câu cuối.</p>"
    assert taken.left_out == (LeftOut("related", "Bài khác"),)


@pytest.mark.parametrize("name", ["related-news", "article-tags", "banner", "photo"])
def test_a_name_that_says_too_much_costs_nobody_a_text(name: str) -> None:
    story = "".join(f"<p>Đoạn {number} của bài, dài như mọi đoạn của một bài báo thật.</p>" for number in range(40))
    taken = paste(f'<div class="{name}">{story}<p><img src="https://khac.example/a.jpg"></p></div>')
    assert taken.html.count("<p>") == 40
    assert taken.html.index("Đoạn 3 ") < taken.html.index("Đoạn 4 ")
    assert taken.left_out == ()


def test_lines_that_a_chat_shows_are_kept() -> None:
    chat = '<div style="white-space-collapse: preserve;">Dòng một\nDòng hai</div>'
    assert paste(chat).html == "<p>Dòng một<br>Dòng hai</p>"


def test_arrows_that_mean_something_stay() -> None:
    assert paste("<p>Hà Nội &gt;&gt; Hải Phòng</p>").html == "<p>Hà Nội &gt;&gt; Hải Phòng</p>"


def test_a_word_struck_through_for_readers_stays() -> None:
    assert paste("<p>Giá <del>120</del> 99 nghìn</p>").html == "<p>Giá <s>120</s> 99 nghìn</p>"


@pytest.mark.parametrize(
    ("html", "text", "inline"),
    [
        ("<span>vài chữ</span>", "vài chữ", True),
        ("<p>một đoạn</p>", "một đoạn", False),
        ("chữ <b>đậm</b>", "", True),
        ("", "một dòng", True),
        ("", "hai\ndòng", False),
        ("chữ<br>chữ", "", False),
    ],
)
def test_words_within_a_line_go_into_the_sentence(html: str, text: str, inline: bool) -> None:
    assert paste(html, text).inline is inline
