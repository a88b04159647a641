"""Who may do what, as one table: actor x verb x state of the story. Every cell runs the real verb."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles import blocking, corrections, previews, publishing, workflow
from articles.content import Content
from articles.models import Article, MostReadBlock, PreviewLink, Section, Verb
from articles.refusals import NotPermitted, Refusal
from tests import factories

pytestmark = pytest.mark.django_db

# + done, x forbidden (no right to the verb), . refused (the story is not where the verb can be done). "mine" and
# "theirs" are submitted stories that the actor or somebody else has claimed; "edited" and "resubmitted" are published
# ones with a pending change.
TABLE = """
                 draft  submitted  mine  theirs  returned  approved  scheduled  published  edited  resubmitted withdrawn

EDIT
own_reporter       +        x       x      x        +         x          x          x        +          x           +
editor             +        +       +      .        +         +          +          +        +          +           +
managing_editor    +        +       +      .        +         +          +          +        +          +           +

SUBMIT
own_reporter       +        .       .      .        +         .          .          .        +          .           +
editor             +        .       .      .        +         .          .          .        +          .           +
managing_editor    +        .       .      .        +         .          .          .        +          .           +

TAKE_BACK
own_reporter       .        +       .      .        .         .          .          .        .          +           .
editor             .        +       .      .        .         .          .          .        .          +           .
managing_editor    .        +       .      .        .         .          .          .        .          +           .

CLAIM
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             .        +       .      .        .         .          .          .        .          +           .
managing_editor    .        +       .      .        .         .          .          .        .          +           .

RELEASE
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             .        .       +      .        .         .          .          .        .          .           .
managing_editor    .        .       +      +        .         .          .          .        .          .           .

HAND_OVER
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             .        .       +      .        .         .          .          .        .          .           .
managing_editor    .        .       +      +        .         .          .          .        .          .           .

SEND_BACK
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             .        +       +      .        .         +          .          .        .          +           .
managing_editor    .        +       +      .        .         +          .          .        .          +           .

APPROVE
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             .        +       +      .        .         .          .          .        .          +           .
managing_editor    .        +       +      .        .         .          .          .        .          +           .

PUBLISH
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             .        .       .      .        .         +          .          .        .          .           .
managing_editor    .        .       .      .        .         +          .          .        .          .           .

SCHEDULE
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             .        .       .      .        .         +          .          .        .          .           .
managing_editor    .        .       .      .        .         +          .          .        .          .           .

CANCEL_SCHEDULE
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             .        .       .      .        .         .          +          .        .          .           .
managing_editor    .        .       .      .        .         .          +          .        .          .           .

WITHDRAW
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             x        x       x      x        x         x          x          x        x          x           x
managing_editor    .        .       .      .        .         .          .          +        +          +           .

CORRECT
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             x        x       x      x        x         x          x          x        x          x           x
managing_editor    .        .       .      .        .         .          .          +        +          +           .

END_CORRECTION
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             x        x       x      x        x         x          x          x        x          x           x
managing_editor    .        .       .      .        .         .          .          +        +          +           .

RESTORE
own_reporter       +        x       x      x        +         x          x          x        +          x           +
editor             +        +       +      .        +         +          +          +        +          +           +
managing_editor    +        +       +      .        +         +          +          +        +          +           +

PLAN
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             +        +       +      +        +         +          +          +        +          +           +
managing_editor    +        +       +      +        +         +          +          +        +          +           +

SHARE
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             +        +       +      +        +         +          +          +        +          +           .
managing_editor    +        +       +      +        +         +          +          +        +          +           .

UNSHARE
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             +        +       +      +        +         +          +          +        +          +           .
managing_editor    +        +       +      +        +         +          +          +        +          +           .

BLOCK
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             x        x       x      x        x         x          x          x        x          x           x
managing_editor    .        .       .      .        .         .          +          +        .          +           .

UNBLOCK
own_reporter       x        x       x      x        x         x          x          x        x          x           x
editor             x        x       x      x        x         x          x          x        x          x           x
managing_editor    .        .       .      .        .         .          .          .        +          .           +

