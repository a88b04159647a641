"""Who gets which role: the one place where accounts change their rights.

Whoever has a role may sign in at the desk; whoever has none may not. One active administrator always stays.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role


def may_administer(user: User) -> bool:
    """Administrators, and superusers, who break the glass when no administrator can sign in."""
    return user.is_active and (user.is_superuser or user.may("accounts.change_user"))


def active_administrators() -> set[int]:
    """The keys of everybody who can administer accounts by role."""
    people = User.objects.filter(is_active=True, groups__name=Role.ADMINISTRATOR)
    return set(people.values_list("pk", flat=True))


def check_change(user: User, roles: Iterable[Role], is_active: bool, *, by: User) -> None:
    """Raise ValidationError if `user` cannot be given these roles, or be switched off, by `by`."""
    stays = is_active and Role.ADMINISTRATOR in set(roles)
    if stays or user.pk is None:
        return
    if user.pk == by.pk and Role.ADMINISTRATOR in by.roles:
        raise ValidationError(_("You cannot remove your own administrator role or deactivate your own account."))
    if active_administrators() == {user.pk}:
        raise ValidationError(_("This is the last active administrator; make another one first."))


@transaction.atomic
def set_roles(user: User, roles: Iterable[Role], *, by: User) -> None:
    """Save `user` with exactly these roles. Raises PermissionDenied, ValidationError."""
    if not may_administer(by) or (user.is_superuser and not by.is_superuser):
        raise PermissionDenied
    # Two administrators who switch each other off at once wait for each other here, and the second is refused.
    list(Group.objects.select_for_update().filter(name=Role.ADMINISTRATOR))
    roles = set(roles)
    check_change(user, roles, user.is_active, by=by)
    user.is_staff = bool(roles) or user.is_superuser
    user.save()
    user.groups.set(Group.objects.filter(name__in=roles))
    # Read once per object, so what was read before is out of date.
    user.__dict__.pop("roles", None)
