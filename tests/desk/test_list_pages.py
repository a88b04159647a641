"""Pages of the story list skip and repeat nothing, whatever happens in between; filters stay, on the way back too."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles import workflow
from articles.admin import story_list
from articles.models import Article, Section
from tests import factories
from tests.desk.conftest import SignIn, typed, verb_url

pytestmark = pytest.mark.django_db
STORIES = "/admin/articles/article/"


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_list, "ON_A_PAGE", 4)


@pytest.fixture
def section(db: None) -> Section:
    return factories.SectionFactory()


@pytest.fixture
def editors_desk(sign_in: SignIn, editor: User) -> Client:
    return sign_in(editor)


def numbers(page: object) -> list[int]:
    return [row.story.pk for row in page.context["rows"]]


def turn(client: Client, page: object, way: str) -> object:
    return client.get(f"{STORIES}?{page.context[way]}")


def waiting(section: Section, editor: User, number: int) -> list[Article]:
    """Submitted stories, some of them planned: every part of the queue's order decides somewhere."""
    owner, now = factories.reporter(), timezone.now()
    stories = [factories.submitted(owner, section=section, title=f"Tin {place}") for place in range(number)]
    for place, story in enumerate(stories):
        if place % 3:
            deadline = now + timedelta(hours=place - 4) if place % 2 else None
            workflow.plan(story, by=editor, deadline=deadline, priority=place % 3)
    return stories


@pytest.mark.parametrize(
    "query", ["", "queue=waiting", "queue=approved", "queue=scheduled", "queue=today", "queue=mine"]
)
def test_pages_hold_every_story_once_there_and_back(
    editors_desk: Client, section: Section, editor: User, query: str
) -> None:
    made = {
        "queue=approved": lambda: factories.approved(section=section),
        "queue=scheduled": lambda: factories.scheduled(section=section),
        "queue=today": lambda: factories.published(section=section),
        "queue=mine": lambda: factories.draft(editor, section=section),
    }.get(query)
    stories = [made() for _ in range(11)] if made else waiting(section, editor, 11)
    page = editors_desk.get(f"{STORIES}?{query}")
    pages = [numbers(page)]
    while page.context["older"]:
        page = turn(editors_desk, page, "older")
        pages.append(numbers(page))
    assert [len(each) for each in pages] == [4, 4, 3]
    assert sorted(sum(pages, [])) == sorted(story.pk for story in stories)
    page = turn(editors_desk, page, "newer")
    assert numbers(page) == pages[1]
    page = turn(editors_desk, page, "newer")
    assert (numbers(page), page.context["newer"]) == (pages[0], "")


def test_stories_that_change_in_between_displace_no_other(editors_desk: Client, section: Section, editor: User) -> None:
    stories = [factories.draft(section=section, title=f"Tin {place}") for place in range(10)]
    first = editors_desk.get(STORIES)
    # One of the first page and one of a later page are saved, one of the first page is deleted, one is new.
    for story in (stories[-1], stories[2]):
        workflow.edit(story, factories.content(section, title="Tin sửa"), by=editor, revision=story.version)
    workflow.delete(stories[-3], by=editor)
    factories.draft(section=section, title="Tin vừa viết")
    second = turn(editors_desk, first, "older")
    third = turn(editors_desk, second, "older")
    untouched = [story.pk for story in reversed(stories) if story not in (stories[-1], stories[2], stories[-3])]
    seen = numbers(first) + numbers(second) + numbers(third)
    assert [pk for pk in seen if pk in untouched] == untouched


def test_deadline_that_passes_in_between_moves_no_story(
    editors_desk: Client, section: Section, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = waiting(section, editor, 10)
    first = editors_desk.get(f"{STORIES}?queue=waiting")
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    second = turn(editors_desk, first, "older")
    third = turn(editors_desk, second, "older")
    assert sorted(numbers(first) + numbers(second) + numbers(third)) == sorted(story.pk for story in stories)


def test_pages_keep_the_filters(editors_desk: Client, section: Section, editor: User) -> None:
    for place in range(6):
        factories.submitted(section=section, title=f"Tin lúa {place}")
        factories.submitted(title="Tin lúa nơi khác")
    page = editors_desk.get(f"{STORIES}?queue=waiting&section={section.pk}&q=lua")
    older = turn(editors_desk, page, "older")
    assert {row.story.section_id for row in older.context["rows"]} == {section.pk}
    assert len(older.context["rows"]) == 2


@pytest.mark.parametrize("mark", ["x", "1", "1.2.3", "9" * 18 + ".1", "-" + "9" * 18 + ".1", "1..2", "é.1"])
def test_place_that_no_list_wrote_is_the_beginning(editors_desk: Client, section: Section, mark: str) -> None:
    story = factories.draft(section=section)
    for way in ("older", "newer", "at"):
        answer = editors_desk.get(STORIES, {way: mark})
        assert answer.status_code == 200
    assert numbers(editors_desk.get(STORIES, {"older": "x"})) == [story.pk]


def test_emptied_page_leads_to_the_beginning(editors_desk: Client, section: Section, editor: User) -> None:
    stories = [factories.draft(section=section) for _ in range(5)]
    first = editors_desk.get(STORIES)
    workflow.delete(stories[0], by=editor)
    answer = turn(editors_desk, first, "older")
    assert answer.status_code == 200
    assert numbers(answer) == []


# The way back, and on -------------------------------------------------------------------------------------------------


def opened_from(client: Client, query: str, place: int = 0) -> str:
    return client.get(f"{STORIES}?{query}").context["rows"][place].url


def query_of(url: str) -> dict[str, list[str]]:
    found = parse_qs(urlsplit(url).query)
    found.pop("at", None)
    return found


def test_save_leads_back_to_the_same_list(editors_desk: Client, section: Section, reporter: User) -> None:
    story = factories.submitted(reporter, section=section)
    url = opened_from(editors_desk, f"queue=waiting&section={section.pk}&q=gieo")
    answer = editors_desk.post(url, typed(story, title="Gieo sớm", _save="1"))
    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).path == STORIES
    expected = {"queue": ["waiting"], "section": [str(section.pk)], "q": ["gieo"]}
    assert query_of(answer["Location"]) == expected
    kept = editors_desk.post(url, typed(Article.objects.get(), title="Gieo muộn", _continue="1"))
    assert query_of(editors_desk.get(kept["Location"]).context["panel"]["list_url"]) == expected


