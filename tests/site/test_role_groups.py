"""Django's groups mirror the table of roles after every migrate, and nothing else gives anybody a right."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from accounts import groups
from accounts.models import User
from accounts.roles import ROLE_PERMISSIONS, Role
from tests import factories

pytestmark = pytest.mark.django_db


def held() -> dict[str, set[str]]:
    """Group -> "app_label.codename" of what it grants."""
    return {
        group.name: {
            f"{label}.{name}" for label, name in group.permissions.values_list("content_type__app_label", "codename")
        }
        for group in Group.objects.all()
    }


TABLE = {role.value: set(granted) for role, granted in ROLE_PERMISSIONS.items()}


def test_after_migrating_the_groups_are_the_table() -> None:
    assert held() == TABLE


def test_migrating_again_changes_nothing() -> None:
    before = set(Group.permissions.through.objects.values_list("pk", flat=True))
    call_command("migrate", verbosity=0)
    assert set(Group.permissions.through.objects.values_list("pk", flat=True)) == before


def test_a_permission_added_by_hand_goes_with_the_next_migrate_and_a_lost_one_comes_back() -> None:
    reporters = Group.objects.get(name=Role.REPORTER)
    reporters.permissions.add(Permission.objects.get(codename="publish_article"))
    reporters.permissions.remove(Permission.objects.get(codename="submit_article"))
    call_command("migrate", verbosity=0)
    assert held() == TABLE


def test_a_group_deleted_by_hand_comes_back() -> None:
    Group.objects.get(name=Role.EDITOR).delete()
    call_command("migrate", verbosity=0)
    assert held() == TABLE


def test_a_permission_that_no_model_has_stops_the_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROLE_PERMISSIONS, Role.REPORTER, frozenset({"articles.fly_article"}))
    with pytest.raises(LookupError, match="articles.fly_article"):
        groups.write_role_groups()


def test_what_a_group_was_given_by_hand_grants_no_verb() -> None:
    reporter = factories.reporter()
    Group.objects.get(name=Role.REPORTER).permissions.add(Permission.objects.get(codename="publish_article"))
    reporter.user_permissions.add(Permission.objects.get(codename="approve_article"))
    reporter = User.objects.get(pk=reporter.pk)
    assert not reporter.may("articles.publish_article")
    assert not reporter.may("articles.approve_article")


def test_a_group_of_another_name_is_no_role() -> None:
    user = factories.UserFactory()
    user.groups.add(Group.objects.create(name="chief"))
    assert user.roles == frozenset()


def test_each_role_from_reporter_to_managing_editor_may_what_the_one_before_may() -> None:
    reporter, editor, chief = (ROLE_PERMISSIONS[role] for role in (Role.REPORTER, Role.EDITOR, Role.MANAGING_EDITOR))
    assert reporter < editor < chief


def test_accounts_belong_to_the_administrator_alone() -> None:
    holders = {role for role, granted in ROLE_PERMISSIONS.items() if "accounts.change_user" in granted}
    assert holders == {Role.ADMINISTRATOR}
    of_stories = {name for name in ROLE_PERMISSIONS[Role.ADMINISTRATOR] if name.startswith("articles.")}
    assert of_stories == {f"articles.{may}_{what}" for may in ("view", "change") for what in ("housestyle", "imprint")}


def test_nobody_may_delete_accounts_or_pen_names() -> None:
    granted = frozenset().union(*ROLE_PERMISSIONS.values())
    assert not granted & {"accounts.delete_user", "accounts.delete_author"}
