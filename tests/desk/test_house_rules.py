"""The house rules: an administrator sets them, every change says who and when, and nobody's change is overwritten."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import house_style
from articles.models import HouseStyle, HouseStyleChange
from articles.refusals import NotPermitted, WrongState
from tests import factories
from tests.desk.conftest import SignIn
from tests.rules.at_once import Racer, outcomes

pytestmark = pytest.mark.django_db

PAGE = "/admin/house-rules/"


def posted(**figures: object) -> dict[str, object]:
    style = HouseStyle.current()
    form = {field.name: getattr(style, field.name) for field in HouseStyle.settable()}
    return form | {"version": style.version} | figures


def test_without_a_row_the_defaults_hold(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        style = HouseStyle.current()
    assert (style.lead_words_max, style.title_words_max, style.doctor_rules_off) == (50, 12, [])
    assert not HouseStyle.objects.exists()


def test_the_defaults_are_within_their_own_bounds() -> None:
    HouseStyle().full_clean()


def test_there_is_one_row_and_no_second(admin: User) -> None:
    house_style.change({"lead_words_max": 60}, by=admin, version=1)
    with pytest.raises(IntegrityError, match="house_style_is_one_row"), transaction.atomic():
        HouseStyle.objects.create(id=2)


def test_an_administrator_sets_the_figures_and_the_change_says_who_and_what(admin: User, sign_in: SignIn) -> None:
    answer = sign_in(admin).post(PAGE, posted(lead_words_max=45))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert HouseStyle.current().lead_words_max == 45
    change = HouseStyleChange.objects.get()
    assert (change.by, change.by_name, change.changes) == (admin, "Đỗ Châu", {"lead_words_max": [50, 45]})
    page = sign_in(admin).get(PAGE).content.decode()
    assert "Đỗ Châu" in page
    assert "50 → 45" in page


def test_saving_without_a_change_writes_no_row(admin: User, sign_in: SignIn) -> None:
    sign_in(admin).post(PAGE, posted())
    assert not HouseStyleChange.objects.exists()


def test_rules_that_are_not_named_stay(admin: User) -> None:
    house_style.change({"doctor_rules_off": ["digit-one"]}, by=admin, version=1)
    house_style.change({"lead_words_max": 45}, by=admin, version=2)
    assert HouseStyle.current().doctor_rules_off == ["digit-one"]


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_others_at_the_desk_do_not_open_the_page(who: str, request: pytest.FixtureRequest, sign_in: SignIn) -> None:
    client = sign_in(request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, posted(lead_words_max=45)).status_code == 403
    assert PAGE not in client.get("/admin/").content.decode()


def test_the_managing_editor_reads_the_rules_and_cannot_set_them(chief: User, sign_in: SignIn) -> None:
    client = sign_in(chief)
    assert "disabled" in client.get(PAGE).content.decode()
    assert client.post(PAGE, posted(lead_words_max=45)).status_code == 403
    with pytest.raises(NotPermitted):
        house_style.change({"lead_words_max": 45}, by=chief, version=1)
    assert HouseStyle.current().lead_words_max == 50


def test_a_visitor_is_asked_to_sign_in() -> None:
    assert Client().get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        ({"lead_words_max": 0}, "lead_words_max"),
        ({"title_characters_max": 251}, "title_characters_max"),
        ({"body_words_min": -1}, "body_words_min"),
        ({"title_words_max": "mười"}, "title_words_max"),
        ({"lead_words_min": 60}, None),
        ({"title_words_max": ""}, "title_words_max"),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused_and_what_was_typed_stays(
    figures: dict[str, object], field: str | None, admin: User, sign_in: SignIn
) -> None:
    answer = sign_in(admin).post(PAGE, posted(subheads_from_words=777, **figures))
    assert answer.status_code == 400
    assert answer.context["form"].has_error(field or "__all__")
    assert 'value="777"' in answer.content.decode()
    assert not HouseStyle.objects.exists()


def test_the_verb_itself_refuses_a_figure_that_makes_no_sense(admin: User) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        house_style.change({"lead_words_max": 5, "lead_words_min": 6}, by=admin, version=1)


def test_who_saves_over_a_change_they_have_not_seen_is_told_and_keeps_what_they_typed(
    admin: User, sign_in: SignIn
) -> None:
    mine = posted(title_words_max=14)
    house_style.change({"lead_words_max": 45}, by=admin, version=1)
    answer = sign_in(factories.administrator()).post(PAGE, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Đỗ Châu" in page
    assert 'value="14"' in page
    assert HouseStyle.current().title_words_max == 12
    # Told, they may save over it.
    again = mine | {"version": answer.context["version"], "lead_words_max": 45}
    assert sign_in(admin).post(PAGE, again).status_code == 302
    assert (HouseStyle.current().title_words_max, HouseStyle.current().lead_words_max) == (14, 45)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_set_the_very_first_rules_at_once_one_wins() -> None:
    """Read-and-save: the second writes over the first, or both rows meet in the database and one page breaks."""
    first, second = factories.administrator(), factories.administrator()
    racers = [
        Racer(lambda: house_style.change({"lead_words_max": 45}, by=first, version=1)),
        Racer(lambda: house_style.change({"title_words_max": 14}, by=second, version=1)),
    ]
    for racer in racers:
        racer.start()
    done = outcomes(racers)
    assert sorted(type(outcome).__name__ for outcome in done) == ["HouseStyle", "WrongState"]
    assert isinstance(next(outcome for outcome in done if not isinstance(outcome, HouseStyle)), WrongState)
    assert HouseStyleChange.objects.count() == 1


def test_a_change_is_never_rewritten(admin: User) -> None:
    house_style.change({"lead_words_max": 45}, by=admin, version=1)
    change = HouseStyleChange.objects.get()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        HouseStyleChange.objects.filter(pk=change.pk).update(by_name="Ai đó")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change.delete()
