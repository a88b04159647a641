"""The verb on the house's own rules. Like those on stories: permission first, compare and swap, a row in the log."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import HouseStyle, HouseStyleChange
from articles.refusals import NotPermitted, WrongState

CHANGE, VIEW = "articles.change_housestyle", "articles.view_housestyle"


@transaction.atomic
def change(rules: Mapping[str, Any], *, by: User, version: int) -> HouseStyle:
    """Set these rules, by the names of HouseStyle's fields, over the version the person saw; others stay.

    Rules that stay as they are leave no row in the log. Raises NotPermitted; WrongState where somebody else changed
    them meanwhile; ValidationError for a figure that makes no sense.
    """
    if not by.may(CHANGE):
        raise NotPermitted(_("Only an administrator sets the house rules."))
    # The row is made first, so that there is one to lock: two who set the very first rules wait for each other.
    HouseStyle.objects.bulk_create([HouseStyle()], ignore_conflicts=True)
    style = HouseStyle.objects.select_for_update().get()
    if style.version != version:
        last = HouseStyleChange.objects.first()
        raise WrongState(_("%(name)s has changed the house rules meanwhile.") % {"name": last.by_name if last else "?"})
    before = {name: getattr(style, name) for name in rules}
    changed = {name: [before[name], after] for name, after in rules.items() if after != before[name]}
    if not changed:
        return style
    for name, (_before, after) in changed.items():
        setattr(style, name, after)
    style.full_clean()
    style.version += 1
    style.save()
    HouseStyleChange.objects.create(at=Now(), by=by, by_name=by.display_name, changes=changed)
    return style
