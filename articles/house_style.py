"""The verb on the house's own rules."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import HouseStyle, HouseStyleChange
from articles.one_row import set_row
from articles.refusals import NotPermitted

CHANGE, VIEW = "articles.change_housestyle", "articles.view_housestyle"


def change(rules: Mapping[str, Any], *, by: User, version: int) -> HouseStyle:
    """Set these rules, by the names of HouseStyle's fields, over the version the person saw; others stay.

    Raises NotPermitted; WrongState where somebody else changed them meanwhile; ValidationError for a figure that makes
    no sense.
    """
    if not by.may(CHANGE):
        raise NotPermitted(_("Only an administrator sets the house rules."))
    return set_row(HouseStyle, HouseStyleChange, rules, by=by, version=version)
