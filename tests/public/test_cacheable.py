"""Any cache may hold any public page: none depends on who asks."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from articles.content import BylineContent
from tests.factories import AuthorFactory, SectionFactory, managing_editor, withdrawn
from tests.public.stories import live_story, photo

pytestmark = pytest.mark.django_db

PAGES = [
    "home",
    "section",
    "subsection",
    "article",
    "tag",
    "author",
    "most_read",
    "search",
    "redirect",
    "not_found",
    "gone",
]


@pytest.fixture
def addresses() -> dict[str, str]:
    sub = SectionFactory(name="Nông nghiệp", parent=SectionFactory(name="Kinh tế"))
    story = live_story(sub, tags=("lúa",), bylines=(BylineContent(AuthorFactory(name="Hà Vy")),), lead_photo=photo())
    return {
        "home": "/",
        "section": "/kinh-te/",
        "subsection": "/kinh-te/nong-nghiep/",
        "article": story.get_absolute_url(),
        "tag": "/tu-khoa/lua/",
        "author": "/tac-gia/ha-vy/",
        "most_read": "/doc-nhieu/",
        "search": "/tim-kiem/?q=lua",
        "redirect": f"/sai/sai-{story.article_id}.html",
        "not_found": "/khong-co/",
        "gone": f"/sai/sai-{withdrawn().pk}.html",
    }


@pytest.fixture
def signed_in() -> Client:
    client = Client()
    client.force_login(managing_editor(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_page_sets_no_cookie_and_varies_on_no_reader(client: Client, addresses: dict[str, str], page: str) -> None:
    response = client.get(addresses[page])

    assert not response.cookies
    assert set(response.get("Vary", "Accept-Encoding").split(", ")) == {"Accept-Encoding"}


@pytest.mark.parametrize("page", PAGES)
def test_a_signed_in_editor_gets_byte_for_byte_what_everybody_gets(
    client: Client, signed_in: Client, addresses: dict[str, str], page: str
) -> None:
    mine, everybodys = signed_in.get(addresses[page]), client.get(addresses[page])

    assert mine.content == everybodys.content
    assert b"csrf" not in mine.content.lower()
    assert not mine.cookies
    assert "Cookie" not in mine.get("Vary", "")


@pytest.mark.parametrize("page", PAGES)
def test_shared_caches_are_told_how_long_a_page_holds(client: Client, addresses: dict[str, str], page: str) -> None:
    rules = set(client.get(addresses[page])["Cache-Control"].split(", "))

    assert {"public", "max-age=0"} <= rules
    assert f"s-maxage={10 if page in ('search', 'not_found', 'gone') else 30}" in rules


def test_what_is_not_there_at_the_desk_is_held_by_no_cache(signed_in: Client) -> None:
    response = signed_in.get("/admin/r/1/1/")

    assert response.status_code == 404
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("page", [page for page in PAGES if page != "redirect"])
def test_a_page_runs_under_the_strict_content_policy(client: Client, addresses: dict[str, str], page: str) -> None:
    response = client.get(addresses[page])
    html = BeautifulSoup(response.content, "html.parser")

    assert "unsafe" not in response["Content-Security-Policy"]
    assert html.select("style, [style]") == []
    # A block of data is not run, so the policy has nothing to say of it.
    scripts = html.select('script:not([type="application/ld+json"])')
    assert [script for script in scripts if not script.get("src")] == []
    assert [tag.name for tag in html.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []
    sources = [tag[name] for tag in html.find_all(True) for name in ("src", "srcset") if tag.get(name)]
    assert [source for source in sources if not source.startswith(("/static/", "/media/"))] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page != "redirect"])
def test_no_two_things_on_a_page_share_an_id(client: Client, addresses: dict[str, str], page: str) -> None:
    html = BeautifulSoup(client.get(addresses[page]).content, "html.parser")
    ids = [tag["id"] for tag in html.select("[id]")]

    assert len(ids) == len(set(ids))
    assert len(html.select("h1")) == 1
