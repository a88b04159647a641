"""Topics at the desk: who sees and does what, on every path; arranging against somebody else; the story's own page."""

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import topics
from articles.models import Article, Topic, TopicLogEntry
from tests import factories
from tests.desk.conftest import SignIn, change_url

pytestmark = pytest.mark.django_db

TOPICS = "/admin/articles/topic/"
SECRET = "Chuyện chưa ai được biết"


def stories_of(topic: Topic) -> str:
    return f"{TOPICS}{topic.pk}/stories/"


def page(client: Client, address: str, data: dict[str, object] | None = None) -> BeautifulSoup:
    response = client.get(address, data)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def first(found: BeautifulSoup) -> list[str]:
    return [row["value"] for row in found.select("#topic-order .desk-row input[name=story]")]


@pytest.fixture
def pair() -> list[Article]:
    return [factories.published(title=title) for title in ("Bài một", "Bài hai")]


# Who sees what --------------------------------------------------------------------------------------------------------


def paths() -> list[tuple[str, bool]]:
    """(name, whether it is about one topic) of every path of the topics."""
    found = admin.site.get_model_admin(Topic).get_urls()
    return sorted({(url.name, bool(url.pattern.converters)) for url in found if url.name})


@pytest.mark.parametrize(("name", "about_one"), paths())
@pytest.mark.parametrize("who", ["reporter", "admin", "superuser"])
def test_topics_are_editors_work_on_every_path(
    name: str, about_one: bool, who: str, sign_in: SignIn, request: pytest.FixtureRequest, pair: list[Article]
) -> None:
    topic = factories.topic(*pair)
    user = factories.UserFactory(is_superuser=True) if who == "superuser" else request.getfixturevalue(who)
    before = TopicLogEntry.objects.count()
    address = reverse(f"admin:{name}", args=[topic.pk] if about_one else [])
    posted = {"do": "remove", "story": pair[0].pk, "name": "Tên khác", "post": "yes", "seen": 0}
    for response in (sign_in(user).get(address), sign_in(user).post(address, posted)):
        # The history's address leads to the page of the stories, which tells nothing either.
        assert response.status_code in ({403, 302} if name.endswith("history") else {403})
    assert TopicLogEntry.objects.count() == before


@pytest.mark.parametrize(("do", "refused"), [("close", True), ("reopen", True), ("remove", False)])
def test_editors_put_stories_in_and_managing_editors_close(
    do: str, refused: bool, sign_in: SignIn, editor: User, chief: User, pair: list[Article]
) -> None:
    topic = factories.topic(*pair)
    for user in (editor, chief):
        response = sign_in(user).post(stories_of(topic), {"do": do, "story": pair[0].pk})
        assert response.status_code == (403 if refused and user == editor else 302)
    assert sign_in(editor).get(f"{TOPICS}add/").status_code == 403
    answer = sign_in(editor).post(f"{TOPICS}{topic.pk}/change/", {"name": "Tên khác"})
    assert answer.status_code == 403
    assert Topic.objects.get().name == topic.name


def test_nobody_reads_here_what_they_may_not_open(sign_in: SignIn, editor: User) -> None:
    """A title on the page, in the log, in the search, on the list; and none of it can be put in by its number."""
    factories.SectionFactory().editors.add(editor)
    secret = factories.draft(title=SECRET)
    topic, other = factories.topic(secret), factories.topic(name="Trống")
    topics.arrange(topic, [secret.pk], by=factories.editor(), seen=0)
    client = sign_in(editor)
    for query in ({}, {"q": SECRET}, {"q": str(secret.pk)}, {"q": f"#{secret.pk}"}):
        text = client.get(stories_of(topic), query).content.decode().replace(f'value="{SECRET}"', "")
        assert SECRET not in text
        assert change_url(secret) not in text
    assert client.post(stories_of(other), {"do": "add", "story": secret.pk}).status_code == 403
    assert not other.story_rows.exists()


# The list and the form ------------------------------------------------------------------------------------------------


def test_the_list_tells_where_topics_stand(sign_in: SignIn, chief: User, pair: list[Article]) -> None:
    factories.topic(*pair)
    topics.close(factories.topic(name="Cũ rồi"), by=chief)
    client = sign_in(chief)

    def listed(query: str = "") -> list[str]:
        return [link.get_text() for link in page(client, TOPICS + query).select("#result_list .desk-headline")]

    assert listed() == ["Mùa vụ", "Cũ rồi"]
    assert listed("?standing=closed") == ["Cũ rồi"]
    assert listed("?q=mua+vu") == ["Mùa vụ"]


