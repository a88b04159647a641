"""Text pasted from elsewhere loses its dress and none of its words."""

from articles.body import clean, plain_text

WORD = """
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->
<style>p.MsoNormal { margin: 0cm }</style>
<h1 style="margin-top:0cm">Gieo cấy vụ mùa<o:p></o:p></h1>
<p class="MsoNormal" style="text-align:justify"><span lang="VI" style="font-size:14.0pt">Đến ngày <b
style='mso-bidi-font-weight:normal'>20/7</b>, toàn huyện cấy được 9.850&nbsp;ha.<o:p></o:p></span></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoListParagraph"><![if !supportLists]><span style='mso-list:Ignore'>-&nbsp;</span><![endif]>Xã An Bình</p>
<p class="MsoNormal"><img width=624 height=416 src="file:///C:/Users/pv/image001.jpg" v:shapes="x"></p>
<table class="MsoTableGrid" border="1" cellspacing="0"><tr style="mso-yfti-irow:0"><td width="301" valign="top">
<p class="MsoNormal">Lúa<o:p></o:p></p></td><td><p class="MsoNormal">62 tạ/ha</p></td></tr></table>
"""
GOOGLE_DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<p dir="ltr" style="line-height:1.38"><span style="font-weight:700">Trạm bơm</span><span> chạy hết công suất.'
    "</span></p><br><ul><li dir=ltr><p role=presentation><span>An Quốc</span></p></li></ul></b>"
)
WEB_PAGE = (
    "<article><header><h1>Hội làng</h1></header><section>Sáng nay<div>đông người</div></section>"
    "<dl><dt>Giờ</dt><dd>8 giờ</dd></dl><pre>dòng một</pre><form><label>Tên</label><button>Gửi</button></form>"
    "<script>theo_doi()</script><footer>Hết</footer></article>"
)


def test_word_keeps_words_and_structure():
    assert clean(WORD) == (
        "<h2>Gieo cấy vụ mùa</h2>\n"
        "<p>Đến ngày <b>20/7</b>, toàn huyện cấy được 9.850\u00a0ha.</p>\n"
        "<p>-\u00a0Xã An Bình</p>\n"
        "<table><tbody><tr><td><p>Lúa</p></td><td><p>62 tạ/ha</p></td></tr></tbody></table>"
    )


def test_google_docs_does_not_make_everything_bold():
    assert clean(GOOGLE_DOCS) == "<p>Trạm bơm chạy hết công suất.</p>\n<ul><li><p>An Quốc</p></li></ul>"


def test_a_web_page_keeps_its_words_in_lines():
    assert plain_text(clean(WEB_PAGE)).split("\n") == [
        "Hội làng",
        "Sáng nay",
        "đông người",
        "Giờ",
        "8 giờ",
        "dòng một",
        "TênGửi",
        "Hết",
    ]


def test_a_picture_pasted_as_data_goes_and_the_words_around_it_stay():
    assert clean('<p>Trước <img src="data:image/png;base64,iVBORw0KGgo="> sau</p>') == "<p>Trước sau</p>"
