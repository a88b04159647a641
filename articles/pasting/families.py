"""How the content systems of Vietnamese papers mark photos, quotes, leads and boxes, and how we say the same. Pure.

Two families serve most papers: IMS (VCSortableInPreviewMode, PhotoCMS_Caption) and OneCMS (cms-body, cms-photo,
cms-relate); Dân trí, Vietnamnet and VnExpress have their own. The names say enough of themselves, so that a text is not
asked which of them it is from, and a story put together of two comes out whole.
"""

import re
from collections.abc import Iterable

from articles.body_layout import is_block, shows_something, wrap_loose
from articles.body_policy import names
from articles.markup import Node, Tag, lines, walk
from articles.pasting.pictures import without_boilerplate

# Class names and the values of IMS's `type` attribute, lower case.
_PHOTO = names(
    "photo layoutalbum albumphoto photogallery tplcaption vnn-content-image cms-photo-block picture fig-picture "
    "article__avatar wp-caption image-container expnoedit"
)
_CAPTION = names(
    "photocms_caption layoutalbumcaption videocms_caption caption desc_cation image-caption fig-caption "
    "wp-caption-text caption-text img-caption pcaption cms-caption figure-caption"
)
_CREDIT = names("photocms_author photo-author image-author cms-photo-author")
_QUOTE = names("quote simplequote quotewithavatar blockquote cms-quote quote-content article-quote note-quote")
_LEAD = names(
    "detail-sapo knc-sapo singular-sapo content-detail-sapo article__sapo cms-desc description sapo e-magazine__sapo"
)
_TITLE = names(
    "detail-title singular-title title-page content-detail-title article__title cms-title title-detail msotitle"
)
_RELATED = names(
    "relatednewsbox relatedonenews link-content-footer detail-relate cms-relate article-relate related-news "
    "vnn-template-noneditable box-tinlienquan box-tinlienquanv2 list-news boxrelated article-related "
    "article__story-related insert-wiki-content relate-container boxnewscontent tinlienquan dt-related"
)
_TAG_LIST = names("detail-tag-list article__tag article-tags tags-container dt-tags-list tag_detail detail__tag")
_FURNITURE = names(
    "cke_widget_drag_handler_container "
    "admzonek ads adsbygoogle advertisement banner social-share box-share share-buttons detail-share article__social "
    "audio-player detail__cm-audio cms-audio player-ads zce-content-hook"
)
_PLACEHOLDER = re.compile(
    r"\[\s*(?:nhập\s+)?chú\s+thích(?:\s+ảnh)?\s*\]|\[\s*nhập\s+(?:tên\s+)?tác\s+giả\s*\]", re.IGNORECASE
)
_EMPTY_CAPTION = re.compile(r"\s*nhập (?:chú thích(?: ảnh)?|tên tác giả)[. ]*", re.IGNORECASE)
_ARROWS = re.compile(r"[\s>»›▶►]*(?:>>|»|›|▶|►)[\s>»›▶►:]*")
_ARROWS_AT_END = re.compile(r"\s*(?:>>|»|›|▶|►)[\s>»›▶►:]*$")
_CAPTION_LENGTH = 300
# What is longer is no box beside the story: a name that says too much must not cost anybody a text.
_BOX, _BUTTON, _BLOCK = 1500, 40, 1500


def _kinds(tag: Tag) -> frozenset[str]:
    return frozenset(tag.attrs.get("class", "").lower().split()) | {tag.attrs.get("type", "").lower()}


def left_out(what: str, tag: Tag) -> Tag:
    """Stands where something was that is no part of the story; `what` names it, its text is told."""
    told = " ".join(lines(tag, ("p", "div", "li", "td", "br")))
    return Tag("left-out", {"data-what": what, "data-words": " ".join([told, *_words_left_out(tag)]).strip()})


def _words_left_out(tag: Tag) -> list[str]:
    return [each.attrs["data-words"] for each in marks_in(tag.children)]


def marks_in(nodes: Iterable[Node]) -> list[Tag]:
    """What has been left out among the nodes."""
    return [each for each in walk(Tag("", {}, nodes)) if each.name == "left-out"]


