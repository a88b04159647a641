"""Raw HTML of a clipboard as a well-formed tree that still knows classes, styles and lazy addresses. Pure."""

import re

import nh3
from django.utils.translation import gettext as _

from articles.body_policy import BodyRefused, bare_formatting, guard, names
from articles.embeds import frames_to_oembed
from articles.markup import Tag, TooDeep, parse
from newsroom.vietnamese import without_invisible

# A clipboard carries far more dress than text: a 60 KB story copied from Word comes as a megabyte.
MAX_BYTES = 6 * 1024 * 1024
MAX_TAGS = 60_000

# Word marks every syllable it does not know, which in Vietnamese is most of them. Nothing nests inside these.
_SPELLING = re.compile(r"<span\s+class=[\"']?(?:SpellE|GramE)[\"']?[^<>]*>([^<]*)</span>", re.IGNORECASE)
# Google Docs wraps a whole document into <b style="font-weight:normal">. Word's mso-bidi-font-weight is no such thing.
_STYLED_BOLD = re.compile(r"<b\s[^<>]*+>", re.IGNORECASE)
_NOT_BOLD = re.compile(r"(?<![-\w])font-weight\s*:\s*(?:normal|[1-4]00)(?![-\w])", re.IGNORECASE)
_SOFT_HYPHEN = "\u00ad"
# To the end of the text if no end comes, as browsers read them, and in linear time.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"<(style|script)(?=[\s>/]).*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)

_TAGS = names(
    "a article aside b blockquote br caption center cite code dd del div dl dt em figcaption figure font footer h1 h2 "
    "h3 h4 h5 h6 header hr i img ins li main nav oembed ol p picture pre q s section small source span strike strong "
    "sub sup table tbody td tfoot th thead tr tt u ul"
)
_WITH_THEIR_TEXT = names(
    "applet audio button canvas embed frameset iframe input math noembed noframes noscript object plaintext script "
    "select style svg template textarea title video xmp"
)
_ATTRIBUTES = names(
    "align alt aria-level cite class colspan height href id reversed role rowspan scope src srcset start style title "
    "type width"
)
_SCHEMES = {"http", "https", "mailto", "tel", "data", "file", "blob", "cid", "about", "webkit-fake-url"}

_tidier = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_WITH_THEIR_TEXT),
    attributes={"*": set(_ATTRIBUTES)},
    generic_attribute_prefixes={"data-"},
    url_schemes=_SCHEMES,
    link_rel=None,
    strip_comments=True,
)


def tidy(html: str) -> Tag:
    """The tree of any HTML, however broken. Raises BodyRefused for what is too large, too deep or hostile."""
    if len(html) > MAX_BYTES:
        raise BodyRefused(_("The text is too large to paste in one piece. Paste it in parts."))
    # The soft hyphen is a letter of TCVN3: body.clean() drops it later, where nothing has turned it into ư.
    html = _SOFT_HYPHEN.join(map(without_invisible, html.split(_SOFT_HYPHEN)))
    html = _COMMENT.sub("", _CODE.sub("", html))
    html = _STYLED_BOLD.sub(_plain_unless_bold, _SPELLING.sub(r"\1", html))
    html = bare_formatting(frames_to_oembed(html))
    guard(html, max_bytes=MAX_BYTES, max_tags=MAX_TAGS)
    tidied = _tidier.clean(html)
    guard(tidied, max_bytes=2 * MAX_BYTES, max_tags=2 * MAX_TAGS)
    try:
        return parse(tidied)
    except TooDeep as error:
        raise BodyRefused(_("The text has too many tags or layers. Paste it again as plain text.")) from error


def _plain_unless_bold(tag: re.Match[str]) -> str:
    return "<span>" if _NOT_BOLD.search(tag[0]) else "<b>"
