"""The checklist a story passes before it is sent on: every rule in one table, each a small pure function.

A hard rule holds the story back. A soft one asks: whoever sends the story says that they have seen it, by name, and the
log keeps that. Hard is what readers would stumble over or the site cannot do without; how many words a title or a lead
has is the house's taste, and soft, but beyond a number of characters they fit no page, feed or preview, and that is
hard. The figures are the administrator's (articles.models.HouseStyle).

A new rule is one function and one line in RULES. What a rule needs from the database, articles.readiness looks up and
hands over in Copy.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from articles import body
from articles.embeds import player
from articles.layouts import IN_PICTURES
from articles.markup import Tag, parse, walk
from articles.placeholders import placeholders


class Limits(Protocol):
    """The figures of the house rules; a HouseStyle has them."""

    title_words_max: int
    title_characters_max: int
    lead_words_min: int
    lead_words_max: int
    lead_characters_max: int
    body_words_min: int
    subheads_from_words: int


@dataclass(frozen=True)
class Picture:
    """What is told of one picture where it stands."""

    caption: str
    credit: str


@dataclass(frozen=True)
class Copy:
    """A story as the rules see it: plain values. `body` is in its stored form.

    `kind` is one of Article.Kind. `pictures` are those of the body, in order. `links_nowhere` are addresses of this
    site behind which the writer has no story; `links_unseen` those of stories that readers cannot see yet. `similar`
    are stories that say the same in the same words: the number of each, and how many per cent of this one's sentences
    stand there.
    `has_tags` counts words that are no tags yet; `only_proposed_tags`: the story is sent and has no others.
    """

    title: str
    lead: str
    body: str
    has_section: bool
    has_tags: bool
    has_writer: bool
    source: str
    lead_picture: Picture | None
    kind: str = "news"
    pictures: tuple[Picture, ...] = ()
    links_nowhere: tuple[str, ...] = ()
    links_unseen: tuple[str, ...] = ()
    similar: tuple[tuple[int, int], ...] = ()
    only_proposed_tags: bool = False

    @cached_property
    def plain(self) -> str:
        return body.plain_text(self.body)

    @cached_property
    def words(self) -> int:
        return body.word_count(self.body)

    @cached_property
    def elements(self) -> list[Tag]:
        return list(walk(parse(self.body)))


# What a rule found, for its sentence; None: nothing is amiss.
Figures = dict[str, int | str]
Look = Callable[[Copy, Limits], Figures | None]


@dataclass(frozen=True)
class Rule:
    """`field` is the field of the story form that mends it; `words` a sentence with the places of the figures."""

    name: str
    field: str
    hard: bool
    look: Look
    words: Any


@dataclass(frozen=True)
class Finding:
    """What one rule found in one story."""

    rule: Rule
    figures: Figures

    @property
    def hard(self) -> bool:
        return self.rule.hard

    @property
    def message(self) -> str:
        return sentence(self.rule.name, self.figures)

    @property
    def key(self) -> str:
        return key_of(self.rule.name, self.figures)

    def as_kept(self) -> dict[str, Any]:
        """As the log keeps an acknowledged one."""
        return {"rule": self.rule.name, "figures": self.figures}


def check(copy: Copy, limits: Limits) -> list[Finding]:
    """Everything that is amiss, the hard ones first, else in the order of the table."""
    found = [Finding(rule, figures) for rule in RULES if (figures := rule.look(copy, limits)) is not None]
    return sorted(found, key=lambda each: not each.hard)


def finding(name: str, figures: Figures | None = None) -> Finding:
    """What one rule says, for whoever comes upon the lack by other ways than check()."""
    return Finding(next(rule for rule in RULES if rule.name == name), figures or {})


def key_of(name: str, figures: Mapping[str, Any]) -> str:
    """Names exactly one finding. Who acknowledges 63 words has not acknowledged 70."""
    return f"{name}:{sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:12]}"


def sentence(name: str, figures: Mapping[str, Any]) -> str:
    """A finding in words, also one that the log kept; a rule that is no more has its name alone."""
    words = next((rule.words for rule in RULES if rule.name == name), name)
    return str(words) % figures


# What a caption says of where its picture is from: "Ảnh: TTXVN", "(Ảnh tư liệu)", "Đồ họa: Hà An".
_CREDIT = re.compile(
    r"(?<!\w)(?<!ình )(?i:ảnh|tranh|đồ họa|video|clip|nguồn|minh họa|photo)\s*(?::|/|[A-ZĐÀ-Ỹ])"
    r"|(?<!\w)(?i:ảnh (?:minh họa|tư liệu|cắt từ|chụp|do )|tư liệu|TTXVN)"
)


def names_credit(caption: str) -> bool:
    """Whether a caption says itself whose picture it is, as the house prints it below pictures in the text."""
    return bool(_CREDIT.search(caption))


# The rules ------------------------------------------------------------------------------------------------------------


def words_of(text: str) -> int:
    """Vietnamese words, that is syllables; lone punctuation does not count. As body.word_count() counts a body."""
    return sum(any(map(str.isalnum, syllable)) for syllable in text.split())


def _lacks(part: Callable[[Copy], Any]) -> Look:
    return lambda copy, _limits: None if part(copy) else {}


def _over(number: int, most: int, name: str) -> Figures | None:
    return {name: number, "most": most} if number > most else None


def _under(number: int, least: int) -> Figures | None:
    """Nothing at all is another rule's matter."""
    return {"words": number, "least": least} if 0 < number < least else None


