"""Every verb writes one row of the log with itself or does nothing; a refused verb does nothing either."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.models.signals import pre_save
from django.utils import timezone

from accounts.models import User
from articles import blocking, corrections, previews, publishing, workflow
from articles.models import Article, LogEntry, PreviewLink, PublishedArticle, Verb
from articles.refusals import Refusal
from tests import factories
from tests.rules.state import everything

pytestmark = pytest.mark.django_db

REASON = "Theo yêu cầu của ban biên tập."


@dataclass(frozen=True)
class Case:
    """One verb by one person on a story, and the row it should leave."""

    verb: Verb
    state: Callable[[], Article]
    by: Callable[[Article], User]
    do: Callable[[Article, User], object]
    moves: tuple[str, str]
    revision: int = 1
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.verb}-{self.moves[0]}"


def owner(story: Article) -> User:
    return story.owner


def editor(_story: Article) -> User:
    return factories.editor()


def chief(_story: Article) -> User:
    return factories.managing_editor()


def holder(story: Article) -> User:
    assert story.claimed_by
    return story.claimed_by


def edit(story: Article, by: User) -> object:
    return workflow.edit(story, factories.content(section=story.section, title="Khác"), by=by, revision=story.version)


def edited_draft() -> Article:
    story = factories.draft()
    content = factories.content(section=story.section, title="Khác")
    return workflow.edit(story, content, by=story.owner, revision=1)


def restore(story: Article, by: User) -> object:
    return workflow.restore(story, by=by, number=1, revision=2)


def plan(story: Article, by: User) -> object:
    return workflow.plan(story, by=by, deadline=timezone.now(), priority=Article.Priority.URGENT)


def share(story: Article, by: User) -> object:
    return previews.share(story, by=by, revision=1, days=3)


def shared_draft() -> Article:
    story = factories.draft()
    previews.share(story, by=factories.editor(), revision=1, days=3)
    return story


def unshare(story: Article, by: User) -> object:
    return previews.unshare(story, by=by, link=PreviewLink.objects.get(revision__article=story).pk)


def hand_over(story: Article, by: User) -> object:
    return workflow.hand_over(story, by=by, to=factories.editor())


def schedule(story: Article, by: User) -> object:
    return publishing.schedule(story, by=by, revision=1, at=timezone.now() + timedelta(hours=1))


def correct(story: Article, by: User) -> object:
    return corrections.correct(story, by=by, kind="update", right="Số liệu mới.")


def corrected() -> Article:
    story = factories.published()
    correct(story, factories.managing_editor())
    return story


def blocked() -> Article:
    story = factories.published()
    blocking.block(story, by=factories.managing_editor(), reason=REASON)
    return story


def end_correction(story: Article, by: User) -> object:
    return corrections.end_correction(story, by=by, number=story.corrections.get().pk, reason=REASON)


def publish_import(story: Article, by: User) -> object:
    return publishing.publish_import(story, by=by, first_published_at=timezone.now())


CASES = [
    Case(Verb.EDIT, factories.draft, owner, edit, ("draft", "draft"), revision=2),
    Case(Verb.EDIT, factories.submitted, editor, edit, ("submitted", "submitted"), revision=2),
    Case(Verb.EDIT, factories.returned, owner, edit, ("returned", "returned"), revision=2),
    Case(Verb.EDIT, factories.approved, editor, edit, ("approved", "submitted"), revision=2),
    Case(Verb.EDIT_LIVE, factories.published, editor, edit, ("published", "draft"), revision=2),
    Case(Verb.CORRECT, factories.published, chief, correct, ("published", "published")),
    Case(Verb.END_CORRECTION, corrected, chief, end_correction, ("published", "published"), reason=REASON),
    Case(Verb.RESTORE, edited_draft, owner, restore, ("draft", "draft"), revision=3),
    Case(Verb.PLAN, factories.published, editor, plan, ("published", "published")),
    Case(Verb.SHARE, factories.draft, editor, share, ("draft", "draft")),
    Case(Verb.UNSHARE, shared_draft, editor, unshare, ("draft", "draft")),
    Case(Verb.DELETE, factories.draft, owner, lambda s, u: workflow.delete(s, by=u), ("draft", "draft")),
    Case(
        Verb.SUBMIT, factories.draft, owner, lambda s, u: workflow.submit(s, by=u, revision=1), ("draft", "submitted")
    ),
    Case(Verb.TAKE_BACK, factories.submitted, owner, lambda s, u: workflow.take_back(s, by=u), ("submitted", "draft")),
    Case(Verb.CLAIM, factories.submitted, editor, lambda s, u: workflow.claim(s, by=u), ("submitted", "submitted")),
    Case(Verb.RELEASE, factories.claimed, holder, lambda s, u: workflow.release(s, by=u), ("submitted", "submitted")),
    Case(Verb.HAND_OVER, factories.claimed, holder, hand_over, ("submitted", "submitted")),
    Case(
        Verb.SEND_BACK,
        factories.submitted,
        editor,
        lambda s, u: workflow.send_back(s, by=u, reason=REASON),
        ("submitted", "returned"),
        reason=REASON,
    ),
    Case(
        Verb.APPROVE,
        factories.submitted,
        editor,
        lambda s, u: workflow.approve(s, by=u, revision=1, reason=REASON),
        ("submitted", "approved"),
        reason=REASON,
    ),
    Case(
        Verb.PUBLISH,
        factories.approved,
        editor,
        lambda s, u: publishing.publish(s, by=u, revision=1),
        ("approved", "published"),
    ),
    Case(Verb.SCHEDULE, factories.approved, editor, schedule, ("approved", "published")),
    Case(
        Verb.CANCEL_SCHEDULE,
        factories.scheduled,
        editor,
        lambda s, u: publishing.cancel_schedule(s, by=u),
        ("published", "approved"),
    ),
    Case(
        Verb.WITHDRAW,
        factories.published,
        chief,
        lambda s, u: publishing.withdraw(s, by=u, reason=REASON),
        ("published", "draft"),
        reason=REASON,
    ),
    Case(
        Verb.BLOCK,
        factories.published,
        chief,
        lambda s, u: blocking.block(s, by=u, reason=REASON),
        ("published", "published"),
        reason=REASON,
    ),
    Case(Verb.UNBLOCK, blocked, chief, lambda s, u: blocking.unblock(s, by=u), ("published", "published")),
    Case(Verb.IMPORT, factories.draft, chief, publish_import, ("draft", "published")),
]


def test_every_verb_has_its_case() -> None:
    assert {case.verb for case in CASES} | {Verb.CREATE} == set(Verb)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_verb_leaves_one_row_that_says_who_did_what_to_which_version(case: Case) -> None:
    story = case.state()
    person, number, title = case.by(story), story.pk, story.title
    before, earlier = workflow.database_now(), set(LogEntry.objects.values_list("pk", flat=True))
    case.do(story, person)
    row = LogEntry.objects.exclude(pk__in=earlier).get()
    assert (row.verb, row.article_id, row.by, row.by_name) == (case.verb, number, person, person.display_name)
    assert (row.from_status, row.to_status, row.revision) == (*case.moves, case.revision)
    assert row.reason == case.reason
    now = Article.objects.filter(pk=number).first()
    assert row.article_title == (now.title if now else title)
    assert before < row.at <= workflow.database_now()


def test_a_new_story_begins_its_log() -> None:
    story = factories.draft()
    row = story.log.get()
    assert (row.verb, row.by, row.from_status, row.to_status, row.revision) == ("create", story.owner, "", "draft", 1)


@pytest.fixture
def broken_log() -> Iterator[None]:
    """A log that cannot be written: whoever tries gets an error."""

    def refuse(**_signal: object) -> None:
        raise OSError("the log is full")

    pre_save.connect(refuse, sender=LogEntry)
    yield
    pre_save.disconnect(refuse, sender=LogEntry)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_without_its_row_the_verb_is_not_done(case: Case, request: pytest.FixtureRequest) -> None:
    """Fails where the row is written outside the verb's transaction, or on commit."""
    story = case.state()
    person = case.by(story)
    before = everything()
    request.getfixturevalue("broken_log")
    with pytest.raises(OSError, match="the log is full"):
        case.do(story, person)
    assert everything() == before


