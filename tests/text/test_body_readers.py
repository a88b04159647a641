"""What readers get of a stored body."""

from articles.body import for_readers

MARKUP = '<picture><source srcset="/media/photos/a-480.webp 480w"><img src="/media/photos/a-960.jpg" alt=""></picture>'
PICTURES = {"photos/a.jpg": MARKUP}
FIGURE = '<figure class="image"><img src="/media/photos/a.jpg"><figcaption>Cổng làng</figcaption></figure>'


def test_a_known_picture_is_shown_with_the_markup_given():
    assert for_readers(FIGURE, PICTURES) == f'<figure class="image">{MARKUP}<figcaption>Cổng làng</figcaption></figure>'


def test_a_picture_inside_a_paragraph_is_shown_too():
    assert for_readers('<p>Chữ <img src="/media/photos/a-480.jpg"></p>', PICTURES) == f"<p>Chữ {MARKUP}</p>"


def test_a_description_in_the_body_fills_an_empty_one():
    shown = for_readers('<p><img src="/media/photos/a.jpg" alt="Cổng &quot;làng&quot; &amp; đình"></p>', PICTURES)
    assert 'alt="Cổng &quot;làng&quot; &amp; đình"' in shown


def test_a_description_of_the_photo_itself_is_left():
    pictures = {"photos/a.jpg": MARKUP.replace('alt=""', 'alt="Của ảnh"')}
    assert 'alt="Của ảnh"' in for_readers('<p><img src="/media/photos/a.jpg" alt="Của bài"></p>', pictures)


def test_an_unknown_picture_goes_with_its_figure_and_its_empty_paragraph():
    assert for_readers(f"<p>Chữ</p>{FIGURE}<p><a href='/x'><img src='/media/photos/b.jpg'></a></p>", {}) == "<p>Chữ</p>"


def test_a_figure_of_two_pictures_stays_with_the_one_that_is_known():
    two = FIGURE.replace("<figcaption>", '<img src="/media/photos/b.jpg"><figcaption>')
    assert for_readers(two, PICTURES) == for_readers(FIGURE, PICTURES)


def test_a_caption_awaiting_its_picture_is_not_shown():
    assert for_readers("<p>Chữ</p><figure><figcaption>Chờ ảnh</figcaption></figure>", PICTURES) == "<p>Chữ</p>"


def test_a_centred_figure_is_marked_on_the_figure():
    shown = for_readers(f'<div class="align-center">{FIGURE}</div>', PICTURES)
    assert shown.startswith('<figure class="image align-center"><picture>')
    assert for_readers(f'<div class="align-center">{FIGURE}</div>', {}) == ""


def test_tables_can_be_scrolled_on_a_phone():
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    assert (
        for_readers(table, {}) == f'<div class="table-scroll" tabindex="0" role="group" aria-label="Bảng">{table}</div>'
    )


def test_text_is_escaped_once():
    assert (
        for_readers("<p>A &amp; B &lt;i&gt; &amp;amp; 30&nbsp;ha</p>", {})
        == "<p>A &amp; B &lt;i&gt; &amp;amp; 30\u00a0ha</p>"
    )


def test_a_link_to_another_site_tells_it_nothing():
    link = '<p><a href="https://vi.example/" rel="noopener noreferrer">chữ</a></p>'
    assert for_readers("<p><a href='https://vi.example/' rel='nofollow'>chữ</a></p>", {}) == link
