"""A story is sent on when nothing on the checklist holds it back: asked by the verb itself, of what is stored."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import house_style, intake, publishing, readiness, tags, workflow
from articles.checklist import Finding
from articles.content import Content
from articles.models import Article, Verb
from articles.refusals import HeldBack, StaleRevision
from tests import factories
from tests.rules.at_once import Racer, at_once, outcomes

pytestmark = pytest.mark.django_db

LONG_TITLE = "Nông dân các xã ven sông xuống đồng gieo vụ mới ngay sau những ngày mưa"
LONGER_TITLE = f"{LONG_TITLE} to"


def submit(story: Article, *acknowledged: str, by: User | None = None) -> Article:
    return workflow.submit(story, by=by or story.owner, revision=story.version, acknowledged=acknowledged)


def findings(story: Article) -> list[Finding]:
    return readiness.findings(Article.objects.with_parts().get(pk=story.pk), story.owner)


def names(refused: HeldBack) -> list[str]:
    return [finding.rule.name for finding in refused.findings]


def edited(story: Article, **parts: object) -> Article:
    return workflow.edit(story, replace(Content.of(story), **parts), by=story.owner, revision=story.version)


def test_a_story_with_nothing_amiss_is_sent_and_the_log_says_nothing_of_it() -> None:
    story = submit(factories.draft())
    assert story.status == "submitted"
    assert story.log.first().details == {}


LACKING: list[tuple[dict[str, object], str]] = [
    ({"lead": ""}, "lead_missing"),
    ({"body": ""}, "body_missing"),
    ({"tags": ()}, "tags_missing"),
    ({"bylines": ()}, "writer_missing"),
    ({"lead_photo": None}, "lead_picture_missing"),
    ({"title": "[nhập tít]"}, "title_placeholder"),
]


@pytest.mark.parametrize(("parts", "rule"), LACKING, ids=[case[1] for case in LACKING])
def test_what_is_hard_is_not_to_be_acknowledged(parts: dict[str, object], rule: str) -> None:
    story = factories.draft(**parts)
    with pytest.raises(HeldBack) as refused:
        submit(story, *(finding.key for finding in findings(story)))
    assert names(refused.value) == [rule]
    assert Article.objects.get(pk=story.pk).status == "draft"
    assert not story.log.filter(verb=Verb.SUBMIT).exists()


@pytest.mark.parametrize("word", ["caption", "credit"])
def test_a_picture_needs_its_words_at_the_head_and_in_the_text(word: str) -> None:
    mute = factories.PhotoFactory(**{word: ""})
    caption = "" if word == "caption" else "<figcaption>Lúa chín.</figcaption>"
    figure = f'<figure class="image"><img src="/media/{mute.file}">{caption}</figure>'
    at_head = factories.draft(lead_photo=mute)
    in_text = factories.draft(body=f"{factories.BODY}\n{figure}")
    assert [finding.rule.name for finding in findings(at_head)] == [f"lead_picture_{word}"]
    assert [finding.rule.name for finding in findings(in_text)] == [f"picture_{word}"]


def test_the_credit_of_a_picture_in_the_text_may_stand_in_its_caption() -> None:
    mute = factories.PhotoFactory(credit="")
    caption = "<figcaption>Lúa chín. Ảnh: Mai Trần</figcaption>"
    body = f'{factories.BODY}\n<figure class="image"><img src="/media/{mute.file}">{caption}</figure>'
    assert findings(factories.draft(body=body)) == []


def test_a_soft_finding_asks_and_the_log_keeps_by_whom_and_with_what_figures_it_was_acknowledged() -> None:
    story = factories.draft(title=LONG_TITLE)
    with pytest.raises(HeldBack) as refused:
        submit(story)
    (finding,) = refused.value.findings
    submit(story, finding.key)
    row = story.log.first()
    assert (row.verb, row.by) == (Verb.SUBMIT, story.owner)
    assert row.details == {"acknowledged": [{"rule": "title_words", "figures": {"words": 16, "most": 12}}]}


def test_an_acknowledgement_is_of_what_was_seen_and_of_nothing_else() -> None:
    story = factories.draft(title=LONG_TITLE)
    (seen,) = findings(story)
    story = edited(story, title=LONGER_TITLE)
    with pytest.raises(HeldBack) as refused:
        submit(story, seen.key)
    (asked,) = refused.value.findings
    assert asked.figures["words"] == 17
    assert submit(story, asked.key).status == "submitted"


def test_an_acknowledgement_does_not_outlast_a_change_of_the_rule() -> None:
    story = factories.draft(title=LONG_TITLE)
    (seen,) = findings(story)
    house_style.change({"title_words_max": 10}, by=factories.administrator(), version=1)
    with pytest.raises(HeldBack):
        submit(story, seen.key)


def test_acknowledging_what_is_not_there_says_nothing_in_the_log() -> None:
    story = submit(factories.draft(), "title_words:0123456789ab", "nonsense", "")
    assert story.log.first().details == {}


def test_editors_send_their_own_stories_the_same_way() -> None:
    editor = factories.editor()
    with pytest.raises(HeldBack):
        submit(factories.draft(editor, lead_photo=None))


def test_a_story_sent_again_is_asked_again() -> None:
    story = factories.submitted(title=LONG_TITLE)
    story = workflow.take_back(story, by=story.owner)
    with pytest.raises(HeldBack):
        submit(story)


# Approval -------------------------------------------------------------------------------------------------------------


def test_what_an_editor_took_out_keeps_the_story_from_being_approved() -> None:
    editor = factories.editor()
    story = factories.claimed(editor)
    story = workflow.edit(story, replace(Content.of(story), tags=()), by=editor, revision=1)
    with pytest.raises(HeldBack) as refused:
        workflow.approve(story, by=editor, revision=2)
    assert names(refused.value) == ["tags_missing"]
    assert Article.objects.get(pk=story.pk).status == "submitted"


@pytest.mark.django_db(transaction=True)
def test_a_proposed_word_is_enough_to_send_a_story_and_not_to_approve_it() -> None:
    reporter, editor = factories.reporter(), factories.editor()
    story = submit(workflow.create(factories.proposing("lũ ống"), by=reporter))
    with pytest.raises(HeldBack) as refused:
        workflow.approve(story, by=editor, revision=1)
    assert names(refused.value) == ["tags_undecided"]
    tags.create("lũ ống", by=editor)
    assert workflow.approve(story, by=editor, revision=1).status == "approved"


def test_what_is_soft_is_the_writers_to_acknowledge_and_the_editor_is_not_asked() -> None:
    story, editor = factories.submitted(), factories.editor()
    story = workflow.edit(story, replace(Content.of(story), title=LONG_TITLE), by=editor, revision=1)
    assert workflow.approve(story, by=editor, revision=2).status == "approved"


def test_a_picture_that_lost_its_credit_is_not_approved() -> None:
    picture, editor = factories.PhotoFactory(), factories.editor()
    story = factories.submitted(lead_photo=picture)
    intake.reword(picture, by=editor, caption="Lúa chín.", credit="", alt_text="")
    with pytest.raises(HeldBack) as refused:
        workflow.approve(story, by=editor, revision=1)
    assert names(refused.value) == ["lead_picture_credit"]


# Links of our own -----------------------------------------------------------------------------------------------------


def linked(address: str, owner: User | None = None) -> Article:
    return factories.draft(owner, body=f'{factories.BODY}\n<p><a href="{address}">Bài trước</a></p>')


def address_of(story: Article) -> str:
    return f"/muc/bai-{story.pk}.html"


@pytest.mark.parametrize("host", ["", "http://testserver", "https://testserver:443"])
def test_a_link_to_a_story_that_is_not_there_is_broken(host: str) -> None:
    assert [finding.rule.name for finding in findings(linked(f"{host}/muc/bai-999999999.html"))] == ["link_broken"]


def test_a_link_to_what_readers_see_or_to_another_site_is_in_order() -> None:
    for address in (
        address_of(factories.published()),
        f"http://testserver{address_of(factories.published())}?p=1#a",
        "https://bao-khac.example/muc/bai-999999999.html",
        "/muc/",
    ):
        assert findings(linked(address)) == []


def test_a_link_to_what_readers_do_not_see_asks_the_writer_who_may_see_it() -> None:
    writer = factories.reporter()
    own = factories.draft(writer)
    assert [finding.rule.name for finding in findings(linked(address_of(own), writer))] == ["link_unseen"]


def test_a_link_does_not_tell_a_writer_of_a_story_they_may_not_see() -> None:
    other = factories.draft()
    assert [finding.rule.name for finding in findings(linked(address_of(other)))] == ["link_broken"]


# Text nobody could read, costs, races ---------------------------------------------------------------------------------


def test_markup_beyond_reading_counts_as_no_text() -> None:
    story = factories.draft()
    Article.objects.filter(pk=story.pk).update(body="<b>" * 300)
    assert "body_missing" in [finding.rule.name for finding in findings(story)]


def test_the_questions_to_the_database_are_few_and_fixed(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    figures = "".join(
        f'<figure class="image"><img src="/media/{factories.PhotoFactory().file}"><figcaption>Lúa</figcaption></figure>'
        for _ in range(5)
    )
    links = "".join(f'<a href="/muc/bai-{number}.html">{number}</a> ' for number in range(900, 910))
    story = factories.draft(body=f"{factories.BODY}\n{figures}\n<p>{links}</p>")
    owner = factories.managing_editor()
    assert owner.roles
    read = Article.objects.with_parts().select_related("section", "lead_photo").get(pk=story.pk)
    with django_assert_num_queries(4):
        readiness.findings(read, owner)


@pytest.mark.django_db(transaction=True)
def test_a_text_changed_between_the_look_at_it_and_the_submission_is_not_sent_unread() -> None:
    """Read-and-save: the story goes out with a title of 17 words, of which nobody has acknowledged one."""
    story = factories.draft(title=LONG_TITLE)
    (seen,) = findings(story)
    changed = replace(Content.of(story), title=LONGER_TITLE)
    won, lost = at_once(
        story,
        lambda: workflow.edit(story, changed, by=story.owner, revision=1),
        lambda: submit(story, seen.key),
    )
    assert isinstance(won, Article)
    assert isinstance(lost, StaleRevision)
    assert Article.objects.get(pk=story.pk).status == "draft"


@pytest.mark.django_db(transaction=True)
def test_a_credit_taken_away_while_the_story_is_approved_waits_for_the_approval() -> None:
    """Unlocked, the story is approved with a picture that has no credit any more."""
    picture, editor = factories.PhotoFactory(), factories.editor()
    story = factories.submitted(lead_photo=picture)
    take_away: Callable[[], object] = lambda: intake.reword(  # noqa: E731
        picture, by=editor, caption="Lúa chín.", credit="", alt_text=""
    )
    rewording, approving = Racer(take_away), Racer(lambda: workflow.approve(story, by=editor, revision=1))
    for racer in (rewording, approving):
        racer.start()
    _nothing, approved = outcomes([rewording, approving])
    # Whichever came first: approved with its credit and then changed, which the desk says, or held back.
    picture.refresh_from_db()
    story = Article.objects.with_publication().get(pk=story.pk)
    assert picture.credit == ""
    assert isinstance(approved, HeldBack) or Verb.PUBLISH not in publishing.available(story, editor)