def test_without_its_row_nothing_is_created(broken_log: None) -> None:
    with pytest.raises(OSError, match="the log is full"):
        factories.draft()
    assert not Article.objects.exists()


def test_a_refused_verb_changes_nothing() -> None:
    """By somebody without the right, from a wrong state, from a stale version, and without what the verb asks for."""
    stranger, boss = factories.reporter(), factories.managing_editor()
    stories = [case.state() for case in CASES]
    live = factories.published()
    before = everything()
    attempts: list[Callable[[], object]] = [
        lambda: publishing.withdraw(live, by=boss, reason=""),
        lambda: publishing.publish(live, by=boss, revision=1),
        lambda: workflow.edit(live, factories.content(section=live.section, title="Cũ"), by=boss, revision=7),
        lambda: workflow.delete(live, by=boss),
    ]
    attempts += [
        lambda case=case, story=story: case.do(story, stranger)
        for case, story in zip(CASES, stories, strict=True)
        if case.verb != Verb.IMPORT
    ]
    for attempt in attempts:
        with pytest.raises(Refusal):
            attempt()
    after = everything()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}


def test_the_log_says_which_version_went_out_and_when() -> None:
    story = factories.scheduled()
    version = PublishedArticle.objects.get(article=story)
    assert story.log.first().details == {
        "published_version": version.pk,
        "live_from": version.live_from.isoformat(),
    }
