"""A text on its way to readers: videos that wait for a click, whenever it was published, and the place of a pick."""

from bs4 import BeautifulSoup
from django.utils import translation

from articles.body import PICK_PLACE, for_readers, word_count
from articles.page_text import page_text

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9-_XcQ"
# As texts were published before videos waited for a click.
OLD_FRAME = (
    f'<p>Trước</p>\n<figure class="embed"><iframe src="{YOUTUBE}" title="Video YouTube" loading="lazy" '
    'allowfullscreen="" referrerpolicy="strict-origin-when-cross-origin"></iframe></figure>\n<p>Sau</p>'
)
PARAGRAPHS = "".join(f"<p>Đoạn {number} nói thêm một ý.</p>" for number in range(1, 7))


def _soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(page_text(html).whole, "html.parser")


def test_a_text_published_with_a_frame_shows_the_link_that_a_new_one_has() -> None:
    with translation.override("vi"):
        new = for_readers("<p>Trước</p><oembed>https://youtu.be/dQw4w9-_XcQ</oembed><p>Sau</p>", {})

    assert _soup(OLD_FRAME).find("iframe") is None
    assert _elements(OLD_FRAME) == _elements(new)
    assert page_text(OLD_FRAME).has_videos


def test_the_words_are_the_sites_whoever_looks_first() -> None:
    html = OLD_FRAME.replace("Trước", "Xem ở bàn biên tập")
    with translation.override("en"):
        assert "Xem video trên YouTube" in page_text(html).whole


def test_no_frame_gets_through_whatever_is_stored() -> None:
    for source in ("https://evil.example/", "javascript:alert(1)", f"{YOUTUBE}/../x", ""):
        whole = page_text(f'<p>Chữ</p><iframe src="{source}" onload="alert(1)"></iframe>').whole
        assert not any(sign in whole for sign in ("<iframe", "evil.example", "alert", "data-player"))


def test_a_frame_in_an_attribute_opens_nothing() -> None:
    frame = f"<iframe src='{YOUTUBE}'></iframe>"
    for stored in (
        f'<img src="/media/a.jpg" alt="{frame} onerror=alert(1) x=">',
        f'<a title="{frame} onclick=x">b</a>',
    ):
        handlers = [name for tag in _soup(stored).find_all(True) for name in tag.attrs if name.startswith("on")]
        assert handlers == []


def test_a_player_of_a_strangers_is_no_player() -> None:
    link = _soup('<p><a class="embed__link" href="https://vimeo.com/1" data-player="https://evil.example/">x</a></p>').a
    assert "data-player" not in link.attrs


def test_a_long_text_has_room_for_a_pick_where_it_runs_on() -> None:
    text = page_text(for_readers(PARAGRAPHS, {}, pick=True))

    assert text.before.endswith("<p>Đoạn 3 nói thêm một ý.</p>\n")
    assert text.after.lstrip().startswith("<p>Đoạn 4")
    assert PICK_PLACE not in text.whole


def test_a_pick_stands_neither_beside_a_subhead_nor_behind_a_colon_nor_at_the_end() -> None:
    awkward = "<p>Một.</p><p>Hai.</p><p>Ba.</p><h2>Mục</h2><p>Bốn, gồm:</p><p>năm.</p><p>Sáu.</p><p>Bảy.</p><p>Tám.</p>"
    assert page_text(for_readers(awkward, {}, pick=True)).before.rstrip().endswith("<p>năm.</p>")
    for short in ("<p>Một.</p><p>Hai.</p><p>Ba.</p><p>Bốn.</p>", "", "<h2>Mục</h2>", "<p>Một.</p>"):
        assert page_text(for_readers(short, {}, pick=True)).after == ""


def test_a_text_without_picks_is_left_whole() -> None:
    assert page_text(for_readers(PARAGRAPHS, {})).after == ""


def test_a_place_in_an_attribute_is_no_place() -> None:
    stored = f"<p><a title='{PICK_PLACE} onclick=alert(1)' href='/a/'>b</a></p>"
    assert page_text(stored).after == ""


def test_the_words_are_those_the_desk_counts() -> None:
    stored = (
        '<p>Sáng nay, <strong>12 xã</strong> – đã xong.</p><figure class="image"><img src="/media/photos/a.jpg">'
        "<figcaption>Chú thích không tính</figcaption></figure><table><tr><td>Một</td><td>2,5 tấn</td></tr></table>"
    )
    html = for_readers(stored, {"photos/a.jpg": '<picture><img alt="" src="/media/photos/a-480.jpg"></picture>'})
    assert page_text(html).words == word_count(stored) == 9


def test_minutes_count_the_lead_too() -> None:
    text = page_text("<p>" + "chữ " * 700 + "</p>")
    assert (text.minutes(), text.minutes(beside="chữ " * 200)) == (3, 4)
    assert page_text("<p>Ngắn.</p>").minutes() == 1


def _elements(html: str) -> list[tuple[str, dict, str]]:
    return [(tag.name, dict(sorted(tag.attrs.items())), tag.get_text()) for tag in _soup(html).find_all(True)]
