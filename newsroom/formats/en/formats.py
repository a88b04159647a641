"""English at a Vietnamese desk: dates day first and the day in 24 hours, as everybody there writes them."""

from newsroom.formats.vi.formats import *  # noqa: F403

YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
