"""The one arrangement a stored body has: blocks on lines of their own, pictures in figures, nothing empty. Pure.

Works on what the sanitiser let through, and the sanitiser looks at the result again. The arrangement is also what the
editor's own serialiser keeps (white space at block edges means nothing), so a story that is opened and saved
unchanged stays the same to the byte.
"""

import re
import warnings
from collections.abc import Iterable

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, NavigableString, PageElement, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter

from articles.body_policy import link_address, names, web_host
from newsroom.vietnamese import normalise, one_line

BLOCKS = names(
    "p h2 h3 h4 blockquote ul ol li figure figcaption table caption thead tbody tfoot tr th td hr oembed div"
)
INLINE = ["strong", "em", "b", "i", "u", "s", "sub", "sup", "q", "cite", "a"]
HEADINGS = ["h2", "h3", "h4"]
CENTRED = "align-center"

_HTML = HTMLFormatter(EntitySubstitution.substitute_xml, void_element_close_prefix="")
_BLANK = re.compile(r"[ \t\n\r\f]+")
_BRACKETS_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E"})
_BRACKETS_IN_WORDS = str.maketrans("<>", "‹›")
# «>» and a following U+0338 compose to «≯», which would eat the tag before the text; after a space it means nothing.
_STRAY_SLASH = re.compile(r"(?<!\S)\u0338+")


# A body may well be one line that looks like an address.
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)


def parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def serialise(soup: BeautifulSoup, between: str = "") -> str:
    return between.join(
        child.decode(formatter=_HTML) if isinstance(child, Tag) else child.output_ready(_HTML)
        for child in soup.children
    )


def arrange(html: str) -> str:
    """Sanitised HTML, rearranged; sanitise again before storing."""
    soup = parse(html)
    _settle_attributes(soup)
    for text in soup.find_all(string=re.compile("\u0338")):
        text.replace_with(_STRAY_SLASH.sub("", normalise(text)))
    _drop_what_lacks_an_address(soup)
    _open_misplaced(soup)
    for figure in reversed(soup.find_all("figure")):
        _settle_figure(figure)
    _open_wrappers(soup)
    drop_empty(soup)
    _centre_figures(soup)
    wrap_loose(soup)
    _settle_text(soup)
    return serialise(soup, between="\n")


