"""Videos: frames become addresses on the way in, and players made of the ID alone on the way out."""

import pytest

from articles.body import clean, for_readers, plain_text
from articles.embeds import page_of, player

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9-_XcQ"
VIMEO = "https://player.vimeo.com/video/76979871"


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9-_XcQ", YOUTUBE),
        ("https://www.youtube.com/watch?t=10&v=dQw4w9-_XcQ&list=x", YOUTUBE),
        ("https://m.youtube.com/watch?v=dQw4w9-_XcQ", YOUTUBE),
        ("http://youtu.be/dQw4w9-_XcQ?t=3", YOUTUBE),
        ("https://www.youtube.com/embed/dQw4w9-_XcQ?autoplay=1", YOUTUBE),
        ("https://www.youtube.com/shorts/dQw4w9-_XcQ", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/dQw4w9-_XcQ", YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", VIMEO),
    ],
)
def test_known_addresses_have_a_player(address, source):
    assert player(address).src == source


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=dQw4w9-_XcQx",
        "https://www.youtube.com/watch?v=dQw4w9",
        "https://www.youtube.com/watch?v=dQw4w9%22onload",
        "https://www.youtube.com/playlist?list=PL1",
        "https://youtube.com.evil.example/watch?v=dQw4w9-_XcQ",
        "https://evil.example/youtube.com/embed/dQw4w9-_XcQ",
        "https://www.youtube.com@evil.example/embed/dQw4w9-_XcQ",
        "javascript://www.youtube.com/embed/dQw4w9-_XcQ",
        "https://vimeo.com/channels/staffpicks",
        "https://[",
        "",
    ],
)
def test_other_addresses_have_none(address):
    assert player(address) is None


@pytest.mark.parametrize(
    ("frame", "stored"),
    [
        (
            "<iframe width=560 src='https://www.youtube.com/embed/dQw4w9-_XcQ?rel=0' allowfullscreen></iframe>",
            "https://www.youtube.com/watch?v=dQw4w9-_XcQ",
        ),
        ("<IFRAME SRC=//www.youtube.com/embed/dQw4w9-_XcQ></IFRAME>", "https://www.youtube.com/watch?v=dQw4w9-_XcQ"),
        ('<iframe\nsrc="https://player.vimeo.com/video/76979871">Video</iframe>', "https://vimeo.com/76979871"),
    ],
)
def test_frames_of_known_players_are_stored_as_addresses(frame, stored):
    assert clean(f"<p>Trước</p><p>{frame}</p><p>Sau</p>") == f"<p>Trước</p>\n<oembed>{stored}</oembed>\n<p>Sau</p>"


def test_other_frames_go():
    assert clean("<p>Trước</p><iframe src='https://evil.example/embed/dQw4w9-_XcQ'>x</iframe>") == "<p>Trước</p>"


def test_an_embed_in_a_paragraph_gets_a_line_of_its_own():
    assert clean("<p>Xem <oembed>https://youtu.be/dQw4w9-_XcQ</oembed> nhé</p>") == (
        "<p>Xem</p>\n<oembed>https://youtu.be/dQw4w9-_XcQ</oembed>\n<p>nhé</p>"
    )


def test_an_embed_that_is_no_web_address_is_text():
    assert clean("<oembed>chữ lạc</oembed>") == "<p>chữ lạc</p>"


def test_readers_get_a_link_with_the_player_beside_it_and_no_frame():
    html = for_readers("<oembed>https://youtu.be/dQw4w9-_XcQ?si=theo-doi</oembed>", {})
    assert html == (
        '<figure class="embed"><a class="embed__link" href="https://www.youtube.com/watch?v=dQw4w9-_XcQ" '
        f'rel="noopener noreferrer" data-player="{YOUTUBE}" data-title="Video YouTube">'
        "Xem video trên YouTube</a></figure>"
    )


def test_the_words_of_a_link_to_a_video_are_no_words_of_the_story():
    html = for_readers("<p>Trước</p><oembed>https://youtu.be/dQw4w9-_XcQ</oembed><p>Sau</p>", {})
    assert plain_text(html) == "Trước\nSau"


def test_readers_get_a_plain_link_to_anything_else():
    html = for_readers("<oembed>https://video.example/xem?a=1&amp;b=2</oembed>", {})
    address = "https://video.example/xem?a=1&amp;b=2"
    assert html == f'<p><a href="{address}" rel="noopener noreferrer">{address}</a></p>'


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://youtu.be/dQw4w9-_XcQ?t=3", "https://www.youtube.com/watch?v=dQw4w9-_XcQ"),
        ("https://player.vimeo.com/video/76979871?h=8272103f6e", "https://vimeo.com/76979871"),
        ("https://video.example/1", ""),
    ],
)
def test_a_video_has_one_page(address, page):
    assert page_of(address) == page
