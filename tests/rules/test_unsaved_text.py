"""Text that was typed and not saved: who takes a story from its holder saves it first; and what is forgotten when."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from articles import editing, workflow
from articles.content import Content
from articles.models import Article, EditingSession, LogEntry, Verb
from articles.refusals import NotPermitted, Refusal, StaleRevision
from tests import factories
from tests.rules.at_once import at_once
from tests.rules.source import imports, modules

pytestmark = pytest.mark.django_db


def type_into(story: Article, user: User, tab: UUID | None = None, turn: int = 1, **parts: Any) -> UUID:
    """What the user's browser sends while they type."""
    tab = tab or uuid4()
    content = factories.content(section=story.section, **parts)
    fields = {name: [text] for name, text in parts.items()}
    editing.keep(story, user, tab, base=story.version, turn=turn, typed=fields, content=content.snapshot())
    return tab


@pytest.fixture
def held() -> Article:
    return factories.claimed(by=factories.editor(username="giu-bai"))


@pytest.fixture
def chief(db: None) -> User:
    return factories.managing_editor()


def holder_of(story: Article) -> User:
    assert story.claimed_by
    return story.claimed_by


def test_forced_release_saves_what_the_holder_has_typed(held: Article, chief: User) -> None:
    holder = holder_of(held)
    tab = type_into(held, holder, lead="Cũ hơn")
    type_into(held, holder, tab, turn=2, title="Tít đang sửa dở", lead="Mới nhất")
    released = workflow.release(held, by=chief, revision=1)
    assert (released.claimed_by, released.version, released.title) == (None, 2, "Tít đang sửa dở")
    kept = released.revisions.get(number=2)
    assert (kept.created_by, kept.content["lead"]) == (holder, "Mới nhất")
    release, edit = released.log.all()[:2]
    assert (release.verb, release.by, release.revision) == ("release", chief, 2)
    assert (edit.verb, edit.by, edit.details) == ("edit", holder, {"kept_unsaved": True, "for": chief.username})
    assert not EditingSession.objects.unsaved().exists()


def test_a_story_taken_from_its_holder_and_handed_over_keeps_it_too(held: Article, chief: User) -> None:
    holder, colleague = holder_of(held), factories.editor()
    type_into(held, holder, title="Sửa dở")
    handed = workflow.hand_over(held, by=chief, to=colleague, revision=1)
    assert (handed.claimed_by, handed.version, handed.title) == (colleague, 2, "Sửa dở")


def test_a_refused_release_saves_nothing(held: Article) -> None:
    type_into(held, holder_of(held), title="Sửa dở")
    with pytest.raises(NotPermitted):
        workflow.release(held, by=factories.reporter())
    with pytest.raises(StaleRevision):
        workflow.release(held, by=factories.managing_editor(), revision=9)
    assert (Article.objects.get().version, EditingSession.objects.unsaved().count()) == (1, 1)


def test_a_holder_who_releases_decides_alone_what_is_saved(held: Article) -> None:
    type_into(held, holder_of(held), title="Bỏ dở")
    assert workflow.release(held, by=holder_of(held)).version == 1
    assert EditingSession.objects.unsaved().count() == 1


def test_text_over_an_older_version_overwrites_nothing(held: Article, chief: User) -> None:
    holder = holder_of(held)
    type_into(held, holder, title="Gõ trên bản 1")
    newer = workflow.edit(held, factories.content(section=held.section, title="Bản 2"), by=holder, revision=1)
    released = workflow.release(newer, by=chief)
    assert (released.version, released.title) == (2, "Bản 2")
    assert EditingSession.objects.unsaved().count() == 1


def test_other_peoples_text_is_not_saved_in_the_holders_name(held: Article, chief: User) -> None:
    type_into(held, factories.editor(), title="Của người khác")
    assert workflow.release(held, by=chief).version == 1


def test_a_holder_who_may_write_no_longer_is_no_obstacle(held: Article, chief: User) -> None:
    type_into(held, holder_of(held), title="Sửa dở")
    holder_of(held).groups.clear()
    released = workflow.release(Article.objects.get(), by=chief)
    assert (released.claimed_by, released.version) == (None, 1)
    assert EditingSession.objects.unsaved().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_and_a_forced_release_at_once_lose_neither_text(held: Article, chief: User) -> None:
    holder = holder_of(held)
    type_into(held, holder, title="Gõ dở")
    deliberate = factories.content(section=held.section, title="Bấm lưu")
    saved, released = at_once(
        held,
        lambda: workflow.edit(held, deliberate, by=User.objects.get(pk=holder.pk), revision=1),
        lambda: workflow.release(held, by=User.objects.get(pk=chief.pk)),
    )
    assert isinstance(saved, Article)
    assert isinstance(released, Refusal)
    assert Article.objects.get().title == "Bấm lưu"
    assert EditingSession.objects.unsaved().get().typed["title"] == ["Gõ dở"]
    assert workflow.release(held, by=chief).claimed_by is None