def test_the_list_costs_the_same_however_many_topics(
    sign_in: SignIn, chief: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(chief)
    client.get(TOPICS)
    for number in range(2):
        factories.topic(factories.published(), name=f"Chuyên đề {number}")
        with django_assert_num_queries(8):
            client.get(TOPICS)


def test_a_topic_is_made_and_renamed(sign_in: SignIn, chief: User) -> None:
    client = sign_in(chief)
    client.post(f"{TOPICS}add/", {"name": "  Mùa  bão ", "introduction": "Đoạn một.\r\n\r\nĐoạn hai."})
    topic = Topic.objects.get()
    assert (topic.name, topic.introduction) == ("Mùa bão", "Đoạn một.\n\nĐoạn hai.")
    answer = client.post(f"{TOPICS}{topic.pk}/change/", {"name": "Mùa mưa bão", "version": 1})
    assert answer["Location"] == stories_of(topic)
    assert Topic.objects.at("mua-bao") == topic
    assert "/chuyen-de/mua-bao/" in page(client, stories_of(topic)).get_text()


def test_who_saves_over_another_change_is_told_and_keeps_what_was_typed(sign_in: SignIn, chief: User) -> None:
    topic = factories.topic()
    topics.change(topic, name=topic.name, introduction="Của người khác.", by=factories.managing_editor())
    typed = {"name": topic.name, "introduction": "Của tôi.", "version": 1}
    answer = sign_in(chief).post(f"{TOPICS}{topic.pk}/change/", typed)
    assert answer.status_code == 409
    assert "Của tôi." in answer.content.decode()
    assert Topic.objects.get().introduction == "Của người khác."


def test_a_name_that_is_taken_is_told(sign_in: SignIn, chief: User) -> None:
    factories.topic()
    answer = sign_in(chief).post(f"{TOPICS}add/", {"name": "MÙA VỤ", "introduction": "Gõ rồi."})
    assert answer.status_code == 409
    assert "Gõ rồi." in answer.content.decode()


# Putting stories in ---------------------------------------------------------------------------------------------------


def test_a_story_is_found_without_accents_and_put_in(sign_in: SignIn, editor: User) -> None:
    topic, story = factories.topic(), factories.published(title="Hợp long cầu Đồng Vàng")
    client = sign_in(editor)
    found = page(client, stories_of(topic), {"q": "cau dong vang"})
    assert found.select_one(f"[aria-labelledby=topic-add] input[name=story][value='{story.pk}']")
    searched = f"{stories_of(topic)}?q=cau+dong+vang"
    assert client.post(searched, {"do": "add", "story": story.pk})["Location"] == searched
    again = page(client, stories_of(topic), {"q": "cau dong vang"})
    assert not again.select(f"[aria-labelledby=topic-add] input[name=story][value='{story.pk}']")


@pytest.mark.parametrize(
    "posted", [{}, {"do": "burn"}, {"do": "add"}, {"do": "add", "story": "1e5"}, {"do": "arrange"}]
)
def test_a_post_that_makes_no_sense_is_a_bad_request(posted: dict, sign_in: SignIn, editor: User) -> None:
    assert sign_in(editor).post(stories_of(factories.topic()), posted).status_code == 400


def test_a_page_of_stories_leads_to_those_put_in_earlier(
    sign_in: SignIn, editor: User, pair: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.admin.topic_stories.SHOWN", 1)
    client, topic = sign_in(editor), factories.topic(*pair)
    newest = page(client, stories_of(topic))
    earlier = newest.select_one("a[href^='?before=']")
    assert [found.get_text() for found in newest.select("[aria-labelledby=topic-stories] .desk-topic__story a")] == [
        "Bài hai"
    ]
    rest = page(client, stories_of(topic) + earlier["href"])
    assert [found.get_text() for found in rest.select("[aria-labelledby=topic-stories] .desk-topic__story a")] == [
        "Bài một"
    ]


# Arranging ------------------------------------------------------------------------------------------------------------


def test_the_order_is_that_of_the_positions_and_pinning_keeps_it(
    sign_in: SignIn, editor: User, pair: list[Article]
) -> None:
    one, two = pair
    three, four = factories.published(), factories.published()
    topic = factories.topic(one, two, three, four)
    client = sign_in(editor)
    numbers = [one.pk, two.pk, three.pk]
    posted = {"do": "arrange", "seen": 0, "story": numbers, f"{one.pk}-position": 3, f"{two.pk}-position": 1}
    posted |= {f"{three.pk}-position": 2, f"{three.pk}-DELETE": "on", "pin": four.pk}
    assert client.post(stories_of(topic), posted).status_code == 302
    assert topics.pinned(topic) == [two.pk, one.pk, four.pk]
    assert first(page(client, stories_of(topic))) == [str(two.pk), str(one.pk), str(four.pk)]


def test_who_arranges_over_somebody_elses_order_sees_both_and_saves_only_knowingly(
    sign_in: SignIn, editor: User, other_editor: User, pair: list[Article]
) -> None:
    one, two = pair
    topic = factories.topic(one, two)
    topics.arrange(topic, [one.pk], by=other_editor, seen=0)
    mine = {"do": "arrange", "seen": 0, "story": [two.pk, one.pk], f"{two.pk}-position": 0, f"{one.pk}-position": 1}
    client = sign_in(editor)
    answer = client.post(stories_of(topic), mine)

    assert answer.status_code == 409
    shown = BeautifulSoup(answer.content, "html.parser")
    assert other_editor.display_name in shown.select_one("[role=alert]").get_text()
    assert [each.get_text() for each in shown.select(".desk-topic__theirs li")] == ["Bài một"]
    assert first(shown) == [str(two.pk), str(one.pk)]
    assert topics.pinned(topic) == [one.pk]
    seen = shown.select_one("#topic-order input[name=seen]")["value"]
    assert client.post(stories_of(topic), mine | {"seen": seen}).status_code == 302
    assert topics.pinned(topic) == [two.pk, one.pk]


# The page of a story --------------------------------------------------------------------------------------------------


def test_an_editor_puts_a_story_into_a_topic_from_its_page(sign_in: SignIn, editor: User, chief: User) -> None:
    topic, story = factories.topic(), factories.submitted()
    topics.close(factories.topic(name="Cũ rồi"), by=chief)
    client, address = sign_in(editor), reverse("admin:articles_article_topics", args=[story.pk])
    offered = page(client, change_url(story)).select("#story-topic option")
    assert [option.get_text() for option in offered] == ["Mùa vụ"]
    assert client.get(address).status_code == 405
    assert client.post(address, {"topic": topic.pk, "do": "add"}).status_code == 302
    assert topic.story_rows.get().article == story
    assert page(client, change_url(story)).select(f"form[action='{address}'] button[value=remove]")
    assert client.post(address, {"topic": topic.pk, "do": "remove"}).status_code == 302
    assert not topic.story_rows.exists()


def test_a_story_put_into_a_topic_keeps_its_version_and_its_approval(sign_in: SignIn, editor: User) -> None:
    topic, story = factories.topic(), factories.approved()
    before = (story.version, story.approved_version, story.status, story.log.count())
    sign_in(editor).post(reverse("admin:articles_article_topics", args=[story.pk]), {"topic": topic.pk, "do": "add"})
    story.refresh_from_db()
    assert (story.version, story.approved_version, story.status, story.log.count()) == before
    assert topic.story_rows.exists()


@pytest.mark.parametrize("posted", [{}, {"topic": "0", "do": "add"}, {"topic": "x", "do": "add"}])
def test_no_topic_chosen_is_a_bad_request(posted: dict[str, str], sign_in: SignIn, editor: User) -> None:
    story = factories.submitted()
    answer = sign_in(editor).post(reverse("admin:articles_article_topics", args=[story.pk]), posted)
    assert answer.status_code == 400


def test_reporters_find_no_topics_on_their_stories(sign_in: SignIn, reporter: User) -> None:
    topic, story = factories.topic(), factories.draft(reporter)
    client = sign_in(reporter)
    assert "topics" not in page(client, change_url(story)).select_one("#content").prettify()
    address = reverse("admin:articles_article_topics", args=[story.pk])
    assert client.post(address, {"topic": topic.pk, "do": "add"}).status_code == 403
    assert TOPICS not in page(client, "/admin/").prettify()


@pytest.mark.parametrize("pinned", [0, 2])
def test_the_list_that_is_sorted_by_hand_holds_rows_and_nothing_else(
    pinned: int, sign_in: SignIn, editor: User, pair: list[Article]
) -> None:
    """desk/rows.js gives each of them its handle: on a sentence that none is there, it broke."""
    topic = factories.topic(*pair)
    topics.arrange(topic, [story.pk for story in pair[:pinned]], by=editor, seen=topic.arrangement)
    found = page(sign_in(editor), stories_of(topic)).select("#topic-order .desk-rows__list > *")
    assert len(found) == pinned
    assert all("desk-row" in row["class"] for row in found)
