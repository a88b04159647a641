"""The imprint at the desk: who sets it, what is refused, and who is told of a crossing change."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from articles import imprint
from articles.models import Imprint, ImprintChange
from articles.refusals import NotPermitted
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db

PAGE = "/admin/imprint/"


def posted(**words: object) -> dict[str, object]:
    row = Imprint.current()
    form = {field.name: getattr(row, field.name) or "" for field in Imprint.settable()}
    return form | {"version": row.version} | words


def typed(desk: Client) -> dict[str, str]:
    """The form as a browser posts it."""
    return typed_in(desk.get(PAGE).content)


def typed_in(page: bytes) -> dict[str, str]:
    fields = BeautifulSoup(page, "html.parser").select("form.desk-house [name]")
    return {field["name"]: field.get("value") or field.text for field in fields}


@pytest.mark.parametrize("who", ["chief", "admin"])
def test_a_managing_editor_and_an_administrator_set_it_and_the_change_says_who(
    who: str, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    user = request.getfixturevalue(who)
    answer = sign_in(user).post(
        PAGE, posted(editor_in_chief="Đặng Vũ Hòa", licence_number="00/GP", licence_date="11/03/2021")
    )
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    found = Imprint.current()
    assert (found.editor_in_chief, found.licence_date, found.version) == ("Đặng Vũ Hòa", date(2021, 3, 11), 2)
    change = ImprintChange.objects.get()
    assert (change.by, change.by_name) == (user, user.display_name)
    assert change.changes == {
        "editor_in_chief": ["", "Đặng Vũ Hòa"],
        "licence_number": ["", "00/GP"],
        "licence_date": [None, "2021-03-11"],
    }
    page = sign_in(user).get(PAGE).content.decode()
    assert "– → Đặng Vũ Hòa" in page
    assert "– → 11/03/2021" in page
    assert f'href="{PAGE}"' in sign_in(user).get("/admin/").content.decode()


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_others_at_the_desk_do_not_open_the_page(who: str, request: pytest.FixtureRequest, sign_in: SignIn) -> None:
    user = request.getfixturevalue(who)
    client = sign_in(user)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, posted(phone="1")).status_code == 403
    assert PAGE not in client.get("/admin/").content.decode()
    with pytest.raises(NotPermitted):
        imprint.change({"phone": "1"}, by=user, version=1)


def test_words_are_kept_in_their_one_spelling(chief: User) -> None:
    imprint.change({"editor_in_chief": " Ðặng Hòa "}, by=chief, version=1)
    assert Imprint.current().editor_in_chief == "Đặng Hòa"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"email": "tòa soạn"}, "email"),
        ({"licence_date": "31/02/2021"}, "licence_date"),
        ({"licence_issuer": "Cục Báo chí"}, "licence_number"),
        ({"legal_name": "x" * 201}, "legal_name"),
    ],
)
def test_what_makes_no_sense_is_refused_and_what_was_typed_stays(
    words: dict[str, object], field: str, chief: User, sign_in: SignIn
) -> None:
    answer = sign_in(chief).post(PAGE, posted(address="Số 1 đường Ven Sông", **words))
    assert answer.status_code == 400
    assert answer.context["form"].has_error(field)
    assert 'value="Số 1 đường Ven Sông"' in answer.content.decode()
    assert not Imprint.objects.exists()


def test_the_verb_itself_refuses_what_makes_no_sense(chief: User) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        imprint.change({"licence_date": date(2021, 3, 11)}, by=chief, version=1)


def test_who_saves_over_a_change_they_have_not_seen_is_told_and_keeps_what_they_typed(
    chief: User, admin: User, sign_in: SignIn
) -> None:
    mine = posted(phone="0200 000 0001")
    imprint.change({"hotline": "0900 000 002"}, by=admin, version=1)
    answer = sign_in(chief).post(PAGE, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert admin.display_name in page
    assert 'value="0200 000 0001"' in page
    assert Imprint.current().phone == ""


def test_who_saves_again_after_a_conflict_keeps_what_the_other_person_changed(
    chief: User, admin: User, sign_in: SignIn
) -> None:
    """The form of the one who came second held the old value of everything they had not touched."""
    desk = sign_in(chief)
    imprint.change({"licence_number": "00/GP", "licence_date": date(2021, 3, 11)}, by=chief, version=1)
    mine = typed(desk) | {"phone": "0200 000 0001"}
    imprint.change({"hotline": "0900 000 002"}, by=admin, version=2)
    imprint.change({"hotline": "0900 000 003", "phone": "0200 000 0009"}, by=admin, version=3)
    answer = desk.post(PAGE, mine)
    assert answer.status_code == 409
    assert desk.post(PAGE, typed_in(answer.content)).status_code == 302

    now = Imprint.current()
    assert (now.hotline, now.phone) == ("0900 000 003", "0200 000 0001")
    assert (now.licence_number, now.licence_date) == ("00/GP", date(2021, 3, 11))


def test_there_is_one_row_and_its_changes_are_never_rewritten(chief: User) -> None:
    imprint.change({"phone": "1"}, by=chief, version=1)
    with pytest.raises(IntegrityError, match="imprint_is_one_row"), transaction.atomic():
        Imprint.objects.create(id=2)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ImprintChange.objects.update(by_name="Ai đó")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ImprintChange.objects.get().delete()