def _title_capitals(copy: Copy, _limits: Limits) -> Figures | None:
    return {} if copy.title.isupper() and words_of(copy.title) >= 3 else None


def _subheads(copy: Copy, limits: Limits) -> Figures | None:
    words = copy.words
    if not 0 < limits.subheads_from_words <= words or any(tag.name in {"h2", "h3", "h4"} for tag in copy.elements):
        return None
    return {"words": words, "most": limits.subheads_from_words}


def _lead_picture_lacks(word: str) -> Look:
    return lambda copy, _limits: {} if copy.lead_picture and not getattr(copy.lead_picture, word) else None


def _pictures_lack(word: str) -> Look:
    def look(copy: Copy, _limits: Limits) -> Figures | None:
        places = [str(place) for place, picture in enumerate(copy.pictures, 1) if not getattr(picture, word)]
        return {"places": ", ".join(places)} if places else None

    return look


def _pictures_awaited(copy: Copy, _limits: Limits) -> Figures | None:
    captions = body.awaiting_captions(copy.body)
    return {"number": len(captions), "captions": _quoted(captions)} if captions else None


def _placeholders(text: Callable[[Copy], str]) -> Look:
    def look(copy: Copy, _limits: Limits) -> Figures | None:
        found = placeholders(text(copy))
        return {"found": _quoted(found)} if found else None

    return look


def _title_made_up(copy: Copy, _limits: Limits) -> Figures | None:
    """A form without a title is kept under the opening words of its text."""
    opening = copy.title.removesuffix("…")
    if opening == copy.title or not opening:
        return None
    made_up = any(text.startswith(opening) for text in (copy.lead, copy.plain))
    return {} if made_up else None


def _links_empty(copy: Copy, _limits: Limits) -> Figures | None:
    empty = [_text(tag) for tag in copy.elements if tag.name == "a" and not _leads_somewhere(tag.attrs.get("href", ""))]
    return {"found": _quoted(empty)} if empty else None


def similar_figures(similar: tuple[tuple[int, int], ...]) -> Figures | None:
    """The sentence names none of the stories: the log shows it to people who may not know of them."""
    if not similar:
        return None
    stories = ", ".join(str(number) for number, _share in sorted(similar))
    return {"number": len(similar), "share": max(share for _number, share in similar), "stories": stories}


def _listed(part: Callable[[Copy], tuple[str, ...]]) -> Look:
    return lambda copy, _limits: {"found": ", ".join(part(copy))} if part(copy) else None


