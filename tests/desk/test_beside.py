"""What stands beside a story, at the desk: why it does, and the button that puts one first."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import gettext as _

from accounts.models import User
from articles.content import Content
from articles.models import Article, PublishedArticle, Section
from articles.relating import relate
from tests import factories
from tests.desk.conftest import SignIn
from tests.public.stories import MARCH_11, live_story

pytestmark = pytest.mark.django_db

FIRE = "Cháy rừng thông trên núi Đại Huệ"
COURT = "Xét xử người làm cháy rừng thông"


@pytest.fixture
def section() -> Section:
    return factories.SectionFactory(name="Xã hội")


@pytest.fixture
def court() -> PublishedArticle:
    return related(factories.SectionFactory(name="Pháp luật"), COURT, tags=("cháy rừng",))


def related(section: Section, title: str, **parts: object) -> PublishedArticle:
    story = live_story(section, **({"title": title, "lead": "Tin.", "body": "<p>Tin.</p>"} | parts))
    relate([story.article_id])
    return story


def beside_url(story: Article, part: bool = False) -> str:
    return f"/admin/articles/article/{story.pk}/beside/" + ("?part" if part else "")


def put_first(client: Client, story: Article, other: PublishedArticle, revision: int = 1) -> object:
    return client.post(f"{beside_url(story)}pick/", {"to": other.article_id, "revision": revision})


def whys(client: Client, story: Article, part: bool = False) -> dict[str, list[str]]:
    soup = BeautifulSoup(client.get(beside_url(story, part)).content, "html.parser")
    return {
        box.select_one("h3").get_text(strip=True): box.select_one(".desk-similar__share")
        .get_text(strip=True)
        .split(" · ")
        for box in soup.select(".desk-similar__story")
    }


@pytest.mark.parametrize("part", [False, True])
def test_it_says_why_each_stands_there(
    part: bool, section: Section, court: PublishedArticle, editor: User, sign_in: SignIn
) -> None:
    filler = related(section, "Bến sông", at=MARCH_11 - timedelta(days=1))
    related(section, "Chợ quê")  # stands below the story, as the next of its section
    fire = related(section, FIRE, tags=("cháy rừng",))
    found = whys(sign_in(editor), fire.article, part)
    assert list(found) == [COURT, filler.title]
    assert found[COURT] == [
        _("same tag: %(tag)s (rare)") % {"tag": "cháy rừng"},
        _("words in common: “%(words)s”") % {"words": "cháy rừng thông"},
        _("same day"),
    ]
    assert found[filler.title][0] == _("the newest of the section: nothing else fits")


def test_a_story_not_yet_public_shows_what_would_stand_there(
    section: Section, court: PublishedArticle, reporter: User, sign_in: SignIn
) -> None:
    story = factories.draft(section=section, title=FIRE, tags=())
    client = sign_in(story.owner)
    assert list(whys(client, story)) == [COURT]
    assert sign_in(reporter).get(beside_url(story)).status_code == 403


def test_what_is_put_first_is_the_first_pick_of_the_next_version(
    section: Section, court: PublishedArticle, editor: User, sign_in: SignIn
) -> None:
    other = related(section, "Chợ quê")
    fire = related(section, FIRE)
    client = sign_in(editor)
    put_first(client, fire.article, other)
    put_first(client, fire.article, court, revision=2)
    fire.article.refresh_from_db()
    assert [pick.article for pick in Content.of(fire.article).related] == [court.article, other.article]


@pytest.mark.parametrize(("revision", "status"), [(7, 409), ("", 400)])
def test_an_older_base_changes_nothing(
    revision: int, status: int, section: Section, court: PublishedArticle, editor: User, sign_in: SignIn
) -> None:
    fire = related(section, FIRE)
    assert put_first(sign_in(editor), fire.article, court, revision=revision).status_code == status
    assert not fire.article.picks.exists()


def test_who_may_not_edit_gets_no_button(section: Section, court: PublishedArticle, sign_in: SignIn) -> None:
    fire = related(section, FIRE)
    client = sign_in(factories.reporter())
    assert (
        '<button class="desk-button" type="submit" name="to"'
        not in client.get(beside_url(fire.article)).content.decode()
    )
    assert put_first(client, fire.article, court).status_code == 403
