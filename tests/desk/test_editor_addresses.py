"""What the text editor asks while somebody writes: the server's own rules answer, and no draft is told of."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from articles import body, workflow
from articles.admin.signs import sign_groups
from articles.models import PublishedArticle
from tests import factories
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db

CHECK = "/admin/articles/article/address/"
STORIES = "/admin/articles/article/linkable/"


@pytest.fixture
def desk(reporter: User, sign_in: SignIn) -> Client:
    return sign_in(reporter)


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://vnexpress.net/a?b=1&c=2", "https://vnexpress.net/a?b=1&c=2"),
        (" vnexpress.net/abc ", "https://vnexpress.net/abc"),
        ("toasoan@bao.example", "mailto:toasoan@bao.example"),
        ("tel:1900", "tel:1900"),
        ("/kinh-te/", "/kinh-te/"),
        ("http://testserver/kinh-te/bai-1.html?x=1#y", "/kinh-te/bai-1.html?x=1#y"),
        ("javascript:alert(1)", ""),
        ("//evil.example", ""),
        ("https://ai@evil.example/", ""),
        ("giá lúa", ""),
        ("lúa", ""),
        ("", ""),
    ],
)
def test_a_link_is_what_the_text_would_keep_of_it(typed: str, link: str, desk: Client) -> None:
    told = desk.get(CHECK, {"address": typed}).json()
    assert told["link"] == link
    assert bool(told.get("problem")) == (link == "")
    if link:
        escaped = link.replace("&", "&amp;")
        assert f'href="{escaped}"' in body.clean(f'<p><a href="{escaped}">x</a></p>')


@pytest.mark.parametrize(
    ("typed", "video"),
    [
        ("youtu.be/dQw4w9-_XcQ", {"address": "https://www.youtube.com/watch?v=dQw4w9-_XcQ", "title": "Video YouTube"}),
        ("https://vimeo.com/76979871", {"address": "https://vimeo.com/76979871", "title": "Video Vimeo"}),
        ("https://video.example/1", None),
        ("javascript://youtu.be/dQw4w9-_XcQ", None),
    ],
)
def test_a_video_is_what_readers_would_be_shown(typed: str, video: dict[str, str] | None, desk: Client) -> None:
    told = desk.get(CHECK, {"address": typed, "kind": "video"}).json()
    assert told["video"] == video
    assert ("YouTube" in told.get("problem", "")) == (video is None)


def test_the_sites_own_address_is_its_path(desk: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://bao.example"
    assert desk.get(CHECK, {"address": "https://bao.example/kinh-te/"}).json()["link"] == "/kinh-te/"
    assert desk.get(CHECK, {"address": "https://bao.example.evil.example/"}).json()["link"].startswith("https://")


def test_a_story_is_found_by_the_title_readers_see_with_the_address_they_use(
    desk: Client, editor: User, reporter: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    section = factories.SectionFactory(name="Kinh tế")
    live = factories.published(editor, reporter, title="Đường liên xã thông xe", section=section)
    factories.draft(reporter, title="Đường liên xã còn dở")
    version = PublishedArticle.objects.live().get(article=live)
    with django_assert_num_queries(4):  # the session, who, the rights, and the stories
        found = desk.get(STORIES, {"term": "duong lien"}).json()["stories"]
    assert [(each["title"], each["address"]) for each in found] == [
        ("Đường liên xã thông xe", version.get_absolute_url())
    ]
    assert desk.get(STORIES, {"term": ""}).json() == {"stories": []}


def test_the_desks_new_title_of_a_live_story_finds_nothing(desk: Client, editor: User, reporter: User) -> None:
    live = factories.published(editor, reporter, title="Đường liên xã thông xe")
    workflow.edit(live, factories.content(title="Bí thư bị bắt"), by=editor, revision=live.version)
    assert desk.get(STORIES, {"term": "bí thư"}).json() == {"stories": []}


def test_who_writes_no_stories_asks_in_vain(admin: User, sign_in: SignIn) -> None:
    for path in (CHECK, STORIES):
        assert sign_in(admin).get(path, {"term": "a", "address": "https://a.example"}).status_code == 403


def test_every_sign_is_kept_as_it_is() -> None:
    for group in sign_groups():
        for sign in group.signs:
            text = f"<p>a{sign.text}b</p>"
            assert body.clean(text) == text, sign.name