# What is left of "http://" or "https://..." has no name of a host.
_WEB = re.compile(r"https?://[^\s/?#]*[^\W_][^\s/?#]*(?:[/?#].*)?", re.IGNORECASE)


def _leads_somewhere(address: str) -> bool:
    if address.startswith(("http:", "https:")):
        return bool(_WEB.fullmatch(address))
    return bool(address.strip("/# ")) or address == "/"


def _text(tag: Tag) -> str:
    return " ".join("".join(_strings(tag)).split())


def _strings(tag: Tag) -> list[str]:
    return [piece for child in tag.children for piece in (_strings(child) if isinstance(child, Tag) else [child])]


def _quoted(texts: list[str]) -> str:
    """At most three, each short: a sentence names them, the text has them."""
    short = [text if len(text) <= 40 else text[:39].rstrip() + "…" for text in texts[:3]]
    return ", ".join(f"“{text}”" for text in short) + (" …" if len(texts) > 3 else "")


def _too_few_pictures(copy: Copy, _limits: Limits) -> Figures | None:
    found = len(copy.pictures)
    return {"number": found, "least": PICTURES_OF_A_PHOTO_STORY} if found < PICTURES_OF_A_PHOTO_STORY else None


def _video_missing(copy: Copy, _limits: Limits) -> Figures | None:
    videos = (tag for tag in copy.elements if tag.name == "oembed" and player(_text(tag)))
    return None if any(videos) else {}


def _short(copy: Copy, limits: Limits) -> Figures | None:
    """Pictures and a video tell their story themselves."""
    return None if copy.kind in IN_PICTURES else _under(copy.words, limits.body_words_min)


def _of_kind(kind: str, look: Look) -> Look:
    return lambda copy, limits: look(copy, limits) if copy.kind == kind else None


_picture_words = _placeholders(
    lambda copy: f"{copy.lead_picture.caption}\n{copy.lead_picture.credit}" if copy.lead_picture else ""
)
HARD, SOFT = True, False
PICTURES_OF_A_PHOTO_STORY = 3
SIMILAR = "similar_stories"

