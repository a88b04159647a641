"""A tag's old addresses lead to its page in one step, and live stories call it as it is called now."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import User
from articles import tags
from articles.models import PublishedArticle, Tag
from tests import factories
from tests.public.stories import live_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    return factories.managing_editor()


def shown(client: Client, story: PublishedArticle) -> list[tuple[str, str]]:
    page = BeautifulSoup(client.get(story.get_absolute_url()).content, "html.parser")
    return [(link.get_text(), link["href"]) for link in page.select(".tags a")]


def test_every_old_address_answers_in_one_step_after_renames_and_merges(client: Client, chief: User) -> None:
    story = live_story(tags=("bão số 3", "lũ"))
    storm, flood = Tag.objects.get(name="bão số 3"), Tag.objects.get(name="lũ")
    tags.rename(storm, "bão Yagi", by=chief)
    tags.rename(storm, "siêu bão", by=chief)
    tags.merge(storm, into=flood, by=chief)
    tags.rename(flood, "lũ lụt", by=chief)
    for slug in ["bao-so-3", "bao-yagi", "sieu-bao", "lu"]:
        for old, new in [
            (f"/tu-khoa/{slug}/?q=1", "/tu-khoa/lu-lut/?q=1"),
            (f"/rss/tu-khoa/{slug}.rss", "/rss/tu-khoa/lu-lut.rss"),
        ]:
            answer = client.get(old)
            assert (answer.status_code, answer["Location"]) == (301, new)
            assert client.get(new).status_code == 200
    assert shown(client, story) == [("lũ lụt", "/tu-khoa/lu-lut/")]
    assert client.get("/tu-khoa/lu-lut/").status_code == 200


def test_live_stories_follow_in_lists_that_name_tags_too(client: Client, chief: User) -> None:
    live_story(tags=("lũ",))
    tags.rename(Tag.objects.get(), "lũ lụt", by=chief)
    for page in ["/rss/tin-moi.rss", "/rss/tu-khoa/lu-lut.atom"]:
        assert "lũ lụt" in client.get(page).content.decode()


def test_stories_that_share_a_merged_tag_stand_beside_each_other(
    client: Client, chief: User, django_capture_on_commit_callbacks: Any
) -> None:
    # Of the usual words they would be each other's copies, and no story stands beside its copy.
    one = live_story(tags=("lũ",), title="Tin này", lead="Nước dâng.", body="<p>Tin vắn.</p>")
    other = live_story(tags=("lũ lụt",), title="Tin kia", lead="Dọn bùn.", body="<p>Tin vắn.</p>")
    with django_capture_on_commit_callbacks(execute=True):
        tags.merge(Tag.objects.get(name="lũ"), into=Tag.objects.get(name="lũ lụt"), by=chief)
    for story, beside in [(one, "Tin kia"), (other, "Tin này")]:
        assert beside in client.get(story.get_absolute_url()).content.decode()


def test_no_old_address_tells_of_a_tag_that_only_waits_at_the_desk(client: Client, chief: User) -> None:
    factories.draft(tags=("bí mật",))
    tags.rename(Tag.objects.get(), "rất bí mật", by=chief)
    for address in ["/tu-khoa/bi-mat/", "/tu-khoa/rat-bi-mat/", "/rss/tu-khoa/bi-mat.rss"]:
        assert client.get(address).status_code == 404
