"""What the paper says of itself: at the foot of every page, on a page of its own, and to machines."""

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import imprint
from articles.models import Imprint
from tests.cold import forget_all
from tests.factories import SectionFactory, managing_editor
from tests.public.pages import IMPRINT
from tests.public.stories import live_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Settings) -> None:
    settings.SITE_URL, settings.SITE_NAME = "https://bao.example", "Báo Thử"


def text(client: Client, address: str, selector: str) -> str:
    part = BeautifulSoup(client.get(address).content, "html.parser").select_one(selector)
    return " ".join(part.get_text(" ").split())


def publisher(client: Client) -> dict[str, Any]:
    page = BeautifulSoup(client.get("/").content, "html.parser")
    [found] = json.loads(page.select_one('script[type="application/ld+json"]').string)["@graph"]
    return found


def test_every_page_says_who_answers_for_the_paper(client: Client) -> None:
    imprint.change(IMPRINT, by=managing_editor(), version=1)
    story = live_story()
    for address in ("/", story.get_absolute_url(), "/khong-co/"):
        foot = text(client, address, "footer.footer")
        for words in (
            "Cơ quan chủ quản Hội Thử nghiệm & Kiểm tra",
            "Tổng Biên tập Đặng Vũ Hòa",
            "Giấy phép số 00/GP-THU do Cục Thử cấp ngày 11/03/2021",
            "Số 1 đường Ven Sông",
            "© 2026 Báo Thử nghiệm <điện tử>".replace("2026", str(date.today().year)),
            "Ghi rõ nguồn “Báo Thử” khi phát hành lại.",
        ):
            assert words in foot, address
        assert "Không có thật" not in foot
    links = [link["href"] for link in BeautifulSoup(client.get("/").content, "html.parser").select("footer a[href]")]
    assert {"tel:02000000001", "tel:+84900000002", "mailto:toasoan@bao.example", "/toa-soan/"} <= set(links)


def test_what_is_empty_is_not_shown(client: Client) -> None:
    imprint.change({"phone": "0200 000 0001"}, by=managing_editor(), version=1)
    page = BeautifulSoup(client.get("/toa-soan/").content, "html.parser")
    assert {label.get_text() for label in page.select(".imprint dt")} == {"Điện thoại"}
    assert page.select("#nguyen-tac, .newsroom__notice") == []


def test_a_paper_that_has_said_nothing_yet_shows_its_name_alone(client: Client) -> None:
    assert text(client, "/", "footer.footer").startswith("Báo")
    assert BeautifulSoup(client.get("/toa-soan/").content, "html.parser").select(".imprint") == []


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("", "", None), ""),
        (("12/GP", "", None), "số 12/GP"),
        (("12/GP", "Cục A", None), "số 12/GP do Cục A cấp"),
        (("12/GP", "", date(2021, 3, 1)), "số 12/GP cấp ngày 01/03/2021"),
        (("12/GP", "Cục A", date(2021, 3, 1)), "số 12/GP do Cục A cấp ngày 01/03/2021"),
    ],
)
def test_a_licence_is_told_as_far_as_it_is_known(parts: tuple[Any, Any, Any], words: str) -> None:
    number, issuer, day = parts
    assert Imprint(licence_number=number, licence_issuer=issuer, licence_date=day).licence == words


def test_the_page_of_the_newsroom_shows_the_whole(client: Client) -> None:
    imprint.change(IMPRINT, by=managing_editor(), version=1)
    whole = text(client, "/toa-soan/", "main")
    for words in ("Một tờ báo để thử.", "Phó Tổng Biên tập Lê Thị Ngân, Đoàn Quốc Bình", "Điều gì cũng thử."):
        assert words in whole


def test_the_foot_costs_no_question_of_its_own_and_follows_a_change_within_half_a_minute(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    imprint.change(IMPRINT, by=managing_editor(), version=1)
    SectionFactory()
    with django_assert_num_queries(1):
        client.get("/rss/")
    with django_assert_num_queries(0):
        client.get("/rss/")
    imprint.change({"hotline": "0999"}, by=managing_editor(), version=2)
    forget_all()
    assert "0999" in text(client, "/rss/", "footer.footer")


def test_machines_are_told_who_publishes(client: Client, site: None) -> None:
    SectionFactory()
    imprint.change(IMPRINT, by=managing_editor(), version=1)
    found = publisher(client)
    assert found["legalName"] == "Báo Thử nghiệm <điện tử>"
    assert found["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Số 1 đường Ven Sông",
        "addressCountry": "VN",
    }
    assert (found["telephone"], found["email"]) == ("0200 000 0001", "toasoan@bao.example")
    assert found["parentOrganization"]["name"] == "Hội Thử nghiệm & Kiểm tra"
    assert found["correctionsPolicy"] == "https://bao.example/dinh-chinh/"
    assert found["masthead"] == "https://bao.example/toa-soan/"
    assert found["publishingPrinciples"] == "https://bao.example/toa-soan/#nguyen-tac"
    assert found["logo"]["url"] == "https://bao.example/static/public/icons/512.png"


def test_machines_are_told_nothing_that_the_paper_has_not_said(client: Client, site: None) -> None:
    found = publisher(client)
    assert not {"legalName", "address", "telephone", "email", "parentOrganization", "publishingPrinciples"} & set(found)


def test_feeds_name_the_editor_and_the_rights(client: Client, site: None) -> None:
    assert "managingEditor" not in client.get("/rss/tin-moi.rss").content.decode()
    imprint.change(IMPRINT, by=managing_editor(), version=1)
    forget_all()
    rss, atom = (client.get(f"/rss/tin-moi.{kind}").content.decode() for kind in ("rss", "atom"))
    assert "<managingEditor>toasoan@bao.example (Đặng Vũ Hòa)</managingEditor>" in rss
    rights = "© Báo Thử nghiệm &lt;điện tử&gt; · Ghi rõ nguồn “Báo Thử” khi phát hành lại."
    assert f"<copyright>{rights}</copyright>" in rss
    assert f"<rights>{rights}</rights>" in atom
