"""A published text as other sites and programs show it: full addresses, one picture where ours offers several. Pure."""

from urllib.parse import urljoin

from articles.markup import Node, Tag, parse, rebuild, write

_DROPPED = {"source"}
_OPENED = {"picture"}
# How a picture behaves on our own page.
_OURS = {"srcset", "sizes", "loading", "decoding", "fetchpriority", "class", "tabindex", "role"}
_OURS |= {"data-player", "data-title", "data-place", "id"}


def for_elsewhere(html: str, base: str) -> str:
    """`html`, a published body as its page shows it, with its addresses made full under `base` (https://news.example/)."""

    def rule(tag: Tag) -> list[Node]:
        if tag.name in _DROPPED:
            return []
        if tag.name in _OPENED:
            return tag.children
        tag.attrs = {name: value for name, value in tag.attrs.items() if name not in _OURS}
        for name in {"href", "src"} & tag.attrs.keys():
            tag.attrs[name] = urljoin(base, tag.attrs[name])
        return [tag]

    return write(rebuild(parse(html), rule).children)
