"""A published text on its way to readers: cleaned once more, whatever the database holds by now. Pure.

All of it is linear and cheap beside the sanitiser, which takes half a millisecond for a page of text and pictures: so
the stories that everybody reads are remembered as a whole, and no request parses a text.
"""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from articles.body import PICK_PLACE, WORDS_PER_MINUTE, words_among
from articles.body_policy import sanitise_page
from articles.embeds import without_players

# What word_count() leaves out, and all the tags, of markup that the sanitiser wrote.
_NO_WORDS = re.compile(r"<figcaption>.*?</figcaption>|<[^>]*>", re.DOTALL)

_TAGS = re.compile(r"<[^>]*>")
_HEADINGS = re.compile(r'<h[23] id="([^"]*)">(.*?)</h[23]>', re.DOTALL)


class PageText(NamedTuple):
    """What a page shows of a text: the part before a picked story's place and the part behind it, "" without one."""

    before: SafeString
    after: SafeString
    words: int
    headings: tuple[tuple[str, str], ...]
    """(id, words) of the headings that a list of them leads to: those of a long read."""

    @property
    def has_videos(self) -> bool:
        return 'class="embed__link"' in self.whole

    @property
    def opens_with_video(self) -> bool:
        return self.before.startswith('<figure class="embed">')

    @property
    def whole(self) -> SafeString:
        return self.before + self.after

    def minutes(self, beside: str = "") -> int:
        """How long reading it takes, and what stands `beside` it (the lead), in whole minutes."""
        return max(1, round((self.words + len(beside.split())) / WORDS_PER_MINUTE))


@lru_cache(maxsize=512)
def page_text(html: str) -> PageText:
    """A published body as its page shows it, safe as it is."""
    # Readers read the site's language, whatever the desk speaks that previews it.
    with translation.override(settings.LANGUAGE_CODE):
        cleaned = sanitise_page(without_players(html))
    before, _place, after = cleaned.partition(PICK_PLACE)
    after = after.replace(PICK_PLACE, "")
    words = words_among(_NO_WORDS.sub(" ", cleaned).split())
    headings = tuple((name, unescape(_TAGS.sub("", title))) for name, title in _HEADINGS.findall(cleaned))
    return PageText(mark_safe(before), mark_safe(after), words, headings)  # noqa: S308  # that is what it is for
