"""RSS 2.0 and Atom 1.0 as Django writes them, with what newspapers' readers and aggregators expect besides."""

from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

_MEDIA = "http://search.yahoo.com/mrss/"


class Rss(Rss201rev2Feed):
    """RSS 2.0 with the whole text (content:encoded) and the lead picture (Media RSS), where an item has them."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:media": _MEDIA,
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["managing_editor"]:
            handler.addQuickElement("managingEditor", self.feed["managing_editor"])

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["text"]:
            handler.addQuickElement("content:encoded", item["text"])
        _add_picture(handler, item["picture"])


class Atom(Atom1Feed):
    """Atom 1.0 with the same."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": _MEDIA}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["text"]:
            handler.addQuickElement("content", item["text"], {"type": "html"})
        _add_picture(handler, item["picture"])


FORMATS: dict[str, type[Rss | Atom]] = {"rss": Rss, "atom": Atom}


def _add_picture(handler: SimplerXMLGenerator, picture: dict[str, str] | None) -> None:
    """`picture`: url, caption and credit; Media RSS, since an enclosure needs a length that nobody asked the disk."""
    if picture is None:
        return
    attributes = {"url": picture["url"], "medium": "image", "type": "image/jpeg"}
    handler.startElement("media:content", AttributesImpl(attributes))
    for name in ("description", "credit"):
        if picture[name]:
            handler.addQuickElement(f"media:{name}", picture[name])
    handler.endElement("media:content")
