"""The calendar: what was published and what is scheduled on each day, for each person what they may see."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles import publishing, workflow
from articles.admin import calendar
from articles.models import Article
from tests import factories
from tests.desk.conftest import SignIn
from tests.public.stories import live_story

pytestmark = pytest.mark.django_db
CALENDAR = "/admin/articles/article/calendar/"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text + ":00+07:00")


def days(client: Client, query: str) -> dict[str, list[str]]:
    answer = client.get(f"{CALENDAR}?{query}")
    assert answer.status_code == 200
    return {
        day.date.isoformat(): [entry.title for entry in day.entries] for day in answer.context["days"] if day.entries
    }


def schedule(at: str, **parts: object) -> Article:
    by = factories.editor()
    story = factories.approved(by, **parts)
    publishing.schedule(story, by=by, revision=story.version, at=moment(at))
    return Article.objects.get(pk=story.pk)


@pytest.fixture
def editors_desk(sign_in: SignIn, editor: User) -> Client:
    return sign_in(editor)


def test_days_are_hanois(editors_desk: Client) -> None:
    live_story(title="cuối ngày", at=moment("2021-03-10T23:59"))
    live_story(title="đầu ngày", at=moment("2021-03-11T00:00"))
    schedule("2099-03-05T00:00", title="hẹn đầu ngày")
    assert days(editors_desk, "day=2021-03-15") == {"2021-03-10": ["cuối ngày"], "2021-03-11": ["đầu ngày"]}
    assert days(editors_desk, "day=2099-03-15") == {"2099-03-05": ["hẹn đầu ngày"]}


def test_week_holds_its_seven_days(editors_desk: Client) -> None:
    for at in ("2021-03-07T23:00", "2021-03-08T08:00", "2021-03-14T20:00", "2021-03-15T00:00"):
        live_story(title=at, at=moment(at))
    assert set(days(editors_desk, "view=week&day=2021-03-11")) == {"2021-03-08", "2021-03-14"}


def test_stories_of_a_day_come_by_the_clock(editors_desk: Client) -> None:
    for at in ("2021-03-08T12:00", "2021-03-08T06:00", "2021-03-08T18:00"):
        live_story(title=at[-5:], at=moment(at))
    assert days(editors_desk, "day=2021-03-08")["2021-03-08"] == ["06:00", "12:00", "18:00"]


def test_changed_story_stands_on_its_first_day_and_its_next_version_on_its_own(
    editors_desk: Client, editor: User
) -> None:
    live = live_story(title="bản cũ", at=moment("2021-03-08T12:00")).article
    changed = workflow.edit(
        live, factories.content(title="bản mới", section=live.section), by=editor, revision=live.version
    )
    chief = factories.managing_editor()
    changed = workflow.approve(factories.submit(changed, editor), by=chief, revision=changed.version)
    publishing.schedule(changed, by=chief, revision=changed.version, at=moment("2099-03-08T12:00"))
    assert days(editors_desk, "day=2021-03-08") == {"2021-03-08": ["bản cũ"]}
    assert days(editors_desk, "day=2099-03-08") == {"2099-03-08": ["bản mới"]}


def test_what_was_withdrawn_or_called_off_is_not_there(editors_desk: Client) -> None:
    today = timezone.localdate().isoformat()
    factories.withdrawn(title="đã gỡ")
    called_off = schedule("2099-03-05T08:00", title="bỏ hẹn")
    publishing.cancel_schedule(called_off, by=factories.managing_editor())
    assert days(editors_desk, f"day={today}") == {}
    assert days(editors_desk, "day=2099-03-05") == {}


def test_section_filter_takes_sub_sections_along(editors_desk: Client) -> None:
    top = factories.SectionFactory()
    for section, title in ((top, "lớn"), (factories.SectionFactory(parent=top), "con"), (None, "khác")):
        schedule("2099-03-05T08:00", title=title, section=section)
    assert set(days(editors_desk, f"day=2099-03-05&section={top.pk}")["2099-03-05"]) == {"lớn", "con"}


def test_reporter_sees_own_stories_and_nobody_elses(sign_in: SignIn, reporter: User) -> None:
    for owner, title in ((reporter, "của mình"), (None, "của người")):
        schedule("2099-03-05T08:00", owner=owner, title=title)
        factories.published(owner=owner, title=f"{title}, đã đăng")
    client = sign_in(reporter)
    assert days(client, "day=2099-03-05") == {"2099-03-05": ["của mình"]}
    assert "của người" not in client.get(CALENDAR).content.decode()


def test_editor_of_a_section_sees_that_section(sign_in: SignIn, editor: User) -> None:
    mine = factories.SectionFactory()
    mine.editors.add(editor)
    schedule("2099-03-05T08:00", section=mine, title="mục mình")
    schedule("2099-03-05T08:00", title="mục khác")
    assert days(sign_in(editor), "day=2099-03-05") == {"2099-03-05": ["mục mình"]}


def test_administrator_has_no_calendar(sign_in: SignIn, admin: User) -> None:
    assert sign_in(admin).get(CALENDAR).status_code == 403


def test_full_day_leads_to_the_list(editors_desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(calendar.SHOWN, "month", 2)
    for minute in range(5):
        live_story(title=f"Tin {minute}", at=moment(f"2021-03-08T12:0{minute}"))
        schedule(f"2099-03-08T12:0{minute}", title=f"Hẹn {minute}")
    for day in ("2021-03-08", "2099-03-08"):
        shown = next(
            each for each in editors_desk.get(f"{CALENDAR}?day={day}").context["days"] if each.date.isoformat() == day
        )
        assert (len(shown.entries), shown.more) == (2, 3)
        assert len(editors_desk.get(shown.list_url).context["rows"]) == 5


def test_today_is_marked(editors_desk: Client) -> None:
    today = timezone.localdate()
    assert [day.date for day in editors_desk.get(CALENDAR).context["days"] if day.is_today] == [today]
    far = (today + timedelta(days=90)).isoformat()
    assert not any(day.is_today for day in editors_desk.get(f"{CALENDAR}?day={far}").context["days"])


@pytest.mark.parametrize("query", ["day=x", "day=2026-02-30", "day=0001-01-01", "day=9999-12-31", "section=x&view=x"])
def test_nonsense_shows_today(editors_desk: Client, query: str) -> None:
    assert editors_desk.get(f"{CALENDAR}?{query}").context["day"] == timezone.localdate()


@pytest.mark.parametrize("day", ["1900-01-01", "2900-12-31"])
@pytest.mark.parametrize("view", ["month", "week"])
def test_first_and_last_days_can_be_shown(editors_desk: Client, day: str, view: str) -> None:
    assert editors_desk.get(f"{CALENDAR}?day={day}&view={view}").status_code == 200
