"""Arranging the fronts at the desk: what is typed is read, shown again, previewed and compared, and never lost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import fronts
from articles.arrangement import STRIP, Pick, key_of
from articles.models import Article, BreakingNews, FrontLayout, Section
from tests import factories
from tests.desk.conftest import SignIn
from tests.fronts import arranged, named

pytestmark = pytest.mark.django_db

HOME = "/admin/fronts/home/"
BREAKING = "/admin/breaking/"


@pytest.fixture
def section() -> Section:
    return factories.SectionFactory(name="Kinh tế", slug="kinh-te")


@pytest.fixture
def live(section: Section) -> Article:
    return factories.published(title="Bà con xuống đồng", section=section)


@pytest.fixture
def desk(sign_in: SignIn, chief: User) -> Client:
    """The managing editor's."""
    return sign_in(chief)


def typed(client: Client) -> dict[str, list[str] | str]:
    """The home page's form as a browser posts it."""
    page = BeautifulSoup(client.get(HOME).content, "html.parser")
    form: dict[str, list[str]] = {}
    for field in page.select("#desk-front input[name], #desk-front select[name]"):
        if field.get("type") == "checkbox":
            value = "on" if field.has_attr("checked") else None
        else:
            value = (field.select_one("option[selected]") or field).get("value", "")
        if value is not None:
            form.setdefault(field["name"], []).append(value)
    return form


@pytest.mark.parametrize("who", ["reporter", "editor", "admin"])
def test_nobody_but_a_managing_editor_comes_in_on_any_path(
    who: str, sign_in: SignIn, request: pytest.FixtureRequest, live: Article
) -> None:
    arranged({0: named(live)})
    client, before = sign_in(request.getfixturevalue(who)), FrontLayout.objects.count()
    for path in ("", "preview/", "history/", "restore/"):
        for answer in (client.get(HOME + path), client.post(HOME + path, {"base": "1", "number": "1"})):
            assert answer.status_code in {403, 405}, path
    for path in ("/admin/fronts/stories/", BREAKING):
        assert client.get(path).status_code == 403
    assert client.post(BREAKING, {"text": "Tin", "until": "2030-01-01T08:00", "base": "0"}).status_code == 403
    assert FrontLayout.objects.count() == before
    assert not BreakingNews.objects.exists()
    assert "/admin/fronts/" not in client.get("/admin/").content.decode()


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    for path in (HOME, f"{HOME}history/", "/admin/fronts/stories/", BREAKING):
        assert client.get(path).status_code == 302


def test_what_is_typed_is_saved_and_shown_again(desk: Client, live: Article, section: Section, chief: User) -> None:
    block = f"style-{key_of(section.pk)}"
    form = typed(desk) | {"story-top-0": [f"#{live.pk}"], "since-top-0": ["2026-11-23T08:30"], block: "cards"}
    del form[f"on-{STRIP}"]
    answer = desk.post(HOME, form)
    assert (answer.status_code, answer["Location"]) == (302, HOME)

    layout = FrontLayout.objects.get()
    saved = fronts.front_of(None).arrangement
    assert layout.by == chief
    [pick] = saved.part("top").places[0]
    assert timezone.localtime(pick.since).isoformat() == "2026-11-23T08:30:00+07:00"
    assert (saved.part(STRIP).on, saved.part(key_of(section.pk)).style) == (False, "cards")
    # The form shows just that: saved again as it stands it changes nothing.
    assert "Bà con xuống đồng" in desk.get(HOME).content.decode()
    desk.post(HOME, typed(desk))
    assert FrontLayout.objects.count() == 1


def test_parts_stand_in_the_order_that_was_typed(desk: Client, section: Section) -> None:
    other = factories.SectionFactory(name="Xã hội", position=99)
    orders = {f"order-{key_of(section.pk)}": "9", f"order-{key_of(other.pk)}": "1", f"order-{STRIP}": "5"}
    desk.post(HOME, typed(desk) | orders)
    keys = [part.key for part in fronts.front_of(None).arrangement.parts]
    assert keys == ["top", key_of(other.pk), STRIP, key_of(section.pk)]


