"""How settings of one row are changed. Like every verb: compare and swap, a row in the log, one transaction."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models.one_row import OneRow, OneRowChange
from articles.refusals import WrongState
from newsroom import vietnamese

Settings = TypeVar("Settings", bound=OneRow)


@transaction.atomic
def set_row(
    kind: type[Settings], log: type[OneRowChange], values: Mapping[str, Any], *, by: User, version: int
) -> Settings:
    """Set these fields over the version the person saw; others stay. Whether they may is asked before.

    What stays as it is leaves no row in the log. Raises WrongState where somebody else changed it meanwhile;
    ValidationError for what makes no sense.
    """
    rows = kind._default_manager
    # The row is made first, so that there is one to lock: two who make the very first settings wait for each other.
    rows.bulk_create([kind()], ignore_conflicts=True)
    row = rows.select_for_update().get()
    if row.version != version:
        last = log._default_manager.first()
        meanwhile = {"name": last.by_name if last else "?", "what": kind._meta.verbose_name}
        raise WrongState(_("%(name)s has changed this meanwhile: %(what)s.") % meanwhile)
    wanted = {name: _in_one_spelling(value) for name, value in values.items()}
    changed = {name: [before, value] for name, value in wanted.items() if value != (before := getattr(row, name))}
    if not changed:
        return row
    for name, (_before, after) in changed.items():
        setattr(row, name, after)
    row.full_clean()
    row.version += 1
    row.save()
    log._default_manager.create(at=Now(), by=by, by_name=by.display_name, changes=changed)
    return row


def _in_one_spelling(value: Any) -> Any:
    return vietnamese.normalise(value).strip() if isinstance(value, str) else value
