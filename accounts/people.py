"""Who has which role, and who gets one: the one place where accounts change their rights.

Whoever has a role may sign in at the desk; whoever has none may not. One active administrator always stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Sum
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


@dataclass(frozen=True)
class Locked:
    """An account that too many wrong passwords have locked for one network, and until when."""

    user: User
    until: datetime


def accounts_by_role() -> tuple[dict[Role | None, int], int]:
    """({role: its active accounts; None: those without any}, how many are switched off); superusers left out."""
    counts: dict[Role | None, int] = {}
    off: set[int] = set()
    found = User.objects.filter(is_superuser=False).values_list("pk", "is_active", "groups__name")
    for pk, is_active, name in found:
        if is_active:
            role = Role(name) if name else None
            counts[role] = counts.get(role, 0) + 1
        else:
            off.add(pk)
    return counts, len(off)


def locked_out(now: datetime) -> list[Locked]:
    """Whose sign-in is locked at present, by axes's own rule; names that are no account of ours are left out."""
    lock = get_cool_off()
    tries = AccessAttempt.objects.filter(attempt_time__gt=now - lock).values("username", "ip_address")
    tries = tries.annotate(wrong=Sum("failures_since_start"), last=Max("attempt_time"))
    until: dict[str, datetime] = {}
    for row in tries.filter(wrong__gte=settings.AXES_FAILURE_LIMIT):
        name = row["username"] or ""
        until[name] = max(until.get(name, row["last"] + lock), row["last"] + lock)
    users = User.objects.filter(username__in=until).order_by("username")
    return [Locked(user, until[user.username]) for user in users]


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