def test_verbs_remember_the_list(editors_desk: Client, section: Section, reporter: User) -> None:
    factories.submitted(reporter, section=section)
    page = editors_desk.get(opened_from(editors_desk, "queue=waiting&q=gieo"))
    claim = next(button for button in page.context["panel"]["buttons"] if button.verb == "claim")
    answer = editors_desk.post(claim.url, {"revision": 1})
    assert query_of(editors_desk.get(answer["Location"]).context["panel"]["list_url"]) == {
        "queue": ["waiting"],
        "q": ["gieo"],
    }


def test_back_in_the_list_the_story_is_marked(editors_desk: Client, section: Section, reporter: User) -> None:
    story = factories.submitted(reporter, section=section)
    panel = editors_desk.get(opened_from(editors_desk, "queue=waiting")).context["panel"]
    assert editors_desk.get(panel["list_url"]).context["opened"] == story.pk


def test_foreign_addresses_are_not_followed(editors_desk: Client, section: Section) -> None:
    story = factories.draft(section=section)
    answer = editors_desk.post(
        f"{STORIES}{story.pk}/change/?_changelist_filters=//evil.example/%3Fx", typed(story, _save="1")
    )
    assert urlsplit(answer["Location"]).path == STORIES


def test_next_in_queue_goes_through_it_whatever_is_done_with_each(
    editors_desk: Client, section: Section, editor: User
) -> None:
    stories = waiting(section, editor, 5)
    in_order = [row.story.pk for row in editors_desk.get(f"{STORIES}?queue=waiting").context["rows"]]
    in_order += [story.pk for story in stories if story.pk not in in_order]
    url, seen = opened_from(editors_desk, "queue=waiting"), []
    while url:
        page = editors_desk.get(url)
        story = page.context["panel"]["story"]
        seen.append(story.pk)
        if len(seen) % 2:
            verb = {"send_back": {"reason": "Cần thêm số liệu."}, "approve": {"revision": story.version}}
            name = "approve" if len(seen) == 1 else "send_back"
            done = next(button for button in page.context["panel"]["buttons"] if button.verb == name)
            page = editors_desk.get(editors_desk.post(done.url, verb[name])["Location"])
        url = (page.context["panel"]["next"] or {}).get("url")
        assert bool(url) == bool(BeautifulSoup(page.content, "html.parser").select_one("a[data-next]"))
    assert seen == in_order


def test_editor_from_nowhere_is_led_to_what_waits_and_a_reporter_nowhere(
    sign_in: SignIn, editors_desk: Client, section: Section, reporter: User
) -> None:
    other, story = factories.submitted(section=section), factories.draft(reporter, section=section)
    url = f"{STORIES}{story.pk}/change/"
    assert f"/{other.pk}/change/" in editors_desk.get(url).context["panel"]["next"]["url"]
    assert sign_in(reporter).get(url).context["panel"]["next"] is None


def test_next_in_queue_is_a_story_one_may_see(sign_in: SignIn, section: Section, reporter: User) -> None:
    mine = factories.draft(reporter, section=section)
    factories.draft(section=section)
    page = sign_in(reporter).get(f"{STORIES}{mine.pk}/change/?_changelist_filters=queue%3Ddrafts")
    assert page.context["panel"]["next"] is None


def test_refused_verb_leads_back_with_the_list(editors_desk: Client, section: Section, reporter: User) -> None:
    story = factories.submitted(reporter, section=section)
    answer = editors_desk.post(f"{verb_url(story, 'approve')}?_changelist_filters=queue%3Dwaiting", {"revision": 9})
    assert answer.status_code == 409
    assert "_changelist_filters=queue%3Dwaiting" in answer.context["back"]
