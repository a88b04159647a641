"""Spans of time and deadlines as a newsroom says them: "3 giờ", "2 ngày", "17:30 hôm nay"."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONTH = timedelta(days=30)


def span(length: timedelta) -> str:
    """The largest unit alone, rounded down; under a minute counts as one."""
    if length < HOUR:
        minutes = max(length // MINUTE, 1)
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if length < DAY:
        hours = length // HOUR
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    if length < 2 * MONTH:
        days = length // DAY
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    months = length // MONTH
    if months < 24:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("%(count)d year", "%(count)d years", months // 12) % {"count": months // 12}


def moment(at: datetime, now: datetime) -> str:
    """Hanoi's clock, with as much of the date as it takes."""
    local = timezone.localtime(at)
    clock = date_format(local, "H:i")
    days = (local.date() - timezone.localtime(now).date()).days
    if days in {-1, 0, 1}:
        words = {-1: _("%(time)s yesterday"), 0: _("%(time)s today"), 1: _("%(time)s tomorrow")}
        return words[days] % {"time": clock}
    return date_format(local, "H:i d/m" if local.year == timezone.localtime(now).year else "H:i d/m/Y")
