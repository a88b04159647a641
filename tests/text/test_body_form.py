"""A text that is told to be stored already comes out of the whole cleaning as it went in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body
from articles.body_form import is_stored

PARAGRAPH = "<p>Sáu tổ máy bơm, chạy “suốt đêm” để rút nước.</p>"
FIGURE = (
    '<figure class="image"><img alt="Trạm bơm" height="640" src="/media/photos/0b-a.jpg" width="960">'
    "<figcaption>Trạm bơm Tân Phúc. Minh Anh</figcaption></figure>"
)
ELSEWHERE = [
    "javascript:x",
    "//x.vi.example/",
    "https://a@vi.example/",
    "https://1.2.3.4/",
    "http://x--y.vn/",
    "mua",
]
LINK = '<a href="{}" rel="noopener noreferrer">mưa lũ</a>'
TOLD = [
    PARAGRAPH,
    f"{PARAGRAPH}\n<h2>Nước rút chậm</h2>\n{FIGURE}\n{PARAGRAPH}",
    "<blockquote><p>Nước lên nhanh quá.</p></blockquote>",
    FIGURE.replace("<figcaption>Trạm bơm Tân Phúc. Minh Anh</figcaption>", "").replace("Trạm bơm", ""),
    f"<p>Sau <strong>trận</strong> {LINK.format('/tim-kiem/?q=1')}, <em>bà con</em></p>",
    f"<p>{LINK.format('https://thoi-tiet.vi.example/tin/2021')}.</p>",
]
# One thing in each is not as it is stored, or not told.
NOT_TOLD = [
    "",
    "Mưa lũ",
    "<p></p>",
    "<p> Mưa lũ</p>",
    "<p>Mưa lũ </p>",
    "<p>Mưa  lũ</p>",
    "<p>Mưa\u00a0lũ</p>",
    "<p>Mưa\u200b lũ</p>",
    "<p>Mu\u031ba lũ</p>",
    "<p>\u00d0ồng Tháp</p>",
    "<p>Mưa \u0338lũ</p>",
    "<p>Mưa &amp; lũ</p>",
    "<p>Mưa <strong> </strong>lũ</p>",
    "<p>Mưa <strong></strong>lũ</p>",
    "<p>Mưa <strong>lũ</p></strong>",
    "<p>Mưa <b>lũ</b></p>",
    "<p>Mưa lũ",
    "<p>Mưa lũ<p>Mưa lũ</p></p>",
    f"{PARAGRAPH}\n\n{PARAGRAPH}",
    f"{PARAGRAPH}{PARAGRAPH}",
    f"{PARAGRAPH}\n",
    "<p onclick=x>Mưa lũ</p>",
    "<h1>Mưa lũ</h1>",
    "<script>alert(1)</script>",
    *(f"<p>{LINK.format(address)}</p>" for address in ELSEWHERE),
    FIGURE.replace("/media/", "https://x.vi.example/media/"),
    FIGURE.replace("0b-a", "..//a"),
    FIGURE.replace("640", "64000"),
    FIGURE.replace('alt="Trạm', 'alt=" Trạm'),
    FIGURE.replace("<figcaption>", "<figcaption> "),
    FIGURE.replace("<img", "<img onerror=x"),
]


@pytest.mark.parametrize("html", TOLD)
def test_an_everyday_text_that_is_stored_is_told(html: str) -> None:
    assert is_stored(html)
    assert body._cleaned(html) == html


@pytest.mark.parametrize("html", NOT_TOLD)
def test_what_is_not_stored_so_goes_the_whole_way(html: str) -> None:
    assert not is_stored(html)


def test_a_text_as_large_as_may_be_is_looked_at_as_a_whole() -> None:
    assert not is_stored("\n".join([PARAGRAPH] * 20_000))


WORDS = ["mưa", "lũ", "Bão", "5", "é", "ñ"]
SIGNS = [*"“”'\"….,/=<>&\n \u0301\u0338\u00a0\u200b\u00d0\u3000", "\u1ea1\u0302", "  "]
TAGS = [
    *("<strong>nước</strong>", "<em>nước</em>", "<strong> n</strong>", "<em> </em>", "<b>n</b>"),
    *("<strong>", "</strong>", "</p>", "<p>"),
]
ADDRESSES = ["/tin?a=1", "/", "/../x", "http://vi.example/", "https://a-b.vi.example/x.y/", *ELSEWHERE]
FRAMES = ["<p>{}</p>", "<h2>{}</h2>", "<h4>{}</h4>", "<blockquote><p>{}</p></blockquote>", "<div>{}</div>", "<p>{}"]
FIGURES = [FIGURE, FIGURE.replace("Trạm bơm Tân Phúc. Minh Anh", "{}"), FIGURE.replace("Trạm bơm", "{}", 1)]

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join)
odd = st.sampled_from([*SIGNS, *TAGS, *map(LINK.format, ADDRESSES)])
running = st.tuples(words, odd | words, words | odd).map("".join)
blocks = st.builds(
    lambda frame, text: frame.replace("{}", text), st.sampled_from([*FRAMES[:1] * 3, *FRAMES, *FIGURES]), running
)
between = st.sampled_from(["\n", "\n", "\n", "\n", "", "\n\n"])
texts = st.builds(lambda parts, sign: sign.join(parts), st.lists(blocks, min_size=1, max_size=3), between)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_what_is_told_is_left_as_it_is_by_the_whole_way(html: str) -> None:
    if is_stored(html):
        assert body._cleaned(html) == html
