"""Sections, tags and authors: what their lists show, and how they go on."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import Author
from articles import publishing
from articles.content import BylineContent
from articles.models import Tag
from articles.public.in_lists import first_words
from articles.public.listing import cursor_after
from tests.factories import AuthorFactory, SectionFactory, TagFactory, draft, managing_editor, scheduled
from tests.public.short_pages import set_per_page
from tests.public.stories import MARCH_11, live_stories, live_story

pytestmark = pytest.mark.django_db

PER_PAGE = 3
LATER = MARCH_11 + timedelta(hours=5)


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    set_per_page(PER_PAGE, monkeypatch)


def titles(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return [title.get_text() for title in page.select(".columns__main .teaser__title")]


def link(client: Client, address: str, rel: str) -> str | None:
    found = BeautifulSoup(client.get(address).content, "html.parser").select_one(rel)
    return found["href"] if found else None


def test_a_section_lists_its_own_and_its_sub_sections_stories_newest_first(client: Client) -> None:
    top = SectionFactory(name="Kinh tế")
    sub = SectionFactory(name="Nông nghiệp", parent=top)
    live_story(top, title="Cũ hơn", at=MARCH_11 - timedelta(days=1))
    live_story(sub, title="Mới hơn", at=MARCH_11)
    live_story(title="Ở mục khác")

    assert titles(client, "/kinh-te/") == ["Mới hơn", "Cũ hơn"]
    assert titles(client, "/kinh-te/nong-nghiep/") == ["Mới hơn"]


def test_sub_sections_of_one_name_under_two_sections_stay_apart(client: Client) -> None:
    for name in ("Thời sự", "Thể thao"):
        live_story(SectionFactory(name="Trong tỉnh", parent=SectionFactory(name=name)), title=f"Tin {name}")

    assert titles(client, "/the-thao/trong-tinh/") == ["Tin Thể thao"]


def test_a_section_shows_its_sub_sections_as_tabs_and_marks_the_current_one(client: Client) -> None:
    top = SectionFactory(name="Kinh tế")
    SectionFactory(name="Nông nghiệp", parent=top)

    page = BeautifulSoup(client.get("/kinh-te/nong-nghiep/").content, "html.parser")

    assert [tab["href"] for tab in page.select(".tabs a")] == ["/kinh-te/", "/kinh-te/nong-nghiep/"]
    assert page.select_one(".tabs a[aria-current=page]")["href"] == "/kinh-te/nong-nghiep/"


@pytest.mark.parametrize(
    "address", ["/khong-co/", "/kinh-te/khong-co/", "/nong-nghiep/", "/tu-khoa/la/", "/tac-gia/la/"]
)
def test_an_address_that_is_none_of_ours_is_not_there(client: Client, address: str) -> None:
    SectionFactory(name="Nông nghiệp", parent=SectionFactory(name="Kinh tế"))

    assert client.get(address).status_code == 404


def test_a_section_without_stories_says_so_kindly(client: Client) -> None:
    SectionFactory(name="Kinh tế")
    response = client.get("/kinh-te/")

    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select_one(".listing__empty").get_text(strip=True)


def test_a_tag_lists_the_live_stories_that_carry_it(client: Client) -> None:
    live_story(title="Về bão", tags=("bão",))
    live_story(title="Về bảo hiểm", tags=("bảo",))

    assert titles(client, Tag.objects.get(name="bão").get_absolute_url()) == ["Về bão"]


def test_a_tag_that_only_drafts_carry_is_not_there(client: Client) -> None:
    draft(tags=("bí mật",))
    scheduled(tags=("bí mật",))

    assert client.get(Tag.objects.get(name="bí mật").get_absolute_url()).status_code == 404
    assert client.get(TagFactory().get_absolute_url()).status_code == 404


def test_an_author_lists_their_live_stories_and_their_biography(client: Client) -> None:
    author = AuthorFactory(name="Hà Vy", biography="Viết về nông thôn.")
    live_story(title="Của Hà Vy", bylines=(BylineContent(author),))
    live_story(title="Của người khác", bylines=(BylineContent(AuthorFactory()),))

    assert titles(client, "/tac-gia/ha-vy/") == ["Của Hà Vy"]
    assert "Viết về nông thôn." in client.get("/tac-gia/ha-vy/").content.decode()


def test_an_author_of_nothing_but_drafts_is_not_there(client: Client) -> None:
    draft(bylines=(BylineContent(AuthorFactory(name="Hà Vy")),))

    assert Author.objects.filter(slug="ha-vy").exists()
    assert client.get("/tac-gia/ha-vy/").status_code == 404


def test_the_pages_of_a_list_show_every_story_once(client: Client) -> None:
    stories = live_stories(2 * PER_PAGE + 1, SectionFactory(name="Kinh tế"), tags=("lúa",))
    addresses = [story.get_absolute_url() for story in stories]

    seen, address = [], "/kinh-te/"
    while address:
        page = BeautifulSoup(client.get(address).content, "html.parser")
        seen += [teaser["href"] for teaser in page.select(".columns__main .teaser__link")]
        older = page.select_one("a[rel=next]")
        address = older["href"] if older else ""

    assert seen == addresses


def test_stories_of_the_very_same_moment_are_neither_skipped_nor_repeated(client: Client) -> None:
    section = SectionFactory(name="Kinh tế")
    stories = [live_story(section, at=MARCH_11) for _ in range(PER_PAGE + 2)]
    first = titles(client, "/kinh-te/")
    older = link(client, "/kinh-te/", "a[rel=next]")

    assert (len(first), len(titles(client, older))) == (PER_PAGE, len(stories) - PER_PAGE)


def test_a_full_last_page_leads_no_further(client: Client) -> None:
    live_stories(PER_PAGE, SectionFactory(name="Kinh tế"))

    assert link(client, "/kinh-te/", "a[rel=next]") is None


def test_a_later_page_leads_back_to_the_newest_and_names_its_own_address(client: Client) -> None:
    stories = live_stories(PER_PAGE + 1, SectionFactory(name="Kinh tế"))
    older = f"/kinh-te/?truoc={cursor_after(stories[PER_PAGE - 1])}"

    assert link(client, "/kinh-te/", "a[rel=next]") == older
    assert link(client, older, ".pager__newest") == "/kinh-te/"
    assert link(client, older, "link[rel=canonical]") == f"http://testserver{older}"


def test_every_page_leads_back_to_the_one_before_it(client: Client) -> None:
    section = SectionFactory(name="Kinh tế")
    older, newer = [[live_story(section, at=at) for _ in range(PER_PAGE + 1)] for at in (MARCH_11, LATER)]

    addresses, address = [], "/kinh-te/"
    while address:
        addresses.append(address)
        address = link(client, address, "a[rel=next]")

    assert len(addresses) == 3
    assert len(older + newer) == 2 * PER_PAGE + 2
    assert [link(client, each, "a[rel=prev]") for each in addresses] == [None, *addresses[:-1]]


def test_what_comes_out_meanwhile_makes_a_page_before_the_older_ones(client: Client) -> None:
    """Fails where the page before is taken for the first one as soon as it is full."""
    section = SectionFactory(name="Kinh tế")
    live_stories(PER_PAGE + 1, section)
    older = link(client, "/kinh-te/", "a[rel=next]")
    live_story(section, title="Vừa ra", at=LATER)

    assert "Vừa ra" not in titles(client, link(client, older, "a[rel=prev]"))
    assert link(client, older, ".pager__newest") == "/kinh-te/"


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "0",
        "abc",
        "-",
        "1-",
        "-1",
        "1-1-1",
        "1e5-1",
        "٣-١",
        "1-1%00",
        "-99999999999999999-1",
        "1-" + "9" * 19,
        "' OR 1=1",
    ],
)
def test_a_cursor_that_is_nonsense_is_not_there(client: Client, cursor: str) -> None:
    live_story(SectionFactory(name="Kinh tế"))

    assert client.get(f"/kinh-te/?truoc={cursor}").status_code == 404


def test_a_page_after_the_last_story_is_not_there(client: Client) -> None:
    story = live_story(SectionFactory(name="Kinh tế"))

    assert client.get(f"/kinh-te/?truoc={cursor_after(story)}").status_code == 404


def test_the_newest_of_all_sections_stand_on_one_list(client: Client) -> None:
    for hours, name in enumerate(["Kinh tế", "Văn hóa", "Thể thao"]):
        live_story(SectionFactory(name=name), title=f"Tin {name}", at=MARCH_11 + timedelta(hours=hours))
    draft(title="Chưa đăng")
    scheduled(title="Hẹn giờ")

    assert titles(client, "/tin-moi/") == ["Tin Thể thao", "Tin Văn hóa", "Tin Kinh tế"]
    assert link(client, "/tin-moi/", "link[type='application/rss+xml']") == "/rss/tin-moi.rss"
    assert link(client, "/", "a[href='/tin-moi/']")


def test_a_list_of_all_sections_without_stories_says_so_kindly(client: Client) -> None:
    response = client.get("/tin-moi/")

    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").select_one(".listing__empty").get_text(strip=True)


def test_a_withdrawn_story_leaves_every_list_at_once(client: Client) -> None:
    section = SectionFactory(name="Kinh tế")
    live_story(section, title="Ở lại")
    leaving = live_story(section, title="Bị rút", tags=("lúa",))
    publishing.withdraw(leaving.article, by=managing_editor(), reason="Thông tin chưa được kiểm chứng.")

    assert titles(client, "/kinh-te/") == ["Ở lại"]
    assert client.get("/tu-khoa/lua/").status_code == 404


@pytest.mark.parametrize(
    ("lead", "shown"),
    [
        ("Bốn nghìn sợi cói. Mời xem.", "Bốn nghìn sợi cói…"),
        ("Bốn nghìn sợi cói, rồi dệt.", "Bốn nghìn sợi cói…"),
        ("Bốn nghìn sợi cói dệt.", "Bốn nghìn sợi cói…"),
        ("Bốn nghìn sợi cói.", "Bốn nghìn sợi cói."),
    ],
)
def test_a_lead_is_cut_with_an_ellipsis_and_no_stop_before_it(lead: str, shown: str) -> None:
    assert first_words(lead, 4) == shown
