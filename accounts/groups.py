"""Writes the roles' table to Django's groups, so that the groups never hold anything else."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.roles import ROLE_PERMISSIONS, Role


def write_role_groups(**_signal: object) -> None:
    """Make each role's group hold exactly its permissions; run after migrate, any number of times."""
    labels = {name.split(".")[0] for names in ROLE_PERMISSIONS.values() for name in names}
    for label in labels:
        # Django makes an application's permissions after migrating all of them, in an order we must not lean on.
        create_permissions(installed_apps.get_app_config(label), verbosity=0)
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set(_permissions(ROLE_PERMISSIONS[role]))


def _permissions(names: frozenset[str]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        label, codename = name.split(".")
        wanted |= Q(content_type__app_label=label, codename=codename)
    found = list(Permission.objects.filter(wanted))
    if len(found) != len(names):
        missing = names - {f"{p.content_type.app_label}.{p.codename}" for p in found}
        raise LookupError(f"accounts.roles names permissions that no model has: {sorted(missing)}")
    return found
