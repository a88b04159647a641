"""Bold and italic out of styles, links without their trackers, and text without the spaces of typesetters. Pure."""

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from articles.body_layout import HEADINGS, is_block
from articles.body_policy import names, web_host
from articles.markup import Node, Tag

# No-break, figure and narrow no-break space. Where a newspaper wants one, somebody sets it on purpose.
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_BOLD = re.compile(r"bold(?:er)?|[6-9]00")
# <font> has lost its attributes by now.
_BARE = names("span font small tt code")
_OURS = {"b": "strong", "i": "em", "strike": "s"}  # as the editor writes them
_STYLED = names("span p div li td")

# Redirectors that note who clicked, and the field with the true address.
_REDIRECTORS = {
    "l.facebook.com": "u",
    "lm.facebook.com": "u",
    "www.google.com": "q",
    "www.google.com.vn": "q",
    "zalo.me": "url",
}
_LONGEST = 4000
_SAFELINKS = ".safelinks.protection.outlook.com"
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|zarsrc|zalo_\w+|__\w+__(?:\[\d+\])?|mibextid|"
    r"s?si|vn_source|vn_medium|vn_campaign|vn_term|vn_thumb",
    re.IGNORECASE,
)


def styles(tag: Tag) -> dict[str, str]:
    """The declarations of a style attribute, lower case: {'font-weight': 'bold'}."""
    pairs = (declaration.partition(":") for declaration in tag.attrs.get("style", "").lower().split(";"))
    return {name.strip(): value.strip() for name, _colon, value in pairs if value}


def words(text: str) -> str:
    """The text with ordinary spaces."""
    return _SPACES.sub(" ", text)


def emphasised(tag: Tag) -> list[Node]:
    """The tag with what its style says in tags (strong, em, sup, sub, s); bare spans are opened."""
    tag.name = _OURS.get(tag.name, tag.name)
    children = tag.children
    if "style" in tag.attrs and tag.name in _STYLED and not any(map(is_block, children)):
        for name in _emphases(styles(tag)):
            children = [Tag(name, {}, children)]
    if tag.name in _BARE:
        return children
    if tag.name in HEADINGS:
        children = [node for child in children for node in _without_bold(child)]
    tag.children = children
    return [tag]


def _emphases(style: dict[str, str]) -> list[str]:
    found = []
    if _BOLD.fullmatch(style.get("font-weight", "")):
        found.append("strong")
    if style.get("font-style") in ("italic", "oblique"):
        found.append("em")
    if "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        found.append("s")
    if style.get("vertical-align") in ("super", "sub"):
        found.append("sup" if style["vertical-align"] == "super" else "sub")
    return found


def _without_bold(node: Node) -> list[Node]:
    """Headings are bold already."""
    return node.children if isinstance(node, Tag) and node.name == "strong" else [node]


def link(tag: Tag) -> list[Node]:
    """A link to where it leads, without what notes who followed it; what leads nowhere is opened."""
    address = untracked(tag.attrs.get("href", "").strip())
    if not address or address.startswith(("#", "file:", "about:", "javascript:")):
        return tag.children
    tag.attrs = {"href": address} | {name: value for name, value in tag.attrs.items() if name == "title"}
    return [tag]


def untracked(address: str) -> str:
    """A web address without redirectors and tracking fields; any other as it is, and what is too long for one."""
    if len(address) > _LONGEST:
        return address
    for _redirection in range(3):
        host = web_host(address)
        field = "url" if host.endswith(_SAFELINKS) else _REDIRECTORS.get(host, "")
        target = parse_qs(urlsplit(address).query).get(field, [""])[0] if field else ""
        if not web_host(target):
            break
        address = target
    if not web_host(address) or "?" not in address:
        return address
    parts = urlsplit(address)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in fields if not _TRACKING.fullmatch(name)]
    # Written anew only where something goes: other sites' ways of quoting stay.
    return address if len(kept) == len(fields) else urlunsplit(parts._replace(query=urlencode(kept)))
