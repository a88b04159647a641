"""The words in a story's field for tags: completed, held against nearly the same tags, proposed and accepted."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import User
from articles import tags, workflow
from articles.content import Content
from articles.models import Article, Tag
from tests import factories
from tests.desk.conftest import SignIn, change_url, typed

pytestmark = pytest.mark.django_db
TAGS = "/admin/articles/tag/"


def completed(client: Client, words: str) -> list[tuple[Any, ...]]:
    found = client.get(f"{TAGS}completion/", {"q": words}).json()["tags"]
    return [(tag["name"], tag["uses"], tag["former"]) for tag in found]


def looked_at(client: Client, *names: str) -> list[dict[str, Any]]:
    return client.get(f"{TAGS}words/", {"name": names}).json()["words"]


def test_tags_of_many_stories_are_offered_first(desk: Client) -> None:
    factories.draft(tags=("bão lũ", "bão số 3"))
    factories.draft(tags=("bão số 3",))
    assert completed(desk, "bão") == [("bão số 3", 2, None), ("bão lũ", 1, None)]


def test_a_former_name_finds_the_tag_and_says_why(desk: Client, chief: User) -> None:
    tags.rename(factories.TagFactory(name="bão Yagi"), "siêu bão số 3", by=chief)
    assert completed(desk, "yagi") == [("siêu bão số 3", 0, "bão Yagi")]
    assert completed(desk, "sieu") == [("siêu bão số 3", 0, None)]


def test_merged_tags_are_offered_no_more(desk: Client, chief: User) -> None:
    away, stays = factories.TagFactory(name="lũ quét"), factories.TagFactory(name="lũ ống")
    tags.merge(away, into=stays, by=chief)
    assert completed(desk, "lũ") == [("lũ ống", 0, None)]
    assert completed(desk, "lũ q") == [("lũ ống", 0, "lũ quét")]


def test_near_tags_are_told_of_a_new_word_only(desk: Client) -> None:
    factories.draft(tags=("bảo", "nông thôn mới"))
    assert looked_at(desk, "bão", "Nông thôn mới", "lúa xuân") == [
        {"typed": "bão", "tag": None, "near": [{"name": "bảo", "uses": 1}]},
        {"typed": "Nông thôn mới", "tag": "nông thôn mới", "near": []},
        {"typed": "lúa xuân", "tag": None, "near": []},
    ]


def test_looking_is_for_writers_and_reads_only(desk: Client, sign_in: SignIn, admin: User) -> None:
    assert desk.post(f"{TAGS}words/", {"name": "x"}).status_code == 405
    assert sign_in(admin).get(f"{TAGS}words/", {"name": "x"}).status_code == 403


def test_looking_costs_the_same_however_many_tags_there_are(desk: Client, django_assert_num_queries: Any) -> None:
    desk.get(f"{TAGS}words/", {"name": "x"})
    for _round in range(2):
        for number in range(10):
            factories.TagFactory(name=f"đường số {Tag.objects.count()}{number}")
        with django_assert_num_queries(6):
            looked_at(desk, "duong so mot")


def test_a_reporters_new_word_is_saved_and_shown_again(desk: Client, story: Article) -> None:
    factories.TagFactory(name="bão")
    desk.post(change_url(story), typed(story, tags="bão, lũ ống") | {"_continue": "1"})
    story.refresh_from_db()
    assert Content.of(story).tags == ("bão", "lũ ống")
    assert not Tag.objects.filter(name="lũ ống").exists()
    field = BeautifulSoup(desk.get(change_url(story)).content, "html.parser").select_one("#id_tags")
    assert field
    assert (field["value"], field["data-proposed"], field["data-may-make"]) == ("bão, lũ ống", "lũ ống", "")
    # Some other field saved by a program that sends no tags.
    desk.post(change_url(story), {"title": "Tít mới", "lead": story.lead, "body": story.body, "revision": 2})
    story.refresh_from_db()
    assert (story.version, Content.of(story).tags) == (3, ("bão", "lũ ống"))


def test_an_editors_save_makes_new_words_tags_and_leaves_proposals(sign_in: SignIn, editor: User) -> None:
    story = workflow.create(factories.proposing("lũ ống"), by=factories.reporter())
    sign_in(editor).post(change_url(story), typed(story, tags="lũ ống, sạt lở"))
    assert [tag.name for tag in Tag.objects.all()] == ["sạt lở"]
    story.refresh_from_db()
    assert Content.of(story).tags == ("lũ ống", "sạt lở")


@pytest.mark.django_db(transaction=True)
def test_one_press_accepts_a_proposal(sign_in: SignIn, editor: User) -> None:
    story = workflow.create(factories.proposing("lũ ống"), by=factories.reporter())
    answer = sign_in(editor).post(f"{TAGS}accept/", {"name": "lũ ống"})
    assert (answer.status_code, answer.json()["tag"]) == (200, "lũ ống")
    assert [row.tag for row in story.tagged_items.all()] == [Tag.objects.get()]


@pytest.mark.parametrize("who", ["reporter", "admin"])
def test_only_editors_accept(sign_in: SignIn, who: str, request: pytest.FixtureRequest) -> None:
    answer = sign_in(request.getfixturevalue(who)).post(f"{TAGS}accept/", {"name": "lũ ống"})
    assert answer.status_code == 403
    assert answer.json()["error"]
    assert not Tag.objects.exists()


def test_a_word_that_can_be_no_tag_is_not_accepted(sign_in: SignIn, editor: User) -> None:
    assert sign_in(editor).post(f"{TAGS}accept/", {"name": "!!!"}).status_code == 400
    assert sign_in(editor).get(f"{TAGS}accept/").status_code == 405


def test_half_a_word_that_is_kept_while_typing_makes_no_tag(sign_in: SignIn, editor: User) -> None:
    client, tab = sign_in(editor), "00000000-0000-4000-8000-000000000001"
    factories.TagFactory(name="bão")
    fields = {"title": "Tin mới", "tags": "bão, lũ ốn", "tab": tab, "turn": 1}
    told = client.post("/admin/articles/article/autosave/", fields).json()
    story = Article.objects.get()
    assert (Content.of(story).tags, told["unsaved"]) == (("bão",), True)
    assert story.editing_sessions.get().typed["tags"] == ["bão, lũ ốn"]
    client.post(change_url(story), typed(story, tags="bão, lũ ống") | {"tab": tab, "turn": 2})
    story.refresh_from_db()
    assert Content.of(story).tags == ("bão", "lũ ống")
    assert Tag.objects.count() == 2
