"""Who is told of what: one table, verb by verb, and what a notice takes with it when its verb fails."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import User
from articles import notices, publishing, workflow
from articles.content import BylineContent, Content
from articles.models import Article, LogEntry, Notice, Section, Verb
from articles.refusals import BadRequest
from tests import factories

pytestmark = pytest.mark.django_db

WHY = "Cần thêm số liệu của xã."
# The story is `owner`'s, signed by `writer` too; `handled` claimed, mended and released it before. `desk_editor` and
# `second` are named for its section, `elsewhere` for another and `everywhere` for none. Who does each verb stands in
# ACTS; everybody else who is not in the row hears nothing.
TOLD = {
    "submit": {"desk_editor", "second"},
    "submit where no editor is named": {"everywhere", "chief", "handled"},
    "submit by the only named editor": {"everywhere", "chief", "handled"},
    "take back": set(),
    "claim": set(),
    "release by the holder": set(),
    "release by force": {"second"},
    "hand over": {"second"},
    "hand over by force": {"second", "desk_editor"},
    "edit": set(),
    "plan": set(),
    "send back": {"owner", "writer", "handled"},
    "approve": {"owner", "writer", "handled"},
    "approve own text": {"owner", "writer", "handled"},
    "publish": {"owner", "writer", "desk_editor"},
    "schedule": {"owner", "writer", "desk_editor"},
    "cancel the schedule": {"owner", "writer", "desk_editor"},
    "withdraw": {"owner", "writer", "desk_editor"},
    "import": set(),
}


@pytest.fixture
def cast() -> dict[str, User]:
    section = factories.SectionFactory(parent=factories.SectionFactory())
    people = {
        "owner": factories.reporter(),
        "writer": factories.reporter(),
        "other_reporter": factories.reporter(),
        "desk_editor": factories.editor(),
        "second": factories.editor(),
        "handled": factories.editor(),
        "everywhere": factories.editor(),
        "elsewhere": factories.editor(),
        "left": factories.editor(is_active=False),
        "chief": factories.managing_editor(),
        "admin": factories.administrator(),
    }
    section.editors.add(people["desk_editor"], people["left"])
    section.parent.editors.add(people["second"])
    factories.SectionFactory().editors.add(people["elsewhere"])
    return people


@pytest.fixture
def story(cast: dict[str, User]) -> Article:
    """A draft that `handled` worked on earlier. The log is what is read, so nobody's notices stand in the way."""
    author = factories.AuthorFactory(user=cast["writer"])
    bylines = (BylineContent(author), BylineContent(factories.AuthorFactory()))
    draft = factories.draft(cast["owner"], section=Section.objects.exclude(parent=None).get(), bylines=bylines)
    story = workflow.submit(draft, by=cast["owner"], revision=1)
    mended = workflow.edit(story, _with(story, kicker="Sửa"), by=cast["handled"], revision=1)
    workflow.release(mended, by=cast["handled"])
    story = workflow.take_back(mended, by=cast["owner"])
    Notice.objects.all().delete()
    return story


def _with(story: Article, **parts: object) -> Content:
    return Content(**(vars(Content.of(story)) | parts))


def _submitted(story: Article, cast: dict[str, User]) -> Article:
    return workflow.submit(story, by=cast["owner"], revision=story.version)


def _claimed(story: Article, cast: dict[str, User], by: str = "desk_editor") -> Article:
    return workflow.claim(_submitted(story, cast), by=cast[by])


def _approved(story: Article, cast: dict[str, User], by: str = "desk_editor") -> Article:
    return workflow.approve(_submitted(story, cast), by=cast[by], revision=story.version)


def _published(story: Article, cast: dict[str, User]) -> Article:
    story = _approved(story, cast)
    publishing.publish(story, by=cast["desk_editor"], revision=story.version)
    return story


def _scheduled(story: Article, cast: dict[str, User]) -> Article:
    story = _approved(story, cast)
    publishing.schedule(story, by=cast["desk_editor"], revision=story.version, at=timezone.now() + timedelta(hours=2))
    return story


def _nobody_named(story: Article, cast: dict[str, User]) -> Article:
    story.section.editors.clear()
    story.section.parent.editors.clear()
    story.section.parent.editors.add(cast["left"], cast["other_reporter"])
    # Who is named for another section edits that one alone.
    factories.SectionFactory().editors.add(cast["desk_editor"], cast["second"])
    return story


def _named_alone(story: Article, cast: dict[str, User]) -> Article:
    _nobody_named(story, cast)
    story.section.editors.add(cast["desk_editor"])
    return story


