"""What a story's page carries."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import Settings

from articles.content import BylineContent, PickContent
from articles.models import PublishedArticle, ViewTotal
from tests.factories import AuthorFactory, SectionFactory
from tests.public.stories import MARCH_11, live_story, photo

pytestmark = pytest.mark.django_db


def page_of(client: Client, story: PublishedArticle) -> BeautifulSoup:
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(page: BeautifulSoup, selector: str) -> str:
    return " ".join(page.select_one(selector).get_text(" ").split())


def test_the_date_is_printed_as_the_paper_always_did(client: Client) -> None:
    page = page_of(client, live_story(at=MARCH_11))

    assert text(page, ".article__date") == "Thứ 5, 11/03/2021 | 00:00:00"
    assert page.select_one(".article__date")["datetime"] == "2021-03-11T00:00:00+07:00"


def test_a_sunday_is_written_in_words(client: Client) -> None:
    page = page_of(client, live_story(at=datetime.fromisoformat("2021-03-14T17:05:09+07:00")))

    assert text(page, ".article__date") == "Chủ nhật, 14/03/2021 | 17:05:09"


def test_views_carry_a_comma_for_thousands(client: Client) -> None:
    story = live_story()
    ViewTotal.objects.update_or_create(article_id=story.article_id, defaults={"counted": 73, "imported": 1600})

    assert text(page_of(client, story), ".article__views").startswith("1,673 ")


def test_a_story_nobody_has_read_yet_shows_nought(client: Client) -> None:
    assert text(page_of(client, live_story()), ".article__views").startswith("0 ")


def test_the_breadcrumb_leads_from_the_top_section_down(client: Client) -> None:
    top = SectionFactory(name="Chính trị")
    page = page_of(client, live_story(SectionFactory(name="Xây dựng Đảng", parent=top)))

    links = [(link.get_text(), link["href"]) for link in page.select(".breadcrumb a")][1:]
    assert links == [("Chính trị", "/chinh-tri/"), ("Xây dựng Đảng", "/chinh-tri/xay-dung-dang/")]


def test_kicker_title_lead_and_text_are_all_there(client: Client) -> None:
    page = page_of(
        client,
        live_story(kicker="Vụ xuân", title="Gieo xong trước mưa", lead="Cả xã ra đồng.", body="<p>Trời còn rét.</p>"),
    )

    assert text(page, ".article__kicker") == "Vụ xuân"
    assert text(page, "h1") == "Gieo xong trước mưa"
    assert text(page, ".article__lead") == "Cả xã ra đồng."
    assert text(page, ".article__body") == "Trời còn rét."


def test_fields_are_text_and_never_markup(client: Client) -> None:
    page = page_of(client, live_story(title="Giá lúa < 7.000 đồng & tăng", lead="<script>alert(1)</script>"))

    assert text(page, "h1") == "Giá lúa < 7.000 đồng & tăng"
    assert page.select(".article script") == []


def test_the_lead_picture_stands_with_caption_and_credit_and_loads_at_once(client: Client) -> None:
    shown = photo(caption="Cánh đồng sau trận mưa.", credit="Hà An", alt_text="Ruộng lúa ngập nước")
    page = page_of(client, live_story(lead_photo=shown))

    figure = page.select_one(".article__figure--lead")
    assert "Cánh đồng sau trận mưa." in figure.figcaption.get_text()
    assert "Hà An" in figure.figcaption.get_text()
    assert figure.img["alt"] == "Ruộng lúa ngập nước"
    assert "loading" not in figure.img.attrs


def test_a_story_without_a_picture_has_no_figure(client: Client) -> None:
    assert page_of(client, live_story()).select("figure") == []


def test_the_byline_ends_the_story_and_leads_to_the_authors_page(client: Client) -> None:
    author = AuthorFactory(name="Hà Vy")
    page = page_of(client, live_story(bylines=(BylineContent(author, affiliation="Đài xã Vũ Hòa"),)))

    assert page.select_one(".byline__name")["href"] == "/tac-gia/ha-vy/"
    assert text(page, ".byline") == "Hà Vy (Đài xã Vũ Hòa)"


def test_names_of_one_role_share_a_line(client: Client) -> None:
    lines = (
        BylineContent(AuthorFactory(name="Hà Vy")),
        BylineContent(AuthorFactory(name="Minh Tú")),
        BylineContent(AuthorFactory(name="Lê An"), role="photographer"),
    )
    page = page_of(client, live_story(bylines=lines))

    assert [line.select_one(".byline__role") is not None for line in page.select(".byline")] == [False, True]
    assert text(page, ".byline") == "Hà Vy – Minh Tú"


def test_the_source_is_named_and_linked(client: Client) -> None:
    page = page_of(client, live_story(source_name="Báo Biển Đông", source_url="https://bien-dong.example/1"))

    link = page.select_one(".article__source a")
    assert (link.get_text(), link["href"]) == ("Báo Biển Đông", "https://bien-dong.example/1")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://bao.example]", "https://bao.example@khac.example/"]
)
def test_a_source_link_that_is_no_web_address_is_not_a_link(
    address: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As a row from before an address was looked at so closely.
    monkeypatch.setattr("articles.content._web_address", lambda text: text)
    version = live_story(source_name="Báo lạ", source_url=address)
    assert version.source_url == address
    page = page_of(client, version)

    assert text(page, ".article__source").endswith("Báo lạ")
    assert page.select(".article__source a") == []


def test_tags_lead_to_their_pages(client: Client) -> None:
    page = page_of(client, live_story(tags=("Thái Bình", "bão")))

    links = [(link.get_text(), link["href"]) for link in page.select(".tags a")]
    assert links == [("Thái Bình", "/tu-khoa/thai-binh/"), ("bão", "/tu-khoa/bao/")]


def test_related_stories_show_title_and_lead(client: Client) -> None:
    other = live_story(title="Tin bên cạnh", lead="Đoạn mở đầu của tin bên cạnh.")
    page = page_of(client, live_story(related=(PickContent(article=other.article),)))

    teaser = page.select_one(".related .teaser")
    assert teaser.a["href"] == other.get_absolute_url()
    assert "Đoạn mở đầu của tin bên cạnh." in teaser.get_text()


def test_the_head_names_the_one_address_and_what_previews_need(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://bao.example"
    story = live_story(title="Tin nhanh", lead="Đoạn mở đầu.", lead_photo=photo())
    page = page_of(client, story)

    address = f"https://bao.example{story.get_absolute_url()}"
    properties = {tag["property"]: tag["content"] for tag in page.select("meta[property]")}
    assert page.html["lang"] == "vi"
    assert page.select_one("link[rel=canonical]")["href"] == properties["og:url"] == address
    assert page.select_one("meta[name=description]")["content"] == "Đoạn mở đầu."
    assert (properties["og:title"], properties["og:type"]) == ("Tin nhanh", "article")
    assert properties["og:image"].startswith("https://bao.example/media/photos/")
    assert (properties["og:image:width"], properties["og:image:height"]) == ("1200", "630")


def test_without_a_configured_origin_the_address_is_the_one_asked_for(client: Client) -> None:
    story = live_story()
    page = page_of(client, story)

    assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver{story.get_absolute_url()}"


def test_the_page_knows_where_to_count_a_view(client: Client) -> None:
    story = live_story()

    assert page_of(client, story).select_one("article")["data-count-view"] == f"/luot-xem/{story.article_id}/"


def test_the_paper_and_its_sections_stand_over_every_story(client: Client, settings: Settings) -> None:
    settings.SITE_NAME = "Báo Ven Sông"
    SectionFactory(name="Nông nghiệp", parent=SectionFactory(name="Kinh tế"))
    page = page_of(client, live_story())

    assert text(page, ".masthead__name") == "Báo Ven Sông"
    links = {link["href"] for link in page.select(".menu a")}
    assert {"/", "/kinh-te/", "/kinh-te/nong-nghiep/"} <= links
