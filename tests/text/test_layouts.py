"""What the page of each kind of story needs, read off its text as the editor stores it."""

from functools import partial

import pytest

from articles import body, layouts
from articles.page_text import page_text

VIDEO = "<oembed>https://www.youtube.com/watch?v=aqz-KE-bpKQ</oembed>"
PICTURE = "/media/photos/00000000-0000-4000-8000-00000000000{}.jpg"
POSTER = '<picture><img src="/media/photos/p.jpg" alt=""></picture>'


def figure(number: int) -> str:
    picture = f'<img src="{PICTURE.format(number)}" alt="">'
    return f'<figure class="image">{picture}<figcaption>Ảnh {number}</figcaption></figure>'


def shown(stored: str, kind: str, poster: str = "", pick: bool = False) -> str:
    """The text as its page shows it, cleaned once more on the way out."""
    pictures = {
        f"photos/00000000-0000-4000-8000-00000000000{n}.jpg": f'<img src="{PICTURE.format(n)}">' for n in range(9)
    }
    layout = partial(layouts.laid_out, kind=kind, poster=poster)
    return str(page_text(body.for_readers(stored, pictures, layout=layout, pick=pick)).whole)


@pytest.mark.parametrize("kind", ["news", "photo", "video", "interview", "long_read"])
def test_no_kind_loses_a_word(kind: str) -> None:
    stored = f"<p>Một</p>{figure(1)}<h2>Hai</h2><p><strong>Ba?</strong></p>{VIDEO}<p>PV: Bốn?</p>"
    found = body.plain_text(shown(stored, kind))
    assert [word for word in ("Một", "Ảnh 1", "Hai", "Ba?", "Bốn?") if word not in found] == []


def test_a_news_story_is_as_it_was() -> None:
    stored = f"<p>Một</p>{figure(1)}<h2>Hai</h2><p><strong>Ba?</strong></p>{VIDEO}"
    assert not any(mark in shown(stored, "news") for mark in ("data-place", "question", "id="))


def test_pictures_of_a_photo_story_are_counted() -> None:
    html = shown(f"{figure(1)}<p>Lời</p>{figure(2)}{VIDEO}{figure(3)}", "photo")
    assert [html.count(f'data-place="{place}/3"') for place in (1, 2, 3)] == [1, 1, 1]


def test_a_video_comes_first_behind_its_picture() -> None:
    text = shown(f"<p>Một</p>{VIDEO}<p>Hai</p>", "video", POSTER)
    assert text.startswith('<figure class="embed"><a')
    assert text.index("<picture>") < text.index("Một") < text.index("Hai")
    assert text.count("embed__link") == 1


def test_a_video_story_without_a_video_reads_as_it_is_written() -> None:
    assert shown("<p>Một</p>", "video", POSTER) == "<p>Một</p>"


@pytest.mark.parametrize(
    ("paragraph", "is_question"),
    [
        ("<p><strong>Vì sao ông về quê?</strong></p>", True),
        ("<p><strong>Vì sao</strong> <strong>ông về?</strong></p>", True),
        ("<p>Phóng viên: Thưa ông, vì sao?</p>", True),
        ("<p>PV - Vì sao?</p>", True),
        ("<p><strong>Ông Năm:</strong> Vì nhớ đồng.</p>", False),
        ("<p>Phóng viên hỏi ông vì sao.</p>", False),
        ("<p>PVC là một thứ nhựa.</p>", False),
    ],
)
def test_questions_are_told_from_answers(paragraph: str, is_question: bool) -> None:
    assert ('class="question"' in shown(paragraph, "interview")) is is_question


def test_a_pick_stands_between_no_question_and_its_answer() -> None:
    exchange = "<p><strong>Hỏi gì?</strong></p><p>Trả lời.</p>"
    html = shown(exchange * 4, "interview", pick=True)
    assert body.PICK_PLACE not in html  # page_text() takes it out of the whole
    before = page_text(
        body.for_readers(exchange * 4, {}, layout=partial(layouts.laid_out, kind="interview"), pick=True)
    ).before
    assert before.rstrip().endswith("<p>Trả lời.</p>")


def test_parts_of_a_long_read_have_addresses() -> None:
    stored = "<h2>Một &amp; hai</h2><p>a</p><h3>Nhỏ</h3><h2>Ba</h2><p>b</p>"
    text = page_text(body.for_readers(stored, {}, layout=partial(layouts.laid_out, kind="long_read")))
    assert text.headings == (("muc-1", "Một & hai"), ("muc-2", "Ba"))


def test_small_headings_are_parts_where_there_are_no_larger_ones() -> None:
    text = page_text(body.for_readers("<h3>Một</h3><p>a</p>", {}, layout=partial(layouts.laid_out, kind="long_read")))
    assert text.headings == (("muc-1", "Một"),)


def test_an_editors_text_cannot_bring_these_marks_itself() -> None:
    stored = body.clean(
        '<figure class="image" data-place="9/9"><img src="/media/photos/a.jpg"></figure><h2 id="muc-1">A</h2>'
    )
    assert "data-place" not in stored
    assert "id=" not in stored
