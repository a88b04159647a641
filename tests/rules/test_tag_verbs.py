"""Tags are made, renamed, merged and deleted by those who may, once each, and nothing that was written is lost."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from articles import publishing, tags, workflow
from articles.content import Content
from articles.models import Article, PublishedArticle, Tag, TagAlias, TagLogEntry
from articles.refusals import BadRequest, NotPermitted, WrongState
from newsroom import vietnamese
from tests import factories

pytestmark = pytest.mark.django_db
Verb = Callable[[User], object]


def names(story: Article) -> list[str]:
    return list(Content.of(story).tags)


def public_names(story: Article) -> list[str]:
    version = PublishedArticle.objects.live().for_page().get(article=story)
    return [tag["name"] for tag in version.shown_tags]


@pytest.fixture
def chief() -> User:
    return factories.managing_editor()


# Who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("create", {"editor", "chief"}),
        ("also_called", {"editor", "chief"}),
        ("rename", {"editor", "chief"}),
        ("merge", {"chief"}),
        ("delete", {"chief"}),
    ],
)
def test_each_verb_asks_for_its_role(verb: str, allowed: set[str]) -> None:
    people = {
        "reporter": factories.reporter(),
        "editor": factories.editor(),
        "chief": factories.managing_editor(),
        "admin": factories.administrator(),
        "superuser": factories.UserFactory(is_superuser=True),
    }
    for who, user in people.items():
        tag, other = factories.TagFactory(), factories.TagFactory()
        do: dict[str, Verb] = {
            "create": lambda by: tags.create("tên mới", by=by),
            "also_called": lambda by, tag=tag: tags.also_called(tag, f"tên khác {tag.pk}", by=by),
            "rename": lambda by, tag=tag: tags.rename(tag, f"đổi tên {tag.pk}", by=by),
            "merge": lambda by, tag=tag, other=other: tags.merge(tag, into=other, by=by),
            "delete": lambda by, tag=tag: tags.delete(tag, by=by),
        }
        if who in allowed:
            do[verb](user)
        else:
            before = list(Tag.objects.values()), TagLogEntry.objects.count()
            with pytest.raises(NotPermitted):
                do[verb](user)
            assert (list(Tag.objects.values()), TagLogEntry.objects.count()) == before, who


# Proposals ------------------------------------------------------------------------------------------------------------


def test_a_reporters_new_word_is_kept_and_makes_no_tag() -> None:
    known = factories.TagFactory(name="bão")
    reporter = factories.reporter()
    story = workflow.create(factories.proposing("lũ ống", "BÃO", "sạt lở"), by=reporter)
    assert names(story) == ["lũ ống", "bão", "sạt lở"]
    assert list(Tag.objects.all()) == [known]
    story = workflow.edit(story, factories.proposing("sạt lở", "triều cường", "bão"), by=reporter, revision=1)
    assert names(story) == ["sạt lở", "triều cường", "bão"]
    assert story.revisions.get(number=2).content["tags"] == ["sạt lở", "triều cường", "bão"]
    assert list(Tag.objects.all()) == [known]


def test_an_editors_new_word_is_a_tag_once_saved_and_what_was_proposed_stays_proposed() -> None:
    story = workflow.create(factories.proposing("lũ ống"), by=factories.reporter())
    editor = factories.editor()
    story = workflow.edit(story, factories.proposing("lũ ống", "sạt lở"), by=editor, revision=1)
    assert names(story) == ["lũ ống", "sạt lở"]
    assert [tag.name for tag in Tag.objects.all()] == ["sạt lở"]
    assert [(entry.verb, entry.name, entry.by) for entry in TagLogEntry.objects.all()] == [("create", "sạt lở", editor)]


def test_what_is_restored_makes_no_tag() -> None:
    editor = factories.editor()
    story = workflow.create(factories.proposing("tên sai"), by=editor)
    story = workflow.edit(story, factories.proposing(section=story.section, title="Khác"), by=editor, revision=1)
    tags.delete(Tag.objects.get(), by=factories.managing_editor())
    story = workflow.restore(story, by=editor, number=1, revision=2)
    assert names(story) == ["tên sai"]
    assert not Tag.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_accepted_word_is_the_tag_of_every_story_that_proposed_it() -> None:
    reporter, editor = factories.reporter(), factories.editor()
    stories = [workflow.create(factories.proposing("Lũ ống", "mưa"), by=reporter) for _time in range(2)]
    tag = tags.create("lũ ống", by=editor)
    for story in stories:
        assert [(row.tag, row.name) for row in story.tagged_items.all()] == [(tag, "lũ ống"), (None, "mưa")]
        assert (Article.objects.get(pk=story.pk).version, story.revisions.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_readers_see_an_accepted_word_of_a_live_story_and_no_proposal() -> None:
    editor = factories.editor()
    factories.TagFactory(name="mưa")
    story = workflow.create(factories.proposing("mưa", "bão"), by=factories.reporter())
    workflow.approve(factories.submit(story, story.owner), by=editor, revision=1)
    publishing.publish(story, by=editor, revision=1)
    assert public_names(story) == ["mưa"]
    tags.create("bão", by=editor)
    assert public_names(story) == ["mưa", "bão"]
    assert Article.objects.get(pk=story.pk).status == "published"


@pytest.mark.django_db(transaction=True)
def test_a_proposal_can_be_taken_as_another_name_of_a_tag() -> None:
    tag = factories.TagFactory(name="bão số 3")
    story = workflow.create(factories.proposing("bão Yagi", "bão số 3"), by=factories.reporter())
    only = workflow.create(factories.proposing("bão Yagi"), by=factories.reporter())
    tags.also_called(tag, "bão Yagi", by=factories.editor())
    assert (names(story), names(only)) == (["bão số 3"], ["bão số 3"])
    assert names(workflow.create(factories.proposing("Bão YAGI"), by=factories.reporter())) == ["bão số 3"]


# Renaming -------------------------------------------------------------------------------------------------------------


def test_a_renamed_tag_is_called_so_everywhere_and_found_by_its_old_names(chief: User) -> None:
    story = factories.published(tags=("bão số 3",))
    tag = Tag.objects.get()
    tags.rename(tag, "bão Yagi", by=chief)
    tags.rename(tag, "siêu bão Yagi", by=chief)
    assert (names(story), public_names(story)) == (["siêu bão Yagi"], ["siêu bão Yagi"])
    assert names(factories.draft(tags=("Bão số 3",))) == ["siêu bão Yagi"]
    assert (Tag.objects.get().slug, set(TagAlias.objects.values_list("slug", flat=True))) == (
        "sieu-bao-yagi",
        {"bao-so-3", "bao-yagi"},
    )


def test_another_spelling_of_the_same_name_changes_no_address(chief: User) -> None:
    tag = factories.TagFactory(name="thuỷ lợi")
    renamed = tags.rename(tag, "Thủy lợi", by=chief)
    assert (renamed.name, renamed.slug) == ("Thủy lợi", tag.slug)
    assert not TagAlias.objects.exists()
    assert tags.log_of(renamed)[0].details["was"] == "thuỷ lợi"


def test_a_tag_gets_its_old_name_back_as_often_as_one_likes(chief: User) -> None:
    tag = factories.TagFactory(name="bảo")
    for name in ["bão", "bảo", "lũ", "bão", "lũ", "bảo"]:
        renamed = tags.rename(tag, name, by=chief)
        assert (renamed.name, renamed.slug) == (name, vietnamese.slugify(name))
        for former in ["bảo", "bão"]:
            assert Tag.objects.called([former])[former] == tag


@pytest.mark.parametrize("name", ["lũ lụt", "LŨ LỤT", "lũ quét"])
def test_a_name_that_another_tag_has_or_had_is_refused(chief: User, name: str) -> None:
    other = factories.TagFactory(name="lũ quét")
    tags.rename(other, "lũ lụt", by=chief)
    with pytest.raises(WrongState):
        tags.rename(factories.TagFactory(), name, by=chief)


@pytest.mark.parametrize("name", ["", "!!!", "x" * 101, "bão, lũ"])
def test_a_name_that_is_none_is_refused(chief: User, name: str) -> None:
    with pytest.raises(BadRequest):
        tags.rename(factories.TagFactory(), name, by=chief)
    with pytest.raises(BadRequest):
        tags.create(name, by=chief)


def test_who_saw_another_name_is_told(chief: User) -> None:
    tag = factories.TagFactory(name="bão")
    tags.rename(tag, "bão lũ", by=chief, was="bão")
    with pytest.raises(WrongState, match="bão lũ"):
        tags.rename(tag, "bão lụt", by=chief, was="bão")


def test_no_new_tag_gets_a_former_address(chief: User) -> None:
    tags.rename(factories.TagFactory(name="bão"), "lũ", by=chief)
    assert factories.TagFactory(name="bảo").slug == "bao-2"


# Merging --------------------------------------------------------------------------------------------------------------


def test_a_merge_moves_links_once_and_keeps_the_order(chief: User) -> None:
    both = factories.published(tags=("lũ", "bão", "đê"))
    other_way = factories.published(tags=("đê", "bảo", "lũ"), section=both.section)
    only = factories.draft(tags=("mưa", "bão"))
    tags.merge(Tag.objects.get(name="lũ"), into=Tag.objects.get(name="đê"), by=chief)
    assert (names(both), public_names(both)) == (["đê", "bão"], ["đê", "bão"])
    assert (names(other_way), public_names(other_way)) == (["đê", "bảo"], ["đê", "bảo"])
    assert names(only) == ["mưa", "bão"]
    tags.merge(Tag.objects.get(name="bão"), into=Tag.objects.get(name="bảo"), by=chief)
    assert (names(both), public_names(other_way), names(only)) == (["đê", "bảo"], ["đê", "bảo"], ["mưa", "bảo"])


def test_a_merge_makes_no_version_and_voids_no_approval(chief: User) -> None:
    story = factories.approved(tags=("lũ",))
    into = factories.TagFactory(name="lũ lụt")
    before = Article.objects.filter(pk=story.pk).values().get(), story.revisions.count(), story.log.count()
    tags.merge(Tag.objects.get(name="lũ"), into=into, by=chief)
    assert (Article.objects.filter(pk=story.pk).values().get(), story.revisions.count(), story.log.count()) == before
    version = publishing.publish(story, by=chief, revision=1)
    assert version.tags == [{"name": "lũ lụt", "slug": "lu-lut"}]


def test_the_old_name_means_the_other_tag_on_every_way_in(chief: User) -> None:
    story = factories.draft(tags=("lũ", "mưa"))
    into = factories.TagFactory(name="lũ lụt")
    tags.merge(Tag.objects.get(name="lũ"), into=into, by=chief)
    # A form that was open before still says the old name: nothing has changed, and nothing is in the way.
    stale = factories.proposing("lũ", "mưa", section=story.section)
    same = workflow.edit(story, stale, by=story.owner, revision=1)
    assert (same.version, names(same)) == (1, ["lũ lụt", "mưa"])
    edited = workflow.edit(
        story, factories.proposing("lũ", "lũ lụt", section=story.section), by=story.owner, revision=1
    )
    assert names(edited) == ["lũ lụt"]
    restored = workflow.restore(edited, by=story.owner, number=1, revision=2)
    assert names(restored) == ["lũ lụt", "mưa"]
    assert tags.create("LŨ", by=chief) == into
    assert set(Tag.objects.values_list("name", flat=True)) == {"lũ lụt", "mưa"}


def test_names_and_addresses_lead_straight_to_where_they_ended(chief: User) -> None:
    first, second, third = (factories.TagFactory(name=name) for name in ["một", "hai", "ba"])
    tags.rename(first, "một rưỡi", by=chief)
    tags.merge(first, into=second, by=chief)
    tags.merge(second, into=third, by=chief)
    for name in ["một", "một rưỡi", "hai"]:
        assert Tag.objects.called([name])[vietnamese.key(name)] == third
    assert set(third.aliases.values_list("slug", flat=True)) == {"mot", "mot-ruoi", "hai"}


def test_a_merge_is_logged_with_what_it_moved_and_keeps_the_log_of_both(chief: User) -> None:
    editor = factories.editor()
    tag, into = tags.create("lũ", by=editor), tags.create("lũ lụt", by=editor)
    number = tag.pk
    factories.published(tags=("lũ",))
    tags.merge(tag, into=into, by=chief)
    log = [(entry.verb, entry.name, entry.by) for entry in tags.log_of(into)]
    assert log == [
        ("merge", "lũ lụt", chief),
        ("create", "lũ lụt", editor),
        ("create", "lũ", editor),
    ]
    assert tags.log_of(into)[0].details == {"of": "lũ", "absorbed": [number], "stories": 1, "versions": 1}


def test_a_tag_is_not_merged_into_itself_nor_with_one_that_is_gone(chief: User) -> None:
    tag, into = factories.TagFactory(), factories.TagFactory()
    with pytest.raises(BadRequest):
        tags.merge(tag, into=Tag.objects.get(pk=tag.pk), by=chief)
    again = Tag.objects.get(pk=tag.pk)
    tags.merge(tag, into=into, by=chief)
    with pytest.raises(WrongState):
        tags.merge(again, into=into, by=chief)


# Deleting, and what the database keeps --------------------------------------------------------------------------------


def test_a_tag_in_use_or_with_other_names_is_not_deleted(chief: User) -> None:
    factories.draft(tags=("bão",))
    renamed = tags.rename(factories.TagFactory(), "tên mới", by=chief)
    for tag in [Tag.objects.get(name="bão"), renamed]:
        with pytest.raises(WrongState):
            tags.delete(tag, by=chief)
    tags.delete(factories.TagFactory(name="thừa"), by=chief)
    assert TagLogEntry.objects.get(name="thừa").verb == "delete"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_taglogentry SET name = 'x'",
        "DELETE FROM articles_taglogentry",
        "UPDATE articles_tagalias SET name = 'x'",
        "UPDATE articles_tagalias SET slug = 'x'",
        "DELETE FROM articles_tagalias",
        "INSERT INTO articles_tag (name, key, slug) VALUES ('lũ', 'lũ', 'khac')",
        "INSERT INTO articles_tag (name, key, slug) VALUES ('khác', 'khác', 'lu')",
        "UPDATE articles_tag SET key = 'lũ' WHERE name = 'bão'",
    ],
)
def test_the_database_keeps_the_log_and_the_other_names(chief: User, statement: str) -> None:
    factories.TagFactory(name="bão")
    tags.rename(factories.TagFactory(name="lũ"), "lũ lụt", by=chief)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
