"""Topics on the website: what stands in one, in which order, where it is linked, and when it is not there."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from articles import publishing, topics
from articles.models import Article, PublishedArticle, Topic
from tests import factories
from tests.public.short_pages import set_per_page
from tests.public.stories import MARCH_11, live_stories, live_story, photo

pytestmark = pytest.mark.django_db

PER_PAGE = 3
ADDRESS = "/chuyen-de/mua-vu/"


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    set_per_page(PER_PAGE, monkeypatch)


def page(client: Client, address: str = ADDRESS) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def titles(client: Client, address: str = ADDRESS) -> list[str]:
    return [title.get_text() for title in page(client, address).select(".columns__main .teaser__title")]


def link(client: Client, address: str, selector: str) -> str | None:
    found = page(client, address).select_one(selector)
    return found["href"] if found else None


def numbered(number: int) -> list[PublishedArticle]:
    """Stories "1", "2"... the newest first."""
    section = factories.SectionFactory()
    return [live_story(section, title=str(n), at=MARCH_11 - timedelta(minutes=n)) for n in range(1, number + 1)]


def topic_of(stories: list[PublishedArticle], *pinned: int) -> Topic:
    """A topic with these stories, those at these places of the list put first."""
    topic = factories.topic(*(story.article for story in stories))
    numbers = [stories[place - 1].article_id for place in pinned]
    return topics.arrange(topic, numbers, by=factories.editor(), seen=0)


def withdraw(story: Article) -> None:
    publishing.withdraw(story, by=factories.managing_editor(), reason="Thông tin chưa được kiểm chứng.")


# What stands in it ----------------------------------------------------------------------------------------------------


def test_what_editors_put_first_comes_first_then_the_newest(client: Client) -> None:
    topic_of(numbered(3), 3, 1)

    assert titles(client) == ["3", "1", "2"]


def test_every_story_stands_on_one_page_whatever_comes_first(client: Client) -> None:
    topic_of(numbered(8), 8, 5)

    pages, address = [], ADDRESS
    while address:
        pages.append(titles(client, address))
        address = link(client, address, "a[rel=next]")

    assert pages == [["8", "5", "1"], ["2", "3", "4"], ["6", "7"]]


def test_every_page_leads_back_and_names_its_own_address(client: Client) -> None:
    topic_of(numbered(8), 8, 5)
    second = link(client, ADDRESS, "a[rel=next]")
    third = link(client, second, "a[rel=next]")

    assert [link(client, each, "a[rel=prev]") for each in (ADDRESS, second, third)] == [None, ADDRESS, second]
    assert link(client, third, "link[rel=canonical]") == f"http://testserver{third}"
    assert client.get(f"{ADDRESS}?truoc=0-0").status_code == 404


def test_a_withdrawn_story_leaves_at_once_even_from_the_first_place(client: Client) -> None:
    stories = numbered(3)
    topic_of(stories, 2)
    withdraw(stories[1].article)

    assert titles(client) == ["1", "3"]


def test_a_scheduled_story_appears_by_itself_also_in_the_place_held_for_it(client: Client) -> None:
    waiting = factories.scheduled(title="Hẹn giờ")
    topic = factories.topic(*(story.article for story in numbered(1)), waiting)
    topics.arrange(topic, [waiting.pk], by=factories.editor(), seen=0)
    assert titles(client) == ["1"]

    # As time passes: the database's clock is not to be had, so the version's own moment is moved.
    version = waiting.published_versions.get()
    past = timezone.now() - timedelta(minutes=1)
    publishing.cancel_schedule(waiting, by=factories.managing_editor())
    copied = {
        field.attname: getattr(version, field.attname)
        for field in PublishedArticle._meta.concrete_fields
        if not field.primary_key
    }
    PublishedArticle.objects.create(**copied | {"live_from": past, "first_published_at": past, "live_until": None})

    assert titles(client) == ["Hẹn giờ", "1"]


def test_another_topics_stories_do_not_stand_in_it(client: Client) -> None:
    one, two = numbered(2)
    factories.topic(one.article, two.article)
    other = factories.topic(two.article, name="Chuyện khác")

    assert titles(client, other.get_absolute_url()) == ["2"]
    assert titles(client) == ["1", "2"]


# When it is not there -------------------------------------------------------------------------------------------------


def test_a_topic_without_a_live_story_is_not_there(client: Client) -> None:
    gone = live_story(title="Bị rút")
    factories.topic(factories.draft(), factories.scheduled(), gone.article)
    withdraw(gone.article)

    for address in (ADDRESS, "/rss/chuyen-de/mua-vu.rss", "/chuyen-de/khong-co/", "/rss/chuyen-de/khong-co.atom"):
        assert client.get(address).status_code == 404
    assert "Mùa vụ" not in client.get("/chuyen-de/").content.decode()
    assert ADDRESS not in client.get("/sitemap-pages.xml").content.decode()


def test_an_earlier_address_leads_to_the_present_one_in_one_step(client: Client) -> None:
    topic, chief = topic_of(numbered(1)), factories.managing_editor()
    for name in ("Mùa gặt", "Mùa mới"):
        topics.change(topic, name=name, by=chief)

    for old in (ADDRESS, "/chuyen-de/mua-gat/"):
        response = client.get(f"{old}?utm_source=zalo")
        assert (response.status_code, response["Location"]) == (301, "/chuyen-de/mua-moi/?utm_source=zalo")
    response = client.get("/rss/chuyen-de/mua-vu.atom")
    assert (response.status_code, response["Location"]) == (301, "/rss/chuyen-de/mua-moi.atom")


def test_an_earlier_address_of_a_topic_that_readers_do_not_see_tells_nothing(client: Client) -> None:
    topics.change(factories.topic(factories.draft()), name="Chuyện kín", by=factories.managing_editor())

    assert client.get(ADDRESS).status_code == 404
    assert client.get("/rss/chuyen-de/mua-vu.rss").status_code == 404


# What it looks like ---------------------------------------------------------------------------------------------------


def test_its_page_shows_introduction_and_banner_on_the_first_page(client: Client) -> None:
    topic, chief = topic_of(numbered(4)), factories.managing_editor()
    banner = photo(credit="Hoàng Lam", alt_text="Cánh đồng")
    topics.change(topic, name=topic.name, introduction="Đoạn một <b>.\n\nĐoạn hai.", banner=banner, by=chief)

    first = page(client)
    assert [part.get_text() for part in first.select(".topic__introduction p")] == ["Đoạn một <b>.", "Đoạn hai."]
    assert first.select_one(".topic__banner img")["alt"] == "Cánh đồng"
    assert "Hoàng Lam" in first.select_one(".topic__banner figcaption").get_text()
    assert first.select_one("meta[property='og:image']")
    assert not page(client, link(client, ADDRESS, "a[rel=next]")).select(".topic__banner, .topic__introduction")


def test_a_closed_topic_says_so_and_stays(client: Client) -> None:
    topic = topic_of(numbered(1))
    assert not page(client).select(".topic__closed")
    topics.close(topic, by=factories.managing_editor())

    assert page(client).select(".topic__closed")
    assert titles(client) == ["1"]
    assert [each["href"] for each in page(client, "/chuyen-de/").select(".topic-names a")] == [ADDRESS]


def test_the_list_of_topics_begins_with_the_latest_news(client: Client) -> None:
    older, newer = live_story(at=MARCH_11 - timedelta(days=1)), live_story(at=MARCH_11)
    for name, story in (("Cũ", older), ("Mới", newer)):
        factories.topic(story.article, name=name)

    assert [name.get_text() for name in page(client, "/chuyen-de/").select(".topic-card__name")] == ["Mới", "Cũ"]


def test_the_list_without_topics_says_so(client: Client) -> None:
    assert page(client, "/chuyen-de/").select_one(".listing__empty")


# Where it is linked ---------------------------------------------------------------------------------------------------


def test_its_stories_name_it(client: Client) -> None:
    inside, outside = numbered(2)
    topic_of([inside])
    factories.topic(inside.article, name="Chuyện khác")

    named = page(client, inside.get_absolute_url()).select(".article__topics a")
    assert [(each["href"], each.get_text()) for each in named] == [
        (ADDRESS, "Mùa vụ"),
        ("/chuyen-de/chuyen-khac/", "Chuyện khác"),
    ]
    assert not page(client, outside.get_absolute_url()).select(".article__topics")


def test_a_story_costs_the_same_in_a_topic(client: Client, django_assert_max_num_queries: object) -> None:
    story = live_stories(1)[0]
    topic_of([story])
    with django_assert_max_num_queries(4):
        client.get(story.get_absolute_url())


def test_menu_and_footer_lead_to_the_topics(client: Client) -> None:
    home = page(client, "/")
    assert home.select_one(".menu a[href='/chuyen-de/']")
    assert home.select_one(".footer a[href='/chuyen-de/']")


def test_it_has_feeds_with_its_newest_stories(client: Client) -> None:
    topic_of(numbered(3), 3)

    channel = ElementTree.fromstring(client.get("/rss/chuyen-de/mua-vu.rss").content).find("channel")
    assert [item.findtext("title") for item in channel.findall("item")] == ["1", "2", "3"]
    assert channel.findtext("link") == f"http://testserver{ADDRESS}"
    assert client.get("/rss/chuyen-de/mua-vu.atom").status_code == 200
    assert link(client, ADDRESS, "link[type='application/rss+xml']") == "/rss/chuyen-de/mua-vu.rss"


def test_it_stands_in_the_sitemap_of_lists(client: Client) -> None:
    topic_of(numbered(1))
    places = client.get("/sitemap-pages.xml").content.decode()

    for address in (ADDRESS, "/chuyen-de/", "/tin-moi/", "/doc-nhieu/7-ngay/"):
        assert f"<loc>http://testserver{address}</loc>" in places