Act = Callable[[Article, User, dict[str, User]], object]
# name: (what comes before, who does it, the verb)
ACTS: dict[str, tuple[Callable[..., Article], str, Act]] = {
    "submit": (lambda s, _c: s, "owner", lambda s, by, _c: workflow.submit(s, by=by, revision=s.version)),
    "submit where no editor is named": (
        _nobody_named,
        "owner",
        lambda s, by, _c: workflow.submit(s, by=by, revision=s.version),
    ),
    "submit by the only named editor": (
        _named_alone,
        "desk_editor",
        lambda s, by, _c: workflow.submit(s, by=by, revision=s.version),
    ),
    "take back": (_submitted, "owner", lambda s, by, _c: workflow.take_back(s, by=by)),
    "claim": (_submitted, "desk_editor", lambda s, by, _c: workflow.claim(s, by=by)),
    "release by the holder": (_claimed, "desk_editor", lambda s, by, _c: workflow.release(s, by=by)),
    "release by force": (
        lambda s, c: _claimed(s, c, "second"),
        "chief",
        lambda s, by, _c: workflow.release(s, by=by),
    ),
    "hand over": (_claimed, "desk_editor", lambda s, by, c: workflow.hand_over(s, by=by, to=c["second"])),
    "hand over by force": (_claimed, "chief", lambda s, by, c: workflow.hand_over(s, by=by, to=c["second"])),
    "edit": (
        _claimed,
        "desk_editor",
        lambda s, by, _c: workflow.edit(s, _with(s, title="Tít mới"), by=by, revision=s.version),
    ),
    "plan": (_submitted, "desk_editor", lambda s, by, _c: workflow.plan(s, by=by, deadline=None, priority=2)),
    "send back": (_submitted, "desk_editor", lambda s, by, _c: workflow.send_back(s, by=by, reason=WHY)),
    "approve": (_claimed, "desk_editor", lambda s, by, _c: workflow.approve(s, by=by, revision=s.version)),
    "approve own text": (_submitted, "chief", lambda s, by, _c: workflow.approve(s, by=by, revision=s.version)),
    "publish": (_approved, "chief", lambda s, by, _c: publishing.publish(s, by=by, revision=s.version)),
    "schedule": (
        _approved,
        "chief",
        lambda s, by, _c: publishing.schedule(s, by=by, revision=s.version, at=timezone.now() + timedelta(hours=2)),
    ),
    "cancel the schedule": (_scheduled, "chief", lambda s, by, _c: publishing.cancel_schedule(s, by=by)),
    "withdraw": (_published, "chief", lambda s, by, _c: publishing.withdraw(s, by=by, reason=WHY)),
    "import": (
        lambda s, _c: s,
        "chief",
        lambda s, by, _c: publishing.publish_import(s, by=by, first_published_at=timezone.now()),
    ),
}


@pytest.mark.parametrize("what", ACTS)
def test_those_concerned_are_told_and_nobody_else(what: str, story: Article, cast: dict[str, User]) -> None:
    before, doer, act = ACTS[what]
    story = before(story, cast)
    Notice.objects.all().delete()
    act(story, cast[doer], cast)
    names = {user.pk: name for name, user in cast.items()}
    told = [names[to] for to in Notice.objects.values_list("to", flat=True)]
    assert sorted(told) == sorted(TOLD[what])
    assert {notice.entry for notice in Notice.objects.all()} <= {LogEntry.objects.order_by("pk").last()}


def test_a_writer_who_lost_their_role_or_account_is_not_told(story: Article, cast: dict[str, User]) -> None:
    cast["owner"].groups.clear()
    cast["writer"].is_active = False
    cast["writer"].save()
    submitted = workflow.submit(story, by=cast["chief"], revision=story.version)
    Notice.objects.all().delete()
    workflow.send_back(submitted, by=cast["desk_editor"], reason=WHY)
    assert [notice.to for notice in Notice.objects.all()] == [cast["handled"]]


def test_the_last_editor_who_no_longer_edits_the_section_is_not_told(story: Article, cast: dict[str, User]) -> None:
    factories.SectionFactory().editors.add(cast["handled"])
    workflow.send_back(_submitted(story, cast), by=cast["desk_editor"], reason=WHY)
    assert not Notice.objects.filter(to=cast["handled"]).exists()


def test_what_is_rolled_back_tells_nobody(story: Article, cast: dict[str, User]) -> None:
    def fails() -> None:
        with transaction.atomic():
            _submitted(story, cast)
            raise BadRequest

    with pytest.raises(BadRequest):
        fails()
    assert not Notice.objects.exists()


def test_a_refused_verb_tells_nobody(story: Article, cast: dict[str, User]) -> None:
    with pytest.raises(BadRequest):
        workflow.send_back(_submitted(story, cast), by=cast["desk_editor"], reason="ừ")
    assert {notice.entry.verb for notice in Notice.objects.all()} == {Verb.SUBMIT}


def test_the_number_of_queries_does_not_grow_with_the_people(story: Article, cast: dict[str, User]) -> None:
    def queries() -> int:
        submitted = _submitted(story, cast)
        entry = LogEntry.objects.order_by("pk").last()
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            notices.tell(entry, submitted)
        workflow.take_back(submitted, by=cast["owner"])
        return len(captured)

    few = queries()
    story.section.editors.add(*[factories.editor() for _ in range(20)])
    assert queries() == few <= 4


