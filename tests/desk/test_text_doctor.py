"""The text doctor at the desk: it examines what is typed, stores nothing of it, and remembers what was ignored."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from accounts.models import User
from articles import house_style, proofreading, workflow
from articles.content import Content
from articles.doctor.rules import BY_NAME
from articles.models import Article, IgnoredMark
from articles.refusals import NotPermitted
from tests import factories
from tests.desk.conftest import SignIn, change_url

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/article/doctor/"
BODY = [["p", "Hội nghị tổng kết năm 2021.Phân tích kết quả."], ["figcaption", "Lãnh đạo tặng hoa ."]]


def url(story: Article, verb: str = "") -> str:
    return f"/admin/articles/article/{story.pk}/doctor/{verb}"


def examine(client: Client, address: str, blocks: Iterable[list[str]] = BODY, **fields: str) -> HttpResponse:
    return client.post(address, json.dumps({**fields, "blocks": list(blocks)}), "application/json")


def marks(answer: HttpResponse) -> list[tuple[Any, ...]]:
    return [
        (mark["rule"], mark["field"], mark["block"], mark["start"], mark["fixes"]) for mark in answer.json()["marks"]
    ]


def test_what_is_typed_is_examined_and_nothing_of_it_is_stored(desk: Client, story: Article) -> None:
    answer = examine(desk, url(story), title="Tít  mới", lead="Sapo")
    assert marks(answer) == [
        ("doubled_space", "title", 0, 3, [" "]),
        ("missing_space", "body", 0, 26, [". "]),
        ("stray_space", "caption", 1, 17, [""]),
    ]
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    story.refresh_from_db()
    assert (story.version, story.title) == (1, "Nông dân xuống đồng gieo vụ mới")
    assert not story.editing_sessions.exists()


def test_places_are_counted_as_the_browser_counts(desk: Client) -> None:
    mark = examine(desk, NEW, [["p", "𝐀😀 trời nắng , gió nhẹ"]]).json()["marks"][0]
    assert (mark["start"], mark["end"]) == (14, 15)


def test_a_new_story_is_examined_too(desk: Client) -> None:
    assert len(marks(examine(desk, NEW))) == 2


def test_an_examination_takes_few_queries(
    desk: Client, story: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    examine(desk, url(story))
    with django_assert_num_queries(8):
        examine(desk, url(story))


@pytest.mark.parametrize("wrong", ["", "[]", "{}", '{"blocks": 1}', '{"blocks": [["p"]]}', "\x00"])
def test_what_is_no_form_is_refused(desk: Client, story: Article, wrong: str) -> None:
    answer = desk.post(url(story), wrong, "application/json")
    assert answer.status_code == 400
    assert answer.json()["problem"]


def test_a_text_nobody_can_have_typed_is_refused(desk: Client) -> None:
    assert examine(desk, NEW, [["p", "a" * 500_001]]).status_code == 400


def test_of_very_many_marks_the_first_are_told(desk: Client) -> None:
    answer = examine(desk, NEW, [["p", "chữ , " * 400]]).json()
    assert (len(answer["marks"]), answer["more"]) == (300, 100)


def test_who_may_only_read_a_story_does_not_examine_it(story: Article, sign_in: SignIn, reporter: User) -> None:
    workflow.submit(story, by=reporter, revision=1)
    for address in (url(story), url(story, "ignore/"), url(story, "heed/")):
        assert sign_in(reporter).post(address, {"rule": "weekday", "words": "x", "number": 1}).status_code == 403


def test_who_may_not_write_starts_no_story(admin: User, sign_in: SignIn) -> None:
    assert examine(sign_in(admin), NEW).status_code == 403


def test_an_ignored_mark_is_not_told_to_the_next_person(
    desk: Client, story: Article, sign_in: SignIn, editor: User, reporter: User
) -> None:
    first, second = examine(desk, url(story)).json()["marks"]
    desk.post(url(story, "ignore/"), {name: first[name] for name in ("rule", "words", "around")})
    workflow.submit(story, by=reporter, revision=1)
    theirs = sign_in(editor)
    answer = examine(theirs, url(story)).json()
    assert answer["marks"] == [second]
    assert [(row["words"], row["by"], row["everywhere"]) for row in answer["ignored"]] == [
        ("2021.Phân", "Trần Mai", False)
    ]
    theirs.post(url(story, "heed/"), {"number": answer["ignored"][0]["number"]})
    assert examine(theirs, url(story)).json()["marks"] == [first, second]


def test_ignoring_one_place_leaves_the_same_words_elsewhere(desk: Client, story: Article) -> None:
    body = [
        ["p", "Đã cấp cho 1 số hộ ở ven sông từ đầu mùa mưa."],
        ["p", "Còn lại, 1 số hộ ven biển chờ đến tháng sau."],
    ]
    first, second = examine(desk, url(story), body).json()["marks"]
    desk.post(url(story, "ignore/"), {name: first[name] for name in ("rule", "words", "around")})
    assert examine(desk, url(story), body).json()["marks"] == [second]
    # What was written before it moves a mark; it stays ignored.
    moved = [["p", "Câu mới."], ["p", f"Thêm chữ. Và nữa: {body[0][1]}"], body[1]]
    assert len(examine(desk, url(story), moved).json()["marks"]) == 2
    moved = [["p", "Câu mới."], *body]
    assert len(examine(desk, url(story), moved).json()["marks"]) == 1


def test_ignoring_in_the_whole_story(desk: Client, story: Article) -> None:
    body = [["p", "Xã Thuỵ An."], ["p", "Đến Thuỵ An, gặp ông Hòa, bà Hòa, cô Hòa."]]
    assert len(marks(examine(desk, url(story), body))) == 2
    desk.post(url(story, "ignore/"), {"rule": "tone_placement", "words": "Thuỵ", "around": ""})
    assert marks(examine(desk, url(story), body)) == []


def test_ignoring_twice_keeps_who_was_first(story: Article, reporter: User, editor: User) -> None:
    said = {"rule": "digit_one", "words": "1", "around": ""}
    proofreading.ignore(story, by=reporter, **said)
    proofreading.ignore(story, by=editor, **said)
    assert IgnoredMark.objects.get().by == reporter


def test_ignoring_needs_the_right_to_edit(story: Article, other_reporter: User) -> None:
    with pytest.raises(NotPermitted):
        proofreading.ignore(story, rule="digit_one", words="1", around="", by=other_reporter)
    with pytest.raises(NotPermitted):
        proofreading.heed(story, number=1, by=other_reporter)


@pytest.mark.parametrize("said", [{"rule": "none", "words": "x"}, {"rule": "weekday", "words": ""}, {}])
def test_what_is_no_mark_is_not_ignored(desk: Client, story: Article, said: dict[str, str]) -> None:
    assert desk.post(url(story, "ignore/"), said).status_code == 400
    assert desk.post(url(story, "heed/"), {"number": "x"}).status_code == 400


def test_a_draft_is_deleted_with_what_was_ignored_in_it(story: Article, reporter: User) -> None:
    proofreading.ignore(story, rule="digit_one", words="1", around="", by=reporter)
    workflow.delete(story, by=reporter)
    assert not IgnoredMark.objects.exists()


def test_a_rule_the_house_has_off_marks_nothing(desk: Client, story: Article, admin: User) -> None:
    house_style.change({"doctor_rules_off": ["missing_space"]}, by=admin, version=1)
    assert [mark[0] for mark in marks(examine(desk, url(story)))] == ["stray_space"]
    content = Content(title="Tít", body="<p>Năm 2021.Phân tích , rồi</p>")
    assert proofreading.marks_by_rule(content) == {"stray_space": 1}


def test_dates_without_a_year_belong_to_the_day_of_the_news(reporter: User, sign_in: SignIn) -> None:
    body = [["p", "Sáng thứ 6 (11/3), đoàn về làng."]]
    with travel("2021-03-11T03:00:00Z", tick=False):
        assert marks(examine(sign_in(reporter), NEW, body)) == [("weekday", "body", 0, 5, ["thứ 5"])]
    with travel("2022-03-11T03:00:00Z", tick=False):
        assert marks(examine(sign_in(reporter), NEW, body)) == []


def test_the_panel_stands_beside_the_form_and_nowhere_else(
    desk: Client, story: Article, reporter: User, sign_in: SignIn
) -> None:
    page = desk.get(change_url(story)).content.decode()
    assert 'id="desk-doctor"' in page
    assert '"missing_space": {"label": ' in page
    workflow.submit(story, by=reporter, revision=1)
    assert 'id="desk-doctor"' not in desk.get(change_url(story)).content.decode()


def test_an_administrator_switches_rules_off_by_their_names_for_people(admin: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    page = client.get("/admin/house-rules/").content.decode()
    assert all(f'value="{rule}"' in page for rule in BY_NAME)
    form = {field.name: getattr(house_style.HouseStyle(), field.name) for field in house_style.HouseStyle.settable()}
    client.post("/admin/house-rules/", form | {"version": 1, "doctor_rules_off": ["digit_one", "weekday"]})
    assert house_style.HouseStyle.current().doctor_rules_off == ["digit_one", "weekday"]
    with translation.override("vi"):
        label = str(BY_NAME["weekday"].label)
    assert label in client.get("/admin/house-rules/").content.decode().split("house-changes")[-1]
    assert client.post("/admin/house-rules/", form | {"version": 2, "doctor_rules_off": ["no_rule"]}).status_code == 400


def test_drafts_of_a_factory_are_clean(desk: Client) -> None:
    story = factories.draft()
    assert proofreading.marks_by_rule(Content.of(story)) == {}
