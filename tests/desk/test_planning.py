"""Deadline and priority: who sets them, what is refused, what counts as overdue."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles import workflow
from articles.admin.timing import span
from articles.models import Article, Verb
from tests import factories
from tests.desk.conftest import SignIn, change_url, verb_url

pytestmark = pytest.mark.django_db
URGENT = Article.Priority.URGENT


def planned(client: Client, story: Article, **fields: object) -> int:
    return client.post(verb_url(story, "plan"), fields).status_code


def test_deadline_is_hanois_clock_and_is_logged(sign_in: SignIn, editor: User, story: Article) -> None:
    assert planned(sign_in(editor), story, deadline="2099-03-04T17:30", priority=URGENT) == 302
    story.refresh_from_db()
    assert (story.deadline, story.priority) == (datetime(2099, 3, 4, 10, 30, tzinfo=UTC), URGENT)
    entry = story.log.first()
    assert (entry.verb, entry.by, entry.details["priority"]) == (Verb.PLAN, editor, URGENT)


def test_deadline_can_be_taken_away(sign_in: SignIn, editor: User, story: Article) -> None:
    workflow.plan(story, by=editor, deadline=timezone.now(), priority=URGENT)
    assert planned(sign_in(editor), story, deadline="", priority="0") == 302
    story.refresh_from_db()
    assert (story.deadline, story.priority) == (None, Article.Priority.NORMAL)


def test_text_status_and_claim_stay(sign_in: SignIn, editor: User, other_editor: User) -> None:
    story = factories.claimed(by=other_editor)
    before = (story.version, story.status, story.status_since, story.modified_at, story.claimed_by)
    assert planned(sign_in(editor), story, deadline="2099-03-04T17:30", priority=1) == 302
    story.refresh_from_db()
    assert (story.version, story.status, story.status_since, story.modified_at, story.claimed_by) == before


@pytest.mark.parametrize(
    "fields",
    [{"deadline": "mai"}, {"deadline": "2099-03-04"}, {"deadline": "2099-13-01T10:00"}, {"priority": "3"}]
    + [{"priority": "x"}, {"priority": "-1"}, {"priority": "9" * 30}],
)
def test_nonsense_is_refused_and_changes_nothing(
    sign_in: SignIn, editor: User, story: Article, fields: dict[str, str]
) -> None:
    assert planned(sign_in(editor), story, **fields) == 400
    story.refresh_from_db()
    assert (story.deadline, story.priority) == (None, Article.Priority.NORMAL)


def test_reporters_read_the_plan_and_do_not_make_it(sign_in: SignIn, reporter: User, editor: User) -> None:
    story = factories.draft(reporter)
    client = sign_in(reporter)
    assert planned(client, story, deadline="2099-03-04T17:30", priority=2) == 403
    workflow.plan(story, by=editor, deadline=timezone.now() - timedelta(hours=2), priority=URGENT)
    page = client.get(change_url(story))
    assert "desk-due--overdue" in page.content.decode()
    assert 'name="deadline"' not in page.content.decode()


def test_editor_of_another_section_does_not_plan(sign_in: SignIn, editor: User, story: Article) -> None:
    factories.SectionFactory().editors.add(editor)
    assert planned(sign_in(editor), story, deadline="", priority=2) == 403


def test_form_shows_what_is_set(sign_in: SignIn, editor: User, story: Article) -> None:
    at = datetime(2099, 3, 4, 10, 30, tzinfo=UTC)
    workflow.plan(story, by=editor, deadline=at, priority=URGENT)
    page = sign_in(editor).get(change_url(story)).content.decode()
    assert 'value="2099-03-04T17:30"' in page
    assert '<option value="2" selected>' in page


@pytest.mark.parametrize(
    ("state", "overdue"),
    [
        ("draft", True),
        ("submitted", True),
        ("claimed", True),
        ("returned", True),
        ("approved", True),
        ("scheduled", False),
        ("published", False),
        ("withdrawn", False),
    ],
)
def test_overdue_is_what_readers_have_not_seen_in_time(editor: User, state: str, overdue: bool) -> None:
    """The rule for one story and the rule for many, side by side."""
    now = timezone.now()
    for deadline, late in ((now - timedelta(minutes=1), overdue), (now + timedelta(minutes=1), False), (None, False)):
        story = workflow.plan(getattr(factories, state)(), by=factories.editor(), deadline=deadline, priority=0)
        loaded = Article.objects.with_publication().with_urgency(now).get(pk=story.pk)
        assert loaded.is_overdue(now) is late
        assert Article.objects.overdue(now).filter(pk=story.pk).exists() is late
        assert loaded.late == late


def test_live_story_that_is_being_changed_is_not_overdue(editor: User) -> None:
    live = factories.published()
    workflow.edit(live, factories.content(title="Sửa"), by=editor, revision=live.version)
    now = timezone.now()
    workflow.plan(live, by=editor, deadline=now - timedelta(days=1), priority=0)
    assert not Article.objects.with_publication().get(pk=live.pk).is_overdue(now)
    assert not Article.objects.overdue(now).exists()


def test_stage_is_as_old_as_its_status_and_no_younger_for_a_save_or_a_plan(editor: User) -> None:
    story = factories.submitted()
    since = story.status_since
    story = workflow.plan(workflow.claim(story, by=editor), by=editor, deadline=None, priority=2)
    story = workflow.edit(story, factories.content(title="Sửa"), by=editor, revision=story.version)
    assert story.status_since == since
    assert workflow.approve(story, by=editor, revision=story.version).status_since > since


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=5), "1 minute"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(hours=3, minutes=40), "3 hours"),
        (timedelta(hours=47), "1 day"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=59), "59 days"),
        (timedelta(days=100), "3 months"),
        (timedelta(days=800), "2 years"),
    ],
)
def test_spans_are_said_in_their_largest_unit(length: timedelta, words: str, settings: object) -> None:
    settings.LANGUAGE_CODE = "en"
    assert span(length) == words