@pytest.mark.parametrize("what", ["take back", "claim", "send back", "approve own text"])
def test_a_story_that_waits_no_more_is_no_news(what: str, story: Article, cast: dict[str, User]) -> None:
    User.objects.update(email="desk@news.example")
    waiting = _submitted(story, cast)
    _before, doer, act = ACTS[what]
    unread = Notice.objects.unread().filter(entry__verb=Verb.SUBMIT)
    other = factories.submitted()
    assert unread.filter(entry__article=waiting).count() == 2
    act(waiting, cast[doer], cast)
    assert {notice.entry.article for notice in unread} == {other}
    assert not Notice.objects.filter(entry__article=waiting, entry__verb=Verb.SUBMIT).exclude(mail_due_at=None).exists()


# Switches -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at_desk", "by_mail", "address", "rows"),
    [
        (True, True, "mai@news.example", [(True, True)]),
        (True, False, "mai@news.example", [(True, False)]),
        (False, True, "mai@news.example", [(False, True)]),
        (False, False, "mai@news.example", []),
        (True, True, "", [(True, False)]),
        (False, True, "", []),
    ],
)
def test_everybody_chooses_how_they_are_told(
    at_desk: bool, by_mail: bool, address: str, rows: list[tuple[bool, bool]]
) -> None:
    owner = factories.reporter(email=address, notices_at_desk=at_desk, notices_by_mail=by_mail)
    factories.returned(owner=owner)
    found = Notice.objects.filter(to=owner)
    assert [(notice.at_desk, notice.mail_due_at is not None) for notice in found] == rows


def test_without_a_mail_server_no_mail_is_queued(settings: pytest.FixtureRequest) -> None:
    settings.MAIL_NOTICES = False
    factories.returned(owner=factories.reporter(email="mai@news.example"))
    assert Notice.objects.get(entry__verb=Verb.SEND_BACK).mail_due_at is None


# Words ----------------------------------------------------------------------------------------------------------------


def test_every_verb_of_which_anybody_is_told_has_its_words() -> None:
    named = {*notices.TOLD_TO_WRITERS, Verb.SUBMIT, Verb.RELEASE, Verb.HAND_OVER}
    assert set(notices.HEADINGS) == named
    owner = factories.reporter(username="mai")
    for verb in named:
        entry = LogEntry(verb=verb, by_name="Huy", details={"live_from": "2026-01-02T03:04:05+00:00", "to": "mai"})
        assert "Huy" in notices.sentence(Notice(to=owner, entry=entry), None)


def test_an_approval_says_what_has_become_of_the_story() -> None:
    editor = factories.editor()

    def told(story: Article) -> str:
        found = Article.objects.with_publication().get(pk=story.pk)
        with translation.override("en"):
            return notices.sentence(Notice(to=story.owner, entry=LogEntry(verb=Verb.APPROVE, by_name="Huy")), found)

    live = factories.published(by=editor)
    scheduled = factories.scheduled(by=editor)
    at = notices.clock(Article.objects.scheduled().get().scheduled_for)
    assert told(factories.approved(by=editor)) == "Huy approved this story. It is waiting to be published."
    assert told(live) == "Huy approved this story. It is live."
    assert told(scheduled) == f"Huy approved this story. It is scheduled for {at}."
    edited = workflow.edit(live, _with(live, title="Tít mới"), by=editor, revision=1)
    submitted = workflow.submit(edited, by=editor, revision=2)
    again = workflow.approve(submitted, by=factories.editor(), revision=2)
    assert told(again).endswith("until then readers see the earlier version.")


def test_old_notices_are_forgotten_and_the_log_is_not() -> None:
    now = timezone.now()
    # Days since it was told, days since it was read, whether mail is still to be sent: whether it stays.
    cases = [
        ((10, None, False), True),
        ((10, 10, False), True),
        ((100, 89, False), True),
        ((100, 91, False), False),
        ((200, None, False), True),
        ((366, None, False), False),
        ((366, 200, True), True),
    ]
    story, reader = factories.submitted(), factories.editor()
    entry = story.log.first()
    staying = set()
    for (told, read, mail), stays in cases:
        entry.pk, entry.at = None, now - timedelta(days=told)
        entry.save(force_insert=True)
        notice = Notice.objects.create(
            to=reader,
            entry=entry,
            read_at=now - timedelta(days=read) if read else None,
            mail_due_at=now if mail else None,
        )
        staying |= {notice.pk} if stays else set()
    entries = LogEntry.objects.count()
    assert notices.prune() == 2
    assert set(Notice.objects.filter(to=reader).values_list("pk", flat=True)) == staying
    assert LogEntry.objects.count() == entries
