"""Stories that say the same in the same words: what is found, what a person sees of it, how it is kept up to date."""

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import publishing, workflow
from articles.body import Block
from articles.content import BylineContent, Content, PickContent
from articles.importing import writer
from articles.importing.record import StoryRecord
from articles.models import Article, Section, StoryShingle
from articles.similar import Similar, similar_to
from tests import factories
from tests.duplicates.labelled import events

pytestmark = pytest.mark.django_db

ARCHIVE, FILED = events()
PUMP, FIRE = ARCHIVE["tram-bom"], ARCHIVE["chay-xuong"]
FILED_AGAIN = {each.event: each.content for each in FILED if each.kind == "copy"}


def story(content: Content, by: User | None = None, section: Section | None = None, **parts: object) -> Article:
    """A draft that nobody has signed yet."""
    parts = {"section": section or factories.SectionFactory(), "bylines": ()} | parts
    return workflow.create(with_parts(content, **parts), by=by or factories.reporter())


def with_parts(content: Content, **parts: object) -> Content:
    fields = {"title": content.title, "lead": content.lead, "body": content.body}
    return factories.content(**(fields | parts))


def published(content: Content, **parts: object) -> Article:
    made = story(content, **{"bylines": (BylineContent(factories.AuthorFactory()),)} | parts)
    made = factories.submit(made, made.owner)
    editor = factories.editor()
    workflow.approve(made, by=editor, revision=made.version)
    publishing.publish(made, by=editor, revision=made.version)
    made.refresh_from_db()
    return made


def numbers(found: list[Similar]) -> list[int]:
    return [each.number for each in found]


def everything() -> User:
    return factories.managing_editor()


# What is found --------------------------------------------------------------------------------------------------------


def test_the_sentences_in_common_are_shown_with_where_they_stand() -> None:
    other = story(PUMP)
    mine = story(FILED_AGAIN["tram-bom"])
    (found,) = similar_to(mine, everything())
    assert (found.number, found.title, found.writers) == (other.pk, PUMP.title, other.owner.display_name)
    places = [(pair.mine.field, pair.mine.paragraph, pair.theirs.field, pair.theirs.paragraph) for pair in found.pairs]
    assert places[0] == ("lead", 0, "lead", 0)
    assert ("body", 1, "body", 1) in places
    assert places[-1] == ("body", 4, "body", 5)  # the one between them is a quotation
    assert found.share > 80


def test_the_most_alike_comes_first() -> None:
    half = story(next(each.content for each in FILED if (each.event, each.kind) == ("tram-bom", "release")))
    whole = story(FILED_AGAIN["tram-bom"])
    assert numbers(similar_to(story(PUMP), everything())) == [whole.pk, half.pk]


def test_a_story_is_not_like_itself_nor_like_one_of_another_event() -> None:
    story(FIRE)
    assert similar_to(story(PUMP), everything()) == []


def test_a_story_of_few_words_is_like_nothing() -> None:
    brief = Content(title="Tin vắn", lead="Mưa to.", body="<p>Hết mưa.</p>")
    story(brief)
    assert similar_to(story(brief), everything()) == []
    assert similar_to(story(Content(title="?", body="")), everything()) == []


def test_every_status_is_compared() -> None:
    section = factories.SectionFactory()
    parts = {"section": section, "title": PUMP.title, "lead": PUMP.lead, "body": PUMP.body}
    for make in (factories.draft, factories.submitted, factories.claimed, factories.returned, factories.withdrawn):
        other = make(**parts)
        assert numbers(similar_to(story(FILED_AGAIN["tram-bom"]), everything())) == [other.pk], make.__name__
        Article.objects.all().update(title="x", lead="", body="")
        StoryShingle.objects.all().delete()


