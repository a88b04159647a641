"""The page of each kind of story, and how lists tell it."""

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client

from articles.models import Article, Photo, PublishedArticle
from tests.public.stories import live_story, photo

pytestmark = pytest.mark.django_db
Kind = Article.Kind
VIDEO = "<oembed>https://www.youtube.com/watch?v=aqz-KE-bpKQ</oembed>"
HEADED = "".join(f"<h2>Phần {number}</h2><p>Lời.</p>" for number in range(1, 4))


def figure(shown: Photo) -> str:
    return f'<figure class="image"><img src="/media/{shown.file}" alt=""><figcaption>Chú thích</figcaption></figure>'


def page(client: Client, story: PublishedArticle) -> BeautifulSoup:
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_a_photo_story_counts_its_pictures_and_shows_none_twice(client: Client) -> None:
    pictures = [photo(caption="Ảnh") for _number in range(3)]
    body = "".join(map(figure, pictures))
    shown = page(client, live_story(kind=Kind.PHOTO, lead_photo=pictures[0], body=body))

    assert [each["data-place"] for each in shown.select("[data-place]")] == ["1/3", "2/3", "3/3"]
    assert not shown.select(".article__figure--lead")
    assert shown.select(".columns--single .article--photo")


def test_a_photo_story_begins_with_a_picture_that_is_not_among_them(client: Client) -> None:
    shown = page(client, live_story(kind=Kind.PHOTO, lead_photo=photo(), body=figure(photo())))
    assert shown.select(".article__figure--lead")


def test_a_video_stands_where_the_lead_picture_would(client: Client) -> None:
    shown = page(client, live_story(kind=Kind.VIDEO, lead_photo=photo(), body=f"<p>Lời.</p>{VIDEO}"))
    first = shown.select_one(".article__body > *")
    assert "embed" in first["class"]
    assert first.select("a.embed__link picture img")
    assert not shown.select(".article__figure--lead, iframe")


def test_a_video_story_without_one_shows_its_picture(client: Client) -> None:
    shown = page(client, live_story(kind=Kind.VIDEO, lead_photo=photo(), body="<p>Lời.</p>"))
    assert shown.select(".article__figure--lead")


def test_an_interview_marks_its_questions(client: Client) -> None:
    body = "<p><strong>Vì sao ông về quê?</strong></p><p>Vì nhớ đồng.</p>"
    assert len(page(client, live_story(kind=Kind.INTERVIEW, body=body)).select(".article--interview p.question")) == 1


def test_a_long_read_leads_to_its_parts(client: Client) -> None:
    shown = page(client, live_story(kind=Kind.LONG_READ, body=HEADED))
    links = shown.select(".contents a")
    assert [link.get_text() for link in links] == ["Phần 1", "Phần 2", "Phần 3"]
    assert all(shown.select_one(link["href"]) for link in links)


def test_a_news_story_of_the_same_text_is_as_ever(client: Client) -> None:
    shown = page(client, live_story(lead_photo=photo(), body=HEADED + VIDEO))
    assert not shown.select(".contents, .columns--single, [data-place]")
    assert not [link for link in shown.select("link[rel=stylesheet]") if "kind-" in link["href"]]


@pytest.mark.parametrize("kind", Kind.values)
def test_the_styles_of_a_page_stay_small(client: Client, kind: str) -> None:
    shown = page(client, live_story(kind=kind, body=HEADED))
    names = [re.sub(r".*/static/", "", link["href"]) for link in shown.select("link[rel=stylesheet]")]
    sheets = [(Path(finders.find(name)), Path(finders.find(name)).read_text()) for name in names]
    parts = [(file.parent / part).read_bytes() for file, text in sheets for part in re.findall('@import "(.*?)"', text)]
    sizes = [len(gzip.compress(part)) for part in [*parts, *(text.encode() for _file, text in sheets)]]
    assert sum(sizes) < 15_000, sizes
    assert sum("kind-" in name for name in names) <= 2


def test_lists_tell_pictures_and_videos(client: Client) -> None:
    live_story(kind=Kind.VIDEO, lead_photo=photo(), title="Có ảnh")
    video = live_story(kind=Kind.VIDEO, title="Không ảnh")
    live_story(kind=Kind.INTERVIEW, section=video.section, title="Phỏng vấn")
    listed = BeautifulSoup(client.get(video.section.get_absolute_url()).content, "html.parser")
    assert [mark.get_text() for mark in listed.select(".columns__main .kind-mark")] == ["Video"]
    assert not listed.select(".teaser__picture")


def test_machines_are_told_of_no_video_whose_date_nobody_knows(client: Client) -> None:
    """schema.org's VideoObject asks for the day the video was put online."""
    story = live_story(kind=Kind.VIDEO, lead_photo=photo(), body=VIDEO)
    text = client.get(story.get_absolute_url()).content.decode()
    assert "VideoObject" not in text
    assert "NewsArticle" in text
