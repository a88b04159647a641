"""Videos of YouTube and Vimeo: stored as <oembed>address</oembed>, shown by their number alone. Pure functions.

A stored address is never echoed into a frame: only the ID found in it is, under a host name of ours.

Readers get a link to the video's own page with the player's address beside it. static/public/js/embeds.js puts the
player in its place once somebody asks for it, so that no other host learns who reads what.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

from articles.body_policy import web_host
from articles.markup import Tag, write


class Player(NamedTuple):
    """What a frame needs: its address, and a title for people who do not see it (the same words in Vietnamese)."""

    src: str
    title: str
    host: str
    """The host's name, of HOSTS."""


# Where videos may stand, by the names people know.
HOSTS = ("YouTube", "Vimeo")
_YOUTUBE_HOSTS = frozenset(
    {"youtube.com", "www.youtube.com", "m.youtube.com", "youtube-nocookie.com", "www.youtube-nocookie.com"}
)
_VIMEO_HOSTS = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([A-Za-z0-9_-]{11})/?")
_VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]{1,12})(?:/[0-9a-f]*)?")

_IFRAME = re.compile(r"<iframe[\t\n\f\r /][^>]*>?(?:[^<]*</iframe[^>]*>)?", re.IGNORECASE)
_IFRAME_SRC = re.compile(r"""[\t\n\f\r /"']src[\t\n\f\r ]*=[\t\n\f\r ]*["']?([^\t\n\f\r "'>]+)""", re.IGNORECASE)


def player(address: str) -> Player | None:
    """The player of a YouTube or Vimeo address in any of its usual forms; None for any other address."""
    if video := youtube_id(address):
        return Player(f"https://www.youtube-nocookie.com/embed/{video}", "Video YouTube", "YouTube")
    if video := vimeo_id(address):
        return Player(f"https://player.vimeo.com/video/{video}", "Video Vimeo", "Vimeo")
    return None


def page_of(address: str) -> str:
    """The address of the video's own page in its one usual form, '' for what has no player."""
    if video := youtube_id(address):
        return f"https://www.youtube.com/watch?v={video}"
    if video := vimeo_id(address):
        return f"https://vimeo.com/{video}"
    return ""


def waiting(address: str) -> Tag | None:
    """What readers see of a video until they ask for it, in the site's language; None for what has no player."""
    video = player(address)
    if video is None:
        return None
    attrs = {"class": "embed__link", "href": page_of(address), "rel": "noopener noreferrer"}
    attrs |= {"data-player": video.src, "data-title": video.title}
    words = _("Watch the video on %(host)s") % {"host": video.host}
    return Tag("figure", {"class": "embed"}, [Tag("a", attrs, [words])])


def without_players(html: str) -> str:
    """A published text with frames of known players as what waits for a click; for the sanitiser to look at next.

    Texts were published with their players in them once, and a published version is never altered.
    """
    return _IFRAME.sub(_frame_to_waiting, html)


def _frame_to_waiting(frame: re.Match[str]) -> str:
    source = _IFRAME_SRC.search(frame[0])
    figure = waiting(source[1]) if source else None
    # The frame stands in the figure already.
    return write(figure.children) if figure else frame[0]


def youtube_id(address: str) -> str:
    """The 11 characters of a YouTube video's ID, '' if this is no such address."""
    host = web_host(address)
    if host == "youtu.be":
        candidate = urlsplit(address).path.strip("/")
    elif host in _YOUTUBE_HOSTS:
        parts = urlsplit(address)
        in_path = _YOUTUBE_PATH.fullmatch(parts.path)
        candidate = in_path[1] if in_path else parse_qs(parts.query).get("v", [""])[0]
    else:
        return ""
    return candidate if _YOUTUBE_ID.fullmatch(candidate) else ""


def vimeo_id(address: str) -> str:
    """The digits of a Vimeo video's ID, '' if this is no such address."""
    in_path = _VIMEO_PATH.fullmatch(urlsplit(address).path) if web_host(address) in _VIMEO_HOSTS else None
    return in_path[1] if in_path else ""


def frames_to_oembed(html: str) -> str:
    """Raw HTML with frames of known players turned into <oembed>; other frames stay, for the sanitiser to drop."""
    return _IFRAME.sub(_frame_to_oembed, html)


def _frame_to_oembed(frame: re.Match[str]) -> str:
    source = _IFRAME_SRC.search(frame[0])
    address = source[1] if source else ""
    if address.startswith("//"):
        address = f"https:{address}"
    page = page_of(address)
    return f"<oembed>{page}</oembed>" if page else frame[0]