def test_a_story_is_named_by_its_number_or_its_address(desk: Client, live: Article) -> None:
    address = live.published_versions.live().get().get_absolute_url()
    for written in (str(live.pk), f"#{live.pk}", f"https://bao.example{address}"):
        form = typed(desk) | {"story-top-0": ["", written], "since-top-0": [""], "until-top-0": [""]}
        desk.post(HOME, form)
        assert fronts.front_of(None).arrangement.part("top").places[0] == (Pick(live.pk),)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"story-top-0": ["chuyện gì"]}, "số hoặc địa chỉ"),
        ({"story-top-0": ["99999"]}, "Không có"),
        ({"story-top-0": ["{live}"], "since-top-0": ["hôm qua"]}, "ngày giờ"),
        ({"story-top-0": ["{live}"], "since-top-0": ["2026-11-23T08:30"], "until-top-0": ["2026-11-23T07:30"]}, "sớm"),
        # At the ends of the calendar: no moment of Hanoi's, so the page of whoever came next broke.
        ({"story-top-0": ["{live}"], "since-top-0": ["0001-01-01T00:00"]}, "ngày giờ"),
        ({"story-top-0": ["{live}"], "until-top-0": ["9999-12-31T23:59-12:00"]}, "ngày giờ"),
        ({"story-top-0": ["{draft}"]}, "chưa xuất bản"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_typed_is_lost(
    fields: dict[str, list[str]], words: str, desk: Client, live: Article, reporter: User
) -> None:
    numbers = {"live": str(live.pk), "draft": str(factories.draft(reporter).pk)}
    fields = {name: [value.format(**numbers) for value in values] for name, values in fields.items()}
    answer = desk.post(HOME, typed(desk) | {"story-top-3": [str(live.pk)]} | fields)
    page = answer.content.decode()

    assert answer.status_code == 400
    assert words in page
    assert not FrontLayout.objects.exists()
    for values in fields.values():
        assert f'value="{values[0]}"' in page
    # The page says that it is not saved, so a browser asks before it is left.
    assert not BeautifulSoup(page, "html.parser").select_one("[data-unsaved]").has_attr("hidden")
    assert f'name="story-top-3" value="{live.pk}"' in page


def test_who_saves_over_somebody_else_is_told_who_when_and_what_and_keeps_everything(
    desk: Client, live: Article, section: Section
) -> None:
    mine = typed(desk) | {"story-top-1": [str(live.pk)]}
    other = factories.published(title="Chợ phiên họp lại", section=section)
    newest = arranged({0: named(other)})
    answer = desk.post(HOME, mine)
    page = BeautifulSoup(answer.content, "html.parser")
    alert = page.select_one("[role=alert]").get_text(" ", strip=True)

    assert answer.status_code == 409
    assert newest.by_name in alert
    assert f"{timezone.localtime(newest.at):%H:%M:%S %d/%m/%Y}" in alert
    assert "Chợ phiên họp lại" in alert
    assert "Bà con xuống đồng" in alert
    assert page.select_one("[name=story-top-1]")["value"] == str(live.pk)
    assert FrontLayout.objects.get() == newest

    # One press makes both one layout.
    again = mine | {name: page.select_one(f"[name={name}]")["value"] for name in ("base", "began")}
    assert desk.post(HOME, again | {"_merge": "1"}).status_code == 302
    places = fronts.front_of(None).arrangement.part("top").places
    assert places[:2] == (named(other), named(live))


def test_who_was_told_may_save_their_own_as_it_stands(desk: Client, live: Article) -> None:
    mine = typed(desk) | {"story-top-1": [str(live.pk)]}
    arranged({0: named(live)})
    page = BeautifulSoup(desk.post(HOME, mine).content, "html.parser")
    assert desk.post(HOME, mine | {"base": page.select_one("[name=base]")["value"]}).status_code == 302
    assert fronts.front_of(None).arrangement.part("top").places[:2] == ((), named(live))


def test_the_preview_shows_what_is_typed_as_readers_would_see_it_and_stores_nothing(
    desk: Client, live: Article, section: Section
) -> None:
    factories.published(title="Mới nhất", section=section)
    waiting = factories.scheduled(title="Sáng mai thông xe", section=section, hours=5)
    form = typed(desk) | {"story-top-0": [str(waiting.pk), str(live.pk)], "since-top-0": ["", ""]}

    def lead(**more: str) -> str:
        answer = desk.post(f"{HOME}preview/", form | more)
        assert answer.status_code == 200
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        document = BeautifulSoup(answer.content, "html.parser").select_one("iframe")["srcdoc"]
        return BeautifulSoup(document, "html.parser").select_one(".front__lead .teaser__link").get_text()

    assert lead() == "Bà con xuống đồng"
    assert lead(at=f"{timezone.localtime() + timedelta(hours=6):%Y-%m-%dT%H:%M}") == "Sáng mai thông xe"
    assert not FrontLayout.objects.exists()
    assert desk.post(f"{HOME}preview/", form | {"at": "lúc nào đó"}).status_code == 400


def test_a_sections_front_is_arranged_and_previewed_too(desk: Client, live: Article, section: Section) -> None:
    path = f"/admin/fronts/{section.pk}/"
    form = {"base": "0", "story-top-0": [str(live.pk)]}
    document = desk.post(f"{path}preview/", form).content.decode()
    assert "Bà con xuống đồng" in document
    assert desk.post(path, form).status_code == 302
    assert fronts.front_of(section).arrangement.part("top").places[0] == named(live)
    assert desk.get(f"/admin/fronts/{factories.SectionFactory(parent=section).pk}/").status_code == 404
    assert desk.get("/admin/fronts/0/").status_code == 404


def test_the_history_says_who_changed_what_and_brings_an_earlier_layout_back(desk: Client, live: Article) -> None:
    first = arranged({0: named(live)})
    second = arranged({0: ()})
    page = desk.get(f"{HOME}history/?from=1&to=2").content.decode()
    for words in (first.by_name, second.by_name, "Bà con xuống đồng", "tin mới nhất"):
        assert words in page
    assert desk.post(f"{HOME}restore/", {"number": "1", "base": "2"}).status_code == 302
    assert FrontLayout.objects.of(None).first().restored == 1
    # Somebody else has arranged it since the history was opened.
    assert desk.post(f"{HOME}restore/", {"number": "2", "base": "2"}).status_code == 409


def test_the_search_finds_live_and_scheduled_stories_without_accents(desk: Client, live: Article) -> None:
    factories.draft(title="Bà con xuống đồng, bản nháp")
    waiting = factories.scheduled(title="Bà con xuống đồng sớm")
    found = desk.get("/admin/fronts/stories/?q=ba+con+xuong+do").json()["results"]
    assert [(each["number"], each["state"]) for each in found] == [(waiting.pk, "scheduled"), (live.pk, "live")]
    assert desk.get("/admin/fronts/stories/").json()["results"]
    assert desk.get("/admin/fronts/stories/?q=khong+co").json()["results"] == []


def test_the_page_costs_the_same_however_much_is_set(
    desk: Client, live: Article, section: Section, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    arranged({place: named(factories.published(section=section)) for place in range(6)})
    with django_assert_max_num_queries(16):
        desk.get(HOME)


# The bar --------------------------------------------------------------------------------------------------------------


def test_the_bar_is_set_and_taken_away_and_the_page_says_by_whom(desk: Client, live: Article, chief: User) -> None:
    until = f"{timezone.localtime() + timedelta(hours=2):%Y-%m-%dT%H:%M}"
    assert desk.post(BREAKING, {"text": "Bão vào bờ", "until": until, "base": "0"}).status_code == 302
    page = desk.get(BREAKING).content.decode()
    assert "Bão vào bờ" in page
    assert chief.display_name in page
    row = BreakingNews.objects.get()
    assert desk.post(BREAKING, {"_end": "1", "base": str(row.pk)}).status_code == 302
    assert not BreakingNews.objects.in_force().exists()


def test_a_bar_that_makes_no_sense_or_came_too_late_keeps_what_was_typed(desk: Client, live: Article) -> None:
    until = f"{timezone.localtime() + timedelta(hours=2):%Y-%m-%dT%H:%M}"
    form = {"text": "Vỡ đê bối", "story": str(live.pk), "until": until, "base": "0"}
    for wrong in ({"until": ""}, {"story": "99999"}, {"until": "2020-01-01T08:00"}):
        answer = desk.post(BREAKING, form | wrong)
        assert answer.status_code == 400
        assert 'value="Vỡ đê bối"' in answer.content.decode()
    other = factories.managing_editor()
    fronts.announce(by=other, base=0, text="Bão vào bờ", until=timezone.now() + timedelta(hours=1))
    answer = desk.post(BREAKING, form)
    assert answer.status_code == 409
    assert other.display_name in answer.content.decode()
    assert 'value="Vỡ đê bối"' in answer.content.decode()
