"""The list of stories: its rows, queues, filters and search, for each role what they may see and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles import publishing, readership, workflow
from articles.content import BylineContent
from articles.models import Article, Tag
from tests import factories
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
STORIES = "/admin/articles/article/"


def listed(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{STORIES}{query}")
    assert answer.status_code == 200
    return [row.story.title for row in answer.context["rows"]]


@pytest.fixture
def editors_desk(sign_in: SignIn, editor: User) -> Client:
    return sign_in(editor)


# Rows -----------------------------------------------------------------------------------------------------------------


def test_texts_are_not_loaded(editors_desk: Client) -> None:
    factories.draft()
    row = editors_desk.get(STORIES).context["rows"][0]
    assert {"body", "lead"} <= row.story.get_deferred_fields()


def test_row_shows_what_a_desk_decides_by(editors_desk: Client, reporter: User, editor: User) -> None:
    author = factories.AuthorFactory(name="Bút Danh")
    words = " ".join(["chữ"] * 40)
    story = factories.claimed(
        by=editor,
        owner=reporter,
        kicker="Vụ xuân",
        bylines=(BylineContent(author),),
        lead="Sapo",
        body=f"<p>{words}</p>",
    )
    workflow.plan(story, by=editor, deadline=timezone.now() - timedelta(hours=3), priority=Article.Priority.URGENT)
    answer = editors_desk.get(STORIES)
    page = answer.content.decode()
    for part in ["Vụ xuân", "Bút Danh", story.section.name, editor.display_name, f"#{story.pk}", "desk-due--overdue"]:
        assert part in page, part
    row = answer.context["rows"][0]
    assert (row.story.word_count, row.due.tone, row.due.urgent) == (41, "overdue", True)


def test_reads_are_shown_of_what_readers_have_seen(editors_desk: Client) -> None:
    live, draft = factories.published(title="đăng"), factories.draft(title="nháp")
    readership.set_imported_views(live, 1673)
    views = {row.story.pk: row.views for row in editors_desk.get(STORIES).context["rows"]}
    assert views == {live.pk: "1,673", draft.pk: ""}


def test_titles_are_escaped(editors_desk: Client) -> None:
    factories.draft(title="<script>alert(1)</script>", kicker="<b>x</b>")
    page = editors_desk.get(STORIES).content.decode()
    assert "<script>alert(1)" not in page
    assert "<b>x</b>" not in page


# Who sees what --------------------------------------------------------------------------------------------------------


def test_reporter_sees_own_stories_only(sign_in: SignIn, reporter: User) -> None:
    factories.draft(reporter, title="Của mình")
    factories.draft(title="Của người")
    factories.published(title="Đã đăng của người")
    client = sign_in(reporter)
    everything = ["", "?q=cua", "?queue=live", "?queue=waiting", "?queue=today", "?by=published&since=2000-01-01"]
    assert {title for query in everything for title in listed(client, query)} == {"Của mình"}


def test_choices_of_the_filters_name_no_person(sign_in: SignIn, reporter: User, other_reporter: User) -> None:
    factories.draft(other_reporter, tags=("bí mật",))
    page = sign_in(reporter).get(STORIES).content.decode()
    assert other_reporter.display_name not in page
    assert other_reporter.username not in page
    assert "bí mật" not in page


def test_editor_of_a_section_is_shown_that_section(sign_in: SignIn, editor: User) -> None:
    mine = factories.SectionFactory()
    mine.editors.add(editor)
    factories.submitted(section=mine, title="mục mình")
    factories.submitted(title="mục khác")
    client = sign_in(editor)
    assert [listed(client, query) for query in ["", "?queue=waiting", "?q=muc"]] == [["mục mình"]] * 3


# Queues ---------------------------------------------------------------------------------------------------------------


def test_queues_hold_what_their_names_say(sign_in: SignIn, editor: User, other_editor: User) -> None:
    made = {
        "mine": factories.draft(editor, title="của tôi"),
        "returned": factories.returned(owner=editor, by=other_editor, title="trả lại tôi"),
        "waiting": factories.submitted(title="chờ"),
        "claimed": factories.claimed(by=editor, title="đang giữ"),
        "approved": factories.approved(title="đã duyệt"),
        "scheduled": factories.scheduled(title="hẹn giờ"),
        "today": factories.published(title="đang đăng"),
        "withdrawn": factories.withdrawn(title="đã gỡ"),
        "held": factories.claimed(by=other_editor, title="người khác giữ"),
        "sent_back": factories.returned(title="trả người khác"),
    }
    client = sign_in(editor)
    found = {queue: set(listed(client, f"?queue={queue}")) for queue in [*made, "live", "own", "drafts"]}
    assert found == {
        **{queue: {story.title} for queue, story in made.items()},
        "own": {"của tôi", "trả lại tôi"},
        "held": {"đang giữ", "người khác giữ"},
        "sent_back": {"trả lại tôi", "trả người khác"},
        "live": {"đang đăng"},
        "drafts": {"của tôi", "đã gỡ"},
    }


def test_what_waits_for_a_reporter_is_what_they_have_submitted(desk: Client, reporter: User, editor: User) -> None:
    factories.submitted(reporter, title="chờ")
    factories.claimed(by=editor, owner=reporter, title="đang biên tập")
    assert listed(desk, "?queue=waiting") == ["chờ", "đang biên tập"]


def test_withdrawn_story_waits_for_nobody_until_it_is_touched(desk: Client, reporter: User) -> None:
    story = factories.withdrawn(reporter, title="đã gỡ")
    assert listed(desk, "?queue=mine") == []
    changed = factories.content(title="đã sửa", section=story.section)
    workflow.edit(story, changed, by=reporter, revision=story.version)
    assert listed(desk, "?queue=mine") == ["đã sửa"]


def test_queue_is_led_by_what_is_overdue_then_urgent_then_due_then_waiting(editors_desk: Client, editor: User) -> None:
    now, priority = timezone.now(), Article.Priority
    plans = {
        "chờ lâu": None,
        "chờ ít": None,
        "sắp hạn": (now + timedelta(hours=1), priority.NORMAL),
        "gấp": (None, priority.URGENT),
        "cao, hạn sau": (now + timedelta(days=2), priority.HIGH),
        "quá hạn": (now - timedelta(minutes=1), priority.NORMAL),
        "quá hạn lâu": (now - timedelta(days=1), priority.NORMAL),
    }
    for title, plan in plans.items():
        story = factories.submitted(title=title)
        if plan:
            workflow.plan(story, by=editor, deadline=plan[0], priority=plan[1])
    expected = ["quá hạn lâu", "quá hạn", "gấp", "cao, hạn sau", "sắp hạn", "chờ lâu", "chờ ít"]
    assert listed(editors_desk, "?queue=waiting") == expected


def test_what_is_scheduled_comes_in_the_order_of_the_clock(editors_desk: Client) -> None:
    for hours in [5, 1, 3]:
        factories.scheduled(hours=hours, title=f"sau {hours} giờ")
    assert listed(editors_desk, "?queue=scheduled") == ["sau 1 giờ", "sau 3 giờ", "sau 5 giờ"]


# Filters --------------------------------------------------------------------------------------------------------------


def test_section_finds_its_sub_sections_too(editors_desk: Client) -> None:
    top = factories.SectionFactory()
    sub = factories.SectionFactory(parent=top)
    factories.draft(section=sub, title="mục con")
    factories.draft(section=top, title="mục lớn")
    factories.draft(title="mục khác")
    assert set(listed(editors_desk, f"?section={top.pk}")) == {"mục con", "mục lớn"}
    assert set(listed(editors_desk, f"?section={sub.pk}")) == {"mục con"}


def test_writer_is_found_by_pen_name_with_or_without_accents(editors_desk: Client) -> None:
    thao, thanh = factories.AuthorFactory(name="Đặng Thị Thảo"), factories.AuthorFactory(name="Đặng Thị Thảo Vân")
    factories.draft(title="của Thảo", bylines=(BylineContent(thao),))
    factories.draft(title="của Vân", bylines=(BylineContent(thanh),))
    assert set(listed(editors_desk, "?writer=dang+thi")) == {"của Thảo", "của Vân"}
    assert listed(editors_desk, "?writer=Đặng Thị Thảo") == ["của Thảo"], "the very name is meant alone"
    assert listed(editors_desk, "?writer=không ai") == []


def test_tag_of_that_name_is_meant_before_those_that_contain_it(editors_desk: Client) -> None:
    factories.draft(title="bão", tags=("bão",))
    factories.draft(title="bảo hiểm", tags=("bảo hiểm",))
    assert Tag.objects.count() == 2
    assert listed(editors_desk, "?tag=bão") == ["bão"]
    assert listed(editors_desk, "?tag=bao hiem") == ["bảo hiểm"]


def test_days_are_hanois_and_the_last_one_is_within(editors_desk: Client) -> None:
    for title, at in {"tối": "2026-03-04T23:59:00+07:00", "sáng": "2026-03-05T00:00:00+07:00"}.items():
        Article.objects.filter(pk=factories.draft(title=title).pk).update(modified_at=at)
    assert listed(editors_desk, "?since=2026-03-04&until=2026-03-04") == ["tối"]
    assert listed(editors_desk, "?since=2026-03-05&until=2026-03-05") == ["sáng"]
    assert listed(editors_desk, "?since=04/03/2026&until=2026-03-05") == ["sáng", "tối"]


def test_days_can_be_those_of_publication(editors_desk: Client) -> None:
    story = factories.draft(title="bài cũ")
    at = timezone.datetime.fromisoformat("2021-03-11T08:00:00+07:00")
    publishing.publish_import(story, by=factories.managing_editor(), first_published_at=at)
    factories.published(title="bài mới")
    assert listed(editors_desk, "?by=published&since=2021-03-11&until=2021-03-11") == ["bài cũ"]
    assert listed(editors_desk, "?since=2021-03-11&until=2021-03-11") == []


def test_unpublished_changes_are_those_of_stories_that_readers_see_or_will(editors_desk: Client, editor: User) -> None:
    for made, title in ((factories.published, "đang đăng"), (factories.scheduled, "hẹn giờ")):
        story = made(title=title)
        changed = factories.content(title=f"{title}, sửa", section=story.section)
        workflow.edit(story, changed, by=editor, revision=story.version)
        made(title="không đổi")
    factories.draft(title="nháp")
    factories.withdrawn(title="đã gỡ")
    assert set(listed(editors_desk, "?changes=on")) == {"đang đăng, sửa", "hẹn giờ, sửa"}


def test_filters_narrow_together(editors_desk: Client) -> None:
    section = factories.SectionFactory()
    factories.submitted(title="lúa xuân", section=section)
    factories.draft(title="lúa mùa", section=section)
    factories.submitted(title="lúa nếp")
    assert listed(editors_desk, f"?queue=waiting&section={section.pk}&q=lua") == ["lúa xuân"]


@pytest.mark.parametrize(
    "query",
    [
        "section=x",
        "section=²",
        f"section={'9' * 40}",
        "queue=x",
        "since=31/02/2026",
        "until=9999-12-31",
        "since=0001-01-01",
        "since=2026-02-02&until=2026-01-01",
        f"q={'x' * 300}",
        "by=x",
    ],
)
def test_nonsense_is_answered_beside_its_field(editors_desk: Client, query: str) -> None:
    factories.draft()
    answer = editors_desk.get(f"{STORIES}?{query}")
    assert answer.status_code == 200
    assert answer.context["filter"].errors
    assert 'class="desk-error"' in answer.content.decode()


# Search ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["lua xuan", "Lúa Xuân", "  lúa   xuân ", "xuân lúa", "vu mua lua", "covid 19", "19"])
def test_search_finds_words_of_title_and_kicker_with_and_without_accents(editors_desk: Client, words: str) -> None:
    factories.draft(title="Gieo cấy lúa xuân, sau COVID-19", kicker="Vụ mùa")
    factories.draft(title="Giá thép tăng")
    assert listed(editors_desk, f"?q={words}") == ["Gieo cấy lúa xuân, sau COVID-19"]


@pytest.mark.parametrize("words", ["lua thep", "%", "!!!", "'", "a & b | !c", "lua:*", "\\", "<b>"])
def test_search_without_a_find_is_an_empty_list(editors_desk: Client, words: str) -> None:
    factories.draft(title="Gieo cấy lúa xuân")
    factories.draft(title="Giá thép tăng")
    answer = editors_desk.get(STORIES, {"q": words})
    assert answer.status_code == 200
    assert [row.story.title for row in answer.context["rows"]] == (["Gieo cấy lúa xuân"] if words == "lua:*" else [])


def test_story_is_found_by_its_number(editors_desk: Client, sign_in: SignIn, reporter: User) -> None:
    story = factories.draft(title="Có số")
    factories.draft(title=f"Kỷ niệm {story.pk} năm")
    assert listed(editors_desk, f"?q=%23{story.pk}") == ["Có số"]
    assert set(listed(editors_desk, f"?q={story.pk}")) == {"Có số", f"Kỷ niệm {story.pk} năm"}
    assert listed(sign_in(reporter), f"?q=%23{story.pk}") == []
    assert listed(editors_desk, f"?q=%23{'9' * 30}") == []


# What the list refuses ------------------------------------------------------------------------------------------------


def test_nothing_can_be_done_to_many_at_once(editors_desk: Client) -> None:
    story = factories.draft()
    post = {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes", "form-0-status": "published"}
    assert editors_desk.post(STORIES, post).status_code == 405
    assert Article.objects.get(pk=story.pk).status == "draft"