RULES: tuple[Rule, ...] = (
    # The title
    Rule("title_missing", "title", HARD, _lacks(lambda copy: copy.title), _("The title is missing.")),
    Rule("title_made_up", "title", HARD, _title_made_up, _("The title is only the beginning of the text.")),
    Rule(
        "title_too_long",
        "title",
        HARD,
        lambda copy, limits: _over(len(copy.title), limits.title_characters_max, "characters"),
        _("The title has %(characters)d characters; at most %(most)d are allowed."),
    ),
    Rule(
        "title_placeholder",
        "title",
        HARD,
        _placeholders(lambda copy: copy.title),
        _("The title still holds a placeholder: %(found)s."),
    ),
    Rule(
        "title_words",
        "title",
        SOFT,
        lambda copy, limits: _over(words_of(copy.title), limits.title_words_max, "words"),
        _("The title has %(words)d words; the house rule is at most %(most)d."),
    ),
    Rule("title_capitals", "title", SOFT, _title_capitals, _("The whole title is in capitals.")),
    # The lead
    Rule("lead_missing", "lead", HARD, _lacks(lambda copy: copy.lead), _("The lead is missing.")),
    Rule(
        "lead_too_long",
        "lead",
        HARD,
        lambda copy, limits: _over(len(copy.lead), limits.lead_characters_max, "characters"),
        _("The lead has %(characters)d characters; at most %(most)d are allowed."),
    ),
    Rule(
        "lead_placeholder",
        "lead",
        HARD,
        _placeholders(lambda copy: copy.lead),
        _("The lead still holds a placeholder: %(found)s."),
    ),
    Rule(
        "lead_long",
        "lead",
        SOFT,
        lambda copy, limits: _over(words_of(copy.lead), limits.lead_words_max, "words"),
        _("The lead has %(words)d words; the house rule is at most %(most)d."),
    ),
    Rule(
        "lead_short",
        "lead",
        SOFT,
        lambda copy, limits: _under(words_of(copy.lead), limits.lead_words_min),
        _("The lead has only %(words)d words; the house rule is at least %(least)d."),
    ),
    # The text
    Rule("body_missing", "body", HARD, _lacks(lambda copy: copy.body), _("The text is missing.")),
    Rule(
        "body_placeholder",
        "body",
        HARD,
        _placeholders(lambda copy: copy.plain),
        _("The text still holds placeholders: %(found)s."),
    ),
    Rule("link_empty", "body", HARD, _links_empty, _("These links lead nowhere: %(found)s.")),
    Rule(
        "link_broken",
        "body",
        HARD,
        _listed(lambda copy: copy.links_nowhere),
        _("No story of this site has these addresses: %(found)s."),
    ),
    Rule(
        "link_unseen",
        "body",
        SOFT,
        _listed(lambda copy: copy.links_unseen),
        _("Readers cannot see these linked stories: %(found)s."),
    ),
    Rule(
        "body_short",
        "body",
        SOFT,
        _short,
        _("The text has only %(words)d words; the house rule is at least %(least)d."),
    ),
    Rule(
        "subheads_missing",
        "body",
        SOFT,
        _subheads,
        _("The text has %(words)d words and no subhead; from %(most)d words on it should have some."),
    ),
    # Asked when the story is sent, not while it is written.
    Rule(
        SIMILAR,
        "body",
        SOFT,
        lambda copy, _limits: similar_figures(copy.similar),
        _("Other stories with the same sentences: %(number)d; up to %(share)d%% of this story stands there too."),
    ),
    # Pictures
    Rule(
        "lead_picture_missing",
        "lead_photo",
        HARD,
        _lacks(lambda copy: copy.lead_picture),
        _("The lead picture is missing."),
    ),
    Rule(
        "lead_picture_caption",
        "lead_photo",
        HARD,
        _lead_picture_lacks("caption"),
        _("The lead picture has no caption."),
    ),
    Rule(
        "lead_picture_credit", "lead_photo", HARD, _lead_picture_lacks("credit"), _("The lead picture has no credit.")
    ),
    Rule(
        "lead_picture_placeholder",
        "lead_photo",
        HARD,
        _picture_words,
        _("The words of the lead picture still hold a placeholder: %(found)s."),
    ),
    Rule(
        "picture_caption",
        "body",
        HARD,
        _pictures_lack("caption"),
        _("Pictures in the text without a caption, counted from the top: %(places)s."),
    ),
    Rule(
        "picture_credit",
        "body",
        HARD,
        _pictures_lack("credit"),
        _("Pictures in the text without a credit, counted from the top: %(places)s."),
    ),
    # What makes a story one of its kind
    Rule(
        "photo_story_pictures",
        "body",
        HARD,
        _of_kind("photo", _too_few_pictures),
        _("A photo story has at least %(least)d pictures in its text; this one has %(number)d."),
    ),
    Rule(
        "video_missing",
        "body",
        HARD,
        _of_kind("video", _video_missing),
        _("The video of this video story is missing from its text."),
    ),
    # Readers simply do not see such a caption, so a story can go out without the picture.
    Rule(
        "picture_awaited",
        "body",
        SOFT,
        _pictures_awaited,
        _("Captions that still have no picture, so readers do not see them (%(number)d): %(captions)s."),
    ),
    # Where it stands, and whose it is
    Rule("section_missing", "section", HARD, _lacks(lambda copy: copy.has_section), _("The section is missing.")),
    Rule("tags_missing", "tags", HARD, _lacks(lambda copy: copy.has_tags), _("There is no tag.")),
    # A writer's new word is enough to send a story; readers cannot look for it until an editor has made it a tag.
    Rule(
        "tags_undecided",
        "tags",
        HARD,
        _lacks(lambda copy: not copy.only_proposed_tags),
        _("The tags are only proposed: accept one of them, or choose a tag that exists."),
    ),
    # A story taken over from an agency stands under the agency's name.
    Rule(
        "writer_missing",
        "bylines",
        HARD,
        _lacks(lambda copy: copy.has_writer or copy.source),
        _("No writer is named, nor a source."),
    ),
)