DELETE
own_reporter       +        .       .      .        +         .          .          .        .          .           .
editor             +        .       .      .        +         .          .          .        .          .           .
managing_editor    +        .       .      .        +         .          .          .        .          .           .
"""
# For these every cell of every verb is forbidden.
OUTSIDERS = (
    "other_reporter",
    "editor_of_another_section",
    "administrator",
    "superuser_without_role",
    "deactivated_managing_editor",
)
OUTCOMES = {"+": "done", "x": "forbidden", ".": "refused"}


def _read(table: str) -> tuple[list[str], dict[tuple[Verb, str, str], str]]:
    """The states, and (verb, actor, state) -> outcome."""
    states: list[str] = []
    expected: dict[tuple[Verb, str, str], str] = {}
    for words in filter(None, map(str.split, table.splitlines())):
        if not states:
            states = words
        elif len(words) == 1:
            verb = Verb[words[0]]
            expected |= {(verb, actor, state): "forbidden" for actor in OUTSIDERS for state in states}
        else:
            actor, *marks = words
            expected |= {(verb, actor, state): OUTCOMES[mark] for state, mark in zip(states, marks, strict=True)}
    return states, expected


STATES, EXPECTED = _read(TABLE)


@pytest.fixture
def section() -> Section:
    return factories.SectionFactory()


@pytest.fixture
def cast(section: Section) -> dict[str, User]:
    """Everybody of the table; none of them has saved, approved or published the story but its own reporter."""
    people = {
        "own_reporter": factories.reporter(),
        "other_reporter": factories.reporter(),
        "editor": factories.editor(),
        "editor_of_another_section": factories.editor(),
        "managing_editor": factories.managing_editor(),
        "administrator": factories.administrator(),
        "superuser_without_role": factories.UserFactory(is_superuser=True),
        "deactivated_managing_editor": factories.managing_editor(is_active=False),
    }
    section.editors.add(people["editor"])
    factories.SectionFactory().editors.add(people["editor_of_another_section"])
    return people


def _story(state: str, owner: User, section: Section) -> Article:
    """A story of the owner in one of the states, with a preview link and a correction if it may have them.

    Some are kept out of the most read. Whoever else took part in them is nobody of the cast.
    """
    colleague = factories.editor()
    story: dict[str, Callable[[], Article]] = {
        "draft": lambda: factories.draft(owner, section=section),
        "submitted": lambda: factories.submitted(owner, section=section),
        "mine": lambda: factories.submitted(owner, section=section),
        "theirs": lambda: factories.claimed(colleague, owner, section=section),
        "returned": lambda: factories.returned(colleague, owner, section=section),
        "approved": lambda: factories.approved(colleague, owner, section=section),
        "scheduled": lambda: factories.scheduled(colleague, owner, section=section),
        "published": lambda: factories.published(colleague, owner, section=section),
        "edited": lambda: _edited(factories.published(colleague, owner, section=section), colleague),
        "resubmitted": lambda: _resubmitted(factories.published(colleague, owner, section=section), colleague),
        "withdrawn": lambda: factories.withdrawn(owner, section=section),
    }
    made = story[state]()
    if state in {"edited", "withdrawn"}:
        MostReadBlock.objects.create(article=made, reason="Đã cũ.", by=colleague, at=timezone.now())
    if state != "withdrawn":
        previews.share(made, by=factories.managing_editor(), revision=1, days=1)
    if made.published_versions.live().exists():
        corrections.correct(made, by=factories.managing_editor(), kind="update", right="Số liệu mới.")
    return made


def _edited(published: Article, by: User) -> Article:
    return workflow.edit(published, _changed(published), by=by, revision=published.version)


def _resubmitted(published: Article, by: User) -> Article:
    edited = _edited(published, by)
    return workflow.submit(edited, by=by, revision=edited.version)


def _changed(story: Article) -> Content:
    return factories.content(section=story.section, title=f"{story.title} (đã sửa)")


def _do(verb: Verb, story: Article, by: User, colleague: User) -> None:
    """The verb with everything it could ask for, so that only the right and the state can stand in its way."""
    version, reason = story.version, "Theo yêu cầu của ban biên tập."
    verbs: dict[Verb, Callable[[], object]] = {
        Verb.EDIT: lambda: workflow.edit(story, _changed(story), by=by, revision=version),
        Verb.SUBMIT: lambda: workflow.submit(story, by=by, revision=version),
        Verb.TAKE_BACK: lambda: workflow.take_back(story, by=by, revision=version),
        Verb.CLAIM: lambda: workflow.claim(story, by=by, revision=version),
        Verb.RELEASE: lambda: workflow.release(story, by=by, revision=version),
        Verb.HAND_OVER: lambda: workflow.hand_over(story, by=by, to=colleague, revision=version),
        Verb.SEND_BACK: lambda: workflow.send_back(story, by=by, reason=reason, revision=version),
        Verb.APPROVE: lambda: workflow.approve(story, by=by, revision=version, reason=reason),
        Verb.PUBLISH: lambda: publishing.publish(story, by=by, revision=version),
        Verb.SCHEDULE: lambda: publishing.schedule(
            story, by=by, revision=version, at=timezone.now() + timedelta(hours=1)
        ),
        Verb.CANCEL_SCHEDULE: lambda: publishing.cancel_schedule(story, by=by, revision=version),
        Verb.WITHDRAW: lambda: publishing.withdraw(story, by=by, reason=reason, revision=version),
        Verb.CORRECT: lambda: corrections.correct(story, by=by, kind="update", right="Số liệu mới."),
        Verb.END_CORRECTION: lambda: corrections.end_correction(story, by=by, number=_correction(story), reason=reason),
        Verb.RESTORE: lambda: workflow.restore(story, by=by, number=1, revision=version),
        Verb.PLAN: lambda: workflow.plan(story, by=by, deadline=timezone.now(), priority=2),
        Verb.SHARE: lambda: previews.share(story, by=by, revision=version, days=1),
        Verb.UNSHARE: lambda: previews.unshare(story, by=by, link=_link(story)),
        Verb.BLOCK: lambda: blocking.block(story, by=by, reason=reason),
        Verb.UNBLOCK: lambda: blocking.unblock(story, by=by),
        Verb.DELETE: lambda: workflow.delete(story, by=by),
    }
    verbs[verb]()


def _correction(story: Article) -> int:
    made = story.corrections.first()
    return made.pk if made else 0


def _link(story: Article) -> int:
    """The link that the story was made with; a number of no link for a withdrawn one."""
    link = PreviewLink.objects.filter(revision__article=story).first()
    return link.pk if link else 0


def _outcome(verb: Verb, story: Article, by: User, colleague: User) -> str:
    """What came of it; whatever was done is undone."""
    savepoint = transaction.savepoint()
    try:
        _do(verb, story, by, colleague)
    except NotPermitted:
        return "forbidden"
    except Refusal:
        return "refused"
    else:
        return "done"
    finally:
        transaction.savepoint_rollback(savepoint)


@pytest.mark.parametrize("state", STATES)
def test_every_verb_is_done_forbidden_or_refused_as_the_table_says(
    state: str, cast: dict[str, User], section: Section
) -> None:
    story = _story(state, cast["own_reporter"], section)
    colleague = factories.editor()
    found = {}
    for verb, actor, _state in (cell for cell in EXPECTED if cell[2] == state):
        if state == "mine":
            Article.objects.filter(pk=story.pk).update(claimed_by=cast[actor])
        found[verb, actor, state] = _outcome(verb, story, cast[actor], colleague)
    assert found == {cell: outcome for cell, outcome in EXPECTED.items() if cell[2] == state}


@pytest.mark.parametrize("state", STATES)
def test_a_verb_is_on_offer_exactly_where_it_would_be_done(state: str, cast: dict[str, User], section: Section) -> None:
    story = _story(state, cast["own_reporter"], section)
    offered, done = set(), set()
    for actor, user in cast.items():
        if state == "mine":
            Article.objects.filter(pk=story.pk).update(claimed_by=user)
        story.refresh_from_db()
        verbs = workflow.available(story, user) + publishing.available(story, user)
        verbs += corrections.available(story, user) + blocking.available(story, user)
        verbs += previews.available(story, user, previews.links_of(story))
        offered |= {(verb, actor) for verb in verbs}
        done |= {(verb, actor) for (verb, who, at), is_ in EXPECTED.items() if (who, at, is_) == (actor, state, "done")}
    assert offered == done


def test_the_table_knows_every_verb_of_the_permissions() -> None:
    # Editing a published story asks for another right than editing a draft: the row EDIT shows both.
    not_in_the_table = {Verb.CREATE, Verb.EDIT_LIVE, Verb.IMPORT}
    assert {verb for verb, _actor, _state in EXPECTED} == set(Verb) - not_in_the_table


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        ("own_reporter", True),
        ("editor", True),
        ("managing_editor", True),
        ("administrator", False),
        ("superuser_without_role", False),
        ("deactivated_managing_editor", False),
    ],
)
def test_stories_are_started_by_those_who_write(actor: str, may: bool, cast: dict[str, User]) -> None:
    if may:
        assert workflow.create(factories.content(), by=cast[actor]).owner == cast[actor]
    else:
        with pytest.raises(NotPermitted):
            workflow.create(factories.content(), by=cast[actor])
