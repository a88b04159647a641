"""The tags' own pages: the list, a tag's page with its log, what a merge would do, and the proposals."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles import tags, workflow
from articles.content import Content
from articles.models import Tag, TagLogEntry
from tests import factories
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
TAGS = "/admin/articles/tag/"


def page(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def listed(client: Client, query: str = "") -> list[list[str]]:
    rows = page(client, TAGS + query).select("#result_list tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("th, td:not(.action-checkbox)")] for row in rows]


# The list -------------------------------------------------------------------------------------------------------------


def test_the_list_says_how_many_stories_carry_a_tag_and_when_readers_saw_the_last(
    sign_in: SignIn, editor: User
) -> None:
    factories.published(tags=("bão",))
    factories.draft(tags=("bão", "lũ"))
    factories.TagFactory(name="thừa")
    today = timezone.localdate().strftime("%d/%m/%Y")
    client = sign_in(editor)
    assert listed(client) == [
        ["bão", "2", today, "/tu-khoa/bao/"],
        ["lũ", "1", "–", "/tu-khoa/lu/"],
        ["thừa", "0", "–", "/tu-khoa/thua/"],
    ]
    assert [row[0] for row in listed(client, "?use=none")] == ["thừa"]
    assert [row[0] for row in listed(client, "?o=-1")] == ["bão", "lũ", "thừa"]


def test_a_tag_is_found_by_a_name_it_had(sign_in: SignIn, editor: User) -> None:
    tags.rename(factories.TagFactory(name="bão Yagi"), "siêu bão số 3", by=editor)
    assert [row[0] for row in listed(sign_in(editor), "?q=yagi")] == ["siêu bão số 3"]


def test_the_list_costs_the_same_however_many_tags_and_stories(
    sign_in: SignIn, chief: User, django_assert_num_queries: Any
) -> None:
    client = sign_in(chief)
    client.get(TAGS)
    for _round in range(2):
        factories.published(tags=tuple(f"từ khóa {Tag.objects.count()} {number}" for number in range(10)))
        with django_assert_num_queries(9):
            client.get(TAGS)


def test_proposals_waiting_are_told_to_editors_and_only_of_stories_they_may_open(
    sign_in: SignIn, editor: User, reporter: User, chief: User
) -> None:
    story = workflow.create(factories.proposing("lũ ống", title="Chuyện kín"), by=reporter)
    factories.SectionFactory().editors.add(editor)
    told = {user.username: page(sign_in(user), TAGS).select_one(".desk-tag__waiting") for user in (editor, chief)}
    assert [name for name, line in told.items() if line] == [chief.username]
    for user, seen in [(editor, False), (chief, True)]:
        words = page(sign_in(user), f"{TAGS}proposed/").get_text()
        assert ("lũ ống" in words, story.title in words) == (seen, seen)


# A tag's page ---------------------------------------------------------------------------------------------------------


def test_a_tags_page_has_its_log_for_editors(sign_in: SignIn, editor: User, reporter: User) -> None:
    tag = tags.rename(tags.create("lũ", by=editor), "lũ lụt", by=editor)
    address = reverse("admin:articles_tag_change", args=[tag.pk])
    log = page(sign_in(editor), address).select_one(".desk-tag__log")
    assert log
    assert "“lũ” → “lũ lụt”" in log.get_text()
    shown = page(sign_in(reporter), address)
    assert not shown.select(".desk-tag__log, .desk-tag form")
    assert "lũ lụt" in shown.get_text()


def test_who_renames_over_another_name_is_told_and_keeps_what_was_typed(sign_in: SignIn, editor: User) -> None:
    tag = factories.TagFactory(name="lũ")
    tags.rename(tag, "lũ lụt", by=editor)
    answer = sign_in(editor).post(reverse("admin:articles_tag_change", args=[tag.pk]), {"name": "lũ ống", "was": "lũ"})
    assert answer.status_code == 409
    field = BeautifulSoup(answer.content, "html.parser").select_one("#id_name")
    assert field
    assert field["value"] == "lũ ống"
    assert Tag.objects.get().name == "lũ lụt"


def test_a_name_of_another_tag_is_an_error_of_the_form(sign_in: SignIn, editor: User) -> None:
    other = factories.TagFactory(name="lũ")
    tags.rename(other, "lũ lụt", by=editor)
    for name in ["LŨ", "Lũ lụt"]:
        answer = sign_in(editor).post(f"{TAGS}add/", {"name": name})
        assert "lũ lụt" in str(answer.context["adminform"].form.errors["name"])
    assert Tag.objects.count() == 1


def test_an_editor_adds_a_name_to_a_tag(sign_in: SignIn, editor: User, reporter: User) -> None:
    tag = factories.TagFactory(name="bão số 3")
    address = reverse("admin:articles_tag_also", args=[tag.pk])
    assert sign_in(reporter).get(address).status_code == 405
    sign_in(reporter).post(address, {"name": "bão Yagi"})
    assert Tag.objects.called(["bão Yagi"]) == {}
    sign_in(editor).post(address, {"name": "bão Yagi"})
    assert Tag.objects.called(["bão Yagi"]) == {"bão yagi": tag}


def test_only_an_unused_tag_offers_its_deletion(sign_in: SignIn, chief: User) -> None:
    factories.draft(tags=("lũ",))
    used, unused = Tag.objects.get(), factories.TagFactory()
    for tag, offered in [(used, False), (unused, True)]:
        found = page(sign_in(chief), reverse("admin:articles_tag_change", args=[tag.pk]))
        assert bool(found.select(f'a[href*="{tag.pk}/delete/"]')) == offered


# Merging --------------------------------------------------------------------------------------------------------------


def test_a_merge_is_shown_before_it_is_done(sign_in: SignIn, chief: User) -> None:
    story = factories.published(tags=("lũ", "lũ lụt"), title="Tin có cả hai")
    factories.draft(tags=("lũ",), title="Tin có một")
    factories.draft(tags=("lũ lụt",), section=story.section)
    factories.draft(tags=("lũ lụt",), section=story.section)
    away, stays = Tag.objects.get(name="lũ"), Tag.objects.get(name="lũ lụt")
    client = sign_in(chief)
    chosen = client.post(TAGS, {"action": "merge_chosen", "_selected_action": [away.pk, stays.pk]})
    shown = page(client, chosen["Location"])
    numbers = [line.get_text().rsplit(": ")[-1] for line in shown.select(".desk-tag__facts li")[:3]]
    assert numbers == ["2", "1", "1"]
    assert {link.get_text() for link in shown.select(".desk-tag__stories a")} == {"Tin có cả hai", "Tin có một"}
    assert Tag.objects.count() == 2
    fields = {field["name"]: field["value"] for field in shown.select("form.desk-tag__choices input")}
    assert fields["into"] == str(stays.pk)
    answer = client.post(f"{TAGS}merge/", {"into": stays.pk, "tag": [away.pk, stays.pk]})
    assert answer["Location"] == reverse("admin:articles_tag_change", args=[stays.pk])
    assert list(Tag.objects.all()) == [stays]
    assert Content.of(story).tags == ("lũ lụt",)


def test_the_other_tag_may_be_named_and_the_choice_turned_round(sign_in: SignIn, chief: User) -> None:
    one, other = factories.TagFactory(name="lũ"), factories.TagFactory(name="lũ lụt")
    shown = page(sign_in(chief), f"{TAGS}merge/?tag={one.pk}&name=LŨ+LỤT&into={other.pk}")
    assert "lũ lụt" in shown.select(".desk-tag__name")[0].get_text()
    turned = page(sign_in(chief), shown.select_one(".desk-tag__link")["href"])  # type: ignore[index]
    assert turned.select(".desk-tag__name")[0].get_text().startswith("lũ ")
    assert f"/{one.slug}/" in turned.select(".desk-tag__name")[0].get_text()


@pytest.mark.parametrize("who", ["reporter", "editor", "admin"])
def test_only_the_managing_editor_merges(sign_in: SignIn, who: str, request: pytest.FixtureRequest) -> None:
    one, other = factories.TagFactory(), factories.TagFactory()
    client = sign_in(request.getfixturevalue(who))
    fields = {"tag": [one.pk, other.pk], "into": other.pk}
    assert client.get(f"{TAGS}merge/", fields).status_code == 403
    assert client.post(f"{TAGS}merge/", fields).status_code == 403
    client.post(TAGS, {"action": "merge_chosen", "_selected_action": [one.pk, other.pk]})
    assert Tag.objects.count() == 2
    assert not TagLogEntry.objects.exists()


@pytest.mark.parametrize("query", ["", "?tag=1", "?tag=x&tag=y", "?tag=99999999999999999999&tag=1", "?name=không+có"])
def test_fewer_than_two_tags_lead_back_to_the_list(sign_in: SignIn, chief: User, query: str) -> None:
    assert sign_in(chief).get(f"{TAGS}merge/{query}")["Location"] == TAGS


def test_what_a_merge_shows_costs_the_same_however_many_stories(
    sign_in: SignIn, chief: User, django_assert_num_queries: Any
) -> None:
    one, other = factories.TagFactory(name="lũ"), factories.TagFactory(name="lũ lụt")
    client, address = sign_in(chief), f"{TAGS}merge/?tag={one.pk}&tag={other.pk}"
    client.get(address)
    for _round in range(2):
        for _story in range(4):
            factories.draft(tags=("lũ", "lũ lụt"))
        with django_assert_num_queries(11):
            client.get(address)


# Proposals ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_proposal_becomes_a_tag_or_means_one(sign_in: SignIn, editor: User) -> None:
    tag = factories.TagFactory(name="gương sáng")
    stories = [workflow.create(factories.proposing(word), by=factories.reporter()) for word in ("gương sang", "lũ ống")]
    client = sign_in(editor)
    shown = page(client, f"{TAGS}proposed/")
    assert [button["value"] for button in shown.select("button[name=into]")] == [str(tag.pk)]
    client.post(f"{TAGS}proposed/", {"name": "gương sang", "into": tag.pk})
    client.post(f"{TAGS}proposed/", {"name": "lũ ống"})
    assert [Content.of(story).tags for story in stories] == [("gương sáng",), ("lũ ống",)]
    assert Tag.objects.count() == 2


@pytest.mark.parametrize("into", ["", "0", "x", "99999999999999999999"])
def test_a_reporter_decides_about_no_proposal(sign_in: SignIn, reporter: User, editor: User, into: str) -> None:
    fields = {"name": "!!!", "into": into}
    assert sign_in(reporter).post(f"{TAGS}proposed/", {"name": "lũ", "into": into}).status_code == 403
    assert sign_in(reporter).get(f"{TAGS}proposed/").status_code == 403
    assert sign_in(editor).post(f"{TAGS}proposed/", fields).status_code == 302
    assert not Tag.objects.exists()
