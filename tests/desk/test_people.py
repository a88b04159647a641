"""Accounts and pen names: who may hand out roles, and that nobody hands out more than there is."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import people
from accounts.models import Author, User
from accounts.roles import Role
from tests import factories
from tests.desk.conftest import SignIn, picture

pytestmark = pytest.mark.django_db
USERS = "/admin/accounts/user/"


def account(user: User, **fields: object) -> dict[str, object]:
    roles = list(user.groups.values_list("name", flat=True))
    form = {"username": user.username, "last_name": user.last_name, "first_name": user.first_name, "email": ""}
    return form | {"is_active": "on", "roles": roles, "language": user.language} | fields


def roles_of(user: User) -> set[str]:
    return set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


def test_administrator_makes_an_account_that_can_sign_in(sign_in: SignIn, admin: User) -> None:
    fields = {
        "username": "moi",
        "last_name": "Trần",
        "first_name": "Mới",
        "roles": ["reporter"],
        "password1": "mot-mat-khau-dai",
        "password2": "mot-mat-khau-dai",
    }
    assert sign_in(admin).post(f"{USERS}add/", fields).status_code == 302
    new = User.objects.get(username="moi")
    assert (new.roles, new.is_staff, new.is_superuser) == ({Role.REPORTER}, True, False)
    assert new.check_password("mot-mat-khau-dai")


def test_administrator_changes_roles_and_the_desk_opens_and_closes_with_them(sign_in: SignIn, admin: User) -> None:
    user, client = factories.reporter(), sign_in(admin)
    for roles, staff in [(["editor", "reporter"], True), ([], False), (["managing_editor"], True)]:
        assert client.post(f"{USERS}{user.pk}/change/", account(user, roles=roles)).status_code == 302
        assert roles_of(user) == set(roles)
        assert User.objects.get(pk=user.pk).is_staff is staff


def test_rights_beyond_roles_cannot_be_posted(sign_in: SignIn, admin: User) -> None:
    user = factories.reporter()
    smuggled = {"is_superuser": "on", "is_staff": "on", "user_permissions": [1, 2], "groups": [1, 2, 3, 4]}
    sign_in(admin).post(f"{USERS}{user.pk}/change/", account(user, roles=[], **smuggled))
    user = User.objects.get(pk=user.pk)
    assert (user.is_superuser, user.is_staff, user.user_permissions.count()) == (False, False, 0)
    assert roles_of(user) == set()


def test_unknown_role_is_refused(sign_in: SignIn, admin: User) -> None:
    user = factories.reporter()
    assert sign_in(admin).post(f"{USERS}{user.pk}/change/", account(user, roles=["root"])).status_code == 200
    assert roles_of(user) == {"reporter"}


@pytest.mark.parametrize("role", [factories.reporter, factories.editor, factories.managing_editor])
def test_nobody_else_opens_accounts(sign_in: SignIn, role: object) -> None:
    user = role()
    client = sign_in(user)
    paths = [
        USERS,
        f"{USERS}add/",
        f"{USERS}{user.pk}/change/",
        f"{USERS}{user.pk}/password/",
        f"{USERS}{user.pk}/history/",
    ]
    assert {client.get(path).status_code for path in paths} == {403}


def test_no_one_promotes_themselves(sign_in: SignIn) -> None:
    for user in [factories.reporter(), factories.editor(), factories.managing_editor()]:
        before = roles_of(user)
        answer = sign_in(user).post(f"{USERS}{user.pk}/change/", account(user, roles=["administrator"]))
        assert answer.status_code == 403
        assert roles_of(user) == before


def test_administrator_cannot_lay_hands_on_a_superuser(sign_in: SignIn, admin: User) -> None:
    root = User.objects.create_superuser("root", password="mot-mat-khau-dai")
    client = sign_in(admin)
    assert root not in client.get(USERS).context["cl"].result_list
    for path in [f"{USERS}{root.pk}/change/", f"{USERS}{root.pk}/password/"]:
        client.post(path, account(root, password1="doi-mat-khau-khac", password2="doi-mat-khau-khac"))
    assert User.objects.get(pk=root.pk).check_password("mot-mat-khau-dai")


def test_accounts_are_never_deleted(sign_in: SignIn, admin: User) -> None:
    user = factories.reporter()
    for who in [admin, User.objects.create_superuser("root")]:
        assert sign_in(who).post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("change", [{"roles": ["editor"]}, {"is_active": ""}])
def test_an_administrator_cannot_give_up_the_role_alone(sign_in: SignIn, admin: User, change: dict) -> None:
    factories.administrator()
    answer = sign_in(admin).post(f"{USERS}{admin.pk}/change/", account(admin) | change)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert User.objects.get(pk=admin.pk).roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("change", [{"roles": []}, {"is_active": ""}])
def test_the_last_active_administrator_stays(sign_in: SignIn, admin: User, change: dict) -> None:
    root = User.objects.create_superuser("root")
    answer = sign_in(root).post(f"{USERS}{admin.pk}/change/", account(admin) | change)
    assert answer.status_code == 200
    assert User.objects.get(pk=admin.pk).roles == {Role.ADMINISTRATOR}


def test_an_administrator_can_be_switched_off_by_another(sign_in: SignIn, admin: User) -> None:
    other = factories.administrator()
    answer = sign_in(admin).post(f"{USERS}{other.pk}/change/", account(other) | {"is_active": ""})
    assert answer.status_code == 302
    assert not User.objects.get(pk=other.pk).is_active


def test_the_verb_itself_asks_who_calls_it(chief: User, admin: User) -> None:
    user = factories.reporter()
    with pytest.raises(people.PermissionDenied):
        people.set_roles(user, [Role.EDITOR], by=chief)
    with pytest.raises(ValidationError):
        people.set_roles(admin, [], by=admin)


def test_password_of_another_can_be_set(sign_in: SignIn, admin: User) -> None:
    user = factories.reporter()
    fields = {"password1": "mot-mat-khau-moi", "password2": "mot-mat-khau-moi"}
    assert sign_in(admin).post(f"{USERS}{user.pk}/password/", fields).status_code == 302
    assert User.objects.get(pk=user.pk).check_password("mot-mat-khau-moi")


def test_own_password_can_be_changed(sign_in: SignIn) -> None:
    user = factories.reporter()
    fields = {
        "old_password": factories.PASSWORD,
        "new_password1": "mot-mat-khau-moi",
        "new_password2": "mot-mat-khau-moi",
    }
    client = sign_in(user)
    assert client.get("/admin/password_change/").status_code == 200
    assert client.post("/admin/password_change/", fields).status_code == 302
    assert User.objects.get(pk=user.pk).check_password("mot-mat-khau-moi")


# Pen names ------------------------------------------------------------------------------------------------------------


def author_form(**fields: object) -> dict[str, object]:
    return {"name": "Mai Trần", "slug": "", "biography": "", "user": ""} | fields


def test_portrait_is_drawn_anew(sign_in: SignIn, editor: User) -> None:
    file = SimpleUploadedFile("chan-dung.html", picture(1200, 900) + b"<script>", "text/html")
    assert sign_in(editor).post("/admin/accounts/author/add/", author_form(photo=file)).status_code == 302
    name = Author.objects.get().photo.name
    assert name.startswith("authors/")
    assert name.endswith(".jpg")
    assert b"<script>" not in default_storage.open(name).read()


def test_portrait_that_is_no_picture_is_refused(sign_in: SignIn, editor: User) -> None:
    file = SimpleUploadedFile("a.jpg", b"<svg/>", "image/jpeg")
    answer = sign_in(editor).post("/admin/accounts/author/add/", author_form(photo=file))
    assert list(answer.context["adminform"].form.errors) == ["photo"]


def test_portrait_stays_when_only_the_words_change(sign_in: SignIn, editor: User) -> None:
    author = factories.AuthorFactory(photo="authors/a.jpg")
    url = f"/admin/accounts/author/{author.pk}/change/"
    assert sign_in(editor).post(url, author_form(slug=author.slug, biography="Phóng viên")).status_code == 302
    author.refresh_from_db()
    assert (author.photo.name, author.biography) == ("authors/a.jpg", "Phóng viên")


def test_same_pen_name_twice_is_an_error_of_the_form(sign_in: SignIn, editor: User) -> None:
    factories.AuthorFactory(name="Mai Trần")
    answer = sign_in(editor).post("/admin/accounts/author/add/", author_form(name=" mai  trần"))
    assert list(answer.context["adminform"].form.errors) == ["name"]


@pytest.mark.parametrize("role", [factories.editor, factories.managing_editor])
def test_nobody_makes_a_pen_name_their_own(sign_in: SignIn, role: object) -> None:
    """The stories under it would be theirs to see and write, in whatever section."""
    user, author = role(), factories.AuthorFactory()
    client = sign_in(user)
    for name, url in {
        "Mới": "/admin/accounts/author/add/",
        "Cũ": f"/admin/accounts/author/{author.pk}/change/",
    }.items():
        assert client.post(url, author_form(name=name, user=user.pk)).status_code == 302
    assert not Author.objects.exclude(user=None).exists()


def test_nor_does_an_editor_take_one_away_by_mending_its_words(sign_in: SignIn, editor: User) -> None:
    author = factories.AuthorFactory(user=factories.reporter())
    url = f"/admin/accounts/author/{author.pk}/change/"
    assert author.user.username in sign_in(editor).get(url).content.decode()
    assert sign_in(editor).post(url, author_form(name="Tên mới")).status_code == 302
    assert Author.objects.get(name="Tên mới").user == author.user


def test_whoever_administers_accounts_links_a_pen_name_to_one(sign_in: SignIn, admin: User) -> None:
    author, user = factories.AuthorFactory(), factories.reporter()
    url = f"/admin/accounts/author/{author.pk}/change/"
    assert sign_in(admin).post(url, author_form(user=user.pk)).status_code == 302
    assert Author.objects.get(pk=author.pk).user == user
