"""The checklist at the desk: on the story's page, live while writing, in what a refused submission says."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from articles import tags, workflow
from articles.models import Article
from tests import factories
from tests.desk.conftest import SignIn, change_url, typed, verb_url

pytestmark = pytest.mark.django_db

LONG_TITLE = "Nông dân các xã ven sông xuống đồng gieo vụ mới ngay sau những ngày mưa"


def findings(client: Client, story: Article) -> dict[str, list[str]]:
    checklist = client.get(change_url(story)).context["panel"]["checklist"]
    return {kind: [line.finding.rule.name for line in checklist[kind]] for kind in ("hard", "soft")}


def keys(client: Client, story: Article) -> list[str]:
    return [line.finding.key for line in client.get(change_url(story)).context["panel"]["checklist"]["soft"]]


def autosaved(client: Client, story: Article, **fields: object) -> str:
    message = typed(story, **fields) | {"tab": str(uuid4()), "turn": 1}
    answer = client.post(f"/admin/articles/article/{story.pk}/autosave/", message)
    assert answer.status_code == 200
    return json.loads(answer.content)["checklist"]


def test_the_page_shows_what_holds_a_story_back_and_asks_for_what_deviates(desk: Client, reporter: User) -> None:
    story = factories.draft(reporter, title=LONG_TITLE, tags=(), lead_photo=None)
    assert findings(desk, story) == {"hard": ["lead_picture_missing", "tags_missing"], "soft": ["title_words"]}
    page = desk.get(change_url(story)).content.decode()
    assert 'href="#id_tags" data-field="tags"' in page
    assert f'name="acknowledged" value="{keys(desk, story)[0]}" form="article_form"' in page


def test_a_story_with_nothing_amiss_says_so(desk: Client, story: Article) -> None:
    assert findings(desk, story) == {"hard": [], "soft": []}
    assert "check_circle" in desk.get(change_url(story)).content.decode()


def test_every_autosave_tells_what_the_typed_text_lacks_before_it_is_saved(desk: Client, story: Article) -> None:
    lines = autosaved(desk, story, lead="", title=LONG_TITLE)
    assert 'data-field="lead"' in lines
    assert "16" in lines
    assert 'data-field="tags"' not in lines
    assert Article.objects.get(pk=story.pk).lead == story.lead


def test_an_autosave_of_a_sent_story_knows_that_its_words_are_no_tags_yet(sign_in: SignIn, editor: User) -> None:
    story = factories.submit(workflow.create(factories.proposing("lũ ống"), by=factories.reporter()))
    client = sign_in(editor)
    assert "tags_undecided" in autosaved(client, story, lead="Sa pô mới.")
    tags.create("lũ ống", by=editor)
    assert "tags_undecided" not in autosaved(client, story, lead="Sa pô mới hơn.")


def test_a_title_that_was_emptied_is_told_as_missing(desk: Client, story: Article) -> None:
    assert 'data-field="title"' in autosaved(desk, story, title="")


def test_a_tick_is_no_typing(desk: Client, story: Article) -> None:
    autosaved(desk, story, acknowledged="title_words:0123456789ab")
    assert story.editing_sessions.get().typed is None


def test_the_words_of_a_picture_are_mended_with_the_picture(desk: Client, reporter: User) -> None:
    photo = factories.PhotoFactory(credit="", uploaded_by=reporter)
    story = factories.draft(reporter, lead_photo=photo)
    assert f"/admin/articles/photo/{photo.pk}/change/" in desk.get(change_url(story)).content.decode()


# Save and submit ------------------------------------------------------------------------------------------------------


def test_what_holds_it_back_is_said_and_the_text_is_saved(desk: Client, story: Article) -> None:
    answer = desk.post(change_url(story), typed(story, title="Đầu đề mới", tags="", _submit="1"), follow=True)
    assert answer.redirect_chain[-1][0].endswith("#desk-checklist")
    (said,) = [str(message) for message in answer.context["messages"] if message.level_tag == "error"]
    assert str(answer.context["panel"]["checklist"]["hard"][0].finding.message) in said
    story.refresh_from_db()
    assert (story.title, story.status, story.version) == ("Đầu đề mới", "draft", 2)


def test_what_deviates_is_submitted_once_it_is_acknowledged(desk: Client, story: Article) -> None:
    fields = {"title": LONG_TITLE, "_submit": "1"}
    desk.post(change_url(story), typed(story, **fields))
    story.refresh_from_db()
    assert (story.status, story.version) == ("draft", 2)
    fields["acknowledged"] = keys(desk, story)
    desk.post(change_url(story), typed(story, **fields))
    story.refresh_from_db()
    assert (story.status, story.version) == ("submitted", 2)


def test_a_tick_for_a_text_that_was_changed_afterwards_is_asked_for_again(desk: Client, reporter: User) -> None:
    story = factories.draft(reporter, title=LONG_TITLE)
    fields = {"title": f"{LONG_TITLE} to", "acknowledged": keys(desk, story), "_submit": "1"}
    desk.post(change_url(story), typed(story, **fields))
    story.refresh_from_db()
    assert (story.status, story.version) == ("draft", 2)


# The verb's own address -----------------------------------------------------------------------------------------------


def test_a_refused_submission_answers_409_and_says_everything_in_the_way(desk: Client, reporter: User) -> None:
    story = factories.draft(reporter, title=LONG_TITLE, lead_photo=None)
    answer = desk.post(verb_url(story, "submit"), {"revision": 1})
    assert answer.status_code == 409
    page = answer.content.decode()
    for finding in answer.context["refusal"].findings:
        assert finding.message in page
    assert 'name="acknowledged"' not in page


def test_where_only_a_confirmation_is_missing_the_page_asks_for_it(desk: Client, reporter: User) -> None:
    story = factories.draft(reporter, title=LONG_TITLE)
    answer = desk.post(verb_url(story, "submit"), {"revision": 1})
    assert answer.status_code == 409
    key = answer.context["refusal"].soft[0].key
    assert f'name="acknowledged" value="{key}"' in answer.content.decode()
    assert desk.post(verb_url(story, "submit"), {"revision": 1, "acknowledged": [key]}).status_code == 302


def test_nobody_submits_for_somebody_else_by_acknowledging(sign_in: SignIn, other_reporter: User) -> None:
    story = factories.draft(title=LONG_TITLE)
    assert sign_in(other_reporter).post(verb_url(story, "submit"), {"revision": 1}).status_code == 403


# What the editor sees -------------------------------------------------------------------------------------------------


def test_the_editor_sees_what_the_sender_acknowledged_and_so_does_the_history(
    sign_in: SignIn, reporter: User, editor: User
) -> None:
    story = factories.submitted(reporter, title=LONG_TITLE)
    client = sign_in(editor)
    checklist = client.get(change_url(story)).context["panel"]["checklist"]
    assert checklist["sent"]["name"] == reporter.display_name
    (message,) = checklist["sent"]["messages"]
    assert "16" in message
    assert checklist["soft"] == []  # said once
    for page in (change_url(story), f"/admin/articles/article/{story.pk}/history/"):
        assert message in client.get(page).content.decode()


def test_the_editor_is_told_what_keeps_the_story_from_being_approved(sign_in: SignIn, editor: User) -> None:
    story = factories.claimed(editor)
    client = sign_in(editor)
    client.post(change_url(story), typed(story, tags=""))
    assert findings(client, story)["hard"] == ["tags_missing"]
    answer = client.post(verb_url(story, "approve"), {"revision": 2})
    assert answer.status_code == 409
    assert answer.context["refusal"].hard[0].message in answer.content.decode()


def test_who_only_reads_the_story_is_shown_no_checklist(desk: Client, reporter: User) -> None:
    story = factories.submitted(reporter)
    assert "shown" not in desk.get(change_url(story)).context["panel"]["checklist"]