def unwanted(tag: Tag) -> str:
    """What the tag is, if it belongs to the page around a story or to the making of it; '' otherwise."""
    kinds, style = _kinds(tag), tag.attrs.get("style", "").replace(" ", "").lower()
    if (around := _around_a_story(tag, kinds)) and _length(tag) < (_BUTTON if around == "button" else _BOX):
        return "page" if around == "button" else around
    if "mso-element:comment" in style.split(";"):
        return "comment"
    if kinds & {"msocommentreference", "msocomanchor"}:
        return "mark"
    if tag.name == "del" or "msodel" in kinds:
        # Only change tracking says who deleted and when; on a web page <del> is a word struck through for readers.
        return "deleted" if "msodel" in kinds or {"cite", "datetime"} & tag.attrs.keys() else ""
    return ""


def _around_a_story(tag: Tag, kinds: frozenset[str]) -> str:
    if kinds & _RELATED:
        return "related"
    if kinds & _TAG_LIST:
        return "tags"
    if kinds & _FURNITURE:
        return "page"
    return "button" if tag.attrs.get("role") == "button" else ""


def _length(tag: Tag) -> int:
    return len(" ".join(lines(tag, ("p", "div", "li", "td", "br"))))


def without_placeholders(tag: Tag) -> None:
    """Take "[nhập chú thích]" out of the tag's own text."""
    kept: list[Node] = []
    for child in tag.children:
        if isinstance(child, str) and (found := _PLACEHOLDER.search(child)):
            kept += [
                _PLACEHOLDER.sub(" ", child),
                Tag("left-out", {"data-what": "placeholder", "data-words": found[0]}),
            ]
        else:
            kept.append(child)
    tag.children = kept


def without_arrows(tag: Tag) -> None:
    """Take the ">>" that stood before a related link which is left out."""
    kept: list[Node] = []
    for child in tag.children:
        if isinstance(child, Tag) and child.attrs.get("data-what") == "related":
            for place in range(len(kept) - 1, -1, -1):
                if not isinstance(before := kept[place], str):
                    break
                kept[place] = rest = _ARROWS_AT_END.sub("", before)
                if rest.strip():
                    break
        kept.append(child)
    tag.children = kept


def is_arrows(tag: Tag) -> bool:
    """Whether nothing but ">>" is left of a paragraph."""
    if any(child.name in ("img", "oembed", "table") for child in walk(tag)):
        return False
    return bool(_ARROWS.fullmatch(" ".join(lines(tag, ("br",)))))


def named(tag: Tag) -> list[Node] | None:
    """What the tag is called by its own system, in our tags; None where the names say nothing."""
    kinds = _kinds(tag)
    if tag.name == "figcaption" or (kinds & (_CAPTION | _CREDIT) and tag.name != "table"):
        return [_caption(tag, is_credit=bool(kinds & _CREDIT))]
    if kinds & _TITLE:
        return [Tag("h2", {}, _opened(tag))]
    if kinds & _LEAD and not any(child.name in ("p", "div", "ul") for child in walk(tag)):
        return [Tag("p", {}, _without_lone_bold(_opened(tag)))]
    if tag.name in ("figure", "div", "table", "section") and _is_photo(tag, kinds):
        return _figure(tag)
    if kinds & _QUOTE and tag.name in ("div", "figure", "section", "p"):
        return [Tag("blockquote", {}, _opened(tag, "figcaption", "figure", "blockquote"))]
    if kinds & {"location-stamp", "sdfootnotesym"}:
        return [*tag.children, " "]
    return None


def _opened(tag: Tag, *others: str) -> list[Node]:
    """The children, headings and boxes (and `others`) among them opened."""
    wanted = {"h1", "h2", "h3", "h4", "div", "section", *others}
    opened: list[Node] = []
    for child in tag.children:
        if isinstance(child, Tag) and child.name in wanted:
            opened += wrap_loose(child.children) if tag.name in ("div", "figure", "section") else child.children
        else:
            opened.append(child)
    return opened


def _without_lone_bold(nodes: list[Node]) -> list[Node]:
    """A lead is set in bold by the page."""
    shown = [node for node in nodes if not (isinstance(node, str) and not node.strip())]
    if len(shown) == 1 and isinstance(only := shown[0], Tag) and only.name == "strong":
        return only.children
    return nodes