def test_the_questions_asked_do_not_grow_with_the_stories(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user, mine = everything(), story(FILED_AGAIN["tram-bom"])
    assert user.roles
    for _time in range(3):
        published(PUMP, bylines=(BylineContent(factories.AuthorFactory()),))
        with django_assert_num_queries(10):
            found = similar_to(mine, user)
            assert all(each.version and each.version.get_absolute_url() for each in found)


# What a person may know -----------------------------------------------------------------------------------------------


def test_a_reporter_learns_nothing_of_anothers_draft() -> None:
    story(PUMP)
    mine = story(FILED_AGAIN["tram-bom"])
    assert similar_to(mine, mine.owner) == []


def test_nor_of_what_is_no_longer_public() -> None:
    other = published(PUMP)
    publishing.withdraw(other, by=factories.managing_editor(), reason="Thông tin chưa được kiểm chứng.")
    mine = story(FILED_AGAIN["tram-bom"])
    assert similar_to(mine, mine.owner) == []


def test_of_anothers_live_story_a_reporter_sees_what_readers_see() -> None:
    other = published(PUMP)
    secret = with_parts(PUMP, title="Đầu đề chưa ai được biết", section=other.section, lead=PUMP.lead + " Bí mật.")
    workflow.edit(other, secret, by=factories.editor(), revision=other.version)
    mine = story(FILED_AGAIN["tram-bom"])
    (found,) = similar_to(mine, mine.owner)
    assert (found.title, found.story, found.as_read) == (PUMP.title, None, True)
    assert found.version and found.version.article_id == other.pk
    assert "Bí mật" not in "".join(pair.theirs.text for pair in found.pairs)


def test_what_readers_see_is_found_also_when_the_desk_has_written_it_anew() -> None:
    other = published(PUMP)
    workflow.edit(other, with_parts(FIRE, section=other.section), by=factories.editor(), revision=other.version)
    mine = story(FILED_AGAIN["tram-bom"])
    (found,) = similar_to(mine, everything())
    assert (found.number, found.as_read) == (other.pk, True)
    (found,) = similar_to(story(FILED_AGAIN["chay-xuong"]), everything())
    assert (found.number, found.as_read) == (other.pk, False)


def test_a_reporters_own_drafts_are_compared() -> None:
    other = story(PUMP)
    mine = story(FILED_AGAIN["tram-bom"], by=other.owner)
    assert numbers(similar_to(mine, other.owner)) == [other.pk]


def test_an_editor_sees_the_drafts_of_their_sections() -> None:
    here, elsewhere = factories.SectionFactory(), factories.SectionFactory()
    editor, editor_elsewhere = factories.editor(), factories.editor()
    here.editors.add(editor)
    elsewhere.editors.add(editor_elsewhere)
    other = story(PUMP, section=here)
    mine = story(FILED_AGAIN["tram-bom"], section=here)
    (found,) = similar_to(mine, editor)
    assert found.story == other
    assert similar_to(mine, editor_elsewhere) == []


def test_drafts_that_a_person_may_not_read_take_no_place_from_stories_they_may() -> None:
    live = published(PUMP)
    for _time in range(15):
        story(PUMP)
    mine = story(PUMP)
    assert numbers(similar_to(mine, mine.owner)) == [live.pk]


# Updates of one's own -------------------------------------------------------------------------------------------------


def test_the_writers_own_update_is_told_from_another_reporters_story() -> None:
    first = story(PUMP)
    alone = story(FILED_AGAIN["tram-bom"], by=first.owner)
    assert [each.is_own_update for each in similar_to(alone, first.owner)] == [False]
    content = with_parts(FILED_AGAIN["tram-bom"], section=alone.section, related=(PickContent(first),))
    linked = workflow.edit(alone, content, by=first.owner, revision=1)
    assert [each.is_own_update for each in similar_to(linked, first.owner)] == [True]
    assert [each.is_own_update for each in similar_to(first, first.owner)] == [True]
    other = story(FILED_AGAIN["tram-bom"], related=(PickContent(first),))
    assert [each.is_own_update for each in similar_to(other, everything()) if each.number == first.pk] == [False]


def test_a_writer_is_known_by_the_name_under_the_story_too() -> None:
    author = factories.AuthorFactory()
    first = story(PUMP, bylines=(BylineContent(author),))
    mine = story(FILED_AGAIN["tram-bom"], bylines=(BylineContent(author),), related=(PickContent(first),))
    assert [each.is_own_update for each in similar_to(mine, everything())] == [True]


# Kept up to date ------------------------------------------------------------------------------------------------------


def kept_of(article: Article) -> set[int]:
    return set(StoryShingle.objects.filter(article=article).values_list("fingerprint", flat=True))


def test_a_save_keeps_the_new_words_and_drops_the_old() -> None:
    other = story(PUMP)
    edited = workflow.edit(other, with_parts(FIRE, section=other.section), by=other.owner, revision=1)
    assert kept_of(edited) == kept_of(story(FIRE))
    assert numbers(similar_to(story(FILED_AGAIN["tram-bom"]), everything())) == []


def test_a_save_of_other_fields_writes_none_anew() -> None:
    other = story(PUMP)
    before = kept_of(other)
    workflow.edit(other, with_parts(PUMP, section=other.section, tags=("lúa",)), by=other.owner, revision=1)
    assert kept_of(other) == before


def test_a_restored_version_is_found_again() -> None:
    other = story(PUMP)
    edited = workflow.edit(other, with_parts(FIRE, section=other.section), by=other.owner, revision=1)
    workflow.restore(edited, by=other.owner, number=1, revision=2)
    assert numbers(similar_to(story(FILED_AGAIN["tram-bom"]), everything())) == [other.pk]


def test_a_refused_save_leaves_all_as_it_was() -> None:
    other = story(PUMP)
    before = kept_of(other)
    with pytest.raises(workflow.StaleRevision):
        workflow.edit(other, with_parts(FIRE, section=other.section), by=other.owner, revision=7)
    assert kept_of(other) == before


def test_an_imported_story_is_found() -> None:
    lines = [Block("paragraph", line[3:-4]) for line in PUMP.body.split("\n")]
    record = StoryRecord(file="tram-bom.txt", title=PUMP.title, lead=PUMP.lead, blocks=tuple(lines))
    outcome = writer.write(record, by=factories.editor())
    assert outcome.article
    assert numbers(similar_to(story(FILED_AGAIN["tram-bom"]), everything())) == [outcome.article.pk]


def test_a_deleted_draft_leaves_nothing() -> None:
    other = story(PUMP)
    workflow.delete(other, by=other.owner)
    assert not StoryShingle.objects.exists()
    assert similar_to(story(FILED_AGAIN["tram-bom"]), everything()) == []


def test_stories_from_before_are_indexed_by_a_command_and_those_that_are_left_alone() -> None:
    others = [story(PUMP), story(FIRE), story(ARCHIVE["le-hoi"])]
    before = [kept_of(each) for each in others]
    StoryShingle.objects.filter(article__in=others[:2]).delete()
    call_command("index_similar", "--batch", "1", verbosity=0)
    assert [kept_of(each) for each in others] == before
    StoryShingle.objects.filter(article=others[2]).delete()
    StoryShingle.objects.create(article=others[2], fingerprint=7)
    call_command("index_similar", "--all", verbosity=0)
    assert [kept_of(each) for each in others] == before
