"""The verbs on the fronts and on the bar: who may, what makes no sense, and that nobody's work is overwritten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from articles import fronts, publishing
from articles.arrangement import STRIP, Pick, key_of, merged
from articles.models import BreakingNews, FrontLayout
from articles.refusals import BadRequest, NotPermitted, WrongState
from tests import factories
from tests.fronts import arranged, named, placed
from tests.rules.at_once import Racer, outcomes

pytestmark = pytest.mark.django_db

SOON = timedelta(hours=1)


@pytest.fixture
def chief() -> User:
    return factories.managing_editor()


@pytest.mark.parametrize("who", [factories.reporter, factories.editor, factories.administrator])
def test_only_a_managing_editor_arranges_a_front_restores_a_layout_and_sets_the_bar(who: object, chief: User) -> None:
    user, usual = who(), fronts.front_of(None).usual  # type: ignore[operator]
    for refused in (
        lambda: fronts.arrange(None, usual, by=user, base=0),
        lambda: fronts.restore(None, 1, by=user, base=0),
        lambda: fronts.announce(by=user, base=0, text="Tin", until=timezone.now() + SOON),
        lambda: fronts.end_announcement(by=user, base=0),
    ):
        with pytest.raises(NotPermitted):
            refused()
    assert not FrontLayout.objects.exists()
    assert not BreakingNews.objects.exists()


def test_a_superuser_is_no_managing_editor() -> None:
    with pytest.raises(NotPermitted):
        fronts.arrange(None, fronts.front_of(None).usual, by=factories.UserFactory(is_superuser=True), base=0)


def test_every_change_is_a_row_of_its_own_that_says_who_and_when(chief: User) -> None:
    story = factories.published()
    front = fronts.front_of(None)
    wanted = placed(front.usual, {0: named(story)})
    fronts.arrange(None, wanted, by=chief, base=0)
    fronts.arrange(None, front.usual, by=chief, base=1)

    assert [(row.number, row.by_name) for row in FrontLayout.objects.of(None)] == [
        (2, chief.display_name),
        (1, chief.display_name),
    ]
    assert front.arrangement_of(FrontLayout.objects.get(number=1)) == wanted


def test_what_changes_nothing_leaves_no_row(chief: User) -> None:
    assert fronts.arrange(None, fronts.front_of(None).usual, by=chief, base=0) is None
    layout = arranged({0: named(factories.published())})
    again = fronts.arrange(None, fronts.front_of(None).arrangement, by=chief, base=layout.number)
    assert again == layout
    assert FrontLayout.objects.count() == 1


def test_who_began_before_somebody_elses_save_is_told_by_whom_and_changes_nothing(chief: User) -> None:
    story = factories.published()
    newest = arranged({0: named(story)})
    with pytest.raises(fronts.StaleLayout, match=newest.by_name) as refused:
        fronts.arrange(None, placed(fronts.front_of(None).usual, {1: named(story)}), by=chief, base=0)
    assert refused.value.newest == newest
    assert FrontLayout.objects.get() == newest


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_exactly_one_wins() -> None:
    story = factories.published()
    people = [factories.managing_editor(), factories.managing_editor()]
    usual = fronts.front_of(None).usual
    racers = [
        Racer(lambda who=who, place=place: fronts.arrange(None, placed(usual, {place: named(story)}), by=who, base=0))
        for place, who in enumerate(people)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        # Both have read that there is no layout before either can write one.
        cursor.execute("LOCK TABLE articles_frontlayout IN SHARE MODE")
        for racer in racers:
            racer.start_and_block()
    found = outcomes(racers)
    layout = FrontLayout.objects.get()

    assert sorted((type(each) for each in found), key=lambda kind: kind.__name__) == [FrontLayout, fronts.StaleLayout]
    assert layout.by == people[found.index(layout)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_set_the_bar_at_once_exactly_one_wins() -> None:
    until = timezone.now() + SOON
    racers = [
        Racer(lambda text=text: fronts.announce(by=factories.managing_editor(), base=0, text=text, until=until))
        for text in ("Bão vào bờ", "Vỡ đê bối")
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE articles_breakingnews IN EXCLUSIVE MODE")
        for racer in racers:
            racer.start_and_block()
    found = outcomes(racers)

    assert BreakingNews.objects.count() == 1
    assert sorted((type(each) for each in found), key=lambda kind: kind.__name__) == [BreakingNews, WrongState]


def test_a_story_that_readers_neither_see_nor_are_about_to_cannot_be_set(chief: User) -> None:
    usual = fronts.front_of(None).usual
    for story in (factories.draft(), factories.approved(), factories.withdrawn()):
        with pytest.raises(BadRequest, match=f"#{story.pk}"):
            fronts.arrange(None, placed(usual, {0: named(story)}), by=chief, base=0)
    assert fronts.arrange(None, placed(usual, {0: named(factories.scheduled())}), by=chief, base=0)


def test_a_story_that_stood_there_already_refuses_no_later_save(chief: User) -> None:
    story = factories.published()
    arranged({0: named(story)})
    publishing.withdraw(story, by=chief, reason="Thông tin chưa được kiểm chứng.")
    arranged({0: named(story), 1: named(factories.published())})
    assert FrontLayout.objects.count() == 2


def test_times_that_make_no_sense_and_lines_that_are_too_long_are_refused(chief: User) -> None:
    story, now = factories.published(), timezone.now()
    usual = fronts.front_of(None).usual
    backwards = (Pick(story.pk, since=now, until=now - SOON),)
    for line in (backwards, named(*[story] * 4)):
        with pytest.raises(BadRequest):
            fronts.arrange(None, placed(usual, {0: line}), by=chief, base=0)


def test_a_layout_is_restored_as_a_new_one(chief: User) -> None:
    first = arranged({0: named(factories.published())})
    arranged({0: ()})
    restored = fronts.restore(None, first.number, by=chief, base=2)
    assert restored
    assert (restored.number, restored.restored, restored.arrangement) == (3, 1, first.arrangement)
    with pytest.raises(BadRequest):
        fronts.restore(None, 9, by=chief, base=3)
    with pytest.raises(WrongState):
        fronts.restore(None, 1, by=chief, base=1)


def test_the_layouts_of_two_fronts_stand_apart(chief: User) -> None:
    section = factories.SectionFactory()
    arranged({0: named(factories.published())})
    arranged({0: named(factories.published())}, section)
    assert [(row.section, row.number) for row in FrontLayout.objects.order_by("pk")] == [(None, 1), (section, 1)]


def test_rows_of_both_logs_are_never_changed(chief: User) -> None:
    layout = arranged({0: named(factories.published())})
    bar = fronts.announce(by=chief, base=0, text="Bão vào bờ", until=timezone.now() + SOON)
    for row, change in ((layout, {"number": 7}), (bar, {"text": "Khác"})):
        rows = type(row).objects.filter(pk=row.pk)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.delete()


def test_a_section_that_came_later_stands_last_and_one_that_went_is_left_out() -> None:
    first, second = factories.SectionFactory(position=1), factories.SectionFactory(position=2)
    arranged({}, key=STRIP, on=False)
    second.delete()
    new = factories.SectionFactory(position=0)
    assert [part.key for part in fronts.front_of(None).arrangement.parts][1:] == [
        key_of(first.pk),
        STRIP,
        key_of(new.pk),
    ]


def test_two_peoples_changes_become_one_layout_and_mine_stand_where_both_changed_the_same() -> None:
    sections = [factories.SectionFactory(position=place) for place in range(3)]
    base = fronts.front_of(None).usual
    keys = [key_of(section.pk) for section in sections]
    mine = placed(placed(base, {0: named(1), 1: named(2)}), {}, keys[0], style="wide")
    theirs = placed(placed(base, {0: named(3), 2: named(4)}), {}, keys[1], on=False)
    both = merged(base, mine, theirs)

    assert both.parts[0].places[:3] == (named(1), named(2), named(4))
    assert (both.part(keys[0]).style, both.part(keys[1]).on) == ("wide", False)


# The bar --------------------------------------------------------------------------------------------------------------


def test_a_bar_needs_something_to_say_and_an_end_within_a_day(chief: User) -> None:
    now = timezone.now()
    for wrong in (
        {"until": now + SOON},
        {"text": "Tin", "until": now - SOON},
        {"text": "Tin", "until": now + timedelta(hours=25)},
        {"text": "Tin", "since": now + 2 * SOON, "until": now + SOON},
        {"story": factories.draft(), "until": now + SOON},
    ):
        with pytest.raises(BadRequest):
            fronts.announce(by=chief, base=0, **wrong)
    assert not BreakingNews.objects.exists()


def test_who_saw_another_bar_than_the_last_is_told_who_set_it(chief: User) -> None:
    until = timezone.now() + SOON
    first = fronts.announce(by=chief, base=0, text="Bão vào bờ", until=until)
    with pytest.raises(WrongState, match=chief.display_name):
        fronts.announce(by=factories.managing_editor(), base=0, text="Vỡ đê bối", until=until)
    fronts.end_announcement(by=chief, base=first.pk)
    assert not BreakingNews.objects.in_force().exists()
