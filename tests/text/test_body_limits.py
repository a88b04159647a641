"""What would keep the sanitiser busy for minutes is refused before it starts, by its shape."""

import pytest
from django.utils import translation

from articles import body_policy
from articles.body import MAX_BYTES, BodyRefused, clean, for_readers

REOPENED = "<p>" + "".join(f"<font size={number}>" for number in range(300)) + "</p>" + "<p>x" * 2000


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 300,
        "<blockquote>" * 300 + "chữ",
        "<div></span>" * 300,
        "<b><i>" * 150,
        "<unheard>" * 300,
        "<ul><li>" * 200 + "chữ",
        "<div><!-- </div> -->" * 300,
        '<div title="</div>">' * 300,
        "<div><table></div></table>" * 300,
        "<p>chữ</p>" * 20_001,
        "<br>" * 20_001,
        "<p " + " ".join(f"a{number}" for number in range(1100)) + ">chữ</p>",
        "<p" + "".join(f"/a{number}='>'" for number in range(1100)) + ">chữ</p>",
        "</p>" * 20_001,
        "a" * (MAX_BYTES + 1),
        "ữ" * (MAX_BYTES // 3 + 1),
    ],
    ids=lambda bomb: f"{bomb[:20]}…",
)
def test_bombs_are_refused(bomb):
    with pytest.raises(BodyRefused):
        clean(bomb)


@pytest.mark.parametrize("bomb", ["<div>" * 300, "<br>" * 20_001, "<p " + "a b " * 600 + ">", "a" * (MAX_BYTES + 1)])
def test_the_sanitiser_never_sees_a_bomb(bomb, monkeypatch):
    monkeypatch.setattr("articles.body.sanitise", lambda html: pytest.fail("reached the sanitiser"))
    with pytest.raises(BodyRefused):
        clean(bomb)


def test_formatting_tags_are_not_copied_into_every_following_paragraph():
    # Left to the parser, each of the 2,000 paragraphs would open all 300 tags again: 600,000 tags.
    assert body_policy.rename(REOPENED).count("<font>") == 300
    assert len(body_policy.sanitise(body_policy.rename(REOPENED))) < 10 * len(REOPENED)


@pytest.mark.parametrize(
    "html",
    [
        "<p>chữ" * 300,
        "<ul>" + "<li>chữ" * 300 + "</ul>",
        "<table>" + "<tr><td>1<td>2" * 300 + "</table>",
        "<p><b>chữ</b> và <i>chữ</i></p>" * 300,
        "<blockquote>" * 60 + "chữ" + "</blockquote>" * 60,
        "chữ<br>" * 300,
        "<p>2 < 3 và a <b</p>",
    ],
    ids=lambda html: f"{html[:20]}…",
)
def test_long_honest_texts_are_taken(html):
    assert clean(html)


def test_the_largest_body_allowed_is_taken():
    assert len(clean("<p>" + "a" * (MAX_BYTES - 7) + "</p>")) == MAX_BYTES


def test_a_refusal_says_why_in_the_readers_language():
    with translation.override("vi"), pytest.raises(BodyRefused) as refusal:
        clean("<div>" * 300)
    assert refusal.value.message == str(refusal.value) != ""
    with translation.override("en"), pytest.raises(BodyRefused, match="Paste it again as plain text"):
        clean("<div>" * 300)


def test_readers_are_not_shown_a_bomb_either():
    with pytest.raises(BodyRefused):
        for_readers("<div>" * 300, {})
