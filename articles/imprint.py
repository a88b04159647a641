"""The verb on the imprint: what the paper says of itself at the foot of every page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Imprint, ImprintChange
from articles.one_row import set_row
from articles.refusals import NotPermitted

CHANGE, VIEW = "articles.change_imprint", "articles.view_imprint"


def change(words: Mapping[str, Any], *, by: User, version: int) -> Imprint:
    """Set these fields of Imprint over the version the person saw; others stay.

    Raises NotPermitted; WrongState where somebody else changed them meanwhile; ValidationError.
    """
    if not by.may(CHANGE):
        raise NotPermitted(_("Only a managing editor or an administrator sets the imprint."))
    return set_row(Imprint, ImprintChange, words, by=by, version=version)
