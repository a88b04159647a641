"""What a page says to search engines, as JSON-LD: complete, true to the page, and harmless inside a script."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django.fixtures import Settings

from articles import previews
from articles.content import BylineContent
from articles.models import PublishedArticle
from tests import factories
from tests.public.stories import live_story, photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = "https://bao.example"
    settings.SITE_NAME = "Báo Thử"


@pytest.fixture
def story() -> PublishedArticle:
    sub = factories.SectionFactory(name="Nông nghiệp", parent=factories.SectionFactory(name="Kinh tế"))
    return live_story(
        sub,
        title="Lúa được mùa </script><script>alert(1)</script> & “đắt giá”",
        lead="Sapo",
        tags=("lúa xuân",),
        bylines=(BylineContent(factories.AuthorFactory(name="Hà Vy")),),
        lead_photo=photo(caption="Gặt lúa", credit="Mai Trần", width=1280, height=720),
        source_name="TTXVN",
        source_url="https://nguon.example/a",
    )


def graph(client: Client, address: str) -> dict[str, dict[str, Any]]:
    """Each thing the page's JSON-LD describes, by its type."""
    html = client.get(address).content.decode()
    scripts = BeautifulSoup(html, "html.parser").select('script[type="application/ld+json"]')
    assert len(scripts) == 1
    data = json.loads(scripts[0].string)
    assert data["@context"] == "https://schema.org"
    return {each["@type"]: each for each in data["@graph"]}


def test_a_story_is_described_whole(client: Client, story: PublishedArticle) -> None:
    found = graph(client, story.get_absolute_url())["NewsArticle"]
    address = f"https://bao.example{story.get_absolute_url()}"
    assert (found["@id"], found["mainEntityOfPage"]) == (address, address)
    assert (found["headline"], found["description"]) == (story.title, "Sapo")
    assert (found["datePublished"], found["dateModified"]) == ("2021-03-11T00:00:00+07:00",) * 2
    assert found["author"] == [{"@type": "Person", "name": "Hà Vy", "url": "https://bao.example/tac-gia/ha-vy/"}]
    assert found["publisher"]["@type"] == "NewsMediaOrganization"
    assert (found["publisher"]["name"], found["publisher"]["url"]) == ("Báo Thử", "https://bao.example/")
    assert (found["articleSection"], found["keywords"]) == (["Kinh tế", "Nông nghiệp"], ["lúa xuân"])
    # Of 1280 by 720 pixels: nothing is enlarged.
    assert [(image["width"], image["height"]) for image in found["image"]] == [(1200, 675), (960, 720), (720, 720)]
    assert {image["creditText"] for image in found["image"]} == {"Mai Trần"}
    assert all(image["contentUrl"].startswith("https://bao.example/media/photos/") for image in found["image"])
    assert found["isBasedOn"] == "https://nguon.example/a"


def test_what_has_no_value_is_left_out(client: Client) -> None:
    found = graph(client, live_story(lead="").get_absolute_url())["NewsArticle"]
    assert not {"image", "keywords", "description", "isBasedOn"} & found.keys()
    assert found["author"] == {"@type": "Organization", "name": "Báo Thử"}


def test_an_update_is_dated_as_the_page_dates_it(client: Client, story: PublishedArticle) -> None:
    factories.republished(story.article, lead="Số liệu mới")
    page = client.get(story.get_absolute_url()).content.decode()
    modified = graph(client, story.get_absolute_url())["NewsArticle"]["dateModified"]
    assert modified > "2021-03-11T00:00:00+07:00"
    assert f'<time datetime="{modified}">' in page


def test_the_breadcrumb_is_the_pages_own(client: Client, story: PublishedArticle) -> None:
    steps = graph(client, story.get_absolute_url())["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert [step.get("item") for step in steps] == [
        "https://bao.example/",
        "https://bao.example/kinh-te/",
        "https://bao.example/kinh-te/nong-nghiep/",
        None,
    ]


def test_a_title_cannot_end_the_script(client: Client, story: PublishedArticle) -> None:
    """Fails where the JSON is written as it is: the browser would run what follows."""
    html = client.get(story.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in html
    assert graph(client, story.get_absolute_url())["NewsArticle"]["headline"] == story.title


def test_the_front_page_says_who_publishes(client: Client, story: PublishedArticle) -> None:
    assert graph(client, "/")["NewsMediaOrganization"]["name"] == "Báo Thử"


def test_a_preview_says_nothing_to_machines(client: Client) -> None:
    """Behind a secret link stands the same page, less this."""
    draft = factories.draft(title="Tít chưa đăng")
    _link, secret = previews.share(draft, by=factories.managing_editor(), revision=1, days=1)
    html = client.get(f"/xem-truoc/{secret}/").content.decode()
    assert "Tít chưa đăng" in html
    assert "ld+json" not in html
