"""The page of the search and its suggestions: filters, highlights, pages, and whatever somebody types."""

from datetime import timedelta
from html import escape
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.content import BylineContent
from articles.models import Section, Tag
from tests import factories
from tests.cold import forget_all
from tests.public.stories import MARCH_11, fill_archive, live_stories, live_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return factories.SectionFactory(name="Kinh tế")


def page(client: Client, status: int = 200, **asked: str) -> BeautifulSoup:
    response = client.get(f"/tim-kiem/?{urlencode(asked)}")
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def titles(found: BeautifulSoup) -> list[str]:
    return [title.get_text().strip() for title in found.select(".search__results .teaser__title")]


def test_what_was_typed_stands_in_the_field_and_what_was_found_is_marked(client: Client, section: Section) -> None:
    live_story(section, title="Nông dân ra đồng", lead="Bà con nông dân gieo lúa.")
    found = page(client, q="nong dan")
    assert found.select_one("#search-words")["value"] == "nong dan"
    assert titles(found) == ["Nông dân ra đồng"]
    assert [mark.text for mark in found.select("mark")] == ["Nông dân", "nông dân"]
    assert found.select_one("meta[name=robots]")["content"] == "noindex"


def test_the_passage_comes_from_the_text_where_the_lead_lacks_the_words(client: Client, section: Section) -> None:
    live_story(section, title="Một tin", lead="Không có gì.", body="<p>Hôm qua <b>gặt</b> lúa.</p><p>Xong.</p>")
    assert page(client, q="gat lua").select_one(".teaser__lead").text.startswith("Hôm qua gặt lúa.")


def test_no_markup_gets_through_from_query_title_or_text(client: Client, section: Section) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    live_story(section, title=f"Lúa {evil}"[:120], lead=f"{evil} lúa", body=f"<p>{escape(evil)}</p>", kicker="<b>lúa")
    for typed in ("lúa", "script", evil, f'"{evil}"', "onerror"):
        found = page(client, q=typed)
        assert found.select("main script, main img[onerror], main b, .masthead script") == []
        assert found.select_one("#search-words")["value"] == typed[:200]


TYPED = [
    "",
    " ",
    "a",
    "1",
    "đ",
    "😀",
    "bão 😀",
    "& | ! ( ) : * ' \\ <->",
    "a:* & !b | (c <-> d)",
    "lúa:A",
    "'; DROP TABLE articles_article; --",
    "%s %(x)s %%",
    "{{ 7*7 }} {% url %}",
    '"""""',
    '"',
    "-",
    "- - -",
    '-"',
    "-lúa",
    "\\",
    "lúa\x00bão",
    "lúa\ud800",
    "bão\u0301\u0301\u0301" * 30,
    "lúa " * 500,
    "x" * 3000,
    "lúa\n\r\tbão",
    "۴٢०१",
    "𝕝𝕦𝕒",
    "ﬁ ß İ ŉ ſ",
    "北京 Пекин مرحبا",
    "1.234.567.890,12",
    "4.200.",
    "....",
    "../../etc/passwd",
    "lu\u0301a",
    "l%C3%BAa",
    "%C3%28",
    "%",
]


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_is_answered(client: Client, section: Section, typed: str) -> None:
    live_story(section, title="Lúa và bão")
    for address in ("/tim-kiem/", "/tim-kiem/goi-y/"):
        for more in ("", "&xep=moi"):
            response = client.get(f"{address}?q={quote(typed.encode('utf-8', 'surrogatepass'))}{more}")
            assert response.status_code == 200


@pytest.mark.parametrize("raw", ["%ff%fe", "%00", "l%FAa", "%", "%zz", "l%C3%BAa+b%E3o"])
def test_bytes_that_are_no_text_are_answered(client: Client, raw: str) -> None:
    assert client.get("/tim-kiem/", query_string=f"q={raw}").status_code == 200


def test_filters_narrow_and_what_was_chosen_stays(client: Client, section: Section) -> None:
    sub = factories.SectionFactory(name="Nông nghiệp", parent=section)
    author = factories.AuthorFactory(name="Hà Vy")
    live_story(section, title="Lúa A", at=MARCH_11)
    live_story(sub, title="Lúa B", at=MARCH_11 + timedelta(days=1), bylines=(BylineContent(author),))
    live_story(factories.SectionFactory(), title="Lúa C", at=MARCH_11 + timedelta(days=2))
    assert titles(page(client, q="lúa", muc="kinh-te")) == ["Lúa B", "Lúa A"]
    assert titles(page(client, q="lúa", muc="kinh-te/nong-nghiep")) == ["Lúa B"]
    assert titles(page(client, q="lúa", tacgia="ha vy")) == ["Lúa B"]
    assert titles(page(client, q="lúa", tacgia="Không Có")) == []
    assert titles(page(client, q="lúa", tu="2021-03-12", den="12/03/2021")) == ["Lúa B"]
    found = page(client, q="lúa", muc="kinh-te", tu="11/03/2021", xep="moi")
    assert [option["value"] for option in found.select("option[selected]")] == ["kinh-te", "moi"]
    assert found.select_one("#search-tu")["value"] == "11/03/2021"
    assert found.select_one("details.search__more").has_attr("open")


@pytest.mark.parametrize(
    "asked",
    [
        {"tu": "31/02/2021"},
        {"tu": "hôm qua"},
        {"den": "0001-01-01"},
        {"tu": "9999-12-31"},
        {"tu": "2021-03-12", "den": "2021-03-11"},
        {"muc": "khong-co"},
        {"xep": "bua"},
        {"tu": "\x00"},
    ],
)
def test_a_wrong_filter_is_told_and_nothing_is_lost(client: Client, section: Section, asked: dict[str, str]) -> None:
    live_story(section, title="Lúa A")
    found = page(client, q="lúa", **asked)
    assert found.select(".search__error") or found.select(".search__results .teaser") or "xep" in asked
    assert found.select_one("#search-words")["value"] == "lúa"


