"""What a story's page offers its readers: sharing, the time it takes, a pick inside, what comes next."""

from base64 import b64decode
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import Settings

from articles.content import PickContent
from articles.models import PublishedArticle
from articles.readership import set_imported_views
from tests.factories import SectionFactory, republished
from tests.public.stories import live_story, photo

pytestmark = pytest.mark.django_db

LONG = "".join(f"<p>{'Nước về đồng đúng hẹn. ' * 30}Đoạn {number}.</p>" for number in range(8))


def page_of(client: Client, story: PublishedArticle) -> BeautifulSoup:
    return BeautifulSoup(client.get(story.get_absolute_url()).content, "html.parser")


def picks(*stories: PublishedArticle) -> tuple[PickContent, ...]:
    return tuple(PickContent(article=story.article) for story in stories)


def test_it_is_shared_under_its_one_address_by_links_alone(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://bao.example"
    story = live_story()
    address = f"https://bao.example{story.get_absolute_url()}"
    facebook, zalo = page_of(client, story).select(".tools .share a")

    assert parse_qs(urlsplit(facebook["href"]).query)["u"] == [address]
    assert address in b64decode(parse_qs(urlsplit(zalo["href"]).query)["d"][0]).decode()
    assert all("noopener" in link["rel"] for link in (facebook, zalo))


def test_the_time_it_takes_is_told_of_a_long_story_only(client: Client) -> None:
    assert page_of(client, live_story(body=LONG)).select_one(".article__minutes").get_text() == "5 phút đọc"
    assert page_of(client, live_story()).select(".article__minutes") == []


def test_a_pick_stands_in_the_text_of_a_long_story(client: Client) -> None:
    picked = live_story(title="Tin được chọn")
    page = page_of(client, live_story(body=LONG, related=picks(picked)))

    inside = page.select_one(".article__body > .pick")
    assert inside.a["href"] == picked.get_absolute_url()
    assert "Đoạn 2." in inside.find_previous_sibling("p").get_text()
    assert page.select(".related") == []


def test_a_pick_stands_below_a_short_story(client: Client) -> None:
    picked = live_story(title="Tin được chọn")
    page = page_of(client, live_story(related=picks(picked)))

    assert page.select(".pick") == []
    assert page.select_one(".related a")["href"] == picked.get_absolute_url()


def test_a_withdrawn_pick_leaves_no_hole(client: Client) -> None:
    page = page_of(client, live_story(body=LONG, related=(PickContent(title="Chưa có tin này"),)))

    assert page.select(".pick") == []
    assert len(page.select(".article__body > p")) == 8


def test_the_next_story_of_the_section_ends_the_page(client: Client) -> None:
    section = SectionFactory(name="Kinh tế")
    before, story = live_story(section), live_story(section)
    following = page_of(client, story).select_one(".next")

    assert following.a["href"] == before.get_absolute_url()
    assert "Kinh tế" in following.get_text()


def test_no_story_stands_twice_on_the_page(client: Client) -> None:
    section = SectionFactory()
    others = [live_story(section, title=f"Tin {number}", tags=("lúa",)) for number in range(12)]
    story = live_story(section, body=LONG, tags=("lúa",), related=picks(*others[:2]))
    for views, each in enumerate([*others, story], start=1):
        set_imported_views(each.article, views)
    page = page_of(client, story)

    stories = ".pick a, .next a, .related .teaser__link, .ranking__link"
    shown = [link["href"] for link in page.select(stories)]
    assert len(shown) == len(set(shown)) > 8
    assert story.get_absolute_url() not in shown


def test_a_pick_added_to_a_live_story_is_no_news_to_its_readers() -> None:
    story = live_story(body=LONG, lead_photo=photo(caption="Nước về.", credit="Hà An"))
    picked = live_story()
    republished(story.article, related=picks(picked))
    version = PublishedArticle.objects.live().get(article=story.article)

    assert version.pk != story.pk
    assert version.updated_at is None


def test_what_the_page_needs_scripts_for_is_not_offered_without(client: Client) -> None:
    page = page_of(client, live_story())

    # Shown by css/reading.css alone, where before-paint.js has run.
    assert {"text-size", "share__link--scripted", "share__link--native"} <= {
        name for tag in page.select(".tools *") for name in tag.get("class", [])
    }
    early = page.select_one("script[src*='before-paint']")
    assert early.find_parent("head") and not ({"async", "defer", "type"} & early.attrs.keys())


def test_a_page_asks_for_the_players_script_only_with_a_video(client: Client) -> None:
    video = "<p>Chữ</p><oembed>https://youtu.be/dQw4w9-_XcQ</oembed>"

    assert page_of(client, live_story(body=video)).select("script[src*='embeds']")
    assert not page_of(client, live_story()).select("script[src*='embeds']")
