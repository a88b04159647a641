"""Where readers come from: the name of the site that led here, and of which kind it is. Pure functions."""

import re
from collections.abc import Set

# What a source is called that is no other site's name. None has a dot, so no site can pass for one.
DIRECT, HERE, OTHER = "direct", "here", "other"
LONGEST = 100

# Sites that are always told apart, also where a flood of made-up names has used up a day's room for new ones. Their
# sub-domains and their applications (as Android names them) are counted with them.
SEARCH = ("google.com", "coccoc.com", "bing.com", "duckduckgo.com", "yahoo.com", "yandex.ru", "baidu.com", "ecosia.org")
SOCIAL = (
    "facebook.com",
    "zalo.me",
    "youtube.com",
    "tiktok.com",
    "instagram.com",
    "threads.net",
    "x.com",
    "linkedin.com",
    "telegram.org",
    "reddit.com",
    "pinterest.com",
    "messenger.com",
    "viber.com",
)
ALSO_KNOWN_AS = {
    "com.google.android.googlequicksearchbox": "google.com",
    "com.google.android.gm": "mail.google.com",
    "com.facebook.katana": "facebook.com",
    "com.facebook.orca": "messenger.com",
    "com.zing.zalo": "zalo.me",
    "chat.zalo.me": "zalo.me",
    "zaloapp.com": "zalo.me",
    "com.coccoc.trinhduyet": "coccoc.com",
    "com.ss.android.ugc.trill": "tiktok.com",
    "org.telegram.messenger": "telegram.org",
    "web.telegram.org": "telegram.org",
    "t.me": "telegram.org",
    "t.co": "x.com",
    "twitter.com": "x.com",
    "fb.com": "facebook.com",
    "fb.me": "facebook.com",
    "m.me": "messenger.com",
    "youtu.be": "youtube.com",
    "lnkd.in": "linkedin.com",
    "threads.com": "threads.net",
    "coccoc.vn": "coccoc.com",
}
# Google and Yahoo have a name in every country; their mail is not their search.
COUNTRIES = re.compile(r"(?:www\.|search\.|news\.|[a-z]{2}\.search\.)?(google|yahoo)\.(?:com?\.)?[a-z]{2,3}")
# As letters, digits and hyphens between dots, the last part not a number: so no network address is a name.
NAME = re.compile(r"(?=.{4,100}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?!\d+\Z)[a-z0-9-]{2,63}")


def source_of(host: str, own: Set[str]) -> str:
    """What a referring page's host is counted under; `own` are this site's names as own_hosts() gives them."""
    host = bare(host)
    if not host:
        return DIRECT
    if host in own:
        return HERE
    return _listed(host) if NAME.fullmatch(host) else OTHER


def bare(host: str) -> str:
    """A host without its port, in small letters, without the www. that means nothing."""
    return host.strip().lower().partition(":")[0].rstrip(".").removeprefix("www.")


def _listed(host: str) -> str:
    if country := COUNTRIES.fullmatch(host):
        return f"{country[1]}.com"
    if host in ALSO_KNOWN_AS:
        return ALSO_KNOWN_AS[host]
    return next((site for site in (*SEARCH[1:], *SOCIAL) if host.endswith(f".{site}")), host)


def is_search(source: str) -> bool:
    return source in SEARCH


def is_social(source: str) -> bool:
    return source in SOCIAL


def is_told_apart(source: str) -> bool:
    """Whether there is always room for this source; of others there may be too many."""
    return source in {DIRECT, HERE, OTHER, *SEARCH, *SOCIAL}
