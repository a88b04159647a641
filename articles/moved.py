"""Addresses of old sites: how they are written down and told apart. Pure functions."""

import re
from urllib.parse import unquote, urlsplit

from articles.body_policy import web_address
from newsroom.vietnamese import normalise as normalise_text

_NUMBER = "{id}"
_ANYTHING = "*"


def normalise(address: str) -> str:
    """The one form of an old address: path and query, decoded, NFC, without host, doubled slashes and slash at the end.

    "https://bao.example//Tin/B%C3%A3o/" -> "/Tin/Bão"; the query stays, since old sites numbered their stories in it.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # brackets where a host would stand: no address of a page
        return "/" + address.strip(" /")
    path = re.sub("/+", "/", "/" + normalise_text(unquote(parts.path)).strip("/"))
    return f"{path}?{unquote(parts.query)}" if parts.query else path


def target(place: str) -> str:
    """Where a reader may be sent: a path of this site or a web address; "" for anything else."""
    place = place.strip()
    if place.startswith("/") and not place.startswith(("//", "/\\")):
        return place
    return web_address(place)


def article_number(place: str) -> int | None:
    """The number of the story of ours that `place` names: "186" or the address of its page; else None."""
    found = re.fullmatch(r"(?P<id>[0-9]{1,18})|[^?#]*-(?P<page>[0-9]{1,18})\.html(?:[?#].*)?", place.strip())
    return int(found["id"] or found["page"]) if found else None


def number_in(path: str, pattern: str) -> str | None:
    """The old number that a normalised path holds where `pattern` says; None where it is not of that family."""
    pieces = re.split(r"(\{id\}|\*)", pattern)
    written = {_NUMBER: r"(?P<id>[0-9]{1,18})", _ANYTHING: "[^/]*"}
    expression = "".join(written.get(piece) or re.escape(piece) for piece in pieces)
    found = re.fullmatch(expression, path)
    return found["id"] if found else None