def test_the_usual_spelling_is_offered(client: Client, section: Section) -> None:
    live_story(section, title="Tỉnh Thái Bình được mùa")
    link = page(client, q="thai binh", muc="kinh-te").select_one(".search__spelling")
    assert link.text == "Thái Bình"
    assert link["href"] == f"/tim-kiem/?q={quote('Thái').replace('%20', '+')}+{quote('Bình')}&muc=kinh-te"
    assert page(client, q="thái bình").select_one(".search__spelling") is None


@pytest.mark.parametrize("order", ["", "moi"])
def test_every_story_found_stands_on_one_page_and_past_the_last_there_is_none(
    client: Client, section: Section, order: str
) -> None:
    stories = live_stories(45, section)
    shown, address = [], f"/tim-kiem/?q=tin&xep={order}"
    while address:
        found = BeautifulSoup(client.get(address).content, "html.parser")
        shown += titles(found)
        following = found.select_one(".pager [rel=next]")
        address = following["href"] if following else ""
    assert shown == [story.title for story in stories]
    for nothing in ("trang=4", "trang=0", "trang=x", "trang=-1", "trang=99999999999"):
        assert client.get(f"/tim-kiem/?q=tin&{nothing}").status_code == 404
    for nothing in ("truoc=x", "truoc=0-1", "truoc=99999999999999999-1"):
        assert client.get(f"/tim-kiem/?q=tin&xep=moi&{nothing}").status_code in {200, 404}
    assert client.get("/tim-kiem/?q=tin&xep=moi&truoc=0-1").status_code == 404
    assert client.get("/tim-kiem/?q=khongco&trang=2").status_code == 404


def test_nothing_found_says_so_and_helps_on(client: Client, section: Section) -> None:
    live_story(section)
    found = page(client, q="khongcotunay", muc="kinh-te")
    assert "khongcotunay" in found.select_one(".listing__empty").text
    assert found.select(".search__tips a")[0]["href"] == "/tim-kiem/?q=khongcotunay"
    assert found.select(".search__sections a")


@pytest.mark.slow
def test_the_page_costs_the_same_however_many_stories_there_are(client: Client, section: Section) -> None:
    author = factories.AuthorFactory(name="Hà Vy")
    model = live_stories(60, section, bylines=(BylineContent(author),), tags=("lúa xuân",))[-1]
    asked = [
        "q=tin",
        "q=tin+s%E1%BB%91&xep=moi&tacgia=ha+vy&muc=kinh-te&tu=2021-01-01",
        "q=khongco",
        "q=kh%C3%B4ng+c%C3%B3&xep=moi&tacgia=ha+vy",
        "q=%22tin+s%E1%BB%91%22&trang=2",
        "",
    ]

    def counts() -> list[int]:
        numbers = []
        for query in asked:
            forget_all()
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/tim-kiem/?{query}").status_code == 200
            numbers.append(len(captured))
            assert not any("OFFSET 1" in each["sql"] or "COUNT(" in each["sql"] for each in captured)
        return numbers

    few = counts()
    fill_archive(3000, model)
    assert counts() == few
    assert max(few) <= 5


def test_suggestions_are_tags_and_titles_accents_optional(client: Client, section: Section) -> None:
    live_story(section, title="Bão số 3 vào bờ", tags=("bão số 3",))
    live_story(section, title="Bảo hiểm cho mọi nhà", tags=("bảo hiểm y tế",))
    factories.draft(section=section, title="Bão kín", tags=("bão kín",))
    factories.withdrawn(section=section, title="Bão rút", tags=("bão rút",))
    factories.scheduled(section=section, title="Bão hẹn", tags=("bão hẹn",))
    assert Tag.objects.count() == 5

    def suggested(typed: str) -> tuple[list[str], list[str]]:
        answer = client.get("/tim-kiem/goi-y/", {"q": typed}).json()
        return tuple([row["name"] for row in answer[kind]] for kind in ("tags", "stories"))

    tags, stories = suggested("bao")
    assert (set(tags), set(stories)) == ({"bão số 3", "bảo hiểm y tế"}, {"Bão số 3 vào bờ", "Bảo hiểm cho mọi nhà"})
    assert suggested("bão")[0][0] == "bão số 3"
    assert suggested("bao hie") == (["bảo hiểm y tế"], ["Bảo hiểm cho mọi nhà"])
    assert suggested("") == suggested("xyz") == ([], [])


def test_suggestions_cost_three_queries(client: Client, section: Section) -> None:
    fill_archive(500, live_story(section, title="Bão số 3", tags=("bão",)))
    with CaptureQueriesContext(connection) as captured:
        client.get("/tim-kiem/goi-y/?q=bao")
    assert len(captured) == 3


def test_a_story_that_was_found_by_a_name_alone_shows_it(client: Client, section: Section) -> None:
    author = factories.AuthorFactory(name="Hà Vy")
    live_story(section, title="Một tin", tags=("Thái Bình",), bylines=(BylineContent(author),))
    assert [name.text.strip() for name in page(client, q="thai binh").select(".search__names span")] == ["Thái Bình"]
    assert [name.text.strip() for name in page(client, q="ha vy").select(".search__names span")] == ["Hà Vy"]
    assert page(client, q="mot tin").select(".search__names") == []
