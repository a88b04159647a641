"""Near-duplicates on the checklist: seen before a story is sent, acknowledged by name, kept in the log."""

import pytest
from django.test import Client

from accounts.models import User
from articles import readiness, workflow
from articles.checklist import SIMILAR
from articles.content import PickContent
from articles.models import Article, Verb
from articles.refusals import HeldBack
from tests import factories
from tests.desk.conftest import SignIn, change_url, typed, verb_url
from tests.duplicates.labelled import events

pytestmark = pytest.mark.django_db

ARCHIVE, FILED = events()
BASE = ARCHIVE["tram-bom"]
AGAIN = next(each.content for each in FILED if (each.event, each.kind) == ("tram-bom", "copy"))
WORDS = ("title", "lead", "body")


def words(content: object) -> dict[str, object]:
    return {name: getattr(content, name) for name in WORDS}


def filed(by: User, **parts: object) -> Article:
    return workflow.create(factories.content(**(words(AGAIN) | parts)), by=by)


@pytest.fixture
def live(other_reporter: User) -> Article:
    return factories.published(owner=other_reporter, **words(BASE))


@pytest.fixture
def mine(reporter: User) -> Article:
    return filed(reporter)


def keys_asked(story: Article) -> list[str]:
    """What would have to be acknowledged to send the story now."""
    with pytest.raises(HeldBack) as held:
        workflow.submit(story, by=story.owner, revision=story.version)
    assert not held.value.hard
    return [finding.key for finding in held.value.soft]


def soft(story: Article, *, similar: bool) -> list[str]:
    return [key for key in keys_asked(story) if key.startswith(SIMILAR) is similar]


def test_a_story_like_a_live_one_is_asked_about_and_sent_by_name(live: Article, mine: Article, reporter: User) -> None:
    keys = keys_asked(mine)
    assert len([key for key in keys if key.startswith(SIMILAR)]) == 1
    workflow.submit(mine, by=reporter, revision=1, acknowledged=keys)
    entry = mine.log.get(verb=Verb.SUBMIT)
    (kept,) = [each for each in entry.details["acknowledged"] if each["rule"] == SIMILAR]
    assert (entry.by, kept["figures"]["stories"], kept["figures"]["number"]) == (reporter, str(live.pk), 1)


def test_another_story_that_came_since_is_asked_about_again(live: Article, mine: Article, reporter: User) -> None:
    keys = keys_asked(mine)
    factories.published(**words(BASE))
    with pytest.raises(HeldBack) as held:
        workflow.submit(mine, by=reporter, revision=1, acknowledged=keys)
    assert held.value.names_only(SIMILAR)


def test_a_reporter_sends_past_anothers_draft_and_learns_nothing(mine: Article, other_reporter: User) -> None:
    workflow.create(factories.content(**words(BASE)), by=other_reporter)
    others = {finding.key for finding in readiness.findings(with_parts(mine), mine.owner)}
    workflow.submit(mine, by=mine.owner, revision=1, acknowledged=others)
    assert SIMILAR not in str(mine.log.get(verb=Verb.SUBMIT).details)


def with_parts(story: Article) -> Article:
    return Article.objects.with_parts().get(pk=story.pk)


def test_the_writers_own_update_that_says_so_is_sent_without_a_question(reporter: User) -> None:
    first = workflow.create(factories.content(**words(BASE)), by=reporter)
    update = filed(reporter)
    others = soft(update, similar=False)
    assert soft(update, similar=True)
    linked = factories.content(section=update.section, related=(PickContent(first),), **words(AGAIN))
    update = workflow.edit(update, linked, by=reporter, revision=1)
    workflow.submit(update, by=reporter, revision=2, acknowledged=others)


# At the desk ----------------------------------------------------------------------------------------------------------


def submitted(desk: Client, story: Article, **fields: object) -> str:
    """Where "save and submit" leads."""
    response = desk.post(change_url(story), typed(story, **fields) | {"_submit": "1"})
    assert response.status_code == 302
    return response["Location"]


def test_save_and_submit_leads_to_the_sentences_and_from_there_on(desk: Client, live: Article, mine: Article) -> None:
    other = soft(mine, similar=False)
    place = submitted(desk, mine, kicker="Thủy lợi", acknowledged=other)
    assert place.startswith(f"/admin/articles/article/{mine.pk}/similar/")
    mine.refresh_from_db()
    assert (mine.status, mine.kicker, mine.version) == ("draft", "Thủy lợi", 2)
    page = desk.get(place).content.decode()
    (key,) = soft(mine, similar=True)
    assert f'value="{key}"' in page
    assert all(f'value="{each}"' in page for each in other)
    assert BASE.title in page
    response = desk.post(verb_url(mine, "submit"), {"revision": 2, "acknowledged": [key, *other]})
    assert response.status_code == 302
    mine.refresh_from_db()
    assert mine.status == "submitted"


def test_what_else_is_in_the_way_comes_first(desk: Client, live: Article, mine: Article) -> None:
    assert submitted(desk, mine, tags="").endswith("#desk-checklist")


def test_the_page_of_a_refusal_leads_to_the_sentences(desk: Client, live: Article, mine: Article) -> None:
    response = desk.post(verb_url(mine, "submit"), {"revision": 1})
    assert response.status_code == 409
    assert f"/admin/articles/article/{mine.pk}/similar/" in response.content.decode()


def test_linking_the_other_story_forgets_nothing_acknowledged(desk: Client, live: Article, mine: Article) -> None:
    data = {"to": live.pk, "revision": 1, "acknowledged": ["lead_long:0123456789ab"]}
    response = desk.post(f"/admin/articles/article/{mine.pk}/similar/link/", data)
    assert response["Location"].endswith("?acknowledged=lead_long%3A0123456789ab")


def test_a_submitted_story_is_not_offered_for_sending(
    live: Article, mine: Article, reporter: User, editor: User, sign_in: SignIn
) -> None:
    workflow.submit(mine, by=reporter, revision=1, acknowledged=keys_asked(mine))
    page = sign_in(editor).get(f"/admin/articles/article/{mine.pk}/similar/").content.decode()
    assert 'name="acknowledged"' not in page


def test_the_history_says_that_it_was_seen_and_names_no_story(
    desk: Client, live: Article, mine: Article, reporter: User
) -> None:
    workflow.submit(mine, by=reporter, revision=1, acknowledged=keys_asked(mine))
    page = desk.get(f"/admin/articles/article/{mine.pk}/history/").content.decode()
    assert reporter.display_name in page
    assert BASE.title not in page