def _caption(tag: Tag, is_credit: bool) -> Tag:
    caption = Tag("figcaption", {"data-credit": ""} if is_credit else {}, [])
    for child in tag.children:
        if isinstance(child, Tag) and child.name == "figcaption":
            shown = "data-credit" in child.attrs and shows_something(child.children)
            caption.children += [_joint(caption) if shown else " ", *child.children]
        else:
            caption.children.append(child)
    text = " ".join(lines(caption, ("p", "div", "br")))
    if _EMPTY_CAPTION.fullmatch(text):
        caption.children = [Tag("left-out", {"data-what": "placeholder", "data-words": text})]
    elif caption.children and isinstance(last := caption.children[-1], str):
        caption.children[-1] = without_boilerplate(last)
    return caption


def _joint(caption: Tag) -> str:
    """Between a caption and the name of the photographer: a dash, where no stop stands there already."""
    text = " ".join(lines(caption, ("p", "div", "br"))).rstrip()
    return " - " if text and text[-1] not in ".!?…:;-–—)" else " "


def _is_photo(tag: Tag, kinds: frozenset[str]) -> bool:
    if not any(child.name == "img" for child in walk(tag)):
        return False
    if tag.name == "table":
        cells = [child for child in walk(tag) if child.name in ("td", "th")]
        return bool(kinds & _PHOTO) or (len(cells) <= 2 and _length(tag) < _CAPTION_LENGTH)
    return tag.name == "figure" or (bool(kinds & _PHOTO) and _length(tag) < _BLOCK)


def _figure(tag: Tag) -> list[Node]:
    """One figure with all pictures of the block and one caption; other words go behind it."""
    figure, others = Tag("figure"), list[Node]()
    captions = Tag("figcaption")
    _sort(tag.children, figure, captions, others)
    if tag.name == "table" and not captions.children:
        captions.children, others = others, []
    if shows_something(captions.children):
        figure.children.append(_caption(captions, is_credit=False))
    else:
        figure.children += marks_in(captions.children)
    return [figure, *wrap_loose(others)]


def _sort(nodes: list[Node], figure: Tag, captions: Tag, others: list[Node]) -> None:
    for node in nodes:
        if isinstance(node, Tag) and node.name == "img":
            figure.children.append(node)
        elif isinstance(node, Tag) and node.name == "figcaption":
            captions.children.append(node)
        elif isinstance(node, Tag) and any(each.name in ("img", "figcaption") for each in walk(node)):
            _sort(node.children, figure, captions, others)
        elif isinstance(node, Tag) and node.name in ("td", "tr", "tbody"):
            others += [*node.children, " "]
        else:
            others.append(node)


def with_captions(nodes: list[Node]) -> list[Node]:
    """The nodes with a paragraph that holds a picture alone and the caption behind it as a figure."""
    paired: list[Node] = []
    for node in nodes:
        before = paired[-1] if paired else None
        if isinstance(before, str) and not before.strip() and len(paired) > 1:
            before = paired[-2]
        if (
            isinstance(node, Tag)
            and isinstance(before, Tag)
            and _holds_pictures_alone(before)
            and _reads_as_caption(node)
        ):
            while paired.pop() is not before:
                pass
            pictures = [each for each in walk(before) if each.name == "img"]
            paired.append(
                Tag("figure", {}, [*pictures, _caption(Tag("p", {}, [Tag("figcaption", {}, node.children)]), False)])
            )
        else:
            paired.append(node)
    return paired


def _holds_pictures_alone(tag: Tag) -> bool:
    if tag.name not in ("p", "div", "figure") or any(each.name == "figcaption" for each in walk(tag)):
        return False
    return any(each.name == "img" for each in walk(tag)) and not " ".join(lines(tag, ("br",)))


def _reads_as_caption(tag: Tag) -> bool:
    """By its name, or a short paragraph all in italics."""
    if tag.name == "figcaption":
        return True
    text = " ".join(lines(tag, ("br",)))
    if tag.name != "p" or not text or len(text) > _CAPTION_LENGTH or any(map(is_block, tag.children)):
        return False
    shown = [child for child in tag.children if not (isinstance(child, str) and not child.strip())]
    italic = all(isinstance(child, Tag) and child.name in ("em", "i") for child in shown)
    return italic or "image" in tag.attrs.get("class", "").lower().split()
