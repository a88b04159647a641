"""What may stand in a story's HTML: size and depth limits, and the nh3 allow-list. Pure; knows no models.

nh3 alone is not enough: its parser is quadratic in nesting depth and in the attributes of one tag (a megabyte of them
took 40 seconds), and can be made to copy open formatting tags into every paragraph (20 KB of input took a gigabyte).
So guard() and rename() go first.
"""

import re
import unicodedata
from urllib.parse import urlsplit

import nh3
from django.utils.translation import gettext as _

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 256
MAX_TAGS = 20_000
MAX_ATTRIBUTES = 1000
MEDIA = "/media/"

ALIGNMENTS = ("align-left", "align-center", "align-right")


def names(words: str) -> frozenset[str]:
    """The tag names in a string, as a set: 'p li' -> {'p', 'li'}."""
    return frozenset(words.split())


class BodyRefused(ValueError):
    """The text cannot be taken in; `message` tells the person why, in their language."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


# White space that ends a tag's name in HTML; \s would let Unicode spaces in.
_SPACE = r"[\t\n\f\r />]"
_TAG = re.compile(r"<(/?)([a-zA-Z][^\t\n\f\r />]*)")
# Tags that have no end, or close by themselves when the next begins: these pile up in honest HTML without nesting.
_NEVER_NEST = names(
    "area base br col embed hr img input link meta param source track wbr "
    "p li dt dd tr td th thead tbody tfoot caption colgroup option optgroup"
)


# Attributes as a browser reads them, from the end of a tag's name on.
_ATTRIBUTE_RUN = re.compile(
    r"""(?:[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"""
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r >]*+))?+)"""
    rf"{{0,{MAX_ATTRIBUTES}}}+[\t\n\f\r /]*+"
)


def guard(html: str, *, max_bytes: int = MAX_BYTES, max_tags: int = MAX_TAGS) -> None:
    """Refuse, in linear time, what would take nh3 minutes. Raises BodyRefused.

    That is more than 1 MB, 20,000 tags, 256 tags open at once or 1,000 attributes on one tag.
    """
    if len(html.encode("utf-8", "surrogatepass")) > max_bytes:
        raise BodyRefused(
            _("The text is larger than 1 MB. Split the story, and upload pictures instead of pasting them.")
        )
    tags = depth = read = 0
    waiting: dict[str, int] = {}
    for tag in _TAG.finditer(html):
        closing, name = tag[1], tag[2].lower()
        tags += not closing
        if name not in _NEVER_NEST:
            # An end tag closes only what was opened by that name: «</x>» must not hide the depth of «<div>».
            if not closing:
                waiting[name] = waiting.get(name, 0) + 1
                depth += 1
            elif waiting.get(name):
                waiting[name] -= 1
                depth -= 1
        end = _ATTRIBUTE_RUN.match(html, tag.end()).end()  # type: ignore[union-attr]  # it matches nothing, too
        # Tags that seem to lie inside each other's attributes are read again and again: honest text has none.
        read += end - tag.end()
        crowded = html[end : end + 1] not in (">", "") or read > 2 * max_bytes
        if tags > max_tags or depth > MAX_DEPTH or crowded:
            raise BodyRefused(_("The text has too many tags or layers. Paste it again as plain text."))


_RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "strike": "s", "del": "s"} | dict.fromkeys(
    names(
        "address article aside center dd details dir dl dt fieldset footer form header hgroup legend main menu nav pre "
        "section summary"
    ),
    "div",
)
_RENAME = re.compile(rf"<(/?)({'|'.join(_RENAMED)})(?={_SPACE})", re.IGNORECASE)
# Tags a parser opens again in every following paragraph, unless closed; it tells them apart by their attributes, so
# without attributes at most three of a kind are carried on. To the end of the text if no '>' comes: linear that way.
_FORMATTING = re.compile(rf"<(b|big|code|em|font|i|nobr|s|small|strong|tt|u)(?!>){_SPACE}[^>]*>?", re.IGNORECASE)


def rename(html: str) -> str:
    """Raw HTML with foreign tags under our names (h1 -> h2, section -> div ...) and formatting tags bare."""
    return bare_formatting(_RENAME.sub(lambda tag: f"<{tag[1]}{_RENAMED[tag[2].lower()]}", html))


def bare_formatting(html: str) -> str:
    """Raw HTML with the attributes of formatting tags (b, i, font ...) gone."""
    return _FORMATTING.sub(r"<\1>", html)


_INSIDE_ADDRESS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_WEB = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#].*)?", re.IGNORECASE)
_OTHER = re.compile(r"(?:mailto|tel):[^\s/].*", re.IGNORECASE)
_OWN = re.compile(r"/(?!/).*")
_PICTURE = re.compile(rf"{re.escape(MEDIA)}[\w./-]+", re.ASCII)
_CANDIDATE = rf"{_PICTURE.pattern}(?: [0-9]{{1,5}}[wx])?"
_PICTURES = re.compile(rf"{_CANDIDATE}(?:, {_CANDIDATE})*", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)


def link_address(address: str) -> str | None:
    """The address if a reader may be sent there: http, https, mailto, tel or a path of this site; else None.

    Refused: //host, https:host, user@host, backslashes, control and invisible characters, relative paths.
    """
    address = address.strip(" \t\r\n\f")
    if "\\" in address or any(unicodedata.category(character) in _INSIDE_ADDRESS for character in address):
        return None
    if _WEB.fullmatch(address):
        return address if web_host(address) else None
    return address if _OTHER.fullmatch(address) or _OWN.fullmatch(address) else None