def is_block(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in BLOCKS


def shows_something(node: PageElement) -> bool:
    """Whether a reader would see anything of it: text other than white space, a picture, a line, a frame, a table's cell."""
    if isinstance(node, Tag):
        seen = ("img", "picture", "iframe", "hr", "td", "th")
        return node.name in seen or bool(node.get_text().strip()) or node.find(seen) is not None
    return bool(str(node).strip())


def wrap_loose(box: Tag, name: str = "p", classes: Iterable[str] = ()) -> None:
    """Every run of text and inline tags directly in `box` into a paragraph (or `name`) of its own; empty runs go."""
    run: list[PageElement] = []
    for child in [*box.children, None]:
        if child is not None and not is_block(child):
            run.append(child)
            continue
        if any(map(shows_something, run)):
            wrapper = _new(name, classes)
            run[0].insert_before(wrapper)
            wrapper.extend(run)
        else:
            for node in run:
                node.extract()
        run = []


def drop_empty(soup: BeautifulSoup) -> None:
    """Remove blocks that show nothing (cells excepted: a table keeps its shape); open inline tags that hold nothing."""
    for tag in reversed(soup.find_all(["p", "li", "ul", "ol", "blockquote", "table", *HEADINGS, *INLINE])):
        if not shows_something(tag):
            if tag.name in INLINE:
                tag.unwrap()
            else:
                tag.decompose()


def caption_of(figure: Tag) -> str:
    """The caption's text on one line, '' without one."""
    caption = figure.find("figcaption")
    return one_line(caption.get_text()) if caption else ""


def _new(name: str, classes: Iterable[str] = ()) -> Tag:
    return Tag(name=name, attrs={"class": list(classes)} if classes else {})


def _settle_attributes(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(True):
        # In order of name, as the editor writes them.
        tag.attrs = {name: _attribute(name, value) for name, value in sorted(tag.attrs.items())}


def _attribute(name: str, value: str | list[str]) -> str | list[str]:
    """One line without < and >, which serialisers leave bare in attributes: then every «<» of a body begins a tag."""
    if isinstance(value, list):  # classes
        return value
    return one_line(value).translate(_BRACKETS_IN_ADDRESS if name in ("href", "src") else _BRACKETS_IN_WORDS)


def _drop_what_lacks_an_address(soup: BeautifulSoup) -> None:
    """Pictures without an address the policy left standing go; links without one keep their text."""
    for picture in soup.find_all("img", src=False):
        picture.decompose()
    for link in soup.find_all("a", href=False):
        link.unwrap()
    for embed in soup.find_all("oembed"):
        address = one_line(embed.get_text())
        if link_address(address) and web_host(address):
            embed.string = address
        else:
            embed.name = "div"


def _open_misplaced(soup: BeautifulSoup) -> None:
    """Block tags where HTML or the editor has no place for them: in inline tags, in headings and captions, strays."""
    for tag in soup.find_all(["li", "figcaption"]):
        if not tag.find_parent(["ul", "ol"] if tag.name == "li" else "figure"):
            tag.name = "div"
    for tag in reversed(soup.find_all(INLINE)):
        if tag.find(is_block):
            tag.unwrap()
    for holder in soup.find_all([*HEADINGS, "figcaption"]):
        for tag in holder.find_all(["p", "div", "li", "ul", "ol", "blockquote", *HEADINGS]):
            tag.insert_after(" ")
            tag.unwrap()


def _settle_figure(figure: Tag) -> None:
    """A figure holds pictures, then one caption. Without a picture the caption waits for one; the rest moves out.

    The class `image` marks figures with a picture only: the editor's image plugin takes every `figure.image` for its
    own and fails on one without a picture.
    """
    if figure.find("figure"):
        _open_figure(figure)
        return
    captions = [caption.extract() for caption in figure.find_all("figcaption") if not caption.find("img")]
    pictures = [_with_its_link(picture).extract() for picture in figure.find_all("img")]
    captions = [caption for caption in captions if shows_something(caption)]
    if not pictures and shows_something(figure):
        figure.extend(captions)
        _open_figure(figure)
        return
    for extra in captions[1:]:
        captions[0].extend([" ", *list(extra.children)])
    classes = [name for name in figure.get("class", []) if name != "image"]
    settled = _new("figure", ["image", *classes] if pictures else [])
    settled.extend([*pictures, *captions[:1]])
    if settled.contents:
        figure.insert_before(settled)
    _open_figure(figure)


def _open_figure(figure: Tag) -> None:
    for caption in figure.find_all("figcaption", recursive=False):
        caption.name = "p"
    wrap_loose(figure)
    figure.unwrap()


def _with_its_link(picture: Tag) -> Tag:
    link = picture.parent
    return link if link.name == "a" and not any(map(shows_something, picture.next_siblings)) else picture


def _open_wrappers(soup: BeautifulSoup) -> None:
    """No <div> remains, and no paragraph or heading around blocks; text beside the blocks gets its own paragraph."""
    for box in reversed(soup.find_all(["div", "p", *HEADINGS])):
        children = box.find_all(is_block, recursive=False)
        if not children:
            box.name = "p" if box.name == "div" else box.name
            continue
        if CENTRED in box.get("class", []):
            for figure in box.find_all("figure", class_="image", recursive=False):
                figure["class"] = ["image", CENTRED]
        wrap_loose(box, "p" if box.name == "div" else box.name, box.get("class", []))
        box.unwrap()


def _centre_figures(soup: BeautifulSoup) -> None:
    """The editor knows a centred figure by <div class="align-center"> around it, and by nothing else."""
    for figure in soup.find_all("figure", class_=CENTRED):
        figure["class"] = [name for name in figure["class"] if name != CENTRED]
        figure.wrap(_new("div", [CENTRED]))


def _settle_text(soup: BeautifulSoup) -> None:
    """NFC, single spaces (no-break spaces stay), none at the edges of blocks."""
    for text in soup.find_all(string=True):
        if text.parent is None:  # taken into the text before it
            continue
        whole = str(text)
        while isinstance(text.next_sibling, NavigableString):
            whole += text.next_sibling.extract()
        whole = _BLANK.sub(" ", normalise(whole))
        if _at_edge(text, text.previous_sibling):
            whole = whole.lstrip(" ")
        if _at_edge(text, text.next_sibling):
            whole = whole.rstrip(" ")
        if whole:
            text.replace_with(whole)
        else:
            text.extract()


def _at_edge(text: NavigableString, neighbour: PageElement | None) -> bool:
    if neighbour is None:
        return text.parent.name not in INLINE
    return isinstance(neighbour, Tag) and (neighbour.name == "br" or neighbour.name in BLOCKS)
