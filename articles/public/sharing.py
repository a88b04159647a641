"""Where a story can be passed on by a plain link: no network's script runs on our pages, and none learns who reads."""

import json
from base64 import b64encode
from typing import NamedTuple
from urllib.parse import quote_plus

_ZALO = "https://button-share.zalo.me/share_external?layout=1&color=blue&customize=false&shareType=0"


class ShareLink(NamedTuple):
    network: str
    address: str


def share_links(address: str) -> list[ShareLink]:
    """The networks' own pages for sharing `address`, a full one."""
    # Zalo's takes what its button would have sent: JSON as base64.
    packed = b64encode(json.dumps({"url": address}).encode()).decode()
    return [
        ShareLink("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={quote_plus(address)}"),
        ShareLink("Zalo", f"{_ZALO}&d={quote_plus(packed)}"),
    ]