# Turns ---------------------------------------------------------------------------------------------------------------


def test_the_last_turn_counts_whichever_comes_last(held: Article) -> None:
    holder = holder_of(held)
    tab = type_into(held, holder, turn=5, title="Lần 5")
    type_into(held, holder, tab, turn=4, title="Lần 4")
    assert EditingSession.objects.get().typed["title"] == ["Lần 5"]


def test_what_was_sent_before_a_save_does_not_come_up_again(held: Article) -> None:
    tab = uuid4()
    editing.finish(held, holder_of(held), tab, turn=3)
    type_into(held, holder_of(held), tab, turn=2, title="Tới muộn")
    assert not EditingSession.objects.unsaved().exists()


@pytest.mark.django_db(transaction=True)
def test_two_first_messages_of_one_tab_make_one_row(held: Article) -> None:
    holder, tab = holder_of(held), uuid4()
    content = Content.of(held).snapshot()

    def first(turn: int) -> Any:
        return lambda: editing.keep(held, holder, tab, base=1, turn=turn, typed={"title": [str(turn)]}, content=content)

    at_once(held, first(1), first(2))
    assert EditingSession.objects.get().turn == 2


# Forgetting ----------------------------------------------------------------------------------------------------------


def test_what_is_left_of_closed_forms_is_pruned(held: Article) -> None:
    now = timezone.now()
    ages = {"new": (0, True), "typed": (29, True), "old": (31, True), "fresh": (0.5, False), "empty": (2, False)}
    tabs = {}
    for name, (days, typed) in ages.items():
        tabs[name] = type_into(held, holder_of(held), title=name)
        row = EditingSession.objects.filter(tab=tabs[name])
        row.update(seen_at=now - timedelta(days=days))
        if not typed:
            row.update(typed=None, content=None, typed_at=None)
    out = StringIO()
    call_command("prune_desk", stdout=out)
    assert set(EditingSession.objects.values_list("tab", flat=True)) == {
        tabs[name] for name in ("new", "typed", "fresh")
    }
    assert out.getvalue() == "0 emptied drafts, 1 empty rows, 1 unsaved texts and 0 notices deleted\n"


def begun(user: User, **typed: str) -> Article:
    """A story that its first letter made a draft, and whose form was left two days ago with `typed` in it."""
    story = workflow.create(Content(title="L"), by=user, details=workflow.BEGUN_UNSAVED)
    leave(story, user, **typed)
    return story


def leave(story: Article, user: User, **typed: str) -> None:
    content = replace(Content(title="L", section=factories.SectionFactory()), **{"title": "L"} | typed)
    fields = {name: [text] for name, text in ({"title": ""} | typed).items()}
    editing.keep(story, user, uuid4(), base=story.version, turn=1, typed=fields, content=content.snapshot())
    EditingSession.objects.filter(article=story).update(seen_at=timezone.now() - timedelta(days=2))


def test_a_draft_that_was_emptied_before_it_was_ever_saved_goes() -> None:
    story = begun(factories.reporter())
    assert workflow.delete_emptied_drafts() == 1
    assert not Article.objects.filter(pk=story.pk).exists()
    assert LogEntry.objects.filter(verb=Verb.DELETE).exists()


def test_what_somebody_saved_or_wrote_stays() -> None:
    reporter = factories.reporter()
    with_words = [begun(reporter, **{name: "Chữ"}) for name in ("title", "lead", "body", "kicker", "source_name")]
    saved_at_once = factories.draft(owner=reporter)
    leave(saved_at_once, reporter)
    saved_later = begun(reporter)
    workflow.edit(saved_later, factories.content(), by=reporter, revision=1)
    in_two_tabs = begun(reporter)
    leave(in_two_tabs, reporter, lead="Ở tab kia")
    just_left = begun(reporter)
    EditingSession.objects.filter(article=just_left).update(seen_at=timezone.now() - timedelta(hours=20))
    assert workflow.delete_emptied_drafts() == 0
    assert Article.objects.count() == len(with_words) + 4


def test_one_module_alone_writes_what_is_unsaved() -> None:
    takes = {name for name, tree in modules().items() if "articles.models.EditingSession" in set(imports(tree))}
    # The conversation names the type; it holds no row of its own.
    assert takes == {"articles.editing", "articles.admin.autosave", "articles.admin.kept_text"}
