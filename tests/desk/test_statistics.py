"""How the paper is read, at the desk: the figures agree with one another, and nobody sees those of others."""

import csv
import io
import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from accounts.models import User
from articles import blocking, statistics
from articles.content import BylineContent
from articles.models import Article, DailyViews, HourlyViews, RefusedViews, Section, ViewSource, ViewTotal
from articles.statistics import Period, Scope
from newsroom.vietnamese import HANOI
from tests import factories
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db

# A Wednesday, a quarter past three in the afternoon in Hanoi.
NOW = datetime(2026, 3, 11, 15, 15, tzinfo=HANOI)
TODAY = NOW.date()
PAGE, STORIES, SERIES = "desk:statistics", "desk:statistics_stories", "desk:statistics_views"


@pytest.fixture(autouse=True)
def _at_that_time() -> Any:
    with travel(NOW, tick=False):
        yield


def read(story: Article, count: int, at: datetime = NOW) -> None:
    """What the fold writes of so many views in one hour."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    row, _made = HourlyViews.objects.get_or_create(article=story, hour=hour)
    HourlyViews.objects.filter(pk=row.pk).update(count=row.count + count)
    _in_total(story, count)


def read_on(story: Article, count: int, day: date) -> None:
    """The same of a day whose hours are kept no more."""
    DailyViews.objects.create(article=story, day=day, count=count)
    _in_total(story, count)


def _in_total(story: Article, count: int) -> None:
    total, _made = ViewTotal.objects.get_or_create(article=story)
    ViewTotal.objects.filter(pk=total.pk).update(counted=total.counted + count)


def came(story: Article, host: str, count: int, came_back: int = 0, day: date = TODAY) -> None:
    ViewSource.objects.create(article=story, day=day, host=host, count=count, came_back=came_back)


def page(client: Client, **asked: object) -> BeautifulSoup:
    response = client.get(reverse(PAGE), asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def counts(found: BeautifulSoup) -> list[str]:
    return [each.get_text() for each in found.select(".desk-counts dd:not(.desk-counts__note)")]


def ranked(found: BeautifulSoup, part: str) -> list[tuple[str, str]]:
    """(name, views) of the rows of one part of the page."""
    rows = found.select(f"section[aria-labelledby={part}] tbody tr")
    return [(row.th.get_text(" ", strip=True), row.select_one(".desk-figures__number").get_text()) for row in rows]


def rows_of(response: HttpResponse) -> list[list[str]]:
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture
def desk(sign_in: SignIn, editor: User) -> Client:
    return sign_in(editor)


@pytest.fixture
def hot(reporter: User, economy: Section) -> Article:
    return factories.published(owner=reporter, section=economy, title="Giá lúa tăng")


@pytest.fixture
def other(other_reporter: User, environment: Section) -> Article:
    return factories.published(owner=other_reporter, section=environment, title="Rừng ngập mặn")


# What the figures are -------------------------------------------------------------------------------------------------


def test_today_begins_at_midnight_in_hanoi(desk: Client, hot: Article) -> None:
    midnight = NOW.replace(hour=0, minute=0)
    read(hot, 3, midnight)
    read(hot, 4, midnight - timedelta(minutes=1))

    assert counts(page(desk))[0] == "3"
    assert counts(page(desk, period="yesterday"))[0] == "4"
    assert counts(page(desk, period="week"))[0] == "7"


def test_the_chart_its_table_and_the_total_say_the_same(desk: Client, hot: Article) -> None:
    read(hot, 1200)
    read(hot, 34, NOW - timedelta(hours=5))

    found = page(desk)

    chart = json.loads(found.select_one("canvas.chart")["data-value"])
    assert len(chart["labels"]) == 24
    assert sum(chart["datasets"][0]["data"]) == 1234
    assert ("10:00 11/03/2026", "34") in ranked(found, "series")
    assert ("15:00 11/03/2026", "1,200") in ranked(found, "series")
    assert counts(found)[0] == found.select_one(".desk-chart__table tfoot td").get_text() == "1,234"


def test_days_whose_hours_are_not_kept_count_in_every_part(desk: Client, hot: Article) -> None:
    read(hot, 2)
    read_on(hot, 5, TODAY - timedelta(days=120))

    found = page(desk, first="2025-10-01", last="2026-03-11")

    assert counts(found)[0] == "7"
    assert ranked(found, "stories")[0][1] == ranked(found, "sections")[0][1] == ranked(found, "writers")[0][1] == "7"
    assert ("Thứ 3, 11/11/2025", "5") in ranked(found, "series")


def test_the_days_before_are_compared_with_hour_by_hour(desk: Client, hot: Article) -> None:
    """A day that is not over is not to look like a bad one."""
    read(hot, 6)
    read(hot, 4, NOW - timedelta(days=1))
    read(hot, 100, NOW - timedelta(days=1) + timedelta(hours=2))

    assert "+50%" in page(desk).select_one(".desk-counts__note").get_text()
    assert statistics.views_before(Scope(), Period(TODAY, TODAY)) == 4


def test_a_section_has_the_stories_of_its_sub_sections(
    desk: Client, hot: Article, other: Article, economy: Section, farming: Section
) -> None:
    below = factories.published(section=farming)
    for story, count in ((hot, 1), (below, 2), (other, 4)):
        read(story, count)
        came(story, "google.com", count)

    found = page(desk, section=economy.pk)

    assert counts(found)[0] == "3"
    assert ranked(found, "sections") == [("Kinh tế › Nông nghiệp", "2"), ("Kinh tế", "1")]
    assert ranked(found, "sources")[0] == ("Công cụ tìm kiếm", "3")
    assert [row[5] for row in rows_of(desk.get(reverse(STORIES), {"section": economy.pk}))[1:]] == ["2", "1"]


def test_a_story_of_two_writers_counts_for_both(desk: Client) -> None:
    one, two = factories.AuthorFactory(name="Hà Vy"), factories.AuthorFactory(name="Lê Lam")
    lines = (BylineContent(one), BylineContent(two), BylineContent(one, role="photographer"))
    read(factories.published(bylines=lines), 3)

    assert sorted(ranked(page(desk), "writers")) == [("Hà Vy", "3"), ("Lê Lam", "3")]


def test_sources_are_grouped_and_shares_are_of_the_views(desk: Client, hot: Article) -> None:
    read(hot, 20)
    for host, count, back in (
        ("google.com", 5, 1),
        ("coccoc.com", 1, 0),
        ("facebook.com", 6, 2),
        ("baoban.example", 2, 0),
        ("direct", 1, 0),
        ("here", 5, 2),
    ):
        came(hot, host, count, back)

    found = page(desk)

    assert ranked(found, "sources") == [
        ("Các trang của báo", "5"),
        ("Công cụ tìm kiếm", "6"),
        ("google.com", "5"),
        ("coccoc.com", "1"),
        ("Mạng xã hội", "6"),
        ("facebook.com", "6"),
        ("Trang khác", "2"),
        ("baoban.example", "2"),
        ("Gõ địa chỉ hoặc mở từ ứng dụng", "1"),
    ]
    assert counts(found)[2:] == ["25%", "25%"]


def test_what_was_not_counted_is_shown_by_reason_for_the_whole_paper_alone(
    desk: Client, sign_in: SignIn, reporter: User, economy: Section
) -> None:
    RefusedViews.objects.create(day=TODAY, reason="robot", count=70)
    RefusedViews.objects.create(day=TODAY, reason="repeated", count=8)
    RefusedViews.objects.create(day=TODAY - timedelta(days=1), reason="robot", count=900)

    assert [count for _why, count in ranked(page(desk), "refused")] == ["70", "8"]
    assert not page(desk, section=economy.pk).select("#refused")
    assert not page(sign_in(reporter)).select("#refused")


def test_where_nothing_was_read_every_part_says_so(desk: Client) -> None:
    found = page(desk, period="month")

    assert len(found.select(".desk-empty")) == 6
    assert counts(found) == ["0", "0", "–", "–"]
    assert not found.select("canvas")


@pytest.mark.parametrize(
    "asked",
    [
        {"first": "2026-03-11"},
        {"first": "2026-03-11", "last": "2026-03-01"},
        {"first": "2020-03-11", "last": "2026-03-11"},
        {"first": "0001-01-01", "last": "0001-01-02"},
        {"first": "9999-12-30", "last": "9999-12-31"},
        {"first": "hôm qua", "last": "hôm nay"},
    ],
)
def test_days_that_make_no_sense_are_said_to_and_today_is_shown(desk: Client, hot: Article, asked: dict) -> None:
    read(hot, 3)

    found = page(desk, **asked)

    assert found.select_one(".desk-note--warning").get_text()
    assert counts(found)[0] == "3"


# One story ------------------------------------------------------------------------------------------------------------


def story_page(client: Client, story: Article, **asked: object) -> BeautifulSoup:
    return BeautifulSoup(
        client.get(reverse("admin:articles_article_statistics", args=[story.pk]), asked).content, "html.parser"
    )


def test_a_storys_total_is_the_one_on_its_page_with_the_old_sites_apart(desk: Client, hot: Article) -> None:
    read(hot, 1000)
    read(hot, 30, NOW - timedelta(days=40))
    read_on(hot, 4, TODAY - timedelta(days=200))
    ViewTotal.objects.update(imported=500)

    found = story_page(desk, hot, days=365)

    assert counts(found)[:3] == ["1,534", "1,034", "500"]
    by_day = found.select_one("section[aria-labelledby=days] tfoot td").get_text()
    assert by_day == "1,034"
    public = Client().get(hot.published_versions.get().get_absolute_url()).content.decode()
    assert "1,534" in public


def test_a_storys_page_is_linked_from_where_one_works_with_it(desk: Client, hot: Article) -> None:
    read(hot, 3)
    address = reverse("admin:articles_article_statistics", args=[hot.pk])
    for place in (
        reverse("admin:articles_article_change", args=[hot.pk]),
        reverse("admin:articles_article_changelist"),
        reverse(PAGE),
    ):
        assert f'href="{address}"' in desk.get(place).content.decode(), place


def test_a_storys_hours_as_a_file(desk: Client, hot: Article) -> None:
    read(hot, 3)
    file = reverse("admin:articles_article_statistics_file", args=[hot.pk])

    hours, days = rows_of(desk.get(file, {"by": "hours", "hours": 168})), rows_of(desk.get(file, {"days": 365}))

    assert (len(hours), hours[-1]) == (169, ["2026-03-11 15:00", "3"])
    assert (len(days), days[-1]) == (366, ["2026-03-11", "3"])


# Whose figures --------------------------------------------------------------------------------------------------------


def test_a_reporter_sees_the_figures_of_own_stories_on_every_path(
    sign_in: SignIn, reporter: User, hot: Article, other: Article
) -> None:
    for story, count in ((hot, 3), (other, 40)):
        read(story, count)
        read(story, count, NOW - timedelta(days=1))
        came(story, "facebook.com", count)
    client = sign_in(reporter)

    found = page(client)

    assert counts(found)[:2] == ["3", "1"]
    assert "Rừng ngập mặn" not in found.get_text()
    assert "Môi trường" not in [name for name, _views in ranked(found, "sections")]
    assert ranked(found, "sources")[0][1] == "3"
    assert [row[1] for row in rows_of(client.get(reverse(STORIES)))[1:]] == ["Giá lúa tăng"]
    assert sum(int(row[1]) for row in rows_of(client.get(reverse(SERIES)))[1:]) == 3
    assert client.get(reverse("admin:articles_article_statistics", args=[other.pk])).status_code == 403
    assert client.get(reverse("admin:articles_article_statistics_file", args=[other.pk])).status_code == 403


def test_an_editor_of_some_sections_sees_the_papers_figures_and_opens_own_stories_alone(
    sign_in: SignIn, editor: User, hot: Article, other: Article, economy: Section
) -> None:
    economy.editors.add(editor)
    for story in (hot, other):
        read(story, 2)

    found = page(sign_in(editor))

    links = {link.get_text(): link["href"] for link in found.select(".desk-figures--stories .desk-headline")}
    assert links["Giá lúa tăng"] == reverse("admin:articles_article_statistics", args=[hot.pk])
    assert links["Rừng ngập mặn"] == other.published_versions.get().get_absolute_url()


def test_titles_are_those_that_readers_see(desk: Client, hot: Article) -> None:
    read(hot, 2)
    Article.objects.filter(pk=hot.pk).update(title="Chưa ai được biết")

    assert "Chưa ai được biết" not in page(desk).get_text()
    assert "Chưa ai được biết" not in str(rows_of(desk.get(reverse(STORIES))))


@pytest.mark.parametrize("name", [PAGE, STORIES, SERIES])
def test_who_sees_no_story_sees_no_figure(sign_in: SignIn, admin: User, name: str) -> None:
    assert sign_in(admin).get(reverse(name)).status_code == 403
    assert sign_in(factories.UserFactory(is_superuser=True, is_staff=True)).get(reverse(name)).status_code in {302, 403}
    assert Client().get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", [PAGE, STORIES, SERIES])
def test_nothing_is_changed_here(desk: Client, name: str) -> None:
    assert desk.post(reverse(name)).status_code == 405


# Most read ------------------------------------------------------------------------------------------------------------


def test_a_managing_editor_takes_a_story_out_of_the_most_read_from_here(
    sign_in: SignIn, chief: User, desk: Client, hot: Article
) -> None:
    read(hot, 3)
    client = sign_in(chief)
    assert not page(desk).select(".desk-block")

    for found in (page(client), story_page(client, hot)):
        assert not found.select(".desk-blocked")
    [form] = page(client).select(".desk-block form")
    client.post(form["action"], {"reason": "Bài quảng bá, không phải tin."})

    assert blocking.block_of(Article.objects.get(pk=hot.pk))
    assert chief.display_name in page(desk).select_one(".desk-blocked").get_text()
    assert page(client).select('form[action$="/unblock_most_read/"]')
    assert story_page(client, hot).select('form[action$="/unblock_most_read/"]')
    assert chief.display_name in story_page(desk, hot).select_one(".desk-blocked").get_text()


# Files ----------------------------------------------------------------------------------------------------------------


def test_the_file_of_the_stories_opens_in_excel(desk: Client, hot: Article) -> None:
    read(hot, 3)

    response = desk.get(reverse(STORIES), {"period": "week"})

    assert response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="luot-xem-theo-bai-2026-03-05-2026-03-11.csv"'
    content = b"".join(response)
    assert content.startswith("\ufeffsố,tít,".encode())
    assert "Giá lúa tăng" in content.decode()


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+84 900", "-5 độ C", "@ai"])
def test_no_title_is_a_formula(desk: Client, title: str) -> None:
    read(factories.published(title=title), 1)

    assert rows_of(desk.get(reverse(STORIES)))[1][1] == f"'{title}"


# What it costs --------------------------------------------------------------------------------------------------------


def test_a_page_asks_as_much_however_many_stories_were_read(
    desk: Client, hot: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def asked() -> None:
        page(desk, period="week")

    read(hot, 2)
    asked()
    with django_assert_num_queries(17):
        asked()

    for number in range(15):
        story = factories.published(bylines=(BylineContent(factories.AuthorFactory()),))
        read(story, number + 1)
        came(story, "google.com", 1)

    with django_assert_num_queries(17):
        asked()