def web_host(address: str) -> str:
    """Host name of an http(s) address, lower case; '' for anything else, malformed ones included."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


def web_address(address: str) -> str:
    """The address if it is a link to the web as link_address() allows it, less those with white space; else ''."""
    allowed = link_address(address) or ""
    return allowed if web_host(allowed) and not re.search(r"\s", allowed) else ""


def _stays_below(addresses: str) -> bool:
    """Whether no address leads out of its folder, or to another host."""
    return ".." not in addresses and "//" not in addresses


def _attribute(tag: str, name: str, value: str) -> str | None:
    # nh3 drops the attribute when this raises, but prints the error: so nothing here may raise.
    match name:
        case "href":
            return link_address(value)
        case "src":
            return value if _PICTURE.fullmatch(value) and _stays_below(value) else None
        case "width" | "height" | "colspan" | "rowspan" | "start":
            return value if _NUMBER.fullmatch(value) else None
        case "reversed":
            return ""
    return value


# svg, math and raw-text tags are where parsers disagree: never allowed, and their text goes with them.
_WITH_THEIR_TEXT = names(
    "applet audio canvas embed frameset iframe math noembed noframes noscript object plaintext script select style svg "
    "template textarea title video xmp"
)
# `div` is let through to mark where blocks end; the layout step leaves it around a centred figure only.
_TAGS = names(
    "p br hr h2 h3 h4 strong em b i u s sub sup blockquote q cite ul ol li a img figure figcaption "
    "table caption thead tbody tfoot tr th td oembed div"
)
_CELL = {"colspan", "rowspan"}
_SCOPE = {"scope": {"row", "col", "rowgroup", "colgroup"}}

_ATTRIBUTES = {
    "*": set[str](),  # or else nh3 lets its own `lang` and `title` through on every tag
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": _CELL,
    "th": _CELL,
    "ol": {"start", "reversed"},
}
_VALUES = {
    "a": {"target": {"_blank"}},
    "td": _SCOPE,
    "th": _SCOPE,
}
_CLASSES = {
    "figure": {"image", *ALIGNMENTS},
    "img": set(ALIGNMENTS),
    "p": set(ALIGNMENTS),
    "div": set(ALIGNMENTS),
}
_SCHEMES = {"http", "https", "mailto", "tel"}

_cleaner = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_WITH_THEIR_TEXT),
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    attribute_filter=_attribute,
    allowed_classes=_CLASSES,
    url_schemes=_SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
)

# What the website adds to a stored text: pictures in several widths, links that videos wait behind, tables that scroll,
# the place of a picked story, and what articles.layouts tells the pages of some kinds of stories.
_PLACE = re.compile(r"[0-9]{1,4}/[0-9]{1,4}")
_HEADING = re.compile(r"muc-[0-9]{1,4}")
_PLAYERS = ("https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/video/")


# The lists above say all that there is to say of these.
_LISTED = names("alt class loading rel role sizes type")


def _page_attribute(tag: str, name: str, value: str) -> str | None:
    if name in _LISTED:
        return value
    match tag, name:
        case "a", "data-player":
            return value if value.startswith(_PLAYERS) else None
        case "figure", "data-place":
            return value if _PLACE.fullmatch(value) else None
        case _, "id":
            return value if _HEADING.fullmatch(value) else None
        case _, "srcset":
            return value if _PICTURES.fullmatch(value) and _stays_below(value) else None
        case _, "src" | "href" | "width" | "height" | "colspan" | "rowspan" | "start":
            return _attribute(tag, name, value)
    return value


_page_cleaner = nh3.Cleaner(
    tags={*_TAGS, "picture", "source"},
    clean_content_tags=set(_WITH_THEIR_TEXT),
    attributes=_ATTRIBUTES
    | {
        "img": {"src", "srcset", "sizes", "alt", "width", "height"},
        "source": {"srcset", "sizes"},
        "a": {"href", "title", "data-player", "data-title"},
        "div": {"aria-label"},
        "figure": {"data-place"},
        "h2": {"id"},
        "h3": {"id"},
    },
    tag_attribute_values=_VALUES
    | {
        "img": {"loading": {"lazy"}, "fetchpriority": {"high"}},
        "source": {"type": {"image/webp", "image/jpeg"}},
        "div": {"tabindex": {"0"}, "role": {"group", "region"}},
    },
    attribute_filter=_page_attribute,
    allowed_classes=_CLASSES
    | {
        "figure": {"image", "embed", *ALIGNMENTS},
        "p": {"question", *ALIGNMENTS},
        "a": {"embed__link"},
        "div": {"table-scroll", "pick-place"},
    },
    url_schemes=_SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
)


def sanitise(html: str) -> str:
    """HTML holding nothing but the allowed tags, attributes and addresses; no-break spaces as characters."""
    return _cleaner.clean(html).replace("&nbsp;", "\u00a0")


def sanitise_page(html: str) -> str:
    """The same for the markup that readers are sent; leaves what body.for_readers() writes as it is."""
    return _page_cleaner.clean(html).replace("&nbsp;", "\u00a0")
