"""A hostile clipboard is refused before it costs anything, and comes out as clean as whatever is stored."""

import pytest

from articles.body import BodyRefused, clean
from articles.pasting import tidy as tidying
from articles.pasting.clipboard import paste
from tests.text.test_body_attacks import VECTORS, inspect

BOMBS = [
    "<div>" * 300,
    "<p>chữ</p>" * 60_001,
    "<p " + " ".join(f"a{number}" for number in range(1100)) + ">chữ</p>",
    "a" * (tidying.MAX_BYTES + 1),
    "ữ" * (tidying.MAX_BYTES // 2),
]


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: f"{bomb[:20]}…")
def test_the_parser_never_sees_a_bomb(bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "_tidier", None)
    with pytest.raises(BodyRefused):
        paste(bomb)


def test_more_typed_lines_than_a_text_may_have_are_refused() -> None:
    with pytest.raises(BodyRefused):
        paste("<pre>" + "a\n" * 60_001 + "</pre>")


def test_what_is_stored_is_no_larger_than_any_body() -> None:
    with pytest.raises(BodyRefused):
        paste("<p>" + "chữ " * 300_000 + "</p>")


@pytest.mark.parametrize(
    "attack",
    [
        *VECTORS,
        '<img src=x onerror="alert(1)">',
        "<svg/onload=alert(1)>",
        "<style><style/><img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">đây</a>',
        '<a href="https://www.google.com/url?q=javascript:alert(1)">đây</a>',
        '<iframe src="https://evil.example/"></iframe>',
        '<div class="VCSortableInPreviewMode" type="Photo"><img src="/media/a.jpg" onload=alert(1)></div>',
        '<img src="data:image/svg+xml,<svg onload=alert(1)>" data-src="javascript:alert(1)">',
        '<p style="mso-list:l0 level1"><span style="mso-list:ignore"><script>alert(1)</script>1.</span>chữ</p>',
        '<figcaption class="PhotoCMS_Caption"><img src=x onerror=alert(1)></figcaption>',
        "<pre>&lt;script&gt;\nalert(1)&lt;/script&gt;</pre>",
        '<b style="font-weight:normal" onclick="alert(1)">chữ</b>',
        "<google-sheets-html-origin><table><td onclick=alert(1)>1",
    ],
)
def test_attacks_come_out_as_clean_as_what_is_stored(attack: str) -> None:
    stored = paste(attack).html
    assert stored == clean(stored)
    inspect(stored)


def test_plain_text_is_never_taken_for_markup() -> None:
    assert paste("", "<b>chữ</b> & <script>").html == "<p>&lt;b&gt;chữ&lt;/b&gt; &amp; &lt;script&gt;</p>"
