"""What an old address says about a story: which site, which number. Host prefix, section and slug vary between fetches
of one story and the slug is lossy, so none of them is ever part of an identity."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

PAPER = "baothaibinh.com.vn"
TELEVISION = "thaibinhtv.vn"

_MIRROR_OF = {"tbtv.mediatech.vn": TELEVISION}
_MIRROR_PREFIX = re.compile(r"^(?:www|ww|wwww|test|thunghiem|blog|omsk|media2)\.")
# Both sites print /tin-tuc|news/{section}/{id}/{slug}; the section may be a number, 0, missing or empty.
_STORY_PATH = re.compile(r"^/(?:tin-tuc|news)/(?:\d*/)?(?P<id>\d+)(?:/|$)")
_LISTING_PATH = re.compile(r"^/chuyen-muc(?:/|$)")


@dataclass(frozen=True, slots=True)
class OldAddress:
    """`site` is "" without an address; `old_id` is known for the two sites of the family only, because elsewhere a
    number in an address may be a date or a page."""

    site: str = ""
    old_id: int | None = None
    listing: bool = False


def read_address(url: str) -> OldAddress:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return OldAddress()
    site = _MIRROR_PREFIX.sub("", _MIRROR_OF.get(host, host))
    site = _MIRROR_OF.get(site, site)
    if site not in (PAPER, TELEVISION):
        return OldAddress(site=site)
    found = _STORY_PATH.match(parts.path)
    return OldAddress(site, int(found["id"]) if found else None, bool(_LISTING_PATH.match(parts.path)))
