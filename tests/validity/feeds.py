"""What is wrong with a feed: RSS by the rules of rssboard.org and the W3C's feed validator, Atom by schema."""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
from bs4 import BeautifulSoup
from lxml import etree

ATOM = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "atom.rng"))
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
}
# Element: whether it must be there, and how often it may (rssboard.org/rss-specification).
CHANNEL = {
    "title": (True, 1),
    "link": (True, 1),
    "description": (True, 1),
    "language": (True, 1),
    "copyright": (False, 1),
    "managingEditor": (False, 1),
    "webMaster": (False, 1),
    "pubDate": (False, 1),
    "lastBuildDate": (True, 1),
    "category": (False, 100),
    "generator": (False, 1),
    "docs": (False, 1),
    "ttl": (True, 1),
    "image": (False, 1),
    "item": (False, 1000),
}
ITEM = {
    "title": (True, 1),
    "link": (True, 1),
    "description": (True, 1),
    "author": (False, 1),
    "category": (False, 100),
    "comments": (False, 1),
    "enclosure": (False, 1),
    "guid": (True, 1),
    "pubDate": (True, 1),
    "source": (False, 1),
}
PERSON = re.compile(r"[^@\s]+@[^@\s]+( \([^()]+\))?")
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}:\d{2} ([+-]\d{4}|GMT)"
)


def of_rss(content: bytes, address: str) -> list[str]:
    """What is wrong with the RSS feed that is at the full `address`."""
    rss = etree.fromstring(content)
    channel = rss.find("channel")
    if rss.tag != "rss" or rss.get("version") != "2.0" or channel is None:
        return ["no RSS 2.0"]
    items = channel.findall("item")
    guids = [item.findtext("guid") for item in items]
    found = [*_channel(channel, address), *(problem for item in items for problem in _item(item))]
    if len(guids) != len(set(guids)):
        found.append("two items with the same guid")
    return found + _parsed(content, "rss20")


def of_atom(content: bytes, address: str) -> list[str]:
    """What is wrong with the Atom feed that is at the full `address`."""
    feed = etree.fromstring(content)
    ATOM.validate(feed)
    found = [f"line {error.line}: {error.message}" for error in ATOM.error_log]
    ids = feed.xpath("atom:entry/atom:id/text()", namespaces=NAMESPACES)
    if len(ids) != len(set(ids)):
        found.append("two entries with the same id")
    if feed.xpath("atom:link[@rel='self']/@href", namespaces=NAMESPACES) != [address]:
        found.append("its own address is another")
    if feed.xpath("not(atom:author) and atom:entry[not(atom:author)]", namespaces=NAMESPACES):
        found.append("an entry without an author")
    for entry in feed.iterfind("atom:entry", NAMESPACES):
        links = entry.xpath("atom:link[@rel='alternate']/@href", namespaces=NAMESPACES)
        found += [f"{len(links)} alternate links"] if len(links) != 1 else []
        found += [f"no full address: {link}" for link in links if not _is_full(link)]
        texts = entry.xpath("atom:summary[@type='html'] | atom:content[@type='html']", namespaces=NAMESPACES)
        found += [problem for text in texts for problem in _html(text.text or "")]
    return found + _parsed(content, "atom10")


def _channel(channel: etree._Element, address: str) -> Iterator[str]:
    yield from _elements(channel, CHANNEL)
    yield from _html(channel.findtext("description") or "")
    if channel.xpath("atom:link[@rel='self']/@href", namespaces=NAMESPACES) != [address]:
        yield "its own address is another"
    if not re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", channel.findtext("language") or ""):
        yield "no language"
    if not (channel.findtext("ttl") or "").isdigit():
        yield "ttl is no number"
    for name in ("managingEditor", "webMaster"):
        if (person := channel.findtext(name)) is not None and not PERSON.fullmatch(person):
            yield f"{name} is no address with a name"


def _item(item: etree._Element) -> Iterator[str]:
    yield from _elements(item, ITEM)
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true" and not _is_full(guid.text or ""):
        yield f"guid is no permanent link: {guid.text}"
    if (person := item.findtext("author")) is not None and not PERSON.fullmatch(person):
        yield "author is no address with a name"
    for enclosure in item.findall("enclosure"):
        if not (enclosure.get("length", "").isdigit() and enclosure.get("type") and _is_full(enclosure.get("url", ""))):
            yield "an enclosure without address, length or type"
    for picture in item.iterfind("media:content", NAMESPACES):
        if not _is_full(picture.get("url", "")) or picture.get("medium") not in {"image", "video", "audio"}:
            yield "a picture without address or medium"
    for text in (item.findtext("description"), item.findtext("content:encoded", namespaces=NAMESPACES)):
        yield from _html(text or "")


def _elements(parent: etree._Element, known: dict[str, tuple[bool, int]]) -> Iterator[str]:
    names = [child.tag for child in parent if isinstance(child.tag, str)]
    for name in names:
        if "{" not in name and name not in known:
            yield f"{parent.tag} has an unknown {name}"
        elif "{" in name and etree.QName(name).namespace not in NAMESPACES.values():
            yield f"{parent.tag} has something of an unknown vocabulary: {name}"
    for name, (needed, most) in known.items():
        if names.count(name) > most or (needed and name not in names):
            yield f"{parent.tag} has {names.count(name)} {name}"
        for child in parent.findall(name):
            yield from _value(name, (child.text or "").strip(), has_children=len(child) > 0 or name == "enclosure")


def _value(name: str, text: str, *, has_children: bool) -> Iterator[str]:
    if not text and not has_children and name != "description":
        yield f"an empty {name}"
    if name in {"link", "docs", "comments"} and not _is_full(text):
        yield f"no full address: {text}"
    if name in {"pubDate", "lastBuildDate"} and not (RFC_822.fullmatch(text) and _weekday_fits(text)):
        yield f"no date by RFC 822: {text}"
    # What is text and no HTML shows an entity as it is.
    if name == "title" and re.search(r"<[a-z/]|&(amp|lt|gt|quot|#\d+);", text):
        yield f"markup in a title: {text}"


def _weekday_fits(text: str) -> bool:
    return parsedate_to_datetime(text).strftime("%a") == text[:3]


def _html(text: str) -> Iterator[str]:
    """Text for other sites: every address full, nothing that runs."""
    page = BeautifulSoup(text, "html.parser")
    for tag in page.find_all(True):
        if tag.name in {"script", "style", "iframe", "object", "embed", "form", "input", "meta"}:
            yield f"{tag.name} in a text"
        for name, value in tag.attrs.items():
            if name.startswith("on") or name == "style":
                yield f"{name} in a text"
            if name in {"href", "src"} and not _is_full(str(value)) and not str(value).startswith(("mailto:", "tel:")):
                yield f"no full address: {value}"


def _is_full(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and address.isascii() and " " not in address


def _parsed(content: bytes, version: str) -> list[str]:
    """What a reader of feeds makes of it."""
    parsed = feedparser.parse(content)
    found = [f"feedparser: {parsed.get('bozo_exception')}"] if parsed.bozo else []
    if parsed.version != version:
        found.append(f"read as {parsed.version}")
    if any(not (entry.get("id") and entry.get("published_parsed")) for entry in parsed.entries):
        found.append("an entry without id or date")
    return found
