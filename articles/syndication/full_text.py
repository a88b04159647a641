"""A published text as other sites and programs show it: full addresses, one picture where ours offers several. Pure."""

from urllib.parse import urljoin

from articles.markup import Node, Tag, parse, rebuild, write

_DROPPED = {"source"}
_OPENED = {"picture"}
# How a picture behaves on our own page.
_OURS = {"srcset", "sizes", "loading", "decoding", "fetchpriority", "class", "tabindex", "role"}


def for_elsewhere(html: str, base: str) -> str:
    """`html`, a published body, with its addresses made full under `base` (https://news.example/).

    A video becomes a link to it: readers of feeds do not open frames.
    """

    def rule(tag: Tag) -> list[Node]:
        if tag.name in _DROPPED:
            return []
        if tag.name in _OPENED:
            return tag.children
        if tag.name == "iframe":
            address = tag.attrs.get("src", "")
            return [Tag("a", {"href": address}, [tag.attrs.get("title") or address])]
        tag.attrs = {name: value for name, value in tag.attrs.items() if name not in _OURS}
        for name in {"href", "src"} & tag.attrs.keys():
            tag.attrs[name] = urljoin(base, tag.attrs[name])
        return [tag]

    return write(rebuild(parse(html), rule).children)
