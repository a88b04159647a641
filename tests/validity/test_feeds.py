"""Feeds are valid: RSS by the feed validator's rules, Atom by the schema of RFC 4287, both to a reader of feeds."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.public.pages import ATOM, RSS, Newspaper, pages_of
from tests.validity.feeds import of_atom, of_rss

SITE = "https://bao.example"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE


@pytest.mark.parametrize("full_text", [False, True], ids=["lead", "full text"])
def test_every_feed_is_valid(client: Client, paper: Newspaper, settings: Settings, full_text: bool) -> None:
    settings.FEED_FULL_TEXT = full_text
    wrong = {}
    for media_type, problems in ((RSS, of_rss), (ATOM, of_atom)):
        for name, kind in pages_of(media_type).items():
            address = kind.address(paper)
            wrong[name] = problems(client.get(address).content, SITE + address)
    assert len(wrong) > 8
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.django_db
def test_a_feed_without_stories_is_valid_too(client: Client) -> None:
    assert of_rss(client.get("/rss/tin-moi.rss").content, f"{SITE}/rss/tin-moi.rss") == []
    assert of_atom(client.get("/rss/tin-moi.atom").content, f"{SITE}/rss/tin-moi.atom") == []


RSS_BREAKS = [
    ('<rss version="2.0"', '<rss version="0.91"'),
    ("<ttl>5</ttl>", ""),
    ("<ttl>5</ttl>", "<ttl>năm phút</ttl>"),
    ("<ttl>5</ttl>", "<ttl>5</ttl><heading>Tin</heading>"),
    ("<language>vi</language>", "<language>Tiếng Việt</language>"),
    ("<managingEditor>toasoan@bao.example (", "<managingEditor>Tòa soạn ("),
    ('href="https://bao.example/rss/tin-moi.rss"', 'href="https://bao.example/rss/"'),
    ("+0700</lastBuildDate>", "</lastBuildDate>"),
    ('<guid isPermaLink="false">', "<guid>"),
    ("<link>https://bao.example/kinh-te/", "<link>/kinh-te/"),
    ("<pubDate>Thu, 11 Mar 2021", "<pubDate>Fri, 11 Mar 2021"),
    ("<pubDate>Thu, 11 Mar 2021", "<pubDate>2021-03-11"),
    ("<item><title>", "<item><author>Hà Vy</author><title>"),
    ("<item><title>", '<item><enclosure url="https://bao.example/a.jpg" type="image/jpeg"/><title>'),
    ('medium="image"', 'medium="picture"'),
    ("<description>", "<description>&lt;a href=&quot;/kinh-te/&quot;&gt;Kinh tế&lt;/a&gt;"),
    ("<description>", "<description>&lt;script&gt;1&lt;/script&gt;"),
    ("tin số", "tin số &amp;amp;"),
]


def test_the_rules_of_rss_see_what_they_are_to_find(client: Client, paper: Newspaper) -> None:
    feed = client.get("/rss/tin-moi.rss").content.decode().replace("Tin số", "tin số")
    assert of_rss(feed.encode(), f"{SITE}/rss/tin-moi.rss") == []
    for sound, broken in RSS_BREAKS:
        assert sound in feed, sound
        assert of_rss(feed.replace(sound, broken, 1).encode(), f"{SITE}/rss/tin-moi.rss"), broken
    twice = feed.replace("</item>", "</item>" + feed[feed.index("<item>") : feed.index("</item>") + 7], 1)
    assert of_rss(twice.encode(), f"{SITE}/rss/tin-moi.rss") == ["two items with the same guid"]


ATOM_BREAKS = [
    ("<id>tag:", "<id></id><id>tag:"),
    ("</id>", "</id><subtitle/><subtitle/>"),
    ("<entry><title>", "<entry><title/><title>"),
    ("<entry><title>", "<entry><headline>Tít</headline><title>"),
    ("<published>2021-03-11T00:00:00+07:00", "<published>2021-03-11T00:00:00"),
    ("<published>2021-03-11T00:00:00+07:00", "<published>11/03/2021"),
    ('<summary type="html">', '<summary type="markdown">'),
    ('<category term="', '<category name="'),
    ('rel="self"', 'rel="self" length="dài" type="atom"'),
    ("<author><name>", "<author><name></name><name>"),
    ('rel="alternate"/><published>', 'rel="related"/><published>'),
    ('href="https://bao.example/rss/tin-moi.atom"', 'href="/rss/tin-moi.atom"'),
]


def test_the_schema_of_atom_sees_what_it_is_to_find(client: Client, paper: Newspaper) -> None:
    feed = client.get("/rss/tin-moi.atom").content.decode()
    assert of_atom(feed.encode(), f"{SITE}/rss/tin-moi.atom") == []
    for sound, broken in ATOM_BREAKS:
        assert sound in feed, sound
        assert of_atom(feed.replace(sound, broken, 1).encode(), f"{SITE}/rss/tin-moi.atom"), broken
