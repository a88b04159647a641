"""Reads the text of one page of the old sites into a StoryRecord: head, foot, then the blocks between them. What the
text does not settle becomes a problem for an editor; nothing is made up, least of all a date."""

from django.utils.translation import gettext as _

from articles.importing.address import OldAddress, read_address
from articles.importing.page_blocks import read_blocks
from articles.importing.page_captions import glued_series_part
from articles.importing.page_head import Head, read_head
from articles.importing.page_lines import (
    Line,
    is_clock,
    is_furniture,
    is_relative_time,
    page_date,
    page_lines,
    read_views,
)
from articles.importing.page_tail import read_tail
from articles.importing.record import StoryRecord

# The longest page met has a few hundred lines; a file of many thousands is a table or a dump.
_MOST_LINES = 5000


def read_page(file: str, text: str) -> StoryRecord:
    """The story of a page; `refused` is set when the page holds none. Never raises on odd text."""
    source_url, lines = page_lines(text)
    address = read_address(source_url)
    if reason := _why_no_story(lines, address):
        return StoryRecord(file, source_url=source_url, site=address.site, old_id=address.old_id, refused=reason)
    head = read_head(lines, address)
    tail = read_tail(head.body)
    blocks, open_blocks = read_blocks(tail.body, site=address.site)
    return StoryRecord(
        file=file,
        title=head.title,
        published=head.published,
        date_only=head.date_only,
        date_in_doubt=head.date_in_doubt,
        views=head.views,
        lead=head.lead,
        blocks=tuple(blocks),
        bylines=tuple(head.bylines + [byline for byline in tail.bylines if byline not in head.bylines]),
        source=tail.source,
        keywords=tuple(dict.fromkeys(tail.keywords)),
        related=tuple(tail.related),
        source_url=source_url,
        site=address.site,
        old_id=address.old_id,
        problems=tuple(_missing(head) + head.problems + open_blocks + tail.problems),
    )


def _why_no_story(lines: list[Line], address: OldAddress) -> str | None:
    if len(lines) > _MOST_LINES:
        return _("The file has more lines than a page of text.")
    texts = [line.text for line in lines if not is_clock(line.text)]
    dates = sum(page_date(text) is not None for text in texts)
    counts = sum(read_views(text) is not None for text in texts)
    ages = sum(is_relative_time(text) for text in texts)
    if (address.listing and dates == 0) or (dates == 0 and ages >= 2) or (dates >= 2 and counts >= 2):
        return _("The page is a list of stories, not a story.")
    if all(is_furniture(text) or read_views(text) is not None or page_date(text) for text in texts):
        return _("The page contains no story.")
    return None


def _missing(head: Head) -> list[str]:
    problems = []
    if head.title is None:
        problems.append(_("No title was found."))
    elif part := glued_series_part(head.title):
        problems.append(_("The title may be two titles run together; the second: “%(words)s”.") % {"words": part})
    if head.published is None and not head.date_is_wrong:
        problems.append(_("No publication date was found."))
    if head.views is None:
        problems.append(_("No view count was found."))
    if head.lead is None:
        problems.append(_("No lead was found."))
    return problems
