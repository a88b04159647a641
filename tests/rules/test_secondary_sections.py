"""A story in several sections: one is its main one, the others list it too. From the desk to the readers' rows."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from django.db.models import ProtectedError

from articles import permissions, workflow
from articles.content import Content
from articles.merge import merge
from articles.models import Article, PublishedArticle, PublishedSection, Section, Verb
from tests import factories
from tests.factories import SectionFactory
from tests.public.stories import live_story

pytestmark = pytest.mark.django_db


def listed(section: Section) -> list[int]:
    return [story.article_id for story in PublishedArticle.objects.live().in_section(section).newest()]


def places(story: PublishedArticle) -> dict[str, int | None]:
    return dict(PublishedSection.objects.filter(version=story).values_list("section__name", "position"))


def names(sections: Iterable[Section]) -> list[str]:
    return [section.name for section in sections]


def test_the_main_section_and_the_one_above_it_are_none_of_the_others(
    economy: Section, farming: Section, environment: Section
) -> None:
    others = (environment, farming, economy, environment)
    assert names(factories.content(farming, secondary_sections=others).cleaned().secondary_sections) == ["Môi trường"]
    assert names(factories.content(economy, secondary_sections=others).cleaned().secondary_sections) == [
        "Môi trường",
        "Nông nghiệp",
    ]


def test_they_are_kept_in_order_by_the_story_and_by_its_revision(farming: Section, environment: Section) -> None:
    sport = SectionFactory(name="Thể thao")
    story = factories.draft(section=sport, secondary_sections=(environment, farming))
    kept = story.revisions.get().content

    assert names(Content.of(story).secondary_sections) == ["Môi trường", "Nông nghiệp"]
    assert names(Content.from_snapshot(kept).secondary_sections) == ["Môi trường", "Nông nghiệp"]
    del kept["secondary_sections"]
    assert Content.from_snapshot(kept).secondary_sections == ()


def test_another_section_alone_is_another_version_and_takes_the_approval_away(environment: Section) -> None:
    editor = factories.editor()
    story = factories.approved(editor)
    changed = replace(Content.of(story), secondary_sections=(environment,))
    assert workflow.edit(story, changed, by=editor, revision=1).status == Article.Status.SUBMITTED


def test_two_peoples_choices_come_together(farming: Section, environment: Section) -> None:
    base = Content(title="Chợ nổi")
    mine, theirs = replace(base, secondary_sections=(farming,)), replace(base, secondary_sections=(environment,))
    merged = merge(base, mine, theirs)
    assert set(merged.content.secondary_sections) == {farming, environment}
    assert merged.is_decided


def test_an_editor_of_another_section_is_not_the_storys_editor(economy: Section, environment: Section) -> None:
    editor = factories.editor()
    environment.editors.add(editor)
    story = factories.submitted(section=economy, secondary_sections=(environment,))

    assert not permissions.may(editor, Verb.CLAIM, story)
    assert not permissions.can_see(editor, story)
    assert not Article.objects.visible_to(editor).filter(pk=story.pk).exists()
    assert editor not in permissions.who_may_claim(story)


def test_a_published_story_stands_in_every_list_once(economy: Section, farming: Section, environment: Section) -> None:
    story = live_story(environment, secondary_sections=(farming, economy))

    assert places(story) == {"Môi trường": 0, "Nông nghiệp": 1, "Kinh tế": 2}
    for section in (economy, farming, environment):
        assert listed(section) == [story.article_id]


def test_a_sub_section_brings_its_stories_into_the_list_above(
    economy: Section, farming: Section, environment: Section
) -> None:
    own, other = live_story(farming), live_story(environment, secondary_sections=(farming,))

    assert places(own) == {"Nông nghiệp": 0, "Kinh tế": None}
    assert places(other) == {"Môi trường": 0, "Nông nghiệp": 1, "Kinh tế": None}
    assert set(listed(economy)) == {own.article_id, other.article_id}


def test_a_withdrawn_story_leaves_all_its_lists(economy: Section, environment: Section) -> None:
    factories.withdrawn(section=economy, secondary_sections=(environment,))
    assert listed(economy) == listed(environment) == []


def test_a_new_version_stands_in_the_lists_of_its_own_sections(economy: Section, environment: Section) -> None:
    story = factories.published(section=economy)
    factories.republished(story, secondary_sections=(environment,))
    assert listed(economy) == listed(environment) == [story.pk]
    factories.republished(story, secondary_sections=())
    assert listed(environment) == []


def test_the_lists_follow_a_section_that_moves(economy: Section, farming: Section, environment: Section) -> None:
    orchards = SectionFactory(name="Vườn", parent=economy)
    story, both = live_story(farming), live_story(orchards, secondary_sections=(farming,))
    farming.parent = environment
    farming.save()

    assert places(story) == {"Nông nghiệp": 0, "Môi trường": None}
    assert places(both) == {"Vườn": 0, "Nông nghiệp": 1, "Kinh tế": None, "Môi trường": None}
    assert listed(economy) == [both.article_id]
    farming.parent = None
    farming.save()
    assert listed(environment) == []
    assert set(listed(farming)) == {story.article_id, both.article_id}


def test_a_section_that_a_story_is_in_too_is_not_deleted(economy: Section, environment: Section) -> None:
    factories.draft(section=economy, secondary_sections=(environment,))
    with pytest.raises(ProtectedError):
        environment.delete()
